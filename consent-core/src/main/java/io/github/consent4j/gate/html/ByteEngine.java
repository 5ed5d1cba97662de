package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.ByteSink;
import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.token.HtmlTokenizer;
import io.github.consent4j.gate.token.UnreadableDocumentException;
import io.github.consent4j.policy.OnError;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rewrites a document, as bytes, in an encoding in which markup is ASCII. A document that cannot be
 * read is withheld or passes unread, as the policy says.
 */
final class ByteEngine {

  private static final Logger log = LoggerFactory.getLogger(ByteEngine.class);

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final ByteSink sink;
  private final HtmlTokenizer tokenizer;
  private final OnError onError;
  private boolean failed;

  /** The number of bytes of a byte order mark that were read; -1 once the document has begun. */
  private int marksRead;

  ByteEngine(HtmlTokenizer tokenizer, ByteSink sink, OnError onError) {
    this.onError = onError;
    this.tokenizer = tokenizer;
    this.sink = sink;
  }

  /** Returns whether reading the document has failed. */
  boolean hasFailed() {
    return failed;
  }

  void write(byte[] bytes, int from, int to) throws IOException {
    if (failed) {
      passUnread(bytes, from, to);
      return;
    }
    int p = readMark(bytes, from, to);
    if (p == to && marksRead != BYTE_ORDER_MARK.length) {
      return;
    }
    passMark();
    try {
      tokenizer.write(bytes, p, to);
    } catch (RuntimeException e) {
      fail(e);
      if (onError == OnError.PASS) {
        tokenizer.passRest(bytes, to);
      }
    }
  }

  private int readMark(byte[] bytes, int from, int to) throws IOException {
    int p = from;
    while (p < to && marksRead >= 0 && marksRead < BYTE_ORDER_MARK.length) {
      if (bytes[p] == BYTE_ORDER_MARK[marksRead]) {
        marksRead++;
        p++;
      } else {
        tokenizer.write(BYTE_ORDER_MARK, 0, marksRead);
        marksRead = -1;
      }
    }
    return p;
  }

  private void fail(RuntimeException e) throws IOException {
    failed = true;
    if (e instanceof UnreadableDocumentException) {
      log.warn("on-error: {} for a page, because {}", onError.id(), e.getMessage());
    } else {
      log.warn("on-error: {} for a page that made the gate fail", onError.id(), e);
    }
    if (onError == OnError.BLOCK) {
      tokenizer.withhold();
    }
  }

  private void passUnread(byte[] bytes, int from, int to) throws IOException {
    if (onError == OnError.PASS && to > from) {
      sink.write(bytes, from, to - from);
    }
  }

  private void passMark() throws IOException {
    if (marksRead > 0) {
      sink.write(BYTE_ORDER_MARK, 0, marksRead);
    }
    marksRead = -1;
  }

  /**
   * Ends the document.
   *
   * @param following ASCII text that is written behind the document; may be empty
   */
  void finish(String following) throws IOException {
    if (failed) {
      return;
    }
    passMark();
    try {
      if (tokenizer.finish(!following.isEmpty())) {
        sink.write(Scan.ascii(following), 0, following.length());
      }
    } catch (RuntimeException e) {
      fail(e);
    }
  }
}
