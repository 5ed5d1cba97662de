package io.github.consent4j.servlet.wrap;

import io.github.consent4j.servlet.exchange.Reply;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A response of the library itself, by a servlet container. */
public final class ServletReply extends ServletResponseHead implements Reply {

  private final HttpServletResponse response;

  /**
   * @param response the container's own response
   */
  public ServletReply(HttpServletResponse response) {
    super(response);
    this.response = response;
  }

  @Override
  public void write(byte[] body) throws IOException {
    response.getOutputStream().write(body);
  }

  @Override
  public void write(Body body) throws IOException {
    body.writeTo(response.getOutputStream());
  }

  @Override
  public void flush() throws IOException {
    response.flushBuffer();
  }

  @Override
  public void reset() {
    response.reset();
  }
}
