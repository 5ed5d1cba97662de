package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.concat;
import static io.github.consent4j.servlet.TestSite.header;
import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page to which visitors return from content that a script has inserted. */
class FragmentsTest {

  private static final String VIDEO = "<iframe src=\"https://www.youtube.com/embed/x\"></iframe>";
  private static final String TWEET = "<blockquote class=\"twitter-tweet\">said</blockquote>";
  private static final String[] FETCHED = {"Accept", "*/*", "Sec-Fetch-Dest", "empty"};

  private TestSite site;

  @BeforeEach
  void start() throws Exception {
    site =
        new TestSite("/app")
            .page(
                "/piece",
                (request, response) -> {
                  response.setHeader("ETag", "\"piece\"");
                  html(response, "<div>" + VIDEO + TWEET + "</div>");
                })
            .page(
                "/shared-piece",
                (request, response) -> {
                  response.setHeader("Cache-Control", "public, max-age=60");
                  html(response, "<div>" + VIDEO + TWEET + "</div>");
                })
            .page(
                "/document",
                (request, response) ->
                    html(
                        response,
                        "<!doctype html><html><head></head><body>" + VIDEO + TWEET + "</body>"))
            .start(Containers.TOMCAT);
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  private String page(String query) {
    return site.origin() + "/app/list" + query;
  }

  /** Asserts where the links of all placeholders and notices lead. */
  private static void assertLeadsTo(HttpResponse<String> answer, String path) {
    String encoded = URLEncoder.encode(path, StandardCharsets.UTF_8);
    assertThat(answer.body())
        .contains("&amp;return=" + encoded)
        .contains("name=\"return\" value=\"" + path.replace("&", "&amp;") + '"')
        .doesNotContain("piece%3F")
        .doesNotContain("return=%2Fapp%2Fpiece");
  }

  @Test
  void a_fragment_leads_back_to_the_page_that_has_fetched_it() throws Exception {
    assertLeadsTo(
        site.get("/piece", concat(FETCHED, "Referer", page("?n=1&m=2"))), "/app/list?n=1&m=2");
    assertLeadsTo(
        site.get("/piece", "X-Requested-With", "XMLHttpRequest", "Referer", page("")), "/app/list");
    assertLeadsTo(site.get("/piece", "Accept", "*/*", "Referer", page("")), "/app/list");
  }

  @Test
  void htmx_names_the_page_if_the_browser_does_not() throws Exception {
    String[] htmx = concat(FETCHED, "HX-Request", "true", "HX-Current-URL", page("?n=1#top"));
    assertLeadsTo(
        site.get("/piece", concat(htmx, "Referer", site.origin() + "/")), "/app/list?n=1");
    assertLeadsTo(site.get("/document", htmx), "/app/list?n=1");
    assertLeadsTo(
        site.get("/document", concat(FETCHED, "Turbo-Frame", "list", "Referer", page(""))),
        "/app/list");
  }

  @Test
  void a_fragment_of_an_unknown_page_leads_to_the_settings() throws Exception {
    for (String foreign :
        new String[] {
          "https://evil.example/app/list",
          "//evil.example/x",
          "javascript:alert(1)",
          "http://localhost.evil.example/x",
          "http://user@localhost/x",
          site.origin() + "/app/consent",
          "%"
        }) {
      assertLeadsTo(
          site.get("/piece", concat(FETCHED, "Referer", foreign, "HX-Current-URL", foreign)),
          "/app/consent");
    }
    assertLeadsTo(site.get("/piece", FETCHED), "/app/consent");
  }

  @Test
  void a_complete_page_leads_back_to_itself_however_it_is_loaded() throws Exception {
    String[] from = {"Referer", page("")};
    assertLeadsTo(site.get("/document?a", concat(FETCHED, from)), "/app/document?a");
    assertLeadsTo(
        site.get(
            "/document", concat(concat(FETCHED, from), "HX-Request", "true", "HX-Boosted", "true")),
        "/app/document");
    String[] window = {"Accept", "text/html", "Sec-Fetch-Dest", "document"};
    HttpResponse<String> page = site.get("/piece", concat(window, from));
    assertThat(page.body()).contains("return=%2Fapp%2Fpiece");
  }

  @Test
  void a_fragment_that_caches_share_names_no_page() throws Exception {
    HttpResponse<String> one =
        site.get("/shared-piece", concat(FETCHED, "Referer", page("?secret=1")));
    HttpResponse<String> other = site.get("/shared-piece", FETCHED);
    assertThat(one.body()).isEqualTo(other.body()).doesNotContain("secret");
    assertLeadsTo(one, "/app/consent");
  }

  @Test
  void a_fragment_of_another_page_is_never_declared_fresh() throws Exception {
    String[] here = concat(FETCHED, "Referer", page("?n=1"));
    String tag = header(site.get("/piece", here), "ETag");
    assertThat(tag).startsWith("\"piece--cc-");
    String[] there = concat(FETCHED, "Referer", page("?n=2"));
    assertThat(header(site.get("/piece", there), "ETag")).isNotEqualTo(tag);
  }
}
