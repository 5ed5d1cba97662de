package io.github.consent4j.examples.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are several times larger than all the memory that the proxy has. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BigBodiesTest {

  private static final int MEBIBYTES = 200;
  private static final byte[] PIECE =
      "<p class=x>text of a page <a href='/y'>link</a>\n"
          .repeat(1 << 20)
          .substring(0, 1 << 20)
          .getBytes(StandardCharsets.US_ASCII);
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer upstream;
  private Process proxy;
  private int port;

  @BeforeAll
  void startProxyWithLittleMemory() throws IOException {
    upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    upstream.setExecutor(threads);
    upstream.createContext("/download", BigBodiesTest::download);
    upstream.createContext("/upload", BigBodiesTest::upload);
    upstream.start();
    proxy =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-XX:MaxDirectMemorySize=16m",
                "-cp",
                System.getProperty("java.class.path"),
                ReverseProxy.class.getName(),
                "--server.port=0",
                "--proxy.management.port=-1",
                "--proxy.upstream=http://127.0.0.1:" + upstream.getAddress().getPort())
            .redirectErrorStream(true)
            .start();
    port = portOf(proxy);
  }

  @AfterAll
  void stop() {
    if (proxy != null) {
      proxy.destroy();
    }
    upstream.stop(0);
    threads.shutdownNow();
  }

  private int portOf(Process process) throws IOException {
    BufferedReader said = process.inputReader();
    StringBuilder all = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher matcher = PORT.matcher(line);
      if (matcher.find()) {
        threads.execute(() -> said.lines().forEach(rest -> {}));
        return Integer.parseInt(matcher.group(1));
      }
      all.append(line).append('\n');
    }
    throw new AssertionError("The proxy did not start:\n" + all);
  }

  private static void download(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", exchange.getRequestURI().getQuery());
      exchange.sendResponseHeaders(200, 0);
      for (int i = 0; i < MEBIBYTES; i++) {
        exchange.getResponseBody().write(PIECE);
      }
    }
  }

  private static void upload(HttpExchange exchange) throws IOException {
    try (exchange) {
      long length = count(exchange.getRequestBody());
      byte[] answer = Long.toString(length).getBytes(StandardCharsets.US_ASCII);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static long count(InputStream in) throws IOException {
    return in.transferTo(OutputStream.nullOutputStream());
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/octet-stream", "text/html"})
  void come_back(String type) throws Exception {
    HttpResponse<InputStream> response =
        client.send(request("/download?" + type).build(), BodyHandlers.ofInputStream());

    try (InputStream body = response.body()) {
      assertThat(count(body)).isEqualTo((long) MEBIBYTES << 20);
    }
  }

  @Test
  void are_handed_on() throws Exception {
    HttpResponse<String> response =
        client.send(
            request("/upload").POST(BodyPublishers.ofInputStream(Pieces::new)).build(),
            BodyHandlers.ofString());

    assertThat(response.body()).isEqualTo("" + ((long) MEBIBYTES << 20));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  /** A stream that repeats the same piece. */
  private static final class Pieces extends InputStream {

    private long left = (long) MEBIBYTES << 20;

    @Override
    public int read() {
      return left-- > 0 ? 'x' : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int n = (int) Math.min(Math.min(left, PIECE.length), length);
      System.arraycopy(PIECE, 0, buffer, offset, n);
      left -= n;
      return n;
    }
  }
}
