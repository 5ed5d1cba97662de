package io.github.consent4j.gate;

import java.io.IOException;

/**
 * Rewrites one HTML document while it streams by. Not thread-safe; one instance serves one
 * response.
 */
public final class HtmlGate {

  private final ByteSink out;

  /**
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
    this.out = out;
  }

  /**
   * Takes the next bytes of the document, cut anywhere. Everything that can be decided has left the
   * gate when the call returns.
   */
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  /** Ends the document: what was still held is decided by what has been seen. */
  public void finish() throws IOException {}
}
