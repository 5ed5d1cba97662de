package io.github.consent4j.examples.proxy;

import static io.github.consent4j.examples.proxy.SocketSite.answer;
import static io.github.consent4j.examples.proxy.SocketSite.head;
import static io.github.consent4j.examples.proxy.SocketSite.until;
import static io.github.consent4j.examples.proxy.SocketSite.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSocket connections through the proxy, and sites behind TLS. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebSocketTest {

  private static final String SWITCHED =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";

  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private SocketSite site;
  private SocketSite secure;
  private RunningProxy proxy;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Certificates certificates = new Certificates(folder, "cms.internal");
    site = new SocketSite();
    secure = new SocketSite(certificates.sockets());
    String address = "upstream=https://127.0.0.1:" + secure.port();
    proxy =
        new RunningProxy(
            "proxy.websockets=2",
            "proxy.timeouts.websocket=2s",
            "proxy.sites.plain.upstream=http://127.0.0.1:" + site.port(),
            "proxy.sites.tls.hosts=tls.example",
            "proxy.sites.tls." + address,
            "proxy.sites.tls.tls.ca-file=" + certificates.pem(),
            "proxy.sites.tls.tls.server-name=cms.internal",
            "proxy.sites.store.hosts=store.example",
            "proxy.sites.store." + address,
            "proxy.sites.store.tls.trust-store=" + certificates.store(),
            "proxy.sites.store.tls.trust-store-password=" + Certificates.PASSWORD,
            "proxy.sites.store.tls.server-name=cms.internal",
            "proxy.sites.unknown.hosts=unknown.example",
            "proxy.sites.unknown." + address,
            "proxy.sites.unknown.tls.server-name=cms.internal",
            "proxy.sites.other.hosts=other.example",
            "proxy.sites.other." + address,
            "proxy.sites.other.tls.ca-file=" + certificates.pem());
  }

  @AfterAll
  void stop() throws IOException {
    proxy.close();
    site.close();
    secure.close();
  }

  @BeforeEach
  void awaitTheEndOfOthers() throws Exception {
    seen.clear();
    for (int i = 0; i < 1000 && !proxy.management("/health").contains("\"websockets\":0"); i++) {
      Thread.sleep(10);
    }
  }

  private Socket open(String host) throws IOException {
    Socket visitor = proxy.connect();
    write(
        visitor,
        "GET /live HTTP/1.1\r\nHost: "
            + host
            + "\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Cookie: PHPSESSID=1; emos_jcvid=2\r\nOrigin: http://www.site.example\r\n\r\n");
    return visitor;
  }

  private void echo(Socket proxied) throws IOException {
    seen.add(head(proxied));
    write(proxied, SWITCHED + "\r\nhello");
    byte[] buffer = new byte[100_000];
    for (int n = proxied.getInputStream().read(buffer);
        n >= 0;
        n = proxied.getInputStream().read(buffer)) {
      proxied.getOutputStream().write(buffer, 0, n);
    }
    seen.add("visitor has gone");
  }

  private String next() throws InterruptedException {
    return String.valueOf(seen.poll(10, TimeUnit.SECONDS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"www.site.example", "tls.example"})
  void bytes_pass_both_ways_until_the_visitor_goes(String host) throws Exception {
    site.converse(this::echo);
    secure.converse(this::echo);
    String much = "frames".repeat(50_000) + "!";

    try (Socket visitor = open(host)) {
      assertThat(head(visitor))
          .startsWith("HTTP/1.1 101 ")
          .containsOnlyOnce("Upgrade: websocket\r\n")
          .containsOnlyOnce("Connection: ")
          .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
          .doesNotContain("Content-Length", "Transfer-Encoding");
      assertThat(until(visitor.getInputStream(), "hello")).isEqualTo("hello");
      for (int i = 0; i < 3; i++) {
        Thread sender = new Thread(() -> quietly(visitor, much));
        sender.start();
        assertThat(new String(visitor.getInputStream().readNBytes(much.length()))).isEqualTo(much);
        sender.join();
      }
      assertThat(proxy.management("/health")).contains("\"websockets\":1");
    }

    assertThat(next())
        .contains("Connection: Upgrade\r\n", "Upgrade: websocket\r\n")
        .contains("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")
        .contains("Origin: http://www.site.example\r\n")
        .as("the gates")
        .contains("Cookie: PHPSESSID=1\r\n");
    assertThat(next()).isEqualTo("visitor has gone");
  }

  private static void quietly(Socket visitor, String text) {
    try {
      write(visitor, text);
    } catch (IOException e) {
      // The reading side of the test says what is missing.
    }
  }

  @Test
  void the_site_may_end_it() throws Exception {
    site.converse(
        each -> {
          head(each);
          write(each, SWITCHED + "\r\nbye");
        });

    try (Socket visitor = open("www.site.example")) {
      head(visitor);
      assertThat(new String(visitor.getInputStream().readAllBytes())).isEqualTo("bye");
    }
  }

  @Test
  void a_cookie_that_needs_consent_is_held_back_from_the_handshake() throws Exception {
    site.converse(
        each -> {
          head(each);
          write(
              each,
              SWITCHED + "Set-Cookie: emos_jcvid=1\r\nSet-Cookie: PHPSESSID=2; Path=/\r\n\r\n");
        });

    try (Socket visitor = open("www.site.example")) {
      assertThat(head(visitor))
          .contains("Set-Cookie: PHPSESSID=2; Path=/\r\n")
          .doesNotContain("emos_jcvid");
    }
  }

  @Test
  void a_site_that_does_not_want_it_gives_an_ordinary_answer() throws Exception {
    site.converse(each -> answer(each, "403 Forbidden", "no"));

    try (Socket visitor = open("www.site.example")) {
      assertThat(until(visitor.getInputStream(), "no")).startsWith("HTTP/1.1 403 ");
    }
  }

  @Test
  void a_silent_connection_ends() throws Exception {
    site.converse(this::echo);

    try (Socket visitor = open("www.site.example")) {
      head(visitor);
      assertThat(new String(visitor.getInputStream().readAllBytes())).isEqualTo("hello");
    }
    next();
    assertThat(next()).isEqualTo("visitor has gone");
  }

  @Test
  void there_is_a_largest_number() throws Exception {
    site.converse(
        each -> {
          head(each);
          write(each, SWITCHED + "\r\n");
          each.getInputStream().readAllBytes();
        });

    try (Socket one = open("www.site.example");
        Socket two = open("www.site.example")) {
      head(one);
      head(two);
      try (Socket three = open("www.site.example")) {
        assertThat(head(three)).startsWith("HTTP/1.1 503 ");
      }
    }
  }

  @Test
  void no_other_protocol_is_switched_to() throws Exception {
    site.converse(each -> seen.add(answer(each, "200 OK", "page")));

    String response =
        proxy.ask(
            "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings, close\r\n"
                + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n");

    assertThat(response).startsWith("HTTP/1.1 200 ").endsWith("page");
    assertThat(next()).doesNotContain("Upgrade", "HTTP2-Settings");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls.example", "store.example"})
  void a_certificate_that_is_named_is_trusted(String host) throws Exception {
    secure.converse(each -> answer(each, "200 OK", "secret page"));

    assertThat(proxy.get(host, "/")).startsWith("HTTP/1.1 200 ").endsWith("secret page");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown.example", "other.example"})
  void a_certificate_of_an_unknown_authority_or_another_name_is_a_bad_gateway(String host)
      throws Exception {
    secure.converse(each -> seen.add(answer(each, "200 OK", "secret page")));

    assertThat(proxy.get(host, "/"))
        .startsWith("HTTP/1.1 502 ")
        .endsWith("\r\n\r\nThe site behind this proxy did not answer.\n")
        .doesNotContain("cms.internal", "PKIX", "127.0.0.1");
    try (Socket visitor = open(host)) {
      assertThat(head(visitor)).startsWith("HTTP/1.1 502 ");
    }
    assertThat(seen).isEmpty();
  }
}
