package io.github.consent4j.servlet.wrap;

import io.github.consent4j.servlet.exchange.ResponseHead;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The head of a response of a servlet container, or of one as the application sees it. */
class ServletResponseHead implements ResponseHead {

  private final HttpServletResponse response;

  ServletResponseHead(HttpServletResponse response) {
    this.response = response;
  }

  @Override
  public int status() {
    return response.getStatus();
  }

  @Override
  public void setStatus(int status) {
    response.setStatus(status);
  }

  @Override
  public @Nullable String header(String name) {
    return response.getHeader(name);
  }

  @Override
  public Collection<String> headers(String name) {
    return response.getHeaders(name);
  }

  @Override
  public Collection<String> headerNames() {
    return response.getHeaderNames();
  }

  @Override
  public boolean containsHeader(String name) {
    return response.containsHeader(name);
  }

  @Override
  public void setHeader(String name, @Nullable String value) {
    response.setHeader(name, value);
  }

  @Override
  public void addHeader(String name, String value) {
    response.addHeader(name, value);
  }

  @Override
  public @Nullable String contentType() {
    return response.getContentType();
  }

  @Override
  public void setContentType(String type) {
    response.setContentType(type);
  }

  @Override
  public void setContentLength(long length) {
    response.setContentLengthLong(length);
  }

  @Override
  public boolean isCommitted() {
    return response.isCommitted();
  }
}
