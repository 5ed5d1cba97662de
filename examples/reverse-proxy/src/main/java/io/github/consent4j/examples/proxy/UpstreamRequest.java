package io.github.consent4j.examples.proxy;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Creates the request to the upstream site. */
final class UpstreamRequest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Fields that the HTTP client writes itself, and those that only this proxy may write. */
  private static final Set<String> WRITTEN_HERE =
      Set.of(
          "content-length",
          "expect",
          "forwarded",
          "host",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-port",
          "x-forwarded-proto");

  private UpstreamRequest() {}

  static HttpRequest of(HttpServletRequest request, Upstream upstream) throws IOException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(upstream.at(pathAndQuery(request)))
            .timeout(PATIENCE)
            .method(request.getMethod(), body(request));
    HopByHop hopByHop = new HopByHop(values(request, "Connection"));
    for (String name : Collections.list(request.getHeaderNames())) {
      if (!hopByHop.includes(name) && !WRITTEN_HERE.contains(name.toLowerCase(Locale.ROOT))) {
        values(request, name).forEach(value -> builder.header(name, value));
      }
    }
    builder.header("X-Forwarded-For", request.getRemoteAddr());
    builder.header("X-Forwarded-Proto", request.getScheme());
    values(request, "Host").forEach(host -> builder.header("X-Forwarded-Host", host));
    return builder.build();
  }

  private static List<String> values(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }

  private static String pathAndQuery(HttpServletRequest request) {
    String path = request.getRequestURI();
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("The address is no path");
    }
    return request.getQueryString() == null ? path : path + '?' + request.getQueryString();
  }

  private static BodyPublisher body(HttpServletRequest request) throws IOException {
    long length = request.getContentLengthLong();
    if (length == 0 || length < 0 && request.getHeader("Transfer-Encoding") == null) {
      return BodyPublishers.noBody();
    }
    InputStream in = request.getInputStream();
    BodyPublisher stream = BodyPublishers.ofInputStream(() -> in);
    return length < 0 ? stream : BodyPublishers.fromPublisher(stream, length);
  }
}
