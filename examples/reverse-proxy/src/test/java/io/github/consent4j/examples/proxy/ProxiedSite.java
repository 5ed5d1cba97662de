package io.github.consent4j.examples.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A site with the proxy in front of it, both on real sockets. */
final class ProxiedSite implements AutoCloseable {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer upstream;
  private final ConfigurableApplicationContext proxy;
  private final HttpClient client = HttpClient.newHttpClient();

  private volatile HttpHandler answer = exchange -> exchange.sendResponseHeaders(404, -1);

  ProxiedSite(String... properties) throws IOException {
    upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    upstream.setExecutor(threads);
    upstream.createContext(
        "/",
        exchange -> {
          try (exchange) {
            answer.handle(exchange);
          }
        });
    upstream.start();
    proxy =
        new SpringApplicationBuilder(ReverseProxy.class)
            .run(
                Stream.concat(
                        Stream.of(
                            "server.port=0",
                            "proxy.management.port=0",
                            "proxy.upstream=" + origin()),
                        Arrays.stream(properties))
                    .map(property -> "--" + property)
                    .toArray(String[]::new));
  }

  /** Returns the port of the proxy. */
  int port() {
    return Integer.parseInt(proxy.getEnvironment().getProperty("local.server.port", "0"));
  }

  /** Returns the port of the upstream site. */
  int upstreamPort() {
    return upstream.getAddress().getPort();
  }

  /** Returns the address of the upstream site. */
  String origin() {
    return "http://127.0.0.1:" + upstreamPort();
  }

  /** Sets the answer of the upstream site from now on. */
  void answer(HttpHandler handler) {
    answer = handler;
  }

  /** Stops the upstream site. */
  void stopUpstream() {
    upstream.stop(0);
  }

  /** Answers with a status and a body. */
  static void send(HttpExchange exchange, int status, String contentType, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    return client.send(request.build(), handler);
  }

  @Override
  public void close() {
    proxy.close();
    upstream.stop(0);
    threads.shutdownNow();
  }
}
