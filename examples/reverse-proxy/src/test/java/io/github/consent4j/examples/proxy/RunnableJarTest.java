package io.github.consent4j.examples.proxy;

import static io.github.consent4j.examples.proxy.SocketSite.head;
import static io.github.consent4j.examples.proxy.SocketSite.until;
import static io.github.consent4j.examples.proxy.SocketSite.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar itself, started as a process of its own. */
@Timeout(120)
class RunnableJarTest {

  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

  @TempDir private Path folder;

  private ProcessBuilder jar(Map<String, String> environment, String... arguments) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx96m",
            "-jar",
            Path.of(System.getProperty("proxy.jar")).toAbsolutePath().toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().putAll(environment);
    builder.environment().put("CONSENT_RECORDS", folder.resolve("records").toString());
    return builder.directory(folder.toFile()).redirectErrorStream(true);
  }

  private static int portOf(BufferedReader said) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      all.append(line).append('\n');
      Matcher matcher = PORT.matcher(line);
      if (matcher.find()) {
        Thread rest = new Thread(() -> said.lines().forEach(each -> {}));
        rest.setDaemon(true);
        rest.start();
        return Integer.parseInt(matcher.group(1));
      }
    }
    throw new AssertionError("The proxy did not start:\n" + all);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static String ask(int port, String path) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      write(
          socket,
          "GET "
              + path
              + " HTTP/1.1\r\nHost: www.site.example\r\nSec-Fetch-Dest: document\r\n"
              + "Connection: close\r\n\r\n");
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void starts_from_a_file_and_the_environment_and_finishes_what_is_open_when_it_stops()
      throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    try (SocketSite site = new SocketSite()) {
      site.converse(
          each -> {
            boolean isSlow = head(each).startsWith("GET /slow");
            write(
                each,
                "HTTP/1.1 200 OK\r\nContent-Type: text/html;charset=utf-8\r\n"
                    + "Connection: close\r\n\r\n"
                    + "<!DOCTYPE html><title>T</title>"
                    + "<iframe src=https://www.youtube.com/embed/x></iframe><p>beginning</p>");
            if (isSlow) {
              goOn.await(60, TimeUnit.SECONDS);
              write(each, "<p>conclusion</p>");
            }
          });
      Files.writeString(
          folder.resolve("reverse-proxy.yaml"),
          """
          proxy:
            sites:
              www:
                hosts: [www.site.example]
                upstream: http://127.0.0.1:1
          server:
            port: 0
          """);
      int health = freePort();
      Process proxy =
          jar(Map.of(
                  "PROXY_SITES_WWW_UPSTREAM", "http://127.0.0.1:" + site.port(),
                  "PROXY_MANAGEMENT_PORT", "" + health,
                  "SITE_NAME", "Institute of Tests"))
              .start();
      try {
        int port = portOf(proxy.inputReader());

        assertThat(ask(port, "/"))
            .contains("<p>beginning</p>", "data-consent-src", "/privacy-policy", "/imprint");
        assertThat(ask(port, "/consent")).contains("Institute of Tests");
        assertThat(ask(health, "/health")).startsWith("HTTP/1.1 200 ").contains("\"www\":\"up\"");

        try (Socket slow = new Socket("127.0.0.1", port)) {
          write(slow, "GET /slow HTTP/1.1\r\nHost: www.site.example\r\n\r\n");
          until(slow.getInputStream(), "beginning</p>");
          // SIGTERM, as Docker and systemd send it.
          proxy.destroy();
          awaitRefusal(port);
          assertThat(ask(health, "/health")).contains("\"status\":\"stopping\"");
          goOn.countDown();
          assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
              .contains("<p>conclusion</p>")
              .endsWith("\r\n0\r\n\r\n");
        }
        assertThat(proxy.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(proxy.exitValue()).isEqualTo(143);
      } finally {
        goOn.countDown();
        proxy.destroyForcibly();
      }
    }
  }

  private static void awaitRefusal(int port) throws Exception {
    for (int i = 0; i < 1000; i++) {
      try {
        new Socket("127.0.0.1", port).close();
        Thread.sleep(20);
      } catch (ConnectException e) {
        return;
      }
    }
    throw new AssertionError("The proxy still accepts connections");
  }

  @Test
  void says_what_is_wrong_where_it_is_and_what_to_do() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("other.yaml"),
            "proxy:\n  sites:\n    www:\n      upstream: www.site.example\n"
                + "  timeouts:\n    response: 0s\n");
    Process proxy = jar(Map.of("PROXY_CONFIG", file.toString())).start();
    String said;
    try (BufferedReader reader = proxy.inputReader()) {
      said = String.join("\n", reader.lines().toList());
    }

    assertThat(proxy.waitFor()).isEqualTo(1);
    assertThat(said)
        .contains("proxy.sites.www.upstream 'www.site.example' is no address of http or https")
        .contains("other.yaml] - 4:17)")
        .contains("proxy.timeouts.response is PT0S")
        .contains("write an address such as http://127.0.0.1:9000")
        .doesNotContain("\tat ");
  }
}
