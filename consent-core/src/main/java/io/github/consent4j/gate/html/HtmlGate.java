package io.github.consent4j.gate.html;

import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import io.github.consent4j.gate.bytes.ByteSink;
import io.github.consent4j.gate.bytes.Pipe;
import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.bytes.Transcoder;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.gate.token.DocumentStart;
import io.github.consent4j.gate.token.EncodingDeclaration;
import io.github.consent4j.gate.token.EncodingLabel;
import io.github.consent4j.gate.token.HtmlTokenizer;
import io.github.consent4j.gate.token.Output;
import io.github.consent4j.gate.token.XmlStart;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites one HTML document while it is streamed. One instance serves one response and one call at
 * a time: a second one at the same time is refused. If the document is ended during a write, the
 * end does not wait for the write; the document is cut there.
 *
 * <p>The document is read as bytes in any encoding in which markup is ASCII. A document that starts
 * with the byte order mark of UTF-16, or that is declared as UTF-16 or ISO-2022-JP, is transcoded.
 * The setting {@code on-error} decides about a document that cannot be read, or on which the gate
 * itself fails: its rest is withheld, or passes unread.
 */
public final class HtmlGate implements Pipe {

  /** The syntax of a document. */
  public enum Syntax {
    /** {@code text/html}. */
    HTML,
    /** {@code application/xhtml+xml}, SVG and other XML. What is inserted must be well-formed. */
    XML
  }

  private static final byte[] UTF_8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final HtmlGates gates;
  private final HtmlRules rules;
  private final AllowedServices allowed;
  private final PageContext page;
  private final Insertions insertions;
  private final Exit exit;
  private final Syntax syntax;
  private final boolean isDocument;

  private final @Nullable Charset charset;

  /** The first bytes, until the encoding is known. */
  private final ByteArrayBuilder start;

  private @Nullable ByteEngine engine;
  private @Nullable TagRewriter rewriter;

  /** The failure of an earlier call. No call can follow it. */
  private @Nullable Throwable failure;

  /** The declaration that has named the encoding; null if something else has. */
  private @Nullable EncodingDeclaration declaration;

  /** The number of bytes up to the end of that declaration that were not written yet. */
  private int beforeDeclared;

  private @Nullable Output output;

  /** True if the encoding is only assumed, because none is declared. */
  private boolean assumed;

  /** Transcodes to and from UTF-8 if the document cannot be read as bytes. */
  private @Nullable Transcoder in;

  private @Nullable Transcoder back;

  /**
   * Makes a gate for HTML in UTF-8, or in another encoding in which markup is ASCII.
   *
   * @param gates rules and pool of the policy
   * @param allowed services that the visitor allows
   * @param page URL of the document
   * @param insertions markup to insert
   * @param out receives the bytes
   */
  public HtmlGate(
      HtmlGates gates,
      AllowedServices allowed,
      PageContext page,
      Insertions insertions,
      ByteSink out) {
    this(gates, allowed, page, insertions, out, Syntax.HTML, StandardCharsets.UTF_8);
  }

  /**
   * @param gates rules and pool of the policy
   * @param allowed services that the visitor allows
   * @param page URL of the document
   * @param insertions markup to insert
   * @param out receives the bytes
   * @param syntax syntax of the document
   * @param charset encoding that the response declares, which a byte order mark overrides; null if
   *     it declares none: then the declaration is searched in the first 1,024 bytes of the
   *     document, which wait until the encoding is known or {@link #flush} is called
   */
  public HtmlGate(
      HtmlGates gates,
      AllowedServices allowed,
      PageContext page,
      Insertions insertions,
      ByteSink out,
      Syntax syntax,
      @Nullable Charset charset) {
    this(gates, allowed, page, insertions, out, syntax, charset, false);
  }

  /**
   * @param gates rules and pool of the policy
   * @param allowed services that the visitor allows
   * @param page URL of the document
   * @param insertions markup to insert
   * @param out receives the bytes
   * @param syntax syntax of the document
   * @param charset encoding that the response declares; null if it declares none
   * @param isDocument true if browsers show it as a document, whatever it contains; otherwise
   *     nothing is inserted into one without doctype, html, head and body, because it is a fragment
   */
  public HtmlGate(
      HtmlGates gates,
      AllowedServices allowed,
      PageContext page,
      Insertions insertions,
      ByteSink out,
      Syntax syntax,
      @Nullable Charset charset,
      boolean isDocument) {
    this.gates = gates;
    this.rules = gates.rules();
    this.allowed = allowed;
    this.page = page;
    this.insertions = insertions;
    this.syntax = syntax;
    this.isDocument = isDocument;
    this.charset = charset == null ? null : EncodingLabel.asBrowsersRead(charset);
    start = new ByteArrayBuilder(rules.arrays());
    exit = new Exit(out);
  }

  /**
   * Handles the next bytes of the document, which may be cut anywhere. When the call returns, all
   * bytes that can be decided on were written.
   *
   * @throws IOException if the sink throws it, now or in an earlier call; if the document was
   *     ended, or is ended during the call; if another call is writing
   */
  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (!exit.enter()) {
      throw refusal();
    }
    try {
      read(bytes, offset, length);
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
      throw e;
    }
    exit.leave();
  }

  private IOException refusal() {
    return exit.isClosed()
        ? new IOException("The document has ended", failure)
        : new IOException("The document is being written by another call");
  }

  private void fail(Throwable e) {
    failure = e;
    exit.fail();
  }

  private void read(byte[] bytes, int offset, int length) throws IOException {
    if (engine != null) {
      pass(bytes, offset, length);
      return;
    }
    int n = Math.min(length, EncodingDeclaration.PRESCANNED - start.length);
    Charset read = null;
    if (start.length == 0) {
      read = encoding(bytes, offset, offset + n, false);
      n = read == null ? n : 0;
    }
    if (read == null) {
      start.append(bytes, offset, offset + n);
      read = mayTell(bytes, offset, n) ? encoding(start.array, 0, start.length, false) : null;
    }
    if (read != null) {
      begin(read);
      pass(bytes, offset + n, length - n);
    }
  }

  /** Returns whether the new bytes may complete a declaration, which ends with {@code >}. */
  private boolean mayTell(byte[] bytes, int offset, int length) {
    return charset != null
        || start.length <= UTF_8_MARK.length
        || start.length == EncodingDeclaration.PRESCANNED
        || Scan.find(bytes, offset, offset + length, '>') < offset + length;
  }

  /**
   * Writes everything that can be decided on, even if the document has not declared its encoding
   * yet: UTF-8 is assumed then. Does nothing during a write, which itself writes what it can.
   */
  @Override
  public void flush() throws IOException {
    if (!exit.enter()) {
      return;
    }
    try {
      if (engine == null && start.length > 0 && !mayBeDeclared()) {
        beginByWhatThereIs();
      }
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
      throw e;
    }
    exit.leave();
  }

  /**
   * Returns whether the encoding may still be declared, and whether that declaration would then
   * stand behind the insertion. Browsers wait for it as well, unless the response declares the
   * encoding.
   */
  private boolean mayBeDeclared() {
    return charset == null
        && syntax == Syntax.HTML
        && start.length < EncodingDeclaration.PRESCANNED
        && !insertions.head().isEmpty();
  }

  private void beginByWhatThereIs() throws IOException {
    Charset read = encoding(start.array, 0, start.length, true);
    begin(read == null ? assumed() : read);
  }

  /**
   * Ends the document. What was still waiting is decided on by what was read. During a write, or
   * after a failure, the document ends where it is. Does nothing if the document was ended before.
   */
  @Override
  public void finish() throws IOException {
    if (!exit.close()) {
      return;
    }
    if (engine == null) {
      beginByWhatThereIs();
    }
    if (in != null) {
      in.finish();
    }
    if (engine != null) {
      engine.finish(rewriter == null ? "" : rewriter.behindPage());
    }
    if (back != null) {
      back.finish();
    }
    // A rewriter is not used again after a failure.
    if (rewriter != null && engine != null && !engine.hasFailed()) {
      rewriter.close();
    }
  }

  private void begin(Charset actual) throws IOException {
    ByteSink out = exit;
    boolean asBytes = EncodingLabel.isReadAsBytes(actual);
    if (!asBytes) {
      back = new Transcoder(StandardCharsets.UTF_8, actual, exit);
      out = back::write;
    }
    ByteEngine reading = engine(asBytes ? actual : StandardCharsets.UTF_8, out);
    engine = reading;
    if (!asBytes) {
      in =
          new Transcoder(
              actual,
              StandardCharsets.UTF_8,
              (bytes, offset, length) -> reading.write(bytes, offset, offset + length));
    }
    pass(start.array, 0, start.length);
    start.close();
  }

  private ByteEngine engine(Charset actual, ByteSink out) {
    boolean xml = syntax == Syntax.XML;
    TagRewriter tags = gates.takeRewriter();
    tags.begin(allowed, page, actual, insertions, xml);
    if (assumed && !xml) {
      tags.encodingIsAssumed();
    }
    rewriter = tags;
    String head = insertions.head();
    Output changed = new Output(out, rules.pool());
    if (declaration != null) {
      changed.awaitEncoding(declaration.label(), EncodingDeclaration.PRESCANNED - beforeDeclared);
    }
    output = changed;
    HtmlTokenizer tokenizer =
        new HtmlTokenizer(
            tags,
            changed,
            xml
                ? DocumentStart.ofXml(
                    new XmlStart(head, insertions.guardInXml(), insertions::body, rules.arrays()))
                : new DocumentStart(head, insertions::body, isDocument),
            xml ? HtmlTokenizer.Syntax.XML : HtmlTokenizer.Syntax.HTML,
            rules.pool());
    return new ByteEngine(tokenizer, out, rules.policy().settings().onError());
  }

  private void pass(byte[] bytes, int offset, int length) throws IOException {
    int n = Math.min(beforeDeclared, length);
    if (n > 0) {
      beforeDeclared -= n;
      decode(bytes, offset, n);
      if (beforeDeclared == 0 && output != null) {
        output.encodingPassed();
      }
    }
    decode(bytes, offset + n, length - n);
  }

  private void decode(byte[] bytes, int offset, int length) throws IOException {
    if (in != null) {
      in.write(bytes, offset, length);
    } else if (engine != null) {
      engine.write(bytes, offset, offset + length);
    }
  }

  /**
   * Returns the encoding of the document, from its byte order mark, from the response, or from its
   * own declaration.
   *
   * @param ended whether these are the last bytes
   * @return null if more bytes are needed
   */
  private @Nullable Charset encoding(byte[] bytes, int from, int to, boolean ended) {
    int length = to - from;
    int first = length > 0 ? bytes[from] & 0xff : 0;
    int second = length > 1 ? bytes[from + 1] & 0xff : 0;
    if (first == 0xfe && second == 0xff) {
      return StandardCharsets.UTF_16BE;
    }
    if (first == 0xff && second == 0xfe) {
      return StandardCharsets.UTF_16LE;
    }
    int same = Scan.matching(bytes, from, to, UTF_8_MARK);
    if (same == UTF_8_MARK.length) {
      return StandardCharsets.UTF_8;
    }
    boolean mayBeMark = same == length || (length == 1 && first >= 0xfe);
    if (mayBeMark && !ended) {
      return null;
    }
    return charset == null ? declared(bytes, from, to, ended) : charset;
  }

  private @Nullable Charset declared(byte[] bytes, int from, int to, boolean ended) {
    boolean all = ended || to - from == EncodingDeclaration.PRESCANNED;
    Charset declared = syntax == Syntax.HTML ? inMeta(bytes, from, to) : null;
    if (declared == null && (all || syntax == Syntax.XML)) {
      declared = EncodingDeclaration.inXml(bytes, from, to);
    }
    return declared == null && all ? assumed() : declared;
  }

  private @Nullable Charset inMeta(byte[] bytes, int from, int to) {
    EncodingDeclaration found = EncodingDeclaration.find(bytes, from, to);
    if (found == null) {
      return null;
    }
    declaration = found;
    beforeDeclared = found.end() - from;
    return found.charset();
  }

  private Charset assumed() {
    assumed = true;
    return StandardCharsets.UTF_8;
  }
}
