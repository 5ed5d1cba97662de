package io.github.consent4j.examples.proxy;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes every request to the upstream site and its response back, as streams. */
final class ProxyServlet extends HttpServlet {

  private static final long serialVersionUID = 1;
  private static final Logger log = LoggerFactory.getLogger(ProxyServlet.class);

  private final transient Upstream upstream;
  private final transient HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  ProxyServlet(Upstream upstream) {
    this.upstream = upstream;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpRequest onward;
    try {
      onward = UpstreamRequest.of(request, upstream);
    } catch (IllegalArgumentException e) {
      refuse(response, HttpServletResponse.SC_BAD_REQUEST, "This request cannot be passed on.\n");
      return;
    }
    try {
      pass(client.send(onward, BodyHandlers.ofInputStream()), response);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      unanswered(response);
    } catch (IOException e) {
      if (response.isCommitted()) {
        throw e;
      }
      log.warn("{} did not answer: {}", upstream.origin(), e.toString());
      unanswered(response);
    }
  }

  private void pass(HttpResponse<InputStream> answer, HttpServletResponse response)
      throws IOException {
    try (InputStream body = answer.body()) {
      response.setStatus(answer.statusCode());
      passHeaders(answer.headers(), response);
      passBody(body, response.getOutputStream());
    }
  }

  private void passHeaders(HttpHeaders headers, HttpServletResponse response) {
    HopByHop hopByHop = new HopByHop(headers.allValues("Connection"));
    headers
        .map()
        .forEach(
            (name, values) -> {
              if (!hopByHop.includes(name)) {
                add(name, values, response);
              }
            });
  }

  private void add(String name, List<String> values, HttpServletResponse response) {
    boolean isAddress = name.equalsIgnoreCase("Location");
    for (String value : values) {
      response.addHeader(name, isAddress ? upstream.seenFromOutside(value) : value);
    }
  }

  /**
   * Copies a body. It flushes whenever the upstream site pauses, so that visitors see what it has
   * sent so far.
   */
  private static void passBody(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[16 * 1024];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
      if (in.available() == 0) {
        out.flush();
      }
    }
  }

  private static void unanswered(HttpServletResponse response) throws IOException {
    refuse(
        response,
        HttpServletResponse.SC_BAD_GATEWAY,
        "The site behind this proxy did not answer.\n");
  }

  private static void refuse(HttpServletResponse response, int status, String text)
      throws IOException {
    response.reset();
    response.setStatus(status);
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("text/plain;charset=utf-8");
    response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }
}
