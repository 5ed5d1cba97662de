package io.github.consent4j.examples.comparison;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Somebody who visits the shop with a browser, and keeps its cookies. */
final class Visitor {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final int port;
  private final Map<String, String> cookies = new TreeMap<>();
  private Answer last;

  Visitor(int port) {
    this.port = port;
  }

  /** Opens a page. */
  Answer page(String path, String... headers) throws IOException, InterruptedException {
    return send(navigation(path).GET(), headers);
  }

  /**
   * Fetches what a page needs.
   *
   * @param destination what the page needs it for, "empty" if a script has fetched it
   */
  Answer resource(String path, String destination, String... headers)
      throws IOException, InterruptedException {
    return send(
        request(path).header("Accept", "*/*").header("Sec-Fetch-Dest", destination).GET(), headers);
  }

  /** Asks for the headers of a page. */
  Answer head(String path) throws IOException, InterruptedException {
    return send(navigation(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
  }

  /** Posts a form of this site, with the token of the page that was opened last. */
  Answer post(String path, String form) throws IOException, InterruptedException {
    String token = last == null || last.token().isEmpty() ? "" : "&_csrf=" + last.token();
    return send(
        navigation(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(HttpRequest.BodyPublishers.ofString(form + token)));
  }

  /** Has the browser keep a cookie. */
  void keep(String name, String value) {
    cookies.put(name, value);
  }

  private HttpRequest.Builder navigation(String path) {
    return request(path)
        .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
        .header("Sec-Fetch-Dest", "document")
        .header("Sec-Fetch-Mode", "navigate");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/shop" + path));
  }

  private Answer send(HttpRequest.Builder request, String... headers)
      throws IOException, InterruptedException {
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + '=' + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    last = Answer.of(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    cookies.putAll(last.cookies());
    return last;
  }
}
