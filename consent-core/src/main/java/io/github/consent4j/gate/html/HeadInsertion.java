package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.ByteSink;
import io.github.consent4j.gate.html.HtmlGate.Syntax;
import io.github.consent4j.gate.token.EncodingDeclaration;
import io.github.consent4j.gate.token.EncodingLabel;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Inserts markup into the head of a document while it is streamed. It reads nothing behind that
 * place and changes no other byte. A fragment, which begins with none of doctype, html, head and
 * body, stays as it is. Not thread-safe; one instance serves one response.
 */
public final class HeadInsertion {

  /**
   * The number of bytes in which the head is searched. A document without a place for it in these
   * bytes stays as it is.
   */
  private static final int PATIENCE = 1 << 14;

  private static final int MARK = 3;

  private final byte[] markup;
  private final Syntax syntax;
  private final boolean isDocument;
  private final @Nullable Charset declared;
  private final ByteSink sink;

  private byte[] held = {};
  private boolean done;

  /**
   * @param markup what is inserted, in ASCII
   * @param syntax syntax of the document
   * @param charset encoding that the response declares; null if it declares none
   * @param isDocument true if it is known to be a document, whatever it begins with
   * @param sink receives the bytes
   */
  public HeadInsertion(
      String markup, Syntax syntax, @Nullable Charset charset, boolean isDocument, ByteSink sink) {
    this.markup = markup.getBytes(StandardCharsets.US_ASCII);
    this.syntax = syntax;
    this.isDocument = isDocument;
    declared = charset == null ? null : EncodingLabel.asBrowsersRead(charset);
    this.sink = sink;
  }

  /**
   * Returns by how many bytes a document that begins with these bytes gets longer; -1 if the bytes
   * are too few to know.
   *
   * @param ended whether they are the whole document
   */
  public int growth(byte[] start, int length, boolean ended) {
    Cut cut = cut(start, 0, length, ended, ended);
    return cut == null ? -1 : cut.inserted.length;
  }

  /** Handles the next bytes of the document, which may be cut anywhere. */
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (done) {
      sink.write(bytes, offset, length);
    } else if (held.length > 0) {
      byte[] all = Arrays.copyOf(held, held.length + length);
      System.arraycopy(bytes, offset, all, held.length, length);
      held = new byte[0];
      begin(all, 0, all.length, false, false);
    } else {
      begin(bytes, offset, length, false, false);
    }
  }

  /** Writes what waits only because more bytes could declare the encoding of the document. */
  public void flush() throws IOException {
    if (!done && held.length > 0) {
      begin(held, 0, held.length, false, true);
    }
  }

  /** Ends the document. */
  public void finish() throws IOException {
    if (!done) {
      begin(held, 0, held.length, true, true);
    }
  }

  private void begin(byte[] bytes, int offset, int length, boolean ended, boolean hurried)
      throws IOException {
    Cut cut = cut(bytes, offset, length, ended || length > PATIENCE, hurried);
    if (cut == null) {
      held = Arrays.copyOfRange(bytes, offset, offset + length);
      return;
    }
    done = true;
    held = new byte[0];
    if (cut.place > 0) {
      sink.write(bytes, offset, cut.place);
    }
    if (cut.inserted.length > 0) {
      sink.write(cut.inserted, 0, cut.inserted.length);
    }
    if (length > cut.place) {
      sink.write(bytes, offset + cut.place, length - cut.place);
    }
  }

  /** What is inserted, and behind how many bytes; nothing if there is no place for it. */
  private record Cut(int place, byte[] inserted) {
    static final Cut NONE = new Cut(0, new byte[0]);
  }

  /** Returns null if more bytes are needed. */
  private @Nullable Cut cut(byte[] bytes, int offset, int length, boolean ended, boolean hurried) {
    Charset marked = length < MARK ? null : mark(bytes, offset);
    if (marked == null && length < MARK && !ended) {
      return null;
    }
    Charset charset = marked == null ? declared : marked;
    if (charset != null && isUtf16(charset)) {
      return cutUtf16(bytes, offset, length, ended, charset);
    }
    int mark = marked == null ? 0 : MARK;
    int from = offset + mark;
    int to = offset + length;
    int place = new HeadPlace(syntax, isDocument).find(bytes, from, to);
    if (place < 0) {
      return place == HeadPlace.NOWHERE || ended ? Cut.NONE : null;
    }
    if (charset == null && syntax == Syntax.HTML) {
      boolean tells = hurried || length >= EncodingDeclaration.PRESCANNED;
      return tells ? besideDeclaration(bytes, offset, to, place) : null;
    }
    return new Cut(place - offset, markup);
  }

  /**
   * Places the markup in a document that declares its encoding itself. Browsers look for that
   * declaration in a limited number of first bytes. If the insertion would push the declaration out
   * of them, nothing is inserted.
   */
  private Cut besideDeclaration(byte[] bytes, int offset, int to, int place) {
    int all = Math.min(to, offset + EncodingDeclaration.PRESCANNED);
    boolean pushed =
        EncodingDeclaration.inMeta(bytes, offset, all) != null
            && EncodingDeclaration.inMeta(bytes, offset, Math.max(offset, all - markup.length))
                == null;
    return pushed ? Cut.NONE : new Cut(place - offset, markup);
  }

  private static @Nullable Charset mark(byte[] bytes, int at) {
    int first = bytes[at] & 0xff;
    int second = bytes[at + 1] & 0xff;
    if (first == 0xfe && second == 0xff) {
      return StandardCharsets.UTF_16BE;
    }
    if (first == 0xff && second == 0xfe) {
      return StandardCharsets.UTF_16LE;
    }
    boolean utf8 = first == 0xef && second == 0xbb && (bytes[at + 2] & 0xff) == 0xbf;
    return utf8 ? StandardCharsets.UTF_8 : null;
  }

  private static boolean isUtf16(Charset charset) {
    return StandardCharsets.UTF_16LE.equals(charset) || StandardCharsets.UTF_16BE.equals(charset);
  }

  private @Nullable Cut cutUtf16(
      byte[] bytes, int offset, int length, boolean ended, Charset charset) {
    int low = charset.equals(StandardCharsets.UTF_16LE) ? 0 : 1;
    byte[] narrow = new byte[length / 2];
    for (int i = 0; i < narrow.length; i++) {
      int at = offset + 2 * i;
      // Whatever is not ASCII is text.
      narrow[i] = bytes[at + 1 - low] == 0 && bytes[at + low] >= 0 ? bytes[at + low] : (byte) 'x';
    }
    int mark = bytes[offset + 1 - low] == (byte) 0xfe && bytes[offset + low] == (byte) 0xff ? 1 : 0;
    int place = new HeadPlace(syntax, isDocument).find(narrow, mark, narrow.length);
    if (place < 0) {
      return place == HeadPlace.NOWHERE || ended ? Cut.NONE : null;
    }
    byte[] wide = new String(markup, StandardCharsets.US_ASCII).getBytes(charset);
    return new Cut(2 * place, wide);
  }
}
