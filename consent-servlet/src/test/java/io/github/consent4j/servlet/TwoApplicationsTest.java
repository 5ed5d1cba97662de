package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;
import io.github.consent4j.examples.browser.Chromium;
import io.github.consent4j.examples.browser.RecordingServer;
import io.github.consent4j.examples.browser.RestInSweeps;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two applications on one host, in a real browser. Each one asks at most once, and none deletes
 * what the other, or another site, stores.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoApplicationsTest {

  private static final String ROOT = "http://www.example.co.uk/page";
  private static final String SHOP = "http://www.example.co.uk/shop/page";
  private static final String OTHER_HOST = "http://forum.example.co.uk/page";
  private static final String VIDEO = "https://www.youtube.com/embed/x";

  private RecordingServer web;
  private Tomcat tomcat;
  private Path base;
  private Chromium browser;

  private void start(String cookie) {
    start(cookie, cookie);
  }

  @BeforeAll
  void startHost() throws Exception {
    web = new RecordingServer().answer("www.youtube.com/", "<!DOCTYPE html><p>Playing</p>");
    tomcat = new Tomcat();
    base = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "tomcat");
    tomcat.setBaseDir(base.toString());
    tomcat.setPort(0);
    tomcat.getHost();
    tomcat.start();
    int port = tomcat.getConnector().getLocalPort();
    Map<String, Integer> hosts = new HashMap<>();
    hosts.put("www.example.co.uk", port);
    hosts.put("forum.example.co.uk", port);
    browser = new Chromium(hosts, web.port());
  }

  @AfterAll
  void stopHost() throws Exception {
    browser.close();
    tomcat.stop();
    tomcat.destroy();
    web.close();
  }

  private void start(String cookieOfRoot, String cookieOfShop) {
    add("", cookieOfRoot);
    add("/shop", cookieOfShop);
  }

  private void add(String contextPath, String cookie) {
    Context context = new StandardContext();
    context.setName(contextPath);
    context.setPath(contextPath);
    context.setDocBase(base.toString());
    context.addLifecycleListener(new Tomcat.FixContextListener());
    context.addServletContainerInitializer(
        (classes, application) -> setUp(application, cookie), Set.of());
    tomcat.getHost().addChild(context);
  }

  private static void setUp(ServletContext application, String cookie) {
    FilterRegistration.Dynamic filter =
        application.addFilter(
            "consent", new ConsentFilter(TestSite.policy(TestSite.REFERENCE + cookie)));
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    application.addServlet("page", new Video()).addMapping("/");
  }

  private static final class Video extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (request.getRequestURI().endsWith(".ico")) {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
        return;
      }
      if (request.getParameter("public") != null) {
        response.setHeader("Cache-Control", "public, max-age=60");
      }
      html(
          response,
          "<!doctype html><html lang=en><head><title>x</title></head><body>"
              + "<iframe src='"
              + VIDEO
              + "'></iframe></body></html>");
    }
  }

  @AfterEach
  void removeApplications() {
    for (Container application : tomcat.getHost().findChildren()) {
      tomcat.getHost().removeChild(application);
    }
    web.forget();
  }

  /** Opens a page and answers if it asks. Returns whether it has asked. */
  private static boolean isAsked(Page page, String address, String answer) {
    page.navigate(address);
    if (!isAsked(page)) {
      return false;
    }
    page.locator("page-panel button[value=" + answer + "]").click();
    PlaywrightAssertions.assertThat(page.locator("page-panel[open]")).hasCount(0);
    return true;
  }

  private static boolean isAsked(Page page) {
    return page.locator("page-panel[open]").count() > 0;
  }

  private static void assertShown(Page page, boolean shown) {
    PlaywrightAssertions.assertThat(page.locator("iframe[src='" + VIDEO + "']"))
        .hasCount(shown ? 1 : 0);
  }

  private static List<String> kept(BrowserContext visitor) {
    List<String> kept = new ArrayList<>();
    for (Cookie cookie : visitor.cookies()) {
      kept.add(cookie.name + ' ' + cookie.domain + ' ' + cookie.path);
    }
    return kept;
  }

  @RestInSweeps
  @ParameterizedTest
  @CsvSource({"true, ''", "true, ?public", "false, ''"})
  void each_application_asks_once_and_follows_its_own_answer(boolean script, String query) {
    start("");
    try (BrowserContext visitor = browser.visitor(script)) {
      Page page = visitor.newPage();
      assertThat(isAsked(page, SHOP + query, "reject-all")).isTrue();
      assertThat(isAsked(page, ROOT + query, "accept-all")).isTrue();
      for (int i = 0; i < 2; i++) {
        assertThat(isAsked(page, SHOP + query, "accept-all")).isFalse();
        assertShown(page, false);
        assertThat(isAsked(page, ROOT + query, "reject-all")).isFalse();
        assertShown(page, true);
      }
      assertThat(kept(visitor))
          .containsExactlyInAnyOrder(
              "consent www.example.co.uk /", "consent www.example.co.uk /shop");
    }
  }

  @Test
  void an_answer_for_the_whole_host_counts_below_it_until_another_one_is_given_there() {
    start("");
    try (BrowserContext visitor = browser.visitor(true)) {
      Page page = visitor.newPage();
      assertThat(isAsked(page, ROOT, "accept-all")).isTrue();
      assertThat(isAsked(page, SHOP, "reject-all")).isFalse();
      assertShown(page, true);
      page.navigate("http://www.example.co.uk/shop/consent?return=/shop/page");
      page.locator("button[value=reject-all]").click();
      page.waitForURL(SHOP);
      assertShown(page, false);
      assertThat(isAsked(page, ROOT, "reject-all")).isFalse();
      assertShown(page, true);
    }
  }

  @Test
  void a_withdrawal_reaches_other_tabs_of_its_application_while_the_other_one_still_agrees() {
    start("");
    try (BrowserContext visitor = browser.visitor(true)) {
      Page page = visitor.newPage();
      isAsked(page, SHOP, "accept-all");
      isAsked(page, ROOT, "accept-all");
      page.navigate(SHOP);
      assertShown(page, true);
      Page other = visitor.newPage();
      other.navigate("http://www.example.co.uk/shop/consent");
      other.locator("button[value=reject-all]").click();
      other.waitForURL("**saved=1**");
      assertShown(page, false);
    }
  }

  @RestInSweeps
  @ParameterizedTest
  @ValueSource(strings = {"cookie: { path: / }\n", "cookie: { path: /, name: choice }\n"})
  void with_one_path_both_ask_once(String cookie) {
    start(cookie);
    try (BrowserContext visitor = browser.visitor(true)) {
      Page page = visitor.newPage();
      assertThat(isAsked(page, SHOP, "accept-all")).isTrue();
      for (String address : List.of(ROOT, SHOP, ROOT + "?public", SHOP + "?public")) {
        assertThat(isAsked(page, address, "reject-all")).as(address).isFalse();
        assertShown(page, true);
      }
      assertThat(kept(visitor)).singleElement().asString().endsWith(" www.example.co.uk /");
    }
  }

  @Test
  void with_one_domain_all_hosts_below_it_ask_once() {
    start("cookie: { domain: example.co.uk, path: / }\n");
    try (BrowserContext visitor = browser.visitor(true)) {
      Page page = visitor.newPage();
      assertThat(isAsked(page, SHOP, "accept-all")).isTrue();
      for (String address : List.of(ROOT, OTHER_HOST, OTHER_HOST + "?public")) {
        assertThat(isAsked(page, address, "reject-all")).as(address).isFalse();
        assertShown(page, true);
      }
      assertThat(kept(visitor)).containsExactly("consent .example.co.uk /");
    }
  }

  @Test
  void a_decision_stored_before_the_site_named_a_place_is_replaced_by_the_next_one() {
    start("", "cookie: { path: / }\n");
    try (BrowserContext visitor = browser.visitor(true)) {
      Page page = visitor.newPage();
      isAsked(page, ROOT, "accept-all");
      String value = visitor.cookies().get(0).value;
      // No page receives the change here.
      page.navigate("about:blank");
      visitor.addCookies(
          List.of(new Cookie("consent", value).setDomain("www.example.co.uk").setPath("/shop")));
      page.navigate("http://www.example.co.uk/shop/consent?return=/shop/page");
      page.locator("button[value=reject-all]").click();
      page.waitForURL(SHOP);
      assertShown(page, false);
      assertThat(kept(visitor)).containsExactly("consent www.example.co.uk /");
    }
  }

  @Test
  void a_decision_for_all_hosts_of_the_domain_is_replaced_by_one_for_this_host() {
    start("");
    try (BrowserContext visitor = browser.visitor(true)) {
      Page page = visitor.newPage();
      // The other application stores the cookie in this way.
      isAsked(page, ROOT, "accept-all");
      String value = visitor.cookies().get(0).value;
      // No page receives the change here.
      page.navigate("about:blank");
      visitor.clearCookies();
      visitor.addCookies(
          List.of(new Cookie("consent", value).setDomain(".example.co.uk").setPath("/")));
      page.navigate("http://www.example.co.uk/consent?return=/page");
      page.locator("button[value=reject-all]").click();
      page.waitForURL(ROOT);
      assertShown(page, false);
      assertThat(isAsked(page, ROOT, "accept-all")).isFalse();
      assertShown(page, false);
    }
  }

  @RestInSweeps
  @ParameterizedTest
  @CsvSource({
    "www.example.co.uk, /, ''",
    ".example.co.uk, /, ''",
    "www.example.co.uk, /page, ''",
    ".example.co.uk, /, ?public",
    "www.example.co.uk, /page, ?public",
  })
  void a_foreign_cookie_with_the_same_name_changes_nothing(
      String domain, String path, String query) {
    start("");
    try (BrowserContext visitor = browser.visitor(true)) {
      Cookie foreign = new Cookie("consent", "yes").setDomain(domain).setPath(path);
      visitor.addCookies(List.of(foreign));
      Page page = visitor.newPage();
      assertThat(isAsked(page, ROOT + query, "accept-all")).isTrue();
      assertShown(page, true);
      assertThat(isAsked(page, ROOT + query, "accept-all")).isFalse();
      assertShown(page, true);
      boolean isOurPlace = domain.equals("www.example.co.uk") && path.equals("/");
      assertThat(visitor.cookies().stream().map(cookie -> cookie.value).filter("yes"::equals))
          .hasSize(isOurPlace ? 0 : 1);
      page.navigate("about:blank");
      visitor.addCookies(List.of(foreign.setPath("/page")));
      assertThat(isAsked(page, ROOT + query, "accept-all")).isFalse();
      assertShown(page, true);
    }
  }

  @Test
  void a_domain_that_browsers_refuse_is_logged_once() {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    start("cookie: { domain: co.uk }\n");
    try (BrowserContext visitor = browser.visitor(false)) {
      System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
      Page page = visitor.newPage();
      page.navigate(ROOT);
      page.locator("page-panel button[value=accept-all]").click();
      for (int i = 0; i < 8; i++) {
        page.navigate(ROOT);
        assertThat(isAsked(page)).isTrue();
      }
      assertThat(kept(visitor)).isEmpty();
    } finally {
      System.setErr(before);
    }
    assertThat(log.toString(StandardCharsets.UTF_8).lines())
        .filteredOn(line -> line.contains("refuse its domain 'co.uk'"))
        .hasSize(1);
  }

  @Test
  void leftovers_are_deleted_with_the_first_page_but_not_on_pages_for_everybody() {
    start("");
    try (BrowserContext visitor = browser.visitor(true)) {
      visitor.addCookies(
          List.of(
              new Cookie("emos_jcvid", "1").setDomain(".example.co.uk").setPath("/"),
              new Cookie("emos_jckamp", "1").setDomain("www.example.co.uk").setPath("/"),
              new Cookie("WESESSION", "1").setDomain("www.example.co.uk").setPath("/")));
      Page page = visitor.newPage();
      page.navigate(ROOT + "?public");
      assertThat(visitor.cookies()).hasSize(3);
      page.navigate(ROOT);
      assertThat(kept(visitor)).containsExactly("WESESSION www.example.co.uk /");
    }
  }
}
