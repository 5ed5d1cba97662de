package io.github.consent4j.gate.html;

import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import io.github.consent4j.gate.bytes.ByteSink;
import io.github.consent4j.gate.bytes.Pipe;
import io.github.consent4j.gate.bytes.Transcoder;
import io.github.consent4j.gate.rule.DeclaringServices;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.gate.rule.UrlGate;
import io.github.consent4j.gate.token.EncodingLabel;
import io.github.consent4j.gate.token.Output;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites one style sheet ({@code text/css}) while it is streamed. A blocked URL becomes a
 * fragment of {@code about:invalid}, which loads nothing by definition of CSS. If nothing is
 * blocked, the bytes do not change. Not thread-safe; one instance serves one response.
 */
public final class StyleGate implements Pipe {

  private final HtmlRules rules;
  private final @Nullable Charset charset;
  private final ByteSink sink;
  private final DeclaringServices declaring;
  private final UrlGate urlGate;
  private final StyleSheet sheet;

  /** The first bytes, until the encoding is known. */
  private final ByteArrayBuilder start;

  private @Nullable Output out;

  /** Transcodes to and from UTF-8 if the style sheet cannot be read as bytes. */
  private @Nullable Transcoder in;

  private @Nullable Transcoder back;
  private boolean finished;

  /**
   * @param rules rules of the policy
   * @param allowed services that the visitor allows
   * @param page URL of the style sheet
   * @param out receives the bytes
   * @param charset encoding that the response declares, which a byte order mark overrides; null if
   *     it declares none: then {@code @charset} decides
   */
  public StyleGate(
      HtmlRules rules,
      AllowedServices allowed,
      PageContext page,
      ByteSink out,
      @Nullable Charset charset) {
    this.rules = rules;
    this.charset = charset == null ? null : EncodingLabel.asBrowsersRead(charset);
    sink = out;
    declaring = rules.declaringServices();
    declaring.begin(allowed);
    urlGate = new UrlGate(rules, declaring);
    urlGate.begin(page, StandardCharsets.UTF_8);
    sheet = new StyleSheet(rules, urlGate);
    sheet.start();
    start = new ByteArrayBuilder(rules.arrays());
  }

  /**
   * Makes a gate that only analyses a style sheet. It reports nothing to the listener and writes
   * nothing.
   *
   * @param rules rules of the policy
   * @param allowed services that the visitor allows
   * @param page URL of the style sheet
   * @param charset encoding that the response declares; null if it declares none
   */
  public static StyleGate looking(
      HtmlRules rules, AllowedServices allowed, PageContext page, @Nullable Charset charset) {
    StyleGate gate = new StyleGate(rules, allowed, page, (bytes, offset, length) -> {}, charset);
    gate.declaring.reportNothing();
    return gate;
  }

  /** Returns whether anything is blocked in the part that was read. */
  public boolean holds() {
    return sheet.holds();
  }

  /**
   * Returns whether a gate that only analyses has found something that another gate would report.
   */
  public boolean hasFindings() {
    return declaring.hasFindings();
  }

  /**
   * Handles the next bytes of the style sheet, which may be cut anywhere. When the call returns,
   * all bytes that can be decided on were written.
   */
  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (finished) {
      throw new IOException("The style sheet has ended");
    }
    if (out == null && start.length == 0) {
      Charset read = StyleEncoding.of(bytes, offset, offset + length, charset);
      if (read != null) {
        begin(read);
      }
    }
    if (out != null) {
      pass(bytes, offset, length);
      return;
    }
    start.append(bytes, offset, offset + length);
    Charset read = StyleEncoding.of(start.array, 0, start.length, charset);
    if (read != null) {
      beginWithStart(read);
    }
  }

  private void begin(Charset actual) {
    ByteSink exit = sink;
    if (!StyleEncoding.isReadAsBytes(actual)) {
      Transcoder behind = new Transcoder(StandardCharsets.UTF_8, actual, sink);
      back = behind;
      exit = behind::write;
      in = new Transcoder(actual, StandardCharsets.UTF_8, this::read);
    }
    out = new Output(exit, rules.pool());
  }

  private void beginWithStart(Charset actual) throws IOException {
    begin(actual);
    pass(start.array, 0, start.length);
    start.close();
  }

  private void pass(byte[] bytes, int offset, int length) throws IOException {
    if (in != null) {
      in.write(bytes, offset, length);
    } else {
      read(bytes, offset, length);
    }
  }

  private void read(byte[] bytes, int offset, int length) throws IOException {
    Output passing = Objects.requireNonNull(out, "the encoding is known by now");
    passing.read(bytes, offset);
    sheet.text(bytes, offset, offset + length, passing);
    passing.passTo(offset + length);
  }

  /** Ends the style sheet, and whatever is still open in it. */
  @Override
  public void finish() throws IOException {
    if (finished) {
      return;
    }
    finished = true;
    if (out == null) {
      beginWithStart(charset == null ? StandardCharsets.UTF_8 : charset);
    }
    if (in != null) {
      in.finish();
    }
    if (out != null) {
      sheet.end(out);
      out.close();
    }
    if (back != null) {
      back.finish();
    }
    sheet.close();
    urlGate.close();
    declaring.forget();
  }
}
