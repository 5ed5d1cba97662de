package io.github.consent4j.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference site as a reactive application, on Netty and over sockets. */
@Timeout(60)
class ReactiveTest {

  private static final String POLICY =
      """
      site: { name: Institute, privacy-policy: /privacy }
      categories:
        necessary: { required: true, services: [webedition, econda-session] }
        statistics: { services: [econda, counter] }
        external-media: { services: [youtube] }
      services:
        counter:
          name: Counter
          provider: { name: Counter Ltd, country: IE }
          purpose: Counts visits
          stores: [{ name: later, lifetime: P1D, purpose: Counts, on-block: defer }]
      records: { directory: "${records.place}" }
      """;

  private static final String VIDEO = " src=\"https://www.youtube.com";

  private static final HttpClient BROWSER = HttpClient.newHttpClient();

  private static ReactiveServer server;

  @TempDir private static Path records;

  @BeforeAll
  static void start() throws Exception {
    server =
        ReactiveServer.start(
            POLICY,
            "--records.place=" + records,
            "--server.compression.enabled=true",
            "--management.endpoints.web.exposure.include=consent,health",
            "--management.endpoint.health.show-details=always");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
  }

  private static HttpRequest.Builder page(String path) {
    return to(path).header("Accept", "text/html").header("Sec-Fetch-Dest", "document");
  }

  private static HttpResponse<String> get(HttpRequest.Builder request) throws Exception {
    return BROWSER.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> choose(String form) throws Exception {
    return choose(form, "");
  }

  private static HttpResponse<String> choose(String form, String cookie) throws Exception {
    return get(
        page("/consent")
            .header("Cookie", cookie)
            .header("Sec-Fetch-Site", "same-origin")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  /** Returns the consent cookie of a visitor who has made a choice, as a header. */
  private static String decided(String form) throws Exception {
    return choose(form).headers().allValues("Set-Cookie").get(0).split(";")[0];
  }

  private static List<String> namesOfCookies(HttpResponse<?> response) {
    return response.headers().allValues("Set-Cookie").stream()
        .map(header -> header.split("=")[0])
        .collect(Collectors.toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/page", "/many", "/strict"})
  void nothing_of_others_is_in_a_page_before_the_visitor_agrees(String path) throws Exception {
    HttpResponse<String> page = get(page(path));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("<h1>Übersicht</h1>", "data-consent-src=\"https://www.youtube.com", "/consent")
        .doesNotContain(VIDEO)
        .endsWith("</body></html>");
    assertThat(page.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
    assertThat(page.headers().allValues("Vary")).contains("Cookie");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/page", "/only-cookies", "/fails", "/fails-late"})
  void only_necessary_cookies_leave(String path) throws Exception {
    assertThat(namesOfCookies(get(page(path))))
        .contains("WESESSION", "emos_jcsid")
        .doesNotContain("emos_jcvid", "emos_best_products");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/page", "/fails-late"})
  void cookies_of_what_the_visitor_allows_leave(String path) throws Exception {
    HttpResponse<String> page =
        get(page(path).header("Cookie", decided("choice=accept-all&return=/page")));

    assertThat(page.headers().allValues("Set-Cookie"))
        .contains("emos_best_products=p; Path=/")
        .anyMatch(header -> header.startsWith("emos_jcvid=v; Path=/; Max-Age=999"));
  }

  @Test
  void the_application_sees_only_cookies_of_what_is_allowed() throws Exception {
    String sent = "WESESSION=1; emos_jcvid=v";

    assertThat(get(to("/sent").header("Cookie", sent)).body())
        .contains("\"cookies\":[\"WESESSION\"]", "\"header\":\"WESESSION=1\"");
    assertThat(get(to("/sent").header("Cookie", sent + "; " + decided("choice=accept-all"))).body())
        .contains("emos_jcvid=v");
  }

  @Test
  void the_session_of_spring_works() throws Exception {
    HttpResponse<String> first = get(to("/session"));
    String cookie = first.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];

    assertThat(first.body()).isEqualTo("1");
    assertThat(cookie).startsWith("SESSION=");
    assertThat(get(to("/session").header("Cookie", cookie)).body()).isEqualTo("2");
  }

  @Test
  void a_choice_leads_back_to_the_page() throws Exception {
    HttpResponse<String> answer = choose("choice=accept-all&return=/page");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("/");
    assertThat(namesOfCookies(answer)).containsExactly("consent");
  }

  @Test
  void a_choice_of_another_site_is_refused() throws Exception {
    HttpResponse<String> answer =
        get(
            to("/consent")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("choice=accept-all")));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
  }

  @Test
  void a_form_without_end_is_refused() throws Exception {
    String longest = "choice=save&grant=" + "x".repeat(200_000);

    assertThat(choose(longest).statusCode()).isEqualTo(413);
  }

  @Test
  void a_page_is_the_applications_own_after_consent_to_everything() throws Exception {
    String cookie = decided("choice=accept-all");
    HttpResponse<String> page = get(page("/page").header("Cookie", cookie));

    String script = "<script[^>]* src=\"/consent/assets/[^>]*></script>";
    assertThat(page.body().replaceFirst(script, "")).isEqualTo(ReactivePages.PAGE);
    assertThat(page.headers().firstValueAsLong("Content-Length"))
        .hasValue(page.body().getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void a_withdrawal_deletes_what_was_stored() throws Exception {
    String cookie = decided("choice=accept-all");
    HttpResponse<String> answer =
        get(
            page("/consent")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Cookie", cookie + "; emos_jcvid=v")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("choice=reject-all")));

    assertThat(answer.headers().allValues("Set-Cookie"))
        .anyMatch(header -> header.startsWith("emos_jcvid=") && header.contains("Max-Age=0"));
  }

  @Test
  void a_streaming_page_leaves_piece_by_piece() throws Exception {
    HttpResponse<InputStream> page =
        BROWSER
            .sendAsync(page("/stream").build(), BodyHandlers.ofInputStream())
            .thenCombine(
                BROWSER.sendAsync(push("<!doctype html><body><p>one"), BodyHandlers.discarding()),
                (stream, pushed) -> stream)
            .get();
    InputStream body = page.body();
    assertThat(readUntil(body, "<p>one")).contains("<script");
    BROWSER.send(
        push("<iframe src='https://www.youtube.com/embed/x'></iframe>two"),
        BodyHandlers.discarding());
    assertThat(readUntil(body, "two")).contains("data-consent-src").doesNotContain(VIDEO);
    BROWSER.send(push("end"), BodyHandlers.discarding());
    assertThat(body.readAllBytes()).isNotNull();
  }

  private static HttpRequest push(String piece) {
    return to("/push").POST(BodyPublishers.ofString(piece)).build();
  }

  private static String readUntil(InputStream body, String end) throws Exception {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int next = body.read();
      assertThat(next).as(text.toString()).isNotNegative();
      text.append((char) next);
    }
    return text.toString();
  }

  @Test
  void events_pass_as_they_are() throws Exception {
    assertThat(get(to("/events").header("Accept", "text/event-stream")).body())
        .isEqualTo("data:<iframe src='https://www.youtube.com/embed/x'></iframe>\n\ndata:two\n\n");
  }

  @Test
  void other_content_passes_as_it_is() throws Exception {
    HttpResponse<String> data = get(to("/data"));

    assertThat(data.body()).isEqualTo("{\"a\":\"<iframe>\"}");
    assertThat(data.headers().firstValue("Content-Length")).hasValue("16");
    assertThat(data.headers().firstValue("Cache-Control")).isEmpty();
  }

  @Test
  void a_compressed_page_is_read_and_compressed_again() throws Exception {
    HttpResponse<byte[]> page =
        BROWSER.send(page("/compressed").build(), BodyHandlers.ofByteArray());

    assertThat(page.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(unzipped(page.body())).contains("data-consent-src").doesNotContain(VIDEO);
  }

  @Test
  void the_server_compresses_what_the_gate_has_read() throws Exception {
    HttpResponse<byte[]> page =
        BROWSER.send(
            page("/page").header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());

    assertThat(page.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(unzipped(page.body())).contains("data-consent-src").doesNotContain(VIDEO);
  }

  private static String unzipped(byte[] bytes) throws Exception {
    return new String(
        new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(),
        StandardCharsets.UTF_8);
  }

  @Test
  void a_web_socket_passes() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    WebSocket socket =
        BROWSER
            .newWebSocketBuilder()
            .buildAsync(
                URI.create("ws://localhost:" + server.port() + "/socket"),
                new WebSocket.Listener() {
                  @Override
                  public CompletionStage<?> onText(
                      WebSocket from, CharSequence text, boolean last) {
                    heard.add(text.toString());
                    return null;
                  }
                })
            .get();
    socket.sendText("hello", true).get();

    assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("HELLO");
    socket.abort();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/session/waiting", "/session/waiting-with-a-new-one"})
  void a_cookie_waits_in_the_session_until_the_visitor_agrees(String path) throws Exception {
    String session = session(get(to("/session")));
    HttpResponse<String> waiting = get(to(path).header("Cookie", session));
    String kept = path.endsWith("new-one") ? session(waiting) : session;

    assertThat(namesOfCookies(waiting)).doesNotContain("later");
    assertThat(choose("choice=reject-all", "").headers().allValues("Set-Cookie"))
        .noneMatch(header -> header.startsWith("later="));
    assertThat(choose("choice=accept-all", kept).headers().allValues("Set-Cookie"))
        .anyMatch(header -> header.startsWith("later=v;"));
    assertThat(choose("choice=accept-all", kept).headers().allValues("Set-Cookie"))
        .noneMatch(header -> header.startsWith("later="));
  }

  @Test
  void a_handler_that_decides_sends_what_waits_in_the_session() throws Exception {
    String session = session(get(to("/session")));
    get(to("/session/waiting").header("Cookie", session));

    HttpResponse<String> joined =
        get(to("/join").header("Cookie", session).POST(BodyPublishers.noBody()));

    assertThat(namesOfCookies(joined)).contains("later");
  }

  @Test
  void a_cookie_that_would_wait_starts_no_session() throws Exception {
    assertThat(namesOfCookies(get(to("/session/waiting")))).isEmpty();
  }

  private static String session(HttpResponse<?> response) {
    return response.headers().allValues("Set-Cookie").stream()
        .filter(header -> header.startsWith("SESSION="))
        .findFirst()
        .orElseThrow()
        .split(";")[0];
  }

  @Test
  void the_record_of_a_decision_is_kept() throws Exception {
    HttpResponse<String> receipt =
        get(to("/consent/receipt.json").header("Cookie", decided("choice=accept-all")));

    assertThat(receipt.statusCode()).isEqualTo(200);
    assertThat(receipt.body()).contains("econda", "granted");
  }

  @Test
  void the_actuator_tells_of_the_policy_and_the_records() throws Exception {
    decided("choice=accept-all");

    assertThat(get(to("/actuator/consent")).body()).contains("\"revision\"", "\"kept\"");
    assertThat(get(to("/actuator/health")).body()).contains("\"consent\":{", "\"notKept\":0");
    assertThat(get(to("/actuator/consent/inventory")).body())
        .startsWith("{\n  \"schemaVersion\" : \"2.0\"")
        .contains("\"observation\" : {");
  }

  @Test
  void the_inventory_is_sent_part_by_part_and_only_if_it_has_changed() throws Exception {
    HttpResponse<String> inventory = get(to("/consent/inventory.json"));
    String tag = inventory.headers().firstValue("ETag").orElseThrow();

    assertThat(inventory.body()).startsWith("{\n").endsWith("}\n");
    HttpResponse<String> again = get(to("/consent/inventory.json").header("If-None-Match", tag));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void no_servlet_is_needed() throws Exception {
    assertThat(get(to("/servlets")).body()).isEqualTo("false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/fails", "/fails-late"})
  void the_error_page_asks_for_consent_too(String path) throws Exception {
    HttpResponse<String> page = get(page(path));

    assertThat(page.statusCode()).isEqualTo(500);
    assertThat(page.body()).contains("Whitelabel Error Page", "/consent/assets/");
  }

  @Test
  void scripts_carry_the_nonce_of_a_policy_that_is_set_last() throws Exception {
    HttpResponse<String> page = get(page("/strict"));

    assertThat(page.body()).contains("nonce=\"abc123\"");
  }

  @Test
  void a_page_that_has_not_changed_is_confirmed_to_the_same_visitor_alone() throws Exception {
    HttpResponse<String> page = get(page("/tagged"));
    String tag = page.headers().firstValue("ETag").orElseThrow();

    assertThat(tag).startsWith("\"v1--cc-");
    assertThat(get(page("/tagged").header("If-None-Match", tag)).statusCode()).isEqualTo(304);
    assertThat(
            get(page("/tagged")
                    .header("If-None-Match", tag)
                    .header("Cookie", decided("choice=accept-all")))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_request_for_the_head_alone_gets_no_wrong_length() throws Exception {
    HttpResponse<String> head = get(page("/page").method("HEAD", BodyPublishers.noBody()));
    long whole = get(page("/page")).body().getBytes(StandardCharsets.UTF_8).length;

    head.headers()
        .firstValueAsLong("Content-Length")
        .ifPresent(length -> assertThat(length).isEqualTo(whole));
    assertThat(namesOfCookies(head)).doesNotContain("emos_jcvid");
  }

  @Test
  void the_librarys_own_pages_are_served() throws Exception {
    HttpResponse<String> settings = get(page("/consent"));

    assertThat(settings.body()).contains("Institute", "econda");
    assertThat(settings.headers().firstValue("X-Frame-Options")).hasValue("DENY");
    assertThat(get(to("/consent/state.json")).body()).contains("\"made\":false");
    assertThat(get(to("/consent/inventory.json")).body()).contains("emos_jcvid");
    assertThat(get(to("/consent/nowhere")).statusCode()).isEqualTo(404);
    String asset = settings.body().replaceFirst("(?s).*?\"(/consent/assets/[^\"]+)\".*", "$1");
    HttpResponse<String> file = get(to(asset));
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
    assertThat(
            get(to("/consent/embed?service=youtube&url=https%3A%2F%2Fwww.youtube.com%2Fembed%2Fx")
                    .header("Sec-Fetch-Dest", "iframe")
                    .header("Sec-Fetch-Site", "same-origin"))
                .body())
        .contains("YouTube");
  }

  @Test
  void handlers_learn_the_consent_and_change_it() throws Exception {
    assertThat(get(to("/allowed")).body()).isEqualTo("{\"statistics\":false}");
    assertThat(get(to("/current").header("Cookie", decided("choice=accept-all"))).body())
        .isEqualTo("true");

    HttpResponse<String> joined = get(to("/join").POST(BodyPublishers.noBody()));
    String cookie = joined.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];

    assertThat(joined.body()).isEqualTo("true true");
    assertThat(joined.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
    assertThat(get(to("/allowed").header("Cookie", cookie)).body())
        .isEqualTo("{\"statistics\":true}");
  }

  @Test
  void a_handler_that_requires_consent_answers_whoever_allows_it() throws Exception {
    HttpResponse<String> settings = get(page("/visits"));
    HttpResponse<String> problem = get(to("/visits").header("Accept", "application/json"));
    HttpResponse<String> allowed =
        get(page("/visits").header("Cookie", decided("choice=accept-all")));

    assertThat(settings.statusCode()).isEqualTo(403);
    assertThat(settings.body()).contains("name=\"return\" value=\"/visits\"", "econda");
    assertThat(problem.statusCode()).isEqualTo(403);
    assertThat(problem.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(problem.body()).contains("\"consent\":[\"statistics\"]");
    assertThat(allowed.body()).contains("counted");
  }

  @Test
  void a_view_needs_no_servlets() throws Exception {
    assertThat(get(to("/view")).body()).startsWith("false <div class=\"consent-cookies\"");
  }
}
