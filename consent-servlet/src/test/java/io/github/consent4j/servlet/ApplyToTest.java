package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Services whose rules hold below some paths only. */
@OnEveryContainer
class ApplyToTest {

  private static final String POLICY =
      """
      site: { name: Town }
      categories:
        necessary:  { required: true }
        chat:       { title: Chat, description: Talk., services: [talk], apply-to: [/shop/*] }
        statistics: { services: [counter] }
      services:
        talk:
          name: Talk
          purpose: Answers.
          stores: [{ name: sid, lifetime: session, purpose: Knows you. }]
          loads: { scripts: [widget.js] }
        counter:
          name: Counter
          purpose: Counts.
          loads: { scripts: [widget.js] }
          apply-to: /blog/*
      """;

  private static final String PAGE =
      "<!doctype html><title>t</title><script src=\"/js/widget.js\"></script>";

  private static final Pattern GUARD = Pattern.compile("\"([^\" ]*/assets/[^\" ]*guard[^\" ]*)\"");

  @Parameter Containers starter;

  private TestSite site;

  @BeforeEach
  void start() throws Exception {
    site =
        new TestSite()
            .page("/", (request, response) -> page(response))
            .page("/shop/page", (request, response) -> page(response))
            .page("/blog/page", (request, response) -> page(response))
            .policy(TestSite.policy(POLICY))
            .start(starter);
  }

  private static void page(jakarta.servlet.http.HttpServletResponse response)
      throws java.io.IOException {
    response.addHeader("Set-Cookie", "sid=1");
    html(response, PAGE);
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  private static String service(HttpResponse<String> page) {
    Matcher script =
        Pattern.compile("<script[^>]*data-consent-service=\"([a-z]*)\"").matcher(page.body());
    return script.find() ? script.group(1) : "";
  }

  @Test
  void one_script_belongs_to_another_service_on_other_paths() throws Exception {
    assertThat(service(site.get("/shop/page"))).isEqualTo("talk");
    assertThat(service(site.get("/blog/page"))).isEqualTo("counter");
    assertThat(site.get("/").body()).contains("<script src=\"/js/widget.js\">");
  }

  @Test
  void consent_for_one_service_does_not_open_the_script_of_the_other() throws Exception {
    String cookie = site.consent("choice=save&grant=chat");

    assertThat(service(site.get("/shop/page", "Cookie", cookie))).isEmpty();
    assertThat(service(site.get("/blog/page", "Cookie", cookie))).isEqualTo("counter");
  }

  @Test
  void a_cookie_is_held_back_only_where_its_service_applies() throws Exception {
    assertThat(TestSite.cookieNames(site.get("/shop/page"))).doesNotContain("sid");
    assertThat(TestSite.cookieNames(site.get("/blog/page"))).contains("sid");
  }

  @Test
  void visitors_are_asked_on_every_page_and_once() throws Exception {
    assertThat(site.get("/").body()).contains("Chat").contains("value=\"accept-all\"");
    String cookie = site.consent("choice=reject-all");
    assertThat(site.get("/blog/page", "Cookie", cookie).body()).doesNotContain("page-panel");
    assertThat(site.get("/shop/page", "Cookie", cookie).body()).doesNotContain("page-panel");
    assertThat(site.get("/consent/inventory.json").body())
        .contains("\"applyTo\"", "/blog/*", "widget.js");
  }

  @Test
  void the_guard_of_a_page_knows_the_services_of_its_path() throws Exception {
    String shop = guard("/shop/page");
    String blog = guard("/blog/page");

    assertThat(shop).contains("talk").contains("widget");
    assertThat(blog).contains("counter").contains("widget");
    assertThat(shop).isNotEqualTo(blog);
  }

  private String guard(String path) throws Exception {
    Matcher guard = GUARD.matcher(site.get(path).body());
    assertThat(guard.find()).isTrue();
    HttpResponse<String> script = site.get(guard.group(1));
    assertThat(TestSite.header(script, "Cache-Control")).contains("immutable");
    return script.body();
  }

  @Test
  void another_server_makes_the_guard_of_a_page_that_it_has_not_sent() throws Exception {
    String path = "/shop/page";
    Matcher guard = GUARD.matcher(site.get(path).body());
    assertThat(guard.find()).isTrue();
    TestSite other = new TestSite().policy(TestSite.policy(POLICY)).start(starter);
    try {
      HttpResponse<String> script = other.get(guard.group(1), "Referer", other.origin() + path);

      assertThat(TestSite.header(script, "Cache-Control")).contains("immutable");
    } finally {
      other.close();
    }
  }
}
