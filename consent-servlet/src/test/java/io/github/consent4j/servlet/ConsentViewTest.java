package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.header;
import static io.github.consent4j.servlet.TestSite.html;
import static io.github.consent4j.servlet.TestSite.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.servlet.view.ConsentView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** What the templates of a site ask, and what becomes of the page that they write. */
@OnEveryContainer
class ConsentViewTest {

  private static final String PUBLIC = "public, max-age=600";
  private static final String ALL = "choice=accept-all";
  private static final String VIDEO = "<b>the film</b>";

  @Parameter Containers starter;

  private TestSite site;

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  /** A template of a page. */
  @FunctionalInterface
  private interface Template {
    String body(ConsentView consent) throws IOException;
  }

  private void start(Template template) throws Exception {
    start(TestSite.REFERENCE, "", template);
  }

  private void start(String yaml, String cacheControl, Template template) throws Exception {
    start(
        yaml,
        (request, response) -> {
          response.setHeader("Cache-Control", cacheControl);
          html(response, page(template.body(ConsentView.of(request))));
        });
  }

  private void start(String yaml, TestSite.Page page) throws Exception {
    site =
        new TestSite("/app")
            .filter(new ConsentFilter(TestSite.policy(yaml)))
            .page("/page", page)
            .start(starter);
  }

  private static String page(String body) {
    return "<!doctype html><html lang=en><title>t</title><main>" + body + "</main></html>";
  }

  private HttpResponse<String> get(String... headers) throws Exception {
    return site.get("/page?size=2", headers);
  }

  private HttpResponse<String> after(String choice) throws Exception {
    return get("Cookie", decision(choice));
  }

  private String decision(String choice) throws Exception {
    HttpResponse<String> answer =
        site.send(
            site.request("/consent")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(choice)));
    return TestSite.setCookies(answer).stream()
        .filter(cookie -> cookie.startsWith("consent="))
        .findFirst()
        .orElseThrow()
        .split(";")[0];
  }

  private static String main(HttpResponse<String> page) {
    return page.body().replaceAll("(?s).*<main>(.*)</main>.*", "$1");
  }

  @Test
  void a_template_learns_what_the_visitor_allows() throws Exception {
    start(
        consent ->
            consent.allows("statistics")
                + " "
                + consent.allowed().get("external-media")
                + " "
                + consent.needsAnswer()
                + " "
                + consent.categories().stream()
                    .map(each -> each.id() + '=' + each.name() + '=' + each.allowed())
                    .collect(Collectors.joining(",")));

    assertThat(main(get()))
        .isEqualTo(
            "false false true necessary=Necessary=true,statistics=Statistics=false,"
                + "external-media=External media=false");
    assertThat(main(after("choice=save&grant=statistics"))).startsWith("true false false");
  }

  @Test
  void a_page_that_asks_is_for_one_visitor_although_it_is_marked_as_public() throws Exception {
    start(TestSite.REFERENCE, PUBLIC, consent -> "" + consent.allows("statistics"));

    HttpResponse<String> page = get();

    assertThat(header(page, "Cache-Control")).isEqualTo("private, no-cache");
    assertThat(header(page, "Vary")).contains("Cookie");
    assertThat(main(after(ALL))).isEqualTo("true");
  }

  @Test
  void an_answer_of_another_kind_that_asks_is_for_one_visitor() throws Exception {
    start(
        TestSite.REFERENCE,
        (request, response) -> {
          response.setHeader("Cache-Control", PUBLIC);
          text(response, "" + ConsentView.of(request).allows("statistics"));
        });

    HttpResponse<String> answer = after(ALL);

    assertThat(answer.body()).isEqualTo("true");
    assertThat(header(answer, "Cache-Control")).isEqualTo("private, no-cache");
    assertThat(header(answer, "Vary")).contains("Cookie");
  }

  @Test
  void a_page_that_asks_late_is_for_one_visitor() throws Exception {
    start(
        TestSite.REFERENCE,
        (request, response) -> {
          response.setHeader("Cache-Control", PUBLIC);
          response.setHeader("ETag", "\"7\"");
          response.setContentType("text/html;charset=utf-8");
          response.getWriter().write("<!doctype html><title>t</title><main>");
          response.getWriter().write("x".repeat(3000));
          response.getWriter().write(ConsentView.of(request).allows("statistics") + "</main>");
        });

    HttpResponse<String> page = after(ALL);

    assertThat(main(page)).endsWith("xtrue");
    assertThat(header(page, "Cache-Control")).isEqualTo("private, no-cache");
    assertThat(header(page, "Vary")).contains("Cookie");
    assertThat(header(page, "ETag")).isNotEqualTo(header(get(), "ETag"));
  }

  @Test
  void a_page_that_has_left_for_everybody_is_written_as_for_everybody() throws Exception {
    start(
        TestSite.REFERENCE,
        (request, response) -> {
          response.setHeader("Cache-Control", PUBLIC);
          response.setContentType("text/html;charset=utf-8");
          response.getWriter().write("<!doctype html><title>t</title><main>");
          response.flushBuffer();
          response.getWriter().write(ConsentView.of(request).allows("statistics") + "</main>");
        });

    HttpResponse<String> page = after(ALL);

    assertThat(main(page)).isEqualTo("false");
    assertThat(header(page, "Cache-Control")).startsWith("public");
  }

  @Test
  void a_page_with_table_and_link_alone_may_be_shared() throws Exception {
    start(
        TestSite.REFERENCE,
        PUBLIC,
        consent -> consent.cookieTable() + consent.settingsAddress() + consent.settingsLink());

    HttpResponse<String> page = get("Accept-Language", "de");

    assertThat(header(page, "Cache-Control")).startsWith("public");
    assertThat(page.body())
        .as("nothing of the first visitor")
        .contains("What is stored", "/app/consent?return=%2Fapp%2Fpage&amp;lang=en")
        .doesNotContain("size%3D2", "Was gespeichert wird");
  }

  @Test
  void the_table_lists_what_is_declared_and_passes_the_gate_as_it_is() throws Exception {
    start(ConsentView::cookieTable);

    String table = main(get("Accept-Language", "de"));

    assertThat(table)
        .contains("<table>", "emos_<wbr>jcvid", "YouTube", "scope=\"col\"", "lang=\"de\"")
        .doesNotContain("<script", "<style", " style=", "data-consent-src", "data-consent-href");
    assertThat(main(after(ALL))).contains("emos_<wbr>jcvid").doesNotContain("data-consent-");
    site.close();

    start(consent -> consent.in("en-GB").cookieTable() + consent.in("tlh").settingsLink());
    assertThat(main(get("Accept-Language", "de"))).contains("What is stored", ">Cookie-");
  }

  @Test
  void the_gate_changes_no_markup_of_a_view() throws Exception {
    String[] made = new String[1];
    start(
        consent -> {
          made[0] = consent.cookieTable() + consent.settingsLink() + consent.placeholder("youtube");
          return made[0];
        });

    assertThat(main(get())).isEqualTo(made[0]);
    assertThat(site.consentFilter().seen().hosts()).isEmpty();
  }

  @Test
  void a_link_leads_to_the_settings_and_back() throws Exception {
    start(consent -> consent.settingsLink("<Cookies & more>") + consent.settingsAddress());

    assertThat(main(get()))
        .isEqualTo(
            "<a href=\"/app/consent?return=%2Fapp%2Fpage%3Fsize%3D2&amp;lang=en\">"
                + "&lt;Cookies &amp; more&gt;</a>"
                + "/app/consent?return=%2Fapp%2Fpage%3Fsize%3D2&lang=en");
  }

  @Test
  void a_placeholder_stands_in_for_content_until_it_is_allowed() throws Exception {
    start(consent -> consent.placeholder("youtube", VIDEO) + consent.placeholders().get("youtube"));

    assertThat(main(get()))
        .contains("Video from YouTube", "Google Ireland Limited", "Always show YouTube")
        .contains("name=\"grant\" value=\"youtube\"")
        .doesNotContain("the film");
    assertThat(main(after("choice=grant&grant=youtube"))).isEqualTo(VIDEO);
  }

  @Test
  void a_placeholder_of_a_category_leads_to_the_settings() throws Exception {
    start(consent -> consent.placeholder("external-media") + consent.placeholder("unknown"));

    assertThat(main(get()))
        .contains("External media", "href=\"/app/consent?return=")
        .doesNotContain("<form", "unknown");
  }

  @Test
  void a_page_says_what_it_leaves_out_so_that_it_is_loaded_again() throws Exception {
    start(consent -> "" + consent.allows("statistics") + consent.allows("necessary"));

    assertThat(get().body())
        .endsWith("<template data-consent-ui data-consent-again=\"statistics\"></template>");
    assertThat(after("choice=save&grant=statistics").body()).doesNotContain("<template data");
  }

  @Test
  void settings_in_place_of_a_page_lead_back_to_it_and_have_no_banner() throws Exception {
    start(
        TestSite.REFERENCE,
        (request, response) -> html(response, ConsentView.of(request).settingsPage()));

    assertThat(get().body())
        .contains("name=\"return\" value=\"/app/page?size=2\"", "value=\"save\"")
        .doesNotContain("<page-panel");
  }

  @Test
  void a_page_that_the_filter_skips_has_the_same_parts() throws Exception {
    start(
        TestSite.REFERENCE + "skip-paths: [/page]\n",
        "",
        consent -> consent.allows("youtube") + consent.settingsLink("x"));

    assertThat(main(get())).startsWith("false<a href=\"/app/consent?return=");
    assertThat(main(after(ALL))).startsWith("true<a");
  }

  @Test
  void a_page_of_xml_has_parts_of_xml() throws Exception {
    start(
        TestSite.REFERENCE,
        (request, response) -> {
          response.setContentType("application/xhtml+xml;charset=utf-8");
          response
              .getWriter()
              .write(
                  "<html xmlns=\"http://www.w3.org/1999/xhtml\"><main>"
                      + ConsentView.of(request).cookieTable()
                      + "</main></html>");
        });

    assertThat(main(get())).contains("<wbr/>").doesNotContain("<wbr>");
  }

  @Test
  void while_the_library_is_off_templates_still_work() throws Exception {
    site =
        new TestSite()
            .filter(TestSite.NO_CONSENT)
            .page("/page", ConsentViewTest::switchedOff)
            .start(starter);

    assertThat(main(get())).isEqualTo("true[][][]" + VIDEO);
  }

  private static void switchedOff(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    WhenDisabled.ALLOWED.answerIn(request.getServletContext()::setAttribute);
    ConsentView consent = ConsentView.of(request);
    html(
        response,
        page(
            consent.allows("statistics")
                + "["
                + consent.cookieTable()
                + "]["
                + consent.settingsLink()
                + "]"
                + consent.categories()
                + consent.placeholder("youtube", VIDEO)));
  }
}
