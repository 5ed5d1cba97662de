package io.github.consent4j.examples.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.consent4j.examples.browser.Chromium;
import io.github.consent4j.examples.browser.RecordingServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The proxy in front of a site in PHP. */
@Timeout(90)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CmsTest {

  private static final String SITE = "institute.example";

  /** An attribute or a rule of a style sheet that a browser would fetch from somebody else. */
  private static final Pattern LIVE =
      Pattern.compile("(?:\\s(?:src|srcset|href)=[\"']?|url\\()https?://([a-z0-9.-]+)");

  /** The loader of econda is necessary in this policy, and links only lead somewhere. */
  private static final List<String> HARMLESS = List.of("l.ecn-ldr.de", "twitter.com", "x.com");

  private PhpSite php;
  private RunningProxy proxy;
  private HttpClient visitor;
  private PlainCookies cookies;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    php = new PhpSite(folder);
    proxy =
        new RunningProxy(
            "consent.config=classpath:cms.yaml", "proxy.upstream=http://127.0.0.1:" + php.port());
  }

  @AfterAll
  void stop() {
    if (php != null) {
      proxy.close();
      php.close();
    }
  }

  @BeforeEach
  void comeAsANewVisitor() {
    cookies = new PlainCookies();
    visitor =
        HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + proxy.port() + path);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(at(path))
        .header("Sec-Fetch-Dest", path.endsWith(".css") ? "style" : "document");
  }

  private byte[] open(String path) throws Exception {
    HttpResponse<byte[]> response = visitor.send(request(path).build(), BodyHandlers.ofByteArray());
    return content(response);
  }

  private byte[] direct(String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + php.port() + path);
    return content(
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray()));
  }

  private static byte[] content(HttpResponse<byte[]> response) throws IOException {
    boolean isCompressed =
        response.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
    return isCompressed
        ? new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes()
        : response.body();
  }

  private HttpResponse<String> choose(String choice) throws Exception {
    return HttpClient.newBuilder()
        .cookieHandler(cookies)
        .build()
        .send(
            HttpRequest.newBuilder(at("/consent"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString("choice=" + choice + "&return=/"))
                .build(),
            BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/latin", "/gzip", "/big", "/missing", "/style.css"})
  void nothing_of_others_is_live_before_consent_and_every_byte_is_the_sites_own_afterwards(
      String path) throws Exception {
    byte[] own = direct(path);

    List<String> before = others(open(path));
    choose("accept-all");
    byte[] after = open(path);

    assertThat(before).isEmpty();
    assertThat(others(own)).as("a fair test").isNotEmpty();
    assertThat(after).isEqualTo(own);
  }

  private static List<String> others(byte[] page) {
    return LIVE.matcher(new String(page, StandardCharsets.ISO_8859_1))
        .results()
        .map(match -> match.group(1))
        .filter(host -> !HARMLESS.contains(host))
        .toList();
  }

  @Test
  void text_in_another_encoding_stays_readable() throws Exception {
    HttpResponse<byte[]> page = visitor.send(request("/latin").build(), BodyHandlers.ofByteArray());

    assertThat(page.headers().firstValue("Content-Type").orElse("").toLowerCase())
        .isEqualTo("text/html;charset=iso-8859-1");
    assertThat(new String(page.body(), StandardCharsets.ISO_8859_1)).contains("Straße, äöü");
  }

  @Test
  void the_session_counts_before_consent_and_the_visitor_is_recognised_after_it() throws Exception {
    open("/");
    assertThat(cookies.names()).containsExactlyInAnyOrder("PHPSESSID", "WESESSION", "emos_jcsid");

    choose("accept-all");
    open("/");
    assertThat(cookies.names()).contains("emos_jcvid", "PHPSESSID", "consent");

    HttpResponse<String> withdrawn = choose("reject-all");
    open("/");
    assertThat(withdrawn.headers().allValues("Set-Cookie"))
        .anyMatch(set -> set.startsWith("emos_jcvid=;") && set.contains("Max-Age=0"))
        .noneMatch(set -> set.startsWith("PHPSESSID") || set.startsWith("WESESSION"));
    assertThat(cookies.names()).contains("PHPSESSID", "WESESSION").doesNotContain("emos_jcvid");
  }

  @Test
  void a_login_lasts_whatever_is_decided() throws Exception {
    assertThat(new String(open("/members"))).contains("Please log in");

    HttpResponse<String> in =
        visitor.send(
            request("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("user=J%C3%BCrgen"))
                .build(),
            BodyHandlers.ofString());

    assertThat(in.uri()).isEqualTo(at("/members"));
    assertThat(in.body()).contains("<p id=\"user\">Jürgen</p>");
    choose("accept-all");
    assertThat(new String(open("/members"), StandardCharsets.UTF_8)).contains("Jürgen");
    choose("reject-all");
    assertThat(new String(open("/members"), StandardCharsets.UTF_8)).contains("Jürgen");
  }

  @Test
  void a_file_arrives_whole() throws Exception {
    byte[] file = new byte[5 << 20];
    new Random(1).nextBytes(file);
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    form.writeBytes(
        ("--b\r\nContent-Disposition: form-data; name=file; filename=a.bin\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    form.writeBytes(file);
    form.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));

    HttpResponse<String> response =
        visitor.send(
            request("/upload")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofByteArray(form.toByteArray()))
                .build(),
            BodyHandlers.ofString());

    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    assertThat(response.body()).contains("a.bin " + file.length + " " + digest);
  }

  @ParameterizedTest
  @CsvSource({"/old, 301", "/internal, 302"})
  void a_redirect_leads_to_the_proxy(String path, int status) throws Exception {
    String response = proxy.get("127.0.0.1:" + proxy.port(), path);

    assertThat(response).startsWith("HTTP/1.1 " + status);
    assertThat(visitor.send(request(path).build(), BodyHandlers.ofString()).uri().toString())
        .startsWith(at("/members").toString());
  }

  @Test
  void an_event_is_seen_when_it_happens(@TempDir Path folder) throws Exception {
    Path seen = folder.resolve("seen");

    HttpResponse<InputStream> response =
        visitor.send(
            request("/events?seen=" + URLEncoder.encode(seen.toString(), StandardCharsets.UTF_8))
                .build(),
            BodyHandlers.ofInputStream());
    try (InputStream events = response.body()) {
      assertThat(SocketSite.until(events, "\n\n")).isEqualTo("data: 1\n\n");
      Files.createFile(seen);
      assertThat(SocketSite.until(events, "\n\n")).isEqualTo("data: 2\n\n");
    }
  }

  @Test
  void nobody_can_pretend_to_be_somebody_else() throws Exception {
    String response =
        proxy.ask(
            "GET /server HTTP/1.1\r\nHost: institute.example\r\nX_Forwarded_For: 203.0.113.9\r\n"
                + "X-Forwarded-For: 203.0.113.9\r\nProxy: http://203.0.113.9\r\n"
                + "Client-IP: 203.0.113.9\r\nConnection: close\r\n\r\n");

    assertThat(response)
        .contains("\"HTTP_X_FORWARDED_FOR\":\"127.0.0.1\"", "\"HTTP_HOST\":\"institute.example\"")
        .doesNotContain("203.0.113.9");
  }

  @Test
  void a_browser_contacts_nobody_until_the_visitor_agrees() throws Exception {
    try (RecordingServer web = new RecordingServer();
        Chromium chromium = new Chromium(Map.of(SITE, proxy.port()), web.port());
        BrowserContext context = chromium.visitor(true)) {
      Page page = context.newPage();
      page.navigate("http://" + SITE + "/");
      web.awaitQuiet(Duration.ofMillis(300), Duration.ofSeconds(5));
      assertThat(web.hosts()).isSubsetOf("l.ecn-ldr.de");

      page.locator("page-panel button[value=accept-all]").click();
      assertThat(
              web.await(
                  () ->
                      web.hosts()
                          .containsAll(
                              List.of(
                                  "www.youtube.com",
                                  "platform.twitter.com",
                                  "pixel.econda-monitor.de")),
                  Duration.ofSeconds(15)))
          .as(web.hosts().toString())
          .isTrue();
      page.navigate("http://" + SITE + "/");
      assertThat(context.cookies("http://" + SITE + "/"))
          .extracting(cookie -> cookie.name)
          .contains("PHPSESSID", "WESESSION", "emos_jcsid", "emos_jcvid", "consent");

      page.navigate("http://" + SITE + "/consent");
      page.locator("button[value=reject-all]").first().click();
      page.waitForCondition(
          () ->
              context.cookies("http://" + SITE + "/").stream()
                  .noneMatch(cookie -> cookie.name.equals("emos_jcvid")));
      web.forget();
      page.navigate("http://" + SITE + "/");
      web.awaitQuiet(Duration.ofMillis(300), Duration.ofSeconds(5));
      assertThat(web.hosts()).isSubsetOf("l.ecn-ldr.de");
    }
  }
}
