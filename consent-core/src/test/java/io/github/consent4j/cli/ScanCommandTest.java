package io.github.consent4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanCommandTest {

  private static final String START =
      """
      <!doctype html><html lang="de"><head><title>Start</title>
      <link rel="stylesheet" href="/style.css"></head><body>
      <a href="/second?a=1&amp;b=2#part">Zwei</a> <a href='/datenschutz'>D</a> <a href=/impressum>I</a>
      <a href="/private/x">P</a> <a href="https://elsewhere.example/">E</a> <a href="mailto:x@y.example">M</a>
      <iframe src="https://www.youtube.com/embed/1"></iframe>
      <script src="https://cdn.acme.example/a.js"></script></body></html>
      """;

  @TempDir private Path folder;
  private HttpServer server;
  private final Map<String, String> pages = new HashMap<>();
  private final Map<String, List<String>> cookies = new HashMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    pages.put("/", START);
    pages.put("/second?a=1&b=2", "<img src=//pixel.acme.example/p.gif><a href=/third>3</a>");
    pages.put("/third", "<a href=/fourth>4</a>");
    pages.put("/fourth", "four");
    pages.put("/datenschutz", "d");
    pages.put("/impressum", "i");
    pages.put("/private/x", "p");
    pages.put("/style.css", "@font-face { src: url(https://fonts.acme.example/a.woff) }");
    pages.put("/robots.txt", "User-agent: *\nDisallow: /private/\n");
    cookies.put("/", List.of("JSESSIONID=1; Path=/; HttpOnly", "gone=; Max-Age=0"));
    cookies.put("/third", List.of("acme=1; Max-Age=864000; Secure; SameSite=Lax"));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    asked.add(path);
    cookies
        .getOrDefault(path, List.of())
        .forEach(c -> exchange.getResponseHeaders().add("Set-Cookie", c));
    String page = pages.get(path);
    byte[] body = page == null ? new byte[0] : page.getBytes(UTF_8);
    String type =
        path.endsWith(".css") ? "text/css" : path.endsWith(".txt") ? "text/plain" : "Text/HTML";
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    if (page != null && page.startsWith("-> ")) {
      exchange.getResponseHeaders().set("Location", page.substring(3));
      exchange.sendResponseHeaders(302, -1);
    } else {
      exchange.sendResponseHeaders(page == null ? 404 : 200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/";
  }

  private Cli.Result scan(Object... args) {
    Object[] all = new Object[args.length + 4];
    all[0] = "scan";
    all[1] = url();
    all[2] = "--rate";
    all[3] = 1000;
    System.arraycopy(args, 0, all, 4, args.length);
    return Cli.run(all);
  }

  @Test
  void every_page_of_the_site_is_read_once_and_no_other_site() {
    Cli.Result result = scan();

    assertThat(result.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(asked)
        .containsExactlyInAnyOrder(
            "/",
            "/robots.txt",
            "/style.css",
            "/second?a=1&b=2",
            "/datenschutz",
            "/impressum",
            "/third",
            "/fourth");
    assertThat(result.out()).contains("6 pages, 1 style sheet, 1 kept out by robots.txt");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void cookies_are_listed_with_their_real_lifetime() throws IOException {
    JsonNode cookies = scan("--json").json().at("/cookies");

    assertThat(cookies.findValuesAsText("name")).containsExactly("JSESSIONID", "acme");
    assertThat(cookies.at("/0/lifetime").asText()).isEqualTo("session");
    assertThat(cookies.at("/0/status").asText()).isEqualTo("known");
    assertThat(cookies.at("/0/attributes/0").asText()).isEqualTo("HttpOnly");
    assertThat(cookies.at("/1/lifetime").asText()).isEqualTo("P10D");
    assertThat(cookies.at("/1/status").asText()).isEqualTo("unknown");
    assertThat(cookies.at("/1/firstPage").asText()).isEqualTo("/third");
  }

  @Test
  void what_pages_and_style_sheets_load_is_found_by_the_gate() throws IOException {
    JsonNode loads = scan("--json").json().at("/loads");

    assertThat(loads.findValuesAsText("host"))
        .containsExactlyInAnyOrder(
            "youtube.com", "cdn.acme.example", "pixel.acme.example", "fonts.acme.example");
    assertThat(loads.at("/0/services").toString()).contains("\"youtube\"");
    assertThat(loads.at("/0/status").asText()).isEqualTo("known");
  }

  @Test
  void the_limits_of_pages_and_depth_are_kept() {
    scan("--pages", 2);
    assertThat(asked).hasSize(3).contains("/robots.txt");
    asked.clear();

    scan("--depth", 1);
    assertThat(asked).contains("/second?a=1&b=2").doesNotContain("/third");
  }

  @Test
  void a_proposed_file_is_clean_once_confirmed_and_declares_what_the_site_loads()
      throws IOException {
    Path file = folder.resolve("consent.yaml");

    Cli.Result proposal = scan("--propose", file);

    assertThat(proposal.err()).contains("To do: say who runs cdn.acme.example");
    assertThat(file).content().contains("Nobody knows the cookie 'acme' (P10D)");
    assertThat(Cli.run("check", file).out()).contains("0 errors, 1 warning").contains("'youtube'");
    Cli.uncomment(file, "confirmed:");
    assertThat(Cli.run("check", file).code()).isZero();
    assertThat(new PolicyFiles().read(file).languages()).containsExactly("de");
    assertThat(new PolicyFiles().read(file).site().imprint().orElseThrow().in("de"))
        .isEqualTo("/impressum");
    Cli.Result again = scan("--policy", file);
    assertThat(again.out())
        .contains("declared: youtube")
        .contains("declared: cdn-acme-example")
        .contains("declared: java-web")
        .contains("acme                             unknown");
    assertThat(again.out().lines().filter(line -> line.contains(" unknown "))).hasSize(1);
  }

  @Test
  void a_site_that_the_policy_describes_is_no_finding() {
    cookies.remove("/third");
    Path file = folder.resolve("consent.yaml");
    scan("--propose", file);

    assertThat(scan("--policy", file).code()).isZero();
  }

  @Test
  void a_redirect_is_followed_and_its_cookies_count() throws IOException {
    pages.put("/", "-> /home");
    pages.put("/home", START);

    JsonNode json = scan("--json").json();

    assertThat(json.at("/site").asText()).isEqualTo(url() + "home");
    assertThat(json.at("/cookies").findValuesAsText("name")).contains("JSESSIONID");
  }

  @Test
  void a_circle_of_redirects_and_a_failing_start_end_with_a_message() {
    pages.put("/", "-> /");
    assertThat(scan().err()).contains("redirects more than");

    pages.remove("/");
    Cli.Result failing = scan();
    assertThat(failing.err()).contains("answers with status 404");
    assertThat(failing.code()).isEqualTo(ExitCode.UNUSABLE);
  }

  @Test
  void a_site_that_is_down_and_a_text_that_is_no_address_end_with_a_message() {
    String down = url();
    server.stop(0);

    assertThat(Cli.run("scan", down).err()).contains("cannot be reached");
    assertThat(Cli.run("scan", "ftp://example.org/").err()).contains("is not an address");
    assertThat(Cli.run("scan", down, "--pages", "0").err()).contains("at least 1");
  }

  @Test
  void progress_is_shown_to_a_person_alone() {
    Cli.Result watched = Cli.answering("", "scan", url(), "--rate", 1000);

    assertThat(watched.err()).contains("\r1 fetched, ");
    assertThat(watched.out()).doesNotContain("fetched");
  }
}
