package io.github.consent4j.examples.proxy;

import static io.github.consent4j.examples.proxy.ProxiedSite.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The proxy between a real client and a real site. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReverseProxyTest {

  private static final String VIDEO = "<iframe src=\"https://www.youtube.com/embed/x\"></iframe>";
  private static final String PAGE = "<!DOCTYPE html><title>T</title><body>" + VIDEO + "</body>";

  private ProxiedSite site;

  @BeforeAll
  void start() throws IOException {
    site = new ProxiedSite();
  }

  @AfterAll
  void stop() {
    site.close();
  }

  @Test
  void holds_back_in_pages_what_needs_consent() throws Exception {
    site.answer(exchange -> send(exchange, 200, "text/html", PAGE));

    HttpResponse<String> before = site.get("/");
    HttpResponse<String> choice =
        site.send(
            site.request("/consent")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString("choice=accept-all&return=/")));
    String cookie = choice.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    HttpResponse<String> after = site.send(site.request("/").header("Cookie", cookie));

    assertThat(before.body())
        .contains("data-consent-src=\"https://www.youtube.com/embed/x\"")
        .doesNotContain(" src=\"https://www.youtube.com")
        .contains("<page-panel");
    assertThat(choice.statusCode()).isEqualTo(303);
    assertThat(after.body()).contains(VIDEO);
  }

  @Test
  void passes_anything_but_pages_byte_for_byte() throws Exception {
    byte[] script = ("document.write('" + VIDEO + "')").getBytes(StandardCharsets.UTF_8);
    site.answer(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/javascript");
          exchange.getResponseHeaders().set("ETag", "\"v1\"");
          exchange.sendResponseHeaders(200, script.length);
          exchange.getResponseBody().write(script);
        });

    HttpResponse<byte[]> response = site.send(site.request("/site.js"), BodyHandlers.ofByteArray());

    assertThat(response.body()).isEqualTo(script);
    assertThat(response.headers().firstValue("Content-Length")).hasValue("" + script.length);
    assertThat(response.headers().firstValue("ETag")).hasValue("\"v1\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html;charset=utf-8", "text/event-stream", "application/json"})
  void shows_the_beginning_before_the_site_has_written_the_end(String type) throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    site.answer(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", type);
          exchange.sendResponseHeaders(200, 0);
          OutputStream out = exchange.getResponseBody();
          out.write("<!DOCTYPE html><title>Slow</title><p>beginning".getBytes());
          out.flush();
          await(seen);
          out.write("<p>conclusion".getBytes());
        });

    HttpResponse<InputStream> response =
        site.send(site.request("/slow"), BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      String beginning = readUntil(body, "beginning");
      assertThat(beginning).doesNotContain("conclusion");
      seen.countDown();
      assertThat(new String(body.readAllBytes())).endsWith("<p>conclusion");
    }
  }

  @Test
  void hands_on_the_beginning_of_a_body_before_the_visitor_has_sent_the_end() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    site.answer(
        exchange -> {
          InputStream body = exchange.getRequestBody();
          readUntil(body, "beginning");
          seen.countDown();
          String rest = new String(body.readAllBytes());
          send(exchange, 200, "text/plain", "[" + rest.strip() + "]");
        });

    try (Socket socket = new Socket("127.0.0.1", site.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /upload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                  + "Connection: close\r\n\r\n9\r\nbeginning\r\n10000\r\n"
                  + " ".repeat(0x10000)
                  + "\r\n")
              .getBytes());
      out.flush();
      await(seen);
      out.write("3\r\nend\r\n0\r\n\r\n".getBytes());

      assertThat(new String(socket.getInputStream().readAllBytes())).contains("[end]");
    }
  }

  @Test
  void keeps_every_cookie_line_that_needs_no_consent() throws Exception {
    site.answer(
        exchange -> {
          Headers headers = exchange.getResponseHeaders();
          headers.add("Set-Cookie", "JSESSIONID=1; Path=/; HttpOnly");
          headers.add("Set-Cookie", "theme=dark; Expires=Wed, 01 Dec 2027 00:00:00 GMT");
          headers.add("Set-Cookie", "emos_jcvid=recognised; Max-Age=63072000");
          send(exchange, 200, "text/html", PAGE);
        });

    assertThat(site.get("/").headers().allValues("Set-Cookie"))
        .containsExactlyInAnyOrder(
            "JSESSIONID=1; Path=/; HttpOnly", "theme=dark; Expires=Wed, 01 Dec 2027 00:00:00 GMT");
  }

  @Test
  void hides_cookies_from_the_site_that_need_consent() throws Exception {
    site.answer(
        exchange ->
            send(
                exchange,
                200,
                "text/plain",
                String.join("; ", exchange.getRequestHeaders().getOrDefault("Cookie", List.of()))));

    HttpResponse<String> response =
        site.send(site.request("/").header("Cookie", "JSESSIONID=1; emos_jcvid=2; theme=dark"));

    assertThat(response.body()).isEqualTo("JSESSIONID=1; theme=dark");
  }

  @ParameterizedTest
  @CsvSource({
    "{origin}/login?next=%2F#top, /login?next=%2F#top",
    "{origin}, /",
    "{origin}?a, /?a",
    "/login, /login",
    "login, login",
    "https://elsewhere.example/, https://elsewhere.example/",
    "{origin}.elsewhere.example/, {origin}.elsewhere.example/",
    "{origin}0/, {origin}0/",
    "{origin}//elsewhere.example/, {origin}//elsewhere.example/",
  })
  void follows_no_redirect_but_leads_to_the_proxy_instead_of_the_site(String from, String to)
      throws Exception {
    site.answer(
        exchange -> {
          exchange.getResponseHeaders().set("Location", from.replace("{origin}", site.origin()));
          exchange.sendResponseHeaders(302, -1);
        });

    HttpResponse<String> response = site.get("/");

    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(response.headers().firstValue("Location"))
        .hasValue(to.replace("{origin}", site.origin()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "text/css"})
  void lets_the_site_answer_that_nothing_has_changed(String type) throws Exception {
    site.answer(
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"v1\"");
          if ("\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
          } else {
            send(exchange, 200, type, PAGE);
          }
        });

    // A request without a destination gets another rendering, because a cache could keep the
    // response for requests of pages.
    String destination = type.equals("text/css") ? "style" : "document";
    String tag =
        site.send(site.request("/").header("Sec-Fetch-Dest", destination))
            .headers()
            .firstValue("ETag")
            .orElseThrow();
    HttpResponse<String> again =
        site.send(
            site.request("/").header("Sec-Fetch-Dest", destination).header("If-None-Match", tag));

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.headers().firstValue("ETag")).hasValue(tag);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void answers_head_without_a_body() throws Exception {
    site.answer(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Length", "1234");
          exchange.getResponseHeaders().set("X-Method", exchange.getRequestMethod());
          exchange.getResponseHeaders().set("Content-Type", "image/png");
          exchange.sendResponseHeaders(200, -1);
        });

    HttpResponse<String> response =
        site.send(site.request("/").method("HEAD", BodyPublishers.noBody()));

    assertThat(response.headers().firstValue("X-Method")).hasValue("HEAD");
    assertThat(response.headers().firstValue("Content-Length")).hasValue("1234");
    assertThat(response.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, application/x-www-form-urlencoded, a=1&b=%C3%BC",
    "PUT, application/x-www-form-urlencoded, a=1&b=2",
    "POST, application/json, '{}'",
    "PATCH, text/plain, patch",
    "DELETE, text/plain, reason",
    "POST, text/plain, ''",
    "PROPFIND, text/xml, <propfind/>",
  })
  void hands_on_any_method_with_its_body(String method, String type, String body) throws Exception {
    site.answer(
        exchange ->
            send(
                exchange,
                200,
                "text/plain",
                exchange.getRequestMethod()
                    + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type")
                    + " "
                    + exchange.getRequestHeaders().getFirst("Content-Length")
                    + " "
                    + new String(exchange.getRequestBody().readAllBytes())));

    HttpResponse<String> response =
        site.send(
            site.request("/")
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofString(body)));

    assertThat(response.body()).isEqualTo(method + " " + type + " " + body.length() + " " + body);
  }

  @Test
  void reads_a_page_that_comes_compressed_although_nobody_asked_for_that() throws Exception {
    site.answer(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(gzip(PAGE));
        });

    HttpResponse<byte[]> response =
        site.send(
            site.request("/").header("Accept", "text/html").header("Accept-Encoding", "gzip"),
            BodyHandlers.ofByteArray());

    assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(gunzip(response.body())).contains("data-consent-src").doesNotContain(VIDEO);
  }

  @Test
  void passes_anything_else_in_the_coding_that_the_visitor_asked_for() throws Exception {
    byte[] compressed = gzip("body { color: red }");
    site.answer(
        exchange -> {
          assertThat(exchange.getRequestHeaders().getFirst("Accept-Encoding")).isEqualTo("gzip");
          exchange.getResponseHeaders().set("Content-Type", "text/css");
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, compressed.length);
          exchange.getResponseBody().write(compressed);
        });

    HttpResponse<byte[]> response =
        site.send(
            site.request("/site.css").header("Accept-Encoding", "gzip"),
            BodyHandlers.ofByteArray());

    assertThat(response.body()).isEqualTo(compressed);
  }

  @Test
  void tells_the_site_who_asks_and_believes_nobody_else() throws Exception {
    BlockingQueue<Headers> received = new LinkedBlockingQueue<>();
    site.answer(
        exchange -> {
          received.add(exchange.getRequestHeaders());
          send(exchange, 200, "text/plain", "ok");
        });

    raw(
        "GET / HTTP/1.1\r\nHost: www.site.example:8090\r\nX-Forwarded-For: 203.0.113.9\r\n"
            + "X-Forwarded-Host: evil.example\r\nForwarded: for=203.0.113.9\r\n"
            + "Connection: close, X-Private\r\nX-Private: 1\r\nKeep-Alive: 5\r\nTE: trailers\r\n"
            + "Proxy-Authorization: Basic eA==\r\nAuthorization: Basic eQ==\r\n\r\n");

    Headers headers = received.poll(10, TimeUnit.SECONDS);
    assertThat(headers.get("Host")).containsExactly("www.site.example:8090");
    assertThat(headers.get("X-Forwarded-For")).containsExactly("127.0.0.1");
    assertThat(headers.get("X-Forwarded-Proto")).containsExactly("http");
    assertThat(headers.get("X-Forwarded-Host")).containsExactly("www.site.example:8090");
    assertThat(headers.get("Forwarded"))
        .containsExactly("for=127.0.0.1;host=\"www.site.example:8090\";proto=http");
    assertThat(headers.get("Authorization")).containsExactly("Basic eQ==");
    assertThat(headers.keySet())
        .doesNotContain("X-private", "Keep-alive", "Te", "Proxy-authorization");
  }

  @ParameterizedTest
  @CsvSource({
    "/a%2Fb%5Cc, /a%2Fb%5Cc",
    "/a;x=1/b, /a;x=1/b",
    "/%C3%BC?q=%C3%BC+x, /%C3%BC?q=%C3%BC+x",
    "/?f[0]=a|b&t={x}^`\", /?f%5B0%5D=a%7Cb&t=%7Bx%7D%5E%60%22",
    "/?discount=100%&x=%zz, /?discount=100%25&x=%25zz",
    "/?u=http://a/b?c@d, /?u=http://a/b?c@d",
  })
  void asks_for_what_the_visitor_asked_for(String asked, String received) throws Exception {
    site.answer(
        exchange -> send(exchange, 200, "text/plain", "[" + exchange.getRequestURI() + "]"));

    String response = raw("GET " + asked + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    assertThat(response).contains("[" + received + "]");
  }

  @Test
  void says_in_a_few_words_that_the_site_does_not_answer() throws Exception {
    try (ProxiedSite lonely = new ProxiedSite()) {
      lonely.stopUpstream();

      HttpResponse<String> response = lonely.get("/");

      assertThat(response.statusCode()).isEqualTo(502);
      assertThat(response.body()).isEqualTo("The site behind this proxy did not answer.\n");
      assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    }
  }

  @Test
  void does_not_pass_off_half_a_body_as_the_whole() {
    site.answer(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, 100_000);
          exchange.getResponseBody().write(new byte[50_000]);
          exchange.getResponseBody().flush();
        });

    assertThatThrownBy(() -> site.send(site.request("/"), BodyHandlers.ofByteArray()))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"www.example.org", "ftp://x", "http://x?q", "http://u@x", "http://a b", ""})
  void starts_only_with_the_address_of_a_site(String address) {
    assertThatThrownBy(() -> Upstream.parse(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + address + "' is no address");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", site.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String readUntil(InputStream in, String end) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    while (!read.toString(StandardCharsets.UTF_8).contains(end)) {
      int b = in.read();
      assertThat(b).as("there is more").isNotNegative();
      read.write(b);
    }
    return read.toString(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(compressed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return compressed.toByteArray();
  }

  private static String gunzip(byte[] compressed) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
