package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.header;
import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** L50: Global Privacy Control, as the browser sends it (W3C Working Draft of December 2025). */
@OnEveryContainer
class PrivacySignalTest {

  private static final String HEARD = "Global Privacy Control";

  @Parameter Containers starter;

  private TestSite site;

  @BeforeEach
  void start() throws Exception {
    site =
        new TestSite()
            .page("/", (request, response) -> html(response, "<!doctype html><title>t</title><p>"))
            .policy(TestSite.policy(TestSite.REFERENCE))
            .start(starter);
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  private HttpResponse<String> signalled(String path, String... values) throws Exception {
    String[] headers = new String[values.length * 2];
    for (int i = 0; i < values.length; i++) {
      headers[2 * i] = "Sec-GPC";
      headers[2 * i + 1] = values[i];
    }
    return site.get(path, headers);
  }

  @Test
  void the_banner_says_that_the_signal_is_followed_and_the_page_varies_by_it() throws Exception {
    HttpResponse<String> page = signalled("/", "1");
    HttpResponse<String> other = site.get("/");

    assertThat(page.body()).contains(HEARD, "value=\"accept-all\"");
    assertThat(other.body()).doesNotContain(HEARD);
    for (HttpResponse<String> response : List.of(page, other)) {
      assertThat(String.join(", ", response.headers().allValues("Vary")))
          .contains("Cookie")
          .contains("Sec-GPC");
    }
  }

  @Test
  void only_the_value_1_is_the_signal() throws Exception {
    for (String value : new String[] {"0", "true", "1;a", "1, 1", "01", "?1"}) {
      assertThat(signalled("/", value).body()).as(value).doesNotContain(HEARD);
    }
    assertThat(signalled("/", "0", "1").body()).as("one of several").contains(HEARD);
  }

  @Test
  void a_category_that_follows_the_signal_is_refused_until_the_visitor_decides() throws Exception {
    assertThat(signalled("/consent/state.json", "1").body())
        .contains("{\"id\":\"youtube\",\"state\":\"refused\"}", "\"made\":false");
    assertThat(site.get("/consent/state.json").body())
        .contains("{\"id\":\"youtube\",\"state\":\"undecided\"}");

    HttpResponse<String> chosen = site.choose("choice=accept-all", "Sec-GPC", "1");
    String cookie = TestSite.setCookies(chosen).get(0).split(";")[0];
    assertThat(site.get("/consent/state.json", "Sec-GPC", "1", "Cookie", cookie).body())
        .contains("{\"id\":\"youtube\",\"state\":\"granted\"}");
    HttpResponse<String> page = site.get("/", "Sec-GPC", "1", "Cookie", cookie);
    assertThat(page.body()).doesNotContain(HEARD, "page-panel");
    assertThat(header(page, "Vary")).as("nothing is left to tell").doesNotContain("Sec-GPC");
  }
}
