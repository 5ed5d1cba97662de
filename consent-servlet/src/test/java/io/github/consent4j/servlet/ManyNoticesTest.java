package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.servlet.render.PageInsertions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Placeholders of blocked content do not multiply the size of a page. */
class ManyNoticesTest {

  private static final String MARK = "<blockquote class=twitter-tweet></blockquote>";
  private static final String IMAGE = "<img src=//i.ytimg.com/vi/x/0.jpg>";
  private static final String FRAME = "<iframe src=//youtube.com/embed/x></iframe>";

  private TestSite site;

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  private String page(String piece, int times) throws Exception {
    site =
        new TestSite()
            .page(
                "/*",
                (request, response) ->
                    html(response, "<!doctype html><html><body>" + piece.repeat(times)))
            .start(Containers.TOMCAT);
    return site.get("/" + "x".repeat(1_000), "Accept", "text/html").body();
  }

  private static long count(String page, String part) {
    return Pattern.compile(part, Pattern.LITERAL).matcher(page).results().count();
  }

  @ParameterizedTest
  @ValueSource(strings = {MARK, IMAGE, FRAME})
  void a_megabyte_of_blocked_elements_grows_by_a_bounded_factor(String piece) throws Exception {
    int times = 1_000_000 / piece.length();
    String page = page(piece, times);
    assertThat(page.length()).isLessThan(8_000_000);
    assertThat(count(page, " src=//")).isZero();
    if (!piece.equals(MARK)) {
      assertThat(count(page, "data-consent-service=\"youtube\"")).isGreaterThanOrEqualTo(times);
    }
  }

  @Test
  void blocked_elements_get_notices_up_to_a_limit() throws Exception {
    int most = PageInsertions.MOST_NOTICES;
    String notice = "</page-note>";
    assertThat(count(page(MARK, most), notice)).isEqualTo(most);
    site.close();
    assertThat(count(page(MARK, most + 10), notice)).isEqualTo(most);
  }
}
