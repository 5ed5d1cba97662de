package io.github.consent4j.examples.proxy;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** The body of a visitor's request. It is passed on as it comes, and never held. */
final class VisitorBody extends AbstractHttpEntity {

  private final InputStream in;
  private final long length;
  private final long max;

  /**
   * @param length -1 if it is not known before
   * @param max the largest length
   */
  VisitorBody(InputStream in, long length, long max) {
    super((String) null, null, length < 0);
    this.in = in;
    this.length = length;
    this.max = max;
  }

  static RefusedException tooLarge() {
    return new RefusedException(
        HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "This request is too large.\n", null);
  }

  @Override
  public InputStream getContent() {
    return in;
  }

  /** Flushes whenever the visitor pauses, so that the site sees what has come so far. */
  @Override
  public void writeTo(OutputStream out) throws IOException {
    byte[] buffer = new byte[16 * 1024];
    long sent = 0;
    for (int n = read(buffer); n >= 0; n = read(buffer)) {
      sent += n;
      if (sent > max) {
        throw tooLarge();
      }
      out.write(buffer, 0, n);
      if (in.available() == 0) {
        out.flush();
      }
    }
  }

  /** Reads on. A failure here is the visitor's, not the site's. */
  private int read(byte[] buffer) throws RefusedException {
    try {
      return in.read(buffer);
    } catch (SocketTimeoutException e) {
      throw new RefusedException(
          HttpServletResponse.SC_REQUEST_TIMEOUT, "The request did not come to its end.\n", e);
    } catch (IOException e) {
      throw new RefusedException(
          HttpServletResponse.SC_BAD_REQUEST, "The request cannot be read.\n", e);
    }
  }

  @Override
  public boolean isStreaming() {
    return true;
  }

  @Override
  public long getContentLength() {
    return length;
  }

  @Override
  public void close() {
    // the container closes the stream
  }
}
