package io.github.consent4j.gate;

import java.io.IOException;

/**
 * Rewrites one HTML document while it streams by. Not thread-safe; one instance serves one
 * response.
 */
public final class HtmlGate {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final ByteSink sink;
  private final HtmlTokenizer tokenizer;
  private int marksRead;

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
    sink = out;
    tokenizer =
        new HtmlTokenizer(
            new TagRewriter(
                rules,
                allowance,
                new UrlJudge(rules, allowance, page),
                replacements,
                new NestedDocument(rules, allowance, replacements, 0)),
            new Output(out),
            new DocumentStart(replacements.head(), replacements.body()),
            HtmlTokenizer.Feedback.PARSER);
  }

  /**
   * Takes the next bytes of the document, cut anywhere. Everything that can be decided has left the
   * gate when the call returns.
   */
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int p = offset;
    int end = offset + length;
    while (p < end && marksRead >= 0 && marksRead < BYTE_ORDER_MARK.length) {
      if (bytes[p] == BYTE_ORDER_MARK[marksRead]) {
        marksRead++;
        p++;
      } else {
        tokenizer.write(BYTE_ORDER_MARK, 0, marksRead);
        marksRead = -1;
      }
    }
    if (p < end || marksRead == BYTE_ORDER_MARK.length) {
      passMark();
      tokenizer.write(bytes, p, end);
    }
  }

  private void passMark() throws IOException {
    if (marksRead > 0) {
      sink.write(BYTE_ORDER_MARK, 0, marksRead);
      marksRead = -1;
    }
  }

  /** Ends the document: what was still held is decided by what has been seen. */
  public void finish() throws IOException {
    passMark();
    tokenizer.finish();
  }
}
