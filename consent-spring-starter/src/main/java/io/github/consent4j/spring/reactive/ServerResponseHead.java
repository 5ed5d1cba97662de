package io.github.consent4j.spring.reactive;

import io.github.consent4j.servlet.exchange.ResponseHead;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * The head of a response of a reactive application. {@code Set-Cookie} contains the cookies, too,
 * that Spring keeps apart until the response leaves.
 */
class ServerResponseHead implements ResponseHead {

  private static final int OK = 200;

  private final ServerHttpResponse response;

  ServerResponseHead(ServerHttpResponse response) {
    this.response = response;
  }

  /** Returns the headers in their order, without the cookies that are kept apart. */
  private Map<String, List<String>> all() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    // Spring 7 has changed most other methods of this class.
    response.getHeaders().forEach((name, values) -> all.put(name, new ArrayList<>(values)));
    return all;
  }

  @Override
  public int status() {
    HttpStatusCode status = response.getStatusCode();
    return status == null ? OK : status.value();
  }

  @Override
  public void setStatus(int status) {
    response.setStatusCode(HttpStatusCode.valueOf(status));
  }

  @Override
  public @Nullable String header(String name) {
    return headers(name).stream().findFirst().orElse(null);
  }

  @Override
  public Collection<String> headers(String name) {
    List<String> values = new ArrayList<>();
    response
        .getHeaders()
        .forEach(
            (other, set) -> {
              if (other.equalsIgnoreCase(name)) {
                values.addAll(set);
              }
            });
    if (name.equalsIgnoreCase(HttpHeaders.SET_COOKIE)) {
      response.getCookies().values().stream()
          .flatMap(Collection::stream)
          .map(ResponseCookie::toString)
          .forEach(values::add);
    }
    return values;
  }

  @Override
  public Collection<String> headerNames() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(all().keySet());
    if (!response.getCookies().isEmpty()) {
      names.add(HttpHeaders.SET_COOKIE);
    }
    return names;
  }

  @Override
  public boolean containsHeader(String name) {
    return !headers(name).isEmpty();
  }

  @Override
  public void setHeader(String name, @Nullable String value) {
    if (isCommitted()) {
      return;
    }
    if (name.equalsIgnoreCase(HttpHeaders.SET_COOKIE)) {
      response.getCookies().clear();
    }
    if (value != null) {
      response.getHeaders().set(name, value);
    } else if (containsHeader(name)) {
      remove(name);
    }
  }

  /** Removes a header in a way that both Spring 6 and Spring 7 have. */
  private void remove(String name) {
    Map<String, List<String>> left = all();
    left.keySet().removeIf(name::equalsIgnoreCase);
    HttpHeaders headers = response.getHeaders();
    headers.clear();
    left.forEach((other, values) -> values.forEach(value -> headers.add(other, value)));
  }

  @Override
  public void addHeader(String name, String value) {
    if (!isCommitted()) {
      response.getHeaders().add(name, value);
    }
  }

  @Override
  public @Nullable String contentType() {
    return header(HttpHeaders.CONTENT_TYPE);
  }

  @Override
  public void setContentType(String type) {
    setHeader(HttpHeaders.CONTENT_TYPE, type);
  }

  @Override
  public void setContentLength(long length) {
    setHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
  }

  @Override
  public boolean isCommitted() {
    return response.isCommitted();
  }
}
