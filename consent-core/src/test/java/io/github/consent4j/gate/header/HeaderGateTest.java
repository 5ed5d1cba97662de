package io.github.consent4j.gate.header;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.LinearTime;
import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.html.GateFixture;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderGateTest {

  private final GateFixture fixture = new GateFixture();
  private final HeaderGate gate = new HeaderGate(fixture.rules, fixture.allowed, fixture.page);

  private void assertHeld(String name, String value) {
    assertThat(gate.filter(name, value)).as(value).isEmpty();
  }

  private void assertUntouched(String name, String value) {
    assertThat(gate.filter(name, value)).as(value).contains(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "preload",
        "preconnect",
        "dns-prefetch",
        "modulepreload",
        "prefetch",
        "prerender",
        "stylesheet",
        "compression-dictionary",
        "PreLoad",
        "\"next preconnect\"",
        "\"\tnext\tpreload \"",
        "next; rel=preload"
      })
  void a_link_that_makes_the_browser_load_or_connect_is_blocked(String rel) {
    assertHeld("Link", "<https://www.youtube.com/x>; rel=" + rel);
    assertHeld("link", "<//www.youtube.com>;rel=" + rel + "; crossorigin");
    assertHeld("LINK", "  < https://WWW.YouTube.com./x > ; REL = " + rel);
  }

  @Test
  void other_links_and_links_to_allowed_hosts_stay_unchanged() {
    assertUntouched("Link", "<https://www.youtube.com/x>; rel=canonical");
    assertUntouched("Link", "<https://www.youtube.com/x>");
    assertUntouched("Link", "</site.css>; rel=preload; as=style, </app.js>;rel=modulepreload");
    assertUntouched("Link", "<https://l.ecn-ldr.de/loader/loader.js>; rel=preload; as=script");
    assertUntouched("Link", "</list?page=2>; rel=\"next\"; title=\"a, b; rel=preload\"");
    assertUntouched("Link", "");
  }

  @Test
  void only_the_necessary_links_of_one_header_are_blocked() {
    assertThat(
            gate.filter(
                "Link",
                "</a.css>; rel=preload; title=\"x, <y>; \\\" z\", <https://ads.example/x,y;z>;"
                    + " rel=preload, <https://cdn.example/f.woff>; rel=preload,"
                    + "<https://youtube.com>;rel=preconnect"))
        .contains(
            "</a.css>; rel=preload; title=\"x, <y>; \\\" z\","
                + " <https://cdn.example/f.woff>; rel=preload");
  }

  @Test
  void a_script_is_recognised_by_its_file_name_on_any_host() {
    assertHeld("Link", "</js/adloader-3.js>; rel=preload; as=script");
    assertHeld("Link", "</js/adloader-3.js>; rel=modulepreload");
  }

  @Test
  void candidates_of_an_image_are_read_too() {
    assertHeld(
        "Link",
        "</small.png>; rel=preload; as=image;"
            + " imagesrcset=\"/small.png 1x, https://i.ytimg.com/large.png 2x\"");
    assertUntouched(
        "Link", "</a.png>; rel=preload; as=image; imagesrcset=\"/a.png 1x, /b.png 2x\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<https://www.youtube.com/x",
        "https://www.youtube.com/x; rel=preload",
        "</a>; title=\"never closed, <https://www.youtube.com/>; rel=preload",
        "</a>; rel=preload, <",
        "\"</a>, <https://www.youtube.com>; rel=preload"
      })
  void an_unreadable_value_is_blocked(String value) {
    assertHeld("Link", value);
  }

  @Test
  void brackets_without_a_meaning_hide_nothing() {
    assertThat(gate.filter("Link", "</a>; title=[{, <https://www.youtube.com>; rel=preconnect"))
        .contains("</a>; title=[{");
  }

  @Test
  void a_refresh_to_a_blocked_host_is_blocked() {
    assertHeld("Refresh", "0; url=https://www.youtube.com/watch?v=x");
    assertHeld("refresh", "5;URL='//youtu.be/x'");
    assertUntouched("Refresh", "5");
    assertUntouched("Refresh", "5; url=/next");
    assertUntouched("Refresh", "0; url=https://partner.example/");
  }

  @Test
  void reports_to_a_blocked_host_are_blocked() {
    assertThat(
            gate.filter(
                "Reporting-Endpoints",
                "default=\"https://ads.example/reports\", own=\"/reports\";x=1"))
        .contains("own=\"/reports\";x=1");
    assertHeld("Reporting-Endpoints", "default=\"https://ads.example/reports\"");
    assertHeld("Reporting-Endpoints", "default=nonsense");
    assertThat(
            gate.filter(
                "Report-To",
                "{\"group\":\"a\",\"max_age\":1,\"endpoints\":[{\"url\":\"https://ads.example/\"},"
                    + "{\"url\":\"/b\"}]}, {\"group\":\"b\",\"endpoints\":[{\"url\":\"/c\"}]}"))
        .contains("{\"group\":\"b\",\"endpoints\":[{\"url\":\"/c\"}]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Security-Policy", "content-security-policy-report-only"})
  void reports_of_policy_violations_to_a_blocked_host_are_blocked(String name) {
    assertThat(
            gate.filter(
                name,
                "default-src 'self' https://ads.example;"
                    + " Report-URI /own https://ads.example/csp //youtu.be/?a=b; img-src *"))
        .contains("default-src 'self' https://ads.example; Report-URI /own; img-src *");
    assertThat(gate.filter(name, "img-src *; report-uri https://ads.example/csp"))
        .contains("img-src *");
    assertThat(gate.filter(name, "report-uri //ads.example, img-src *;report-uri //ads.example"))
        .contains("img-src *");
    assertUntouched(name, "img-src https://ads.example;;  report-uri  /own;");
    assertUntouched(name, "img-src 'self' ; report-to default");
  }

  @Test
  void speculation_rules_in_a_file_are_blocked_because_the_gate_cannot_read_them() {
    assertHeld("Speculation-Rules", "\"https://ads.example/rules.json\"");
    assertHeld("Speculation-Rules", "\"/a.json\"");
    assertHeld("Speculation-Rules", "\"/a.json\", \"/b.json\"");
  }

  @Test
  void a_visitor_who_allows_a_service_gets_its_headers() {
    RevisionMarks marks = RevisionMarks.of(fixture.rules.policy());
    Consent undecided = Consent.of(fixture.rules.policy(), marks, Decision.UNDECIDED);
    Consent decided = new Decider(Clock.systemUTC()).save(undecided, java.util.Set.of("youtube"));
    HeaderGate opened = new HeaderGate(fixture.rules, AllowedServices.of(decided), fixture.page);
    String link = "<https://www.youtube.com>; rel=preconnect";
    assertThat(opened.filter("Link", link)).contains(link);
    assertThat(opened.filter("Link", "<https://ads.example>; rel=preconnect")).isEmpty();
  }

  @Test
  void undeclared_hosts_are_blocked_if_the_site_says_so() {
    GateFixture strict =
        new GateFixture(
            GateFixture.YAML + "undeclared-hosts: block\n", GateFixture.NOTHING_INSERTED);
    HeaderGate closed = new HeaderGate(strict.rules, strict.allowed, strict.page);
    assertThat(closed.filter("Link", "<https://anybody.example>; rel=preconnect")).isEmpty();
    assertThat(closed.filter("Link", "<https://cdn.site.example/a.js>; rel=preload")).isPresent();
  }

  @Test
  void other_headers_stay_unchanged() {
    assertThat(HeaderGate.concerns("location")).isFalse();
    assertThat(gate.filter("Location", "https://www.youtube.com/"))
        .isEqualTo(Optional.of("https://www.youtube.com/"));
  }

  @Test
  void a_long_value_is_read_in_linear_time() {
    for (String piece : new String[] {"<", ",", "\"", ";", "<a>;rel=preload,", "a=\"\\\"\";"}) {
      LinearTime.assertLinear(
          piece,
          64 * 1024,
          text ->
              List.of(
                  gate.filter("Content-Security-Policy", "report-uri " + text),
                  gate.filter("Link", "<a>" + text)));
    }
  }
}
