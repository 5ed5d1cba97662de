package io.github.consent4j.gate.token;

import io.github.consent4j.gate.bytes.Scan;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the encoding that a document declares: in a {@code meta} element, as the HTML standard's
 * section "Prescan a byte stream to determine its encoding" does, or in an XML declaration.
 */
public final class EncodingDeclaration {

  /** The number of bytes that are examined. */
  public static final int PRESCANNED = 1024;

  private static final byte[] COMMENT = Scan.ascii("<!--");
  private static final byte[] META = Scan.ascii("<meta");

  private final byte[] bytes;
  private final int end;
  private int p;

  // the declared encoding
  private @Nullable Charset charset;
  private String label = "";

  // the last attribute that was read
  private String name = "";
  private String value = "";

  private EncodingDeclaration(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    p = from;
    end = Math.min(to, from + PRESCANNED);
  }

  /**
   * Returns the encoding that a {@code meta} among these first bytes declares, or null if none
   * does.
   */
  public static @Nullable Charset inMeta(byte[] bytes, int from, int to) {
    EncodingDeclaration found = find(bytes, from, to);
    return found == null ? null : found.charset;
  }

  /** Returns the declaration with its place, or null if there is none. */
  public static @Nullable EncodingDeclaration find(byte[] bytes, int from, int to) {
    EncodingDeclaration declaration = new EncodingDeclaration(bytes, from, to);
    declaration.charset = declaration.meta();
    return declaration.charset == null ? null : declaration;
  }

  public @Nullable Charset charset() {
    return charset;
  }

  /** Returns the name of the encoding as the document spells it, in lower case. */
  public String label() {
    return label;
  }

  /** Returns the place behind the {@code meta}. */
  public int end() {
    return p + 1;
  }

  /** Returns the encoding of an XML declaration at the start, or null if there is none. */
  public static @Nullable Charset inXml(byte[] bytes, int from, int to) {
    int n = Math.min(to - from, PRESCANNED);
    String text = new String(bytes, from, n, StandardCharsets.ISO_8859_1);
    int close = text.indexOf('>');
    int word = text.indexOf("encoding");
    if (!text.startsWith("<?xml") || word < 0 || close < word) {
      return null;
    }
    String said = text.substring(word + "encoding".length(), close).strip();
    if (!said.startsWith("=")) {
      return null;
    }
    said = said.substring(1).strip();
    int quote = said.isEmpty() ? -1 : said.indexOf(said.charAt(0), 1);
    boolean quoted = quote > 0 && (said.charAt(0) == '"' || said.charAt(0) == '\'');
    return quoted ? readable(EncodingLabel.encoding(said.substring(1, quote))) : null;
  }

  /** Returns an encoding if a declaration in it can be read as ASCII; UTF-16 cannot. */
  private static @Nullable Charset readable(@Nullable Charset said) {
    return StandardCharsets.UTF_16LE.equals(said) || StandardCharsets.UTF_16BE.equals(said)
        ? StandardCharsets.UTF_8
        : said;
  }

  private @Nullable Charset meta() {
    while (p < end) {
      if (bytes[p] != '<') {
        p = Scan.find(bytes, p, end, '<');
      } else if (Scan.startsWithIgnoringCase(bytes, p, end, COMMENT)) {
        skipComment();
      } else if (Scan.startsWithIgnoringCase(bytes, p, end, META) && isNameOver(p + META.length)) {
        p += META.length;
        Charset said = readable(declared());
        if (said != null) {
          return said;
        }
      } else if (isTag()) {
        skipTag();
      } else if (p + 1 < end
          && (bytes[p + 1] == '!' || bytes[p + 1] == '/' || bytes[p + 1] == '?')) {
        p = Scan.find(bytes, p, end, '>') + 1;
      } else {
        p++;
      }
    }
    return null;
  }

  private boolean isNameOver(int place) {
    return place < end && Scan.is(bytes[place], Scan.SPACE_OR_SLASH);
  }

  private boolean isTag() {
    int letter = p + 1 < end && bytes[p + 1] == '/' ? p + 2 : p + 1;
    return letter < end && Scan.is(bytes[letter], Scan.LETTER);
  }

  private void skipComment() {
    p += 2;
    do {
      p = Scan.find(bytes, p + 1, end, '>');
    } while (p < end && (bytes[p - 1] != '-' || bytes[p - 2] != '-'));
    p++;
  }

  private void skipTag() {
    while (p < end && !Scan.is(bytes[p], Scan.SPACE) && bytes[p] != '>') {
      p++;
    }
    while (attribute()) {
      // Only the place of its end is needed.
    }
  }

  /**
   * Returns the encoding that the attributes of a {@code meta} declare, if all of them are present.
   */
  private @Nullable Charset declared() {
    Set<String> seen = new HashSet<>();
    boolean pragma = false;
    boolean needsPragma = false;
    boolean said = false;
    Charset declared = null;
    while (attribute()) {
      if (!seen.add(name)) {
        continue;
      }
      switch (name) {
        case "http-equiv" -> pragma = value.equals("content-type");
        case "charset" -> {
          declared = EncodingLabel.encoding(value);
          label = value.strip();
          needsPragma = false;
          said = true;
        }
        case "content" -> {
          Charset inContent = said ? null : inContent(value);
          if (inContent != null) {
            declared = inContent;
            needsPragma = true;
            said = true;
          }
        }
        default -> {}
      }
    }
    return p < end && (pragma || !needsPragma) ? declared : null;
  }

  private @Nullable Charset inContent(String content) {
    int place = content.indexOf("charset");
    while (place >= 0) {
      String rest = content.substring(place + "charset".length()).stripLeading();
      if (rest.startsWith("=")) {
        String word = firstWord(rest.substring(1).stripLeading());
        Charset found = EncodingLabel.encoding(word);
        label = found == null ? label : word.strip();
        return found;
      }
      place = content.indexOf("charset", place + 1);
    }
    return null;
  }

  private static String firstWord(String text) {
    if (text.startsWith("\"") || text.startsWith("'")) {
      int close = text.indexOf(text.charAt(0), 1);
      return close < 0 ? "" : text.substring(1, close);
    }
    return text.split("[\\s;]", 2)[0];
  }

  /** Reads the next attribute of a tag. Returns false at the end of the tag or of the bytes. */
  private boolean attribute() {
    while (p < end && Scan.is(bytes[p], Scan.SPACE_OR_SLASH)) {
      p++;
    }
    if (p >= end || bytes[p] == '>') {
      return false;
    }
    int from = p++;
    while (p < end && !Scan.is(bytes[p], Scan.ATTRIBUTE_NAME_END)) {
      p++;
    }
    name = lower(from, p);
    value = "";
    p = Scan.skipSpace(bytes, p, end);
    if (p < end && bytes[p] == '=') {
      p = Scan.skipSpace(bytes, p + 1, end);
      value();
    }
    return p < end;
  }

  private void value() {
    if (p == end || bytes[p] == '>') {
      return;
    }
    int from = p;
    if (bytes[p] == '"' || bytes[p] == '\'') {
      p = Scan.find(bytes, from + 1, end, bytes[from]);
      value = lower(from + 1, p);
      p = Math.min(p + 1, end);
      return;
    }
    while (p < end && !Scan.is(bytes[p], Scan.UNQUOTED_END)) {
      p++;
    }
    value = lower(from, p);
  }

  private String lower(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
  }
}
