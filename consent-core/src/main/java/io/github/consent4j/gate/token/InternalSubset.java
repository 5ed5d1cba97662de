package io.github.consent4j.gate.token;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The declarations in the doctype of an XML document, between brackets. Entities could hide
 * anything, so that a document with entities is unreadable. The exceptions are those that drawing
 * programs write and that cannot form an address: names of namespaces, declarations of styles,
 * spaces and similar characters.
 */
final class InternalSubset {

  /** The largest number of bytes that are read. */
  private static final int LONGEST = 8192;

  private static final String COMMENT = "<!--";
  private static final String COMMENT_END = "-->";
  private static final int CUT = -1;

  private static final Pattern ENTITY =
      Pattern.compile("<!ENTITY\\s+[\\w:.-]+\\s+(?:\"([^\"<]*)\"|'([^'<]*)')\\s*>");

  private static final Pattern HARMLESS =
      Pattern.compile(
          "https?://(?:www\\.w3\\.org|ns\\.adobe\\.com|purl\\.org|www\\.inkscape\\.org)/[\\w./#-]*"
              + "|(?:(?!(?:https?|ftp|wss?|data|blob|file|javascript):)[a-z-]+:[\\w#., -]*;\\s*)+"
              + "|&#(?:160|169|171|187|821[12]|821[678]|822[012]);");

  private InternalSubset() {}

  /**
   * Reads the declarations between brackets.
   *
   * @param from place of the opening bracket
   * @return the place behind the closing bracket; {@code from} if more bytes are needed
   */
  static int read(byte[] a, int from, int to) {
    int length = Math.min(to - from - 1, LONGEST);
    String text = new String(a, from + 1, length, StandardCharsets.ISO_8859_1);
    int p = 0;
    while (p != CUT && p < length && text.charAt(p) != ']') {
      p = Character.isWhitespace(text.charAt(p)) ? p + 1 : behindDeclaration(text, p);
    }
    if (p != CUT && p < length) {
      return from + 1 + p + 1;
    }
    if (length == LONGEST) {
      throw unreadable();
    }
    return from;
  }

  /** Returns the place behind a comment or a harmless declaration. */
  private static int behindDeclaration(String text, int p) {
    if (text.startsWith(COMMENT, p)) {
      int end = text.indexOf(COMMENT_END, p + COMMENT.length());
      return end < 0 ? CUT : end + COMMENT_END.length();
    }
    Matcher entity = ENTITY.matcher(text).region(p, text.length());
    if (!entity.lookingAt()) {
      if (text.indexOf('>', p) < 0) {
        return CUT;
      }
      throw unreadable();
    }
    String value = entity.group(1) != null ? entity.group(1) : entity.group(2);
    if (!HARMLESS.matcher(value).matches()) {
      throw unreadable();
    }
    return entity.end();
  }

  private static UnreadableDocumentException unreadable() {
    return new UnreadableDocumentException("the doctype declares entities");
  }
}
