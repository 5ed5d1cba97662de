package io.github.consent4j.gate.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.gate.html.GateFixture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A notice stands before the elements that services mark. */
class MarkedElementsTest {

  private static final String YAML =
      """
      site: { name: Site, privacy-policy: /privacy }
      categories:
        necessary: { required: true, services: [tickets] }
        statistics: { services: [umami, etracker] }
        external-media: { services: [disqus, pinterest, pretix, map, button, short] }
      services:
        tickets: { name: T, purpose: T, marks: ["div#tickets", "[data-ticket-id]"] }
        umami: { name: U, purpose: U, marks: ["script[data-website-id]"] }
        etracker: { name: E, purpose: E, marks: ["script#_etLoader"] }
        disqus: { name: D, purpose: D, marks: ["div#disqus_thread"] }
        pinterest: { name: P, purpose: P, marks: ["a[data-pin-do]"] }
        pretix: { name: P, purpose: P, marks: [pretix-widget] }
        map: { name: M, purpose: M, marks: ["[data-type=map]", ".map"] }
        button: { name: B, purpose: B, marks: ["fb:login-button", "[name=paid]"] }
        short: { name: S, purpose: S, marks: [gmp-map] }
      """;

  private final GateFixture gate = new GateFixture(YAML, GateFixture.NOTHING_INSERTED);

  private String pass(String html) {
    return gate.pass("<!doctype html><title>A</title><p>" + html + "<p>end of the page")
        .replace("<!doctype html><title>A</title><p>", "")
        .replace("<p>end of the page", "");
  }

  @ParameterizedTest
  @CsvSource({
    "<div id=\"disqus_thread\">, disqus",
    "<DIV class=a ID='disqus_thread'>, disqus",
    "<div id=disqus_thread>, disqus",
    "<a href=/a data-pin-do=\"embedPin\">, pinterest",
    "<a data-pin-do>, pinterest",
    "<a Data-Pin-Do=''>, pinterest",
    "<pretix-widget>, pretix",
    "<pretix-widget event=\"https://pretix.example/a\">, pretix",
    "<Pretix-Widget\tevent=a>, pretix",
    "<fb:login-button>, button",
    "<gmp-map>, short",
    "<gmp-map zoom=1>, short",
    "<b data-type=map>, map",
    "<b id=x class=\"a map\">, map",
    "<p name=paid>, button",
    "<img alt=a data-type=\"map\">, map",
  })
  void a_notice_stands_before_a_marked_element(String tag, String service) {
    assertThat(pass(tag)).isEqualTo("<span>" + service + "</span>" + tag);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div id=\"disqus_threads\">",
        "<div id=Disqus_thread>",
        "<div class=disqus_thread>",
        "<p id=disqus_thread>",
        "<b data-pin-do=a>",
        "<pretix-widgets>",
        "<pretix>",
        "<gmp-mab>",
        "<b data-type=maps>",
        "<b data-type>",
        "<b title=\"data-type=map\">",
        "<div id=tickets>",
        "<b data-ticket-id=1>",
        "<!-- <pretix-widget> -->",
        "</pretix-widget>",
      })
  void no_notice_stands_before_other_elements(String tag) {
    assertThat(pass(tag)).isEqualTo(tag);
  }

  @ParameterizedTest
  @CsvSource({
    "<script src=/s.js data-website-id=1></script>, umami",
    "<script defer data-website-id='1' src=https://a.example/s.js></script>, umami",
    "<script id=_etLoader src=//code.example/e.js></script>, etracker",
  })
  void a_marked_script_does_not_run(String script, String service) {
    assertThat(pass(script))
        .contains("type=\"text/plain\"")
        .contains("data-consent-service=\"" + service + "\"")
        .doesNotContain("<span>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script src=/s.js></script>",
        "<script src=/s.js data-ticket-id=1></script>",
        "<script src=/s.js data-ticket-id=1 data-website-id=2></script>",
        "<script type=application/json data-website-id=2>{}</script>",
      })
  void other_scripts_run(String script) {
    assertThat(pass(script)).isEqualTo(script);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7})
  void a_marked_element_is_found_in_pieces_of_a_page(int piece) {
    String html = "<p>A<gmp-map zoom=1><p>B<pretix-widget><div id=disqus_thread><p>C";

    assertThat(new String(gate.pass(html.getBytes(UTF_8), piece), UTF_8))
        .isEqualTo(
            "<p>A<span>short</span><gmp-map zoom=1><p>B<span>pretix</span><pretix-widget>"
                + "<span>disqus</span><div id=disqus_thread><p>C");
  }
}
