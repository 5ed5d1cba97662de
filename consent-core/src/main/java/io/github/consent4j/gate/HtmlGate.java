package io.github.consent4j.gate;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites one HTML document while it streams by. Not thread-safe; one instance serves one
 * response.
 *
 * <p>The document is read as bytes in any encoding in which markup is ASCII; one that starts with
 * the byte order mark of UTF-16, or is said to be in UTF-16 or ISO-2022-JP, is transcoded. A
 * document that cannot be read, or on which the gate itself fails, is treated as the policy's
 * {@code on-error} says: its rest is withheld, or passes unread.
 */
public final class HtmlGate {

  /** By whose rules a document is read. */
  public enum Syntax {
    /** {@code text/html}. */
    HTML,
    /** {@code application/xhtml+xml}: what is inserted must be well-formed. */
    XML
  }

  private static final byte[] ASCII =
      "<html>/!?-=\"'&;[]azAZ09".getBytes(StandardCharsets.US_ASCII);

  private static final int MARK_LENGTH = 2;

  private final HtmlRules rules;
  private final Allowance allowance;
  private final PageContext page;
  private final Replacements replacements;
  private final ByteSink sink;
  private final Syntax syntax;

  private final Charset charset;
  private final byte[] mark = new byte[MARK_LENGTH];
  private int markLength;

  private @Nullable ByteEngine engine;

  /** From and to UTF-8, for a document that cannot be read as bytes. */
  private @Nullable Transcoder in;

  private @Nullable Transcoder back;

  /**
   * Reads HTML in UTF-8, or another encoding in which markup is ASCII.
   *
   * @param rules what is looked up
   * @param allowance what the visitor lets through
   * @param page from where the document is served
   * @param replacements what is put in
   * @param out where the bytes go
   */
  public HtmlGate(
      HtmlRules rules,
      Allowance allowance,
      PageContext page,
      Replacements replacements,
      ByteSink out) {
    this(rules, allowance, page, replacements, out, Syntax.HTML, StandardCharsets.UTF_8);
  }

  /**
   * @param rules what is looked up
   * @param allowance what the visitor lets through
   * @param page from where the document is served
   * @param replacements what is put in
   * @param out where the bytes go
   * @param syntax by whose rules the document is read
   * @param charset encoding that the response declares; a byte order mark overrides it
   */
  public HtmlGate(
      HtmlRules rules,
      Allowance allowance,
      PageContext page,
      Replacements replacements,
      ByteSink out,
      Syntax syntax,
      Charset charset) {
    this.rules = rules;
    this.allowance = allowance;
    this.page = page;
    this.replacements = replacements;
    this.syntax = syntax;
    this.charset = charset;
    sink = out;
  }

  /**
   * Takes the next bytes of the document, cut anywhere. Everything that can be decided has left the
   * gate when the call returns.
   */
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int p = offset;
    int end = offset + length;
    while (engine == null && p < end) {
      mark[markLength++] = bytes[p++];
      if (markLength == MARK_LENGTH) {
        begin();
      }
    }
    if (p < end) {
      pass(bytes, p, end - p);
    }
  }

  /** Ends the document: what was still held is decided by what has been seen. */
  public void finish() throws IOException {
    ByteEngine reading = engine == null ? begin() : engine;
    if (in != null) {
      in.finish();
    }
    reading.finish();
    if (back != null) {
      back.finish();
    }
  }

  private ByteEngine begin() throws IOException {
    Charset actual = actualCharset();
    ByteSink out = sink;
    if (!isReadableAsBytes(actual)) {
      back = new Transcoder(StandardCharsets.UTF_8, actual, sink);
      out = back::write;
      actual = StandardCharsets.UTF_8;
    }
    ByteEngine reading = engine(actual, out);
    engine = reading;
    if (back != null) {
      in =
          new Transcoder(
              actualCharset(),
              StandardCharsets.UTF_8,
              (bytes, offset, length) -> reading.write(bytes, offset, offset + length));
    }
    pass(mark, 0, markLength);
    return reading;
  }

  private ByteEngine engine(Charset actual, ByteSink out) {
    boolean xml = syntax == Syntax.XML;
    UrlJudge judge = new UrlJudge(rules, allowance, page);
    judge.charset(actual);
    TagRewriter rewriter =
        new TagRewriter(
            rules,
            allowance,
            judge,
            replacements,
            new NestedDocument(rules, allowance, replacements, 0),
            xml);
    String head = replacements.head();
    String body = replacements.body();
    HtmlTokenizer tokenizer =
        new HtmlTokenizer(
            rewriter,
            new Output(out, rules.spares()),
            xml ? DocumentStart.ofXml(head, body) : new DocumentStart(head, body),
            xml ? HtmlTokenizer.Syntax.XML : HtmlTokenizer.Syntax.HTML,
            rules.spares());
    return new ByteEngine(tokenizer, out, rules.policy().settings().onError());
  }

  private void pass(byte[] bytes, int offset, int length) throws IOException {
    if (in != null) {
      in.write(bytes, offset, length);
    } else if (engine != null) {
      engine.write(bytes, offset, offset + length);
    }
  }

  private Charset actualCharset() {
    if (markLength == MARK_LENGTH) {
      int first = (mark[0] & 0xff) << 8 | mark[1] & 0xff;
      if (first == 0xfeff) {
        return StandardCharsets.UTF_16BE;
      }
      if (first == 0xfffe) {
        return StandardCharsets.UTF_16LE;
      }
    }
    // as the encoding standard wants it
    return charset.equals(StandardCharsets.UTF_16) ? StandardCharsets.UTF_16LE : charset;
  }

  private static boolean isReadableAsBytes(Charset charset) {
    if (charset.equals(StandardCharsets.UTF_8)) {
      return true;
    }
    String name = charset.name().toUpperCase(Locale.ROOT);
    return !name.contains("ISO-2022")
        && charset.canEncode()
        && new String(ASCII, charset).equals(new String(ASCII, StandardCharsets.US_ASCII));
  }
}
