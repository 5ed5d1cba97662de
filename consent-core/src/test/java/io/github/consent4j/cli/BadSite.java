package io.github.consent4j.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.consent4j.examples.browser.Greeting;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A site that breaks the rules on purpose, and the third parties that it contacts, on one port of
 * this machine. Its pages say what each of them breaks. Thread-safe.
 */
final class BadSite implements AutoCloseable {

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(8);

  BadSite() throws IOException, GeneralSecurityException, InterruptedException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(Greeting.keys(), Greeting.PASSWORD.toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Returns the arguments by which a browser finds all hosts here. */
  List<String> browserArguments() {
    return List.of(
        "--ignore-certificate-errors",
        "--host-resolver-rules=MAP * 127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String host = exchange.getRequestHeaders().getFirst("Host").replaceFirst(":\\d+$", "");
      String path = exchange.getRequestURI().getPath();
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
      switch (host) {
        case "www.bad.example" -> site(exchange, path);
        case "pixel.example" -> {
          cookie(exchange, "uid=4711; Max-Age=86400; Secure; SameSite=None");
          exchange.sendResponseHeaders(204, -1);
        }
        case "frame.example" -> page(exchange, "<!doctype html><title>Frame</title>Frame");
        case "trapped.example" -> page(exchange, path.equals("/") ? file("trapped.html") : "");
        case "shady.example" -> page(exchange, path.equals("/") ? file("shady.html") : "");
        default -> page(exchange, "");
      }
    }
  }

  private static void site(HttpExchange exchange, String path) throws IOException {
    switch (path) {
      case "/" -> {
        // Set before consent by the server, where no script sees it.
        cookie(exchange, "_ga=GA1.1.1; Max-Age=7776000; Secure; HttpOnly; SameSite=Lax");
        // Necessary, but for far too long.
        cookie(exchange, "JSESSIONID=1; Max-Age=34500000; Secure; HttpOnly; SameSite=Lax");
        // Necessary, but without Secure.
        cookie(exchange, "XSRF-TOKEN=1; SameSite=Lax");
        exchange.getResponseHeaders().add("Link", "<https://header.example>; rel=preconnect");
        page(exchange, file("index.html"));
      }
      case "/second" -> page(exchange, file("second.html"));
      case "/site.js" -> {
        exchange.getResponseHeaders().set("Content-Type", "text/javascript");
        body(exchange, file("site.js"));
      }
      case "/worker.js" -> {
        exchange.getResponseHeaders().set("Content-Type", "text/javascript");
        body(exchange, "self.addEventListener('fetch', () => {});");
      }
      default -> exchange.sendResponseHeaders(404, -1);
    }
  }

  private static void cookie(HttpExchange exchange, String cookie) {
    exchange.getResponseHeaders().add("Set-Cookie", cookie);
  }

  private static void page(HttpExchange exchange, String html) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/html;charset=utf-8");
    body(exchange, html);
  }

  private static void body(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static String file(String name) throws IOException {
    try (InputStream in = BadSite.class.getResourceAsStream("badsite/" + name)) {
      if (in == null) {
        throw new IOException("no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
