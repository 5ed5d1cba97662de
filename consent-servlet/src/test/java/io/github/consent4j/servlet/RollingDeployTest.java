package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.header;
import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import io.github.consent4j.examples.browser.Chromium;
import io.github.consent4j.examples.browser.RecordingServer;
import io.github.consent4j.examples.browser.Traffic;
import jakarta.servlet.Filter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * While a new policy is rolled out or rolled back, pages of one policy meet scripts of another one,
 * from another server or from a cache. Hosts that the visitor has not allowed are not contacted,
 * and everybody can decide.
 */
@Tag("sweep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RollingDeployTest {

  private static final String HOST = "www.institute.example";
  private static final String SITE = "http://" + HOST;
  private static final String PUBLIC = "public,%20max-age=600";

  private static final String OLD =
      TestSite.REFERENCE.replace("[econda]", "[econda, counter]")
          + """
          services:
            counter:
              name: Counter
              purpose: { en: Counts, de: Zählt }
              stores: [{ name: _pk_id*, lifetime: P13M, purpose: { en: Counts, de: Zählt } }]
          """;

  /** Contains one more service, and another text of one service. */
  private static final String NEW =
      OLD.replace("twitter]", "twitter, vimeo]")
              .replace(
                  "purpose: { en: Counts, de: Zählt }\n      stores",
                  "purpose: { en: Counts all, de: Zählt alle }\n      stores")
          + """
            vimeo:
              name: Vimeo
              provider: { name: V, address: A, country: US, privacy-policy: "https://v.example/p" }
              purpose: { en: Shows, de: Zeigt }
              loads: { hosts: [player.vimeo.com] }
          """;

  private static final String PAGE =
      """
      <!DOCTYPE html><html lang=en><head><title>A page</title></head><body>
      <iframe id=yt src="https://www.youtube.com/embed/there"></iframe>
      <img id=im src="https://i.ytimg.com/vi/there/0.jpg" alt="A picture">
      <div id=late></div>
      <script>
        const insert = () => {
          document.cookie = '_pk_id.1=late; path=/; max-age=3600';
          late.innerHTML = '<iframe src="https://www.youtube.com/embed/late"></iframe>';
          new Image().src = 'https://i.ytimg.com/vi/late/0.jpg';
        };
        insert();
        setTimeout(insert, 300);
      </script>
      </body></html>
      """;

  private RecordingServer web;
  private final AtomicReference<Filter> current = new AtomicReference<>();
  private Filter oldFilter;
  private Filter newFilter;
  private TestSite switching;
  private TestSite oldNode;
  private TestSite newNode;
  private CachingProxy cache;
  private CachingProxy both;
  private Chromium behindCache;
  private int pages;

  @BeforeAll
  void start() throws Exception {
    web = new RecordingServer().answer("www.youtube.com/", "<!DOCTYPE html><p>Playing</p>");
    oldFilter = new ConsentFilter(TestSite.policy(OLD));
    newFilter = new ConsentFilter(TestSite.policy(NEW));
    switching =
        site((request, response, chain) -> current.get().doFilter(request, response, chain));
    oldNode = site(oldFilter);
    newNode = site(newFilter);
    cache = new CachingProxy(List.of(switching.port()));
    both = new CachingProxy(List.of(oldNode.port(), newNode.port()));
    behindCache = new Chromium(Map.of(HOST, cache.port()), web.port());
  }

  private static TestSite site(Filter filter) throws Exception {
    return new TestSite()
        .filter(filter)
        .page(
            "/page/*",
            (request, response) -> {
              String told = request.getParameter("cache");
              if (told != null) {
                response.setHeader("Cache-Control", told);
              }
              html(response, PAGE);
            })
        .start(Containers.TOMCAT);
  }

  @AfterAll
  void stop() throws Exception {
    behindCache.close();
    both.close();
    cache.close();
    for (TestSite site : List.of(switching, oldNode, newNode)) {
      site.close();
    }
    web.close();
  }

  @BeforeEach
  void forget() {
    web.forget();
  }

  /** Stores the page in the cache, but none of its files. */
  private void fill(String path) throws Exception {
    URI address = URI.create("http://localhost:" + cache.port() + path);
    HttpRequest request = HttpRequest.newBuilder(address).header("Accept", "text/html").build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
        .contains("guard.js");
  }

  private List<String> contacts() {
    return web.requests().stream().filter(request -> request.contains("yt")).toList();
  }

  private List<String> videos() {
    return web.requests().stream().filter(request -> request.contains("youtube.com/")).toList();
  }

  /** The page comes from a cache, with one of the policies. Everything else has the other one. */
  @ParameterizedTest
  @CsvSource({
    "true, ''",
    "true, accept-all",
    "true, reject-all",
    "false, ''",
    "false, accept-all",
    "false, reject-all"
  })
  void a_page_of_another_policy_blocks_everything_and_asks(boolean forth, String choice)
      throws Exception {
    String path = "/page/" + ++pages + "?cache=" + PUBLIC;
    current.set(forth ? oldFilter : newFilter);
    try (BrowserContext visitor = behindCache.visitor(true)) {
      fill(path);
      current.set(forth ? newFilter : oldFilter);
      Page page = visitor.newPage();
      page.navigate(SITE + "/consent?return=/page/0");
      if (!choice.isEmpty()) {
        page.locator("button[value=" + choice + "]").click();
        page.waitForURL("**/page/0");
        Traffic.settled(page);
      }
      web.forget();
      List<Integer> failures = new ArrayList<>();
      page.onResponse(response -> failures.add(response.status()));

      page.navigate(SITE + path);
      Traffic.settled(page);

      assertThat(contacts()).isEmpty();
      assertThat(failures).noneMatch(status -> status >= 400);
      if (choice.isEmpty()) {
        assertThat((String) page.evaluate("document.cookie")).doesNotContain("_pk_id");
      }
      assertThat(page.locator("page-panel button[value=accept-all]").isVisible()).isTrue();

      page.locator("page-panel button[value=accept-all]").click();
      page.waitForCondition(() -> !videos().isEmpty());
      Traffic.settled(page);
      assertThat(page.frames())
          .extracting(Frame::url)
          .contains("https://www.youtube.com/embed/there", "https://www.youtube.com/embed/late");
      assertThat(page.locator("page-panel button[value=accept-all]").count()).isZero();
    }
  }

  /**
   * Both policies are in force at the same time: any server answers, for each page and each file.
   */
  @ParameterizedTest
  @ValueSource(strings = {"", "?cache=" + PUBLIC})
  void no_blocked_host_is_contacted_while_two_policies_are_in_force(String query) throws Exception {
    try (Chromium browser = new Chromium(Map.of(HOST, both.port()), web.port())) {
      for (int i = 0; i < 6; i++) {
        try (BrowserContext visitor = browser.visitor(true)) {
          web.forget();
          Page page = visitor.newPage();
          page.navigate(SITE + "/page/" + ++pages + query);
          Traffic.settled(page);
          assertThat(contacts()).isEmpty();
          assertThat((String) page.evaluate("document.cookie")).doesNotContain("_pk_id");

          page.locator("page-panel button[value=accept-all]").click();
          page.waitForCondition(() -> !videos().isEmpty());
          Traffic.settled(page);
          assertThat(page.frames().get(1).url()).startsWith("https://www.youtube.com/");
        }
      }
    }
  }

  @Test
  void a_file_of_another_policy_is_replaced_by_the_current_one_and_not_stored() throws Exception {
    String own =
        newNode.get("/page/1").body().replaceFirst("(?s).*assets/(\\w+/guard-\\w*\\.js).*", "$1");
    String other = "000000000000/";
    for (String name : List.of("page.js", "shared.js", "rules.js", "panel.css", "document.css")) {
      HttpResponse<String> file = newNode.get("/consent/assets/" + other + name);
      assertThat(file.statusCode()).as(name).isEqualTo(200);
      assertThat(header(file, "Cache-Control")).as(name).isEqualTo("no-store");
    }
    String strictest = newNode.get("/consent/assets/" + own).body();
    assertThat(strictest).contains("youtube", "vimeo\\.com", "_pk_id", "emos_jcvid");
    for (String name : List.of("guard.js", "guard-.js", "guard-ff.js", "guard-3fs.js")) {
      HttpResponse<String> guard = newNode.get("/consent/assets/" + other + name);
      assertThat(guard.body()).as(name).isEqualTo(strictest);
      assertThat(header(guard, "Cache-Control")).as(name).isEqualTo("no-store");
    }
    for (String none : List.of("other.js", "guard-ff.css", "x/page.js", "")) {
      assertThat(newNode.get("/consent/assets/" + other + none).statusCode()).isEqualTo(404);
    }
    assertThat(newNode.get("/consent/assets/0/page.js").statusCode()).isEqualTo(404);
  }

  @Test
  void a_page_for_everybody_whose_guard_does_not_arrive_asks_and_activates_nothing()
      throws Exception {
    try (Chromium browser = new Chromium(Map.of(HOST, newNode.port()), web.port());
        BrowserContext visitor = browser.visitor(true)) {
      visitor.route("**/guard*.js", route -> route.abort());
      Page page = visitor.newPage();
      page.navigate(SITE + "/consent?return=/page/0");
      page.locator("button[value=accept-all]").click();
      page.waitForURL("**/page/0");
      Traffic.settled(page);
      web.forget();

      page.navigate(SITE + "/page/unguarded?cache=" + PUBLIC);
      Traffic.settled(page);

      assertThat(videos()).noneMatch(video -> video.contains("there"));
      page.locator("page-panel button[value=reject-all]").click();
      page.waitForCondition(() -> page.locator("page-panel button").count() == 0);
    }
  }
}
