package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** The language in which the library addresses a visitor. */
@OnEveryContainer
class PageLanguageTest {

  private static final String BODY =
      "<head></head><body><iframe src=\"https://www.youtube.com/embed/x\"></iframe></body></html>";

  @Parameter Containers starter;

  private TestSite site;

  @BeforeEach
  void start() throws Exception {
    site =
        new TestSite()
            .policy(TestSite.policy(TestSite.REFERENCE.replace("[en, de]", "[en, de, ar]")))
            .page("/german", (request, response) -> html(response, "<html lang=de-AT>" + BODY))
            .page("/chinese", (request, response) -> html(response, "<html lang=zh>" + BODY))
            .page("/silent", (request, response) -> html(response, "<html>" + BODY))
            .page(
                "/shared",
                (request, response) -> {
                  response.setHeader("Cache-Control", "public, max-age=60");
                  html(response, "<html lang=ar>" + BODY);
                })
            .page(
                "/shared-silent",
                (request, response) -> {
                  response.setHeader("Cache-Control", "public, max-age=60");
                  html(response, "<html>" + BODY);
                })
            .start(starter);
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  private String get(String path, String languages) throws Exception {
    return site.get(path, "Accept-Language", languages).body();
  }

  @Test
  void the_banner_has_the_language_of_the_page() throws Exception {
    assertThat(get("/german", "ar"))
        .contains("lang=\"de\" dir=\"ltr\"", "Alle ablehnen", "&amp;lang=de\"");
  }

  @Test
  void a_page_in_another_language_gets_the_language_of_the_browser() throws Exception {
    assertThat(get("/chinese", "ar-EG, de;q=0.5")).contains("lang=\"ar\" dir=\"rtl\"");
    assertThat(get("/silent", "fr, de;q=0.5")).contains("lang=\"de\" dir=\"ltr\"");
    assertThat(get("/silent", "fr")).contains("lang=\"en\" dir=\"ltr\"");
  }

  @Test
  void a_page_for_everybody_is_the_same_in_every_browser() throws Exception {
    assertThat(get("/shared", "de"))
        .contains("lang=\"ar\" dir=\"rtl\"")
        .isEqualTo(get("/shared", "en"));
    assertThat(get("/shared-silent", "de"))
        .contains("lang=\"en\" dir=\"ltr\"")
        .isEqualTo(get("/shared-silent", "ar"));
    assertThat(site.get("/shared").headers().allValues("Vary")).doesNotContain("Accept-Language");
  }

  @Test
  void placeholders_have_the_language_of_the_page_around_them() throws Exception {
    String page = get("/german", "ar");
    String frame = page.replaceFirst("(?s).* src=\"(/consent/embed[^\"]*)\".*", "$1");

    assertThat(frame).endsWith("lang=de");
    assertThat(get(frame.replace("&amp;", "&"), "ar")).contains("<html lang=\"de\" dir=\"ltr\"");
  }

  @Test
  void the_settings_have_the_language_of_the_banner() throws Exception {
    assertThat(get("/consent?lang=de", "ar")).contains("<html lang=\"de\" dir=\"ltr\"");
    assertThat(get("/consent?lang=zh", "ar")).contains("<html lang=\"ar\" dir=\"rtl\"");
    assertThat(get("/consent?lang=%22%3E%3Cscript%3E", "de"))
        .contains("<html lang=\"de\"")
        .doesNotContain("<script>");
  }

  @Test
  void the_vary_header_says_what_the_language_depends_on() throws Exception {
    HttpResponse<String> page = site.get("/silent");

    assertThat(String.join(", ", page.headers().allValues("Vary")))
        .isEqualTo("Cookie, Accept-Language, Sec-GPC");
    assertThat(site.get("/consent").headers().allValues("Vary")).contains("Accept-Language");
  }
}
