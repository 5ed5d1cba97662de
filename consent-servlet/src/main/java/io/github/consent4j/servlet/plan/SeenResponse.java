package io.github.consent4j.servlet.plan;

import io.github.consent4j.servlet.exchange.ResponseHead;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The head of a response as the application has made it: first the server's own one, and from some
 * moment on a copy of it, because the library changes that one.
 */
final class SeenResponse implements ResponseHead {

  private final ResponseHead server;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private int status;
  private boolean copied;

  SeenResponse(ResponseHead server) {
    this.server = server;
  }

  /** Makes the copy. */
  void copy() {
    headers.clear();
    for (String name : server.headerNames()) {
      headers.put(name, List.copyOf(server.headers(name)));
    }
    status = server.status();
    copied = true;
  }

  /** Gives the server back what the application had set, as if the copy had not been made. */
  void restore() {
    if (copied) {
      List.copyOf(server.headerNames()).forEach(name -> server.setHeader(name, null));
      headers.forEach((name, values) -> values.forEach(value -> server.addHeader(name, value)));
      server.setStatus(status);
      copied = false;
    }
  }

  @Override
  public int status() {
    return copied ? status : server.status();
  }

  @Override
  public @Nullable String header(String name) {
    return headers(name).stream().findFirst().orElse(null);
  }

  @Override
  public Collection<String> headers(String name) {
    return copied ? headers.getOrDefault(name, List.of()) : server.headers(name);
  }

  @Override
  public Collection<String> headerNames() {
    return copied ? headers.keySet() : server.headerNames();
  }

  @Override
  public boolean containsHeader(String name) {
    return !headers(name).isEmpty();
  }

  @Override
  public @Nullable String contentType() {
    return header("Content-Type");
  }

  @Override
  public boolean isCommitted() {
    return server.isCommitted();
  }

  @Override
  public void setStatus(int status) {
    throw unchangeable();
  }

  @Override
  public void setHeader(String name, @Nullable String value) {
    throw unchangeable();
  }

  @Override
  public void addHeader(String name, String value) {
    throw unchangeable();
  }

  @Override
  public void setContentType(String type) {
    throw unchangeable();
  }

  @Override
  public void setContentLength(long length) {
    throw unchangeable();
  }

  private static UnsupportedOperationException unchangeable() {
    return new UnsupportedOperationException("What the application has set does not change");
  }
}
