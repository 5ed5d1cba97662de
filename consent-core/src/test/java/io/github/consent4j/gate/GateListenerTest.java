package io.github.consent4j.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.examples.browser.CapturedLog;
import io.github.consent4j.gate.html.GateFixture;
import io.github.consent4j.gate.html.HtmlGate;
import io.github.consent4j.gate.html.HtmlGates;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.KnownServices;
import io.github.consent4j.seen.journal.SeenJournal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateListenerTest {

  private static final String REPORT =
      GateFixture.YAML.replace(
          "[youtube, twitter, maps, ads]", "[youtube, twitter, maps, ads], enforce: report");

  private final List<String> seen = new ArrayList<>();

  private final GateListener listener =
      (kind, host, service) -> seen.add(kind + " " + host + " " + id(service));

  private static String id(@Nullable Service service) {
    return service == null ? "-" : service.id();
  }

  private List<String> seenIn(String yaml, String html) throws IOException {
    seen.clear();
    pass(yaml, listener, html);
    return seen;
  }

  private static void pass(String yaml, GateListener listener, String html) throws IOException {
    Policy policy = ReferencePolicy.read(yaml);
    HtmlGate gate =
        new HtmlGate(
            HtmlGates.of(HtmlRules.of(policy, listener)),
            AllowedServices.of(Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED)),
            new PageContext("https", "www.site.example"),
            GateFixture.NOTHING_INSERTED,
            (bytes, offset, length) -> {});
    byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
    gate.write(bytes, 0, bytes.length);
    gate.finish();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "<img src=//ads.example/u/4711?q=1>, ads.example ads",
        "<img src=//visitor-4711.ads.example/>, ads.example ads",
        "<img src='https&colon;//ads.example/'>, ads.example ads",
        "<p style='background:url(//ads.example/x)'>, ads.example ads",
        "<script>adsbygoogle</script>, '' ads",
        "<script src=/adloader-1.js></script>, '' ads",
        "<iframe src=https://www.youtube.com/embed/4711></iframe>, youtube.com youtube",
        "<iframe srcdoc='<img src=//ads.example/>'></iframe>, ads.example ads",
      })
  void blocked_content_is_reported_with_declared_host_and_service(String html, String told)
      throws IOException {
    assertThat(seenIn(GateFixture.YAML, html))
        .containsExactly("HELD_BACK " + told.replace("'", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<img src=//ads.example/>",
        "<img src='https&colon;//ads.example/'>",
        "<script>adsbygoogle</script>",
        "<script>adsbygoogle; adsbygoogle; adsbygoogle</script>",
        "<script src=/adloader-1.js></script>",
        "<style>@import '//ads.example/'</style>",
      })
  void what_report_mode_allows_is_reported_once(String html) throws IOException {
    assertThat(seenIn(REPORT, html)).hasSize(1).allMatch(s -> s.matches("REPORTED .*ads"));
  }

  @Test
  void undeclared_hosts_are_reported_with_every_url() throws IOException {
    String html =
        "<img src=//cdn.other.example/x?y><img src='//CDN.other.example'>"
            + "<script src=//cdn.other.example/x.js></script>"
            + "<base href=//base.example/><img src=x><p style='background:url(//css.example/x)'>";
    assertThat(seenIn(GateFixture.YAML, html))
        .containsExactly(
            "UNDECLARED cdn.other.example -",
            "UNDECLARED cdn.other.example -",
            "UNDECLARED cdn.other.example -",
            "UNDECLARED base.example -",
            "UNDECLARED css.example -");
    assertThat(seenIn(GateFixture.YAML + "undeclared-hosts: block\n", "<img src=//x.example>"))
        .containsExactly("HELD_BACK x.example -");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<img src=/x><img src=//www.site.example/><img src=//cdn.site.example/><a href=//x.example>",
        "<img src=data:image/png,x><img src=mailto:x><img src=>",
        "<link rel=canonical href=//x.example><!-- <img src=//ads.example> -->",
        "<script src=https://l.ecn-ldr.de/loader/loader.js></script>",
      })
  void the_site_itself_and_allowed_content_are_not_reported(String html) throws IOException {
    assertThat(seenIn(GateFixture.YAML, html)).isEmpty();
  }

  @Test
  void a_page_cannot_fill_the_memory_with_hosts() throws IOException {
    StringBuilder html = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      html.append("<img src=//h").append(i).append(".example>");
    }
    assertThat(seenIn(GateFixture.YAML, html.toString())).hasSize(1000);
  }

  @Test
  void report_mode_is_counted_by_service_and_host() throws IOException {
    HostLog log = new HostLog(ReferencePolicy.get());
    pass(REPORT, log, "<img src=//a.ads.example/1><img src=//ads.example/2><img src=//youtu.be/x>");

    assertThat(log.reported())
        .containsExactly(
            new Seen.Host("ads.example", "ads", 2), new Seen.Host("youtu.be", "youtube", 1));
  }

  @Test
  void the_log_says_which_parts_of_a_host_are_declared() {
    String yaml =
        """
        site: { name: Site, privacy-policy: /privacy }
        categories:
          necessary: { required: true }
          external-media: { services: [maps] }
        services:
          maps: { name: Maps, purpose: Shows maps., loads: { hosts: [www.example.com/maps] } }
        """;

    assertThat(toldOf("www.example.com", ReferencePolicy.read(yaml)))
        .contains(
            "'www.example.com' and no service declares it as a whole, only 'www.example.com/maps' of"
                + " service 'maps'; it passes");
    assertThat(toldOf("example.com", ReferencePolicy.read(yaml)))
        .contains("'example.com' and no service declares it; it passes");
  }

  /** Returns the log after an undeclared host is found twice. */
  private static String toldOf(String host, Policy policy) {
    return CapturedLog.of(
        () -> {
          HostLog log = new HostLog(policy);
          log.seen(GateListener.Kind.UNDECLARED, host, null);
          log.seen(GateListener.Kind.UNDECLARED, host, null);
        });
  }

  @Test
  void the_log_names_an_undeclared_host_once_in_one_line() {
    String log = toldOf("cdn.other.example", ReferencePolicy.get());

    assertThat(log).containsOnlyOnce("WARN").contains("'cdn.other.example'", "it passes");
    assertThat(log.strip().lines()).hasSize(1);
  }

  @Test
  void the_journal_learns_the_page_of_a_host_and_who_declares_it() throws IOException {
    SeenJournal journal = new SeenJournal(Clock.systemUTC(), KnownServices.NONE);
    Policy policy = ReferencePolicy.read(GateFixture.YAML);
    HtmlGate gate =
        new HtmlGate(
            HtmlGates.of(HtmlRules.of(policy, new HostLog(policy, journal))),
            AllowedServices.of(Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED)),
            new PageContext("https", "www.site.example", "/news/4711/video"),
            GateFixture.NOTHING_INSERTED,
            (bytes, offset, length) -> {});
    byte[] bytes =
        "<img src=//cdn.other.example/x?y><iframe srcdoc='<img src=//ads.example/>'></iframe>"
            .getBytes(StandardCharsets.UTF_8);
    gate.write(bytes, 0, bytes.length);
    gate.finish();

    assertThat(journal.items())
        .extracting(Seen.Item::name, item -> item.service().orElse("-"), Seen.Item::pages)
        .containsExactly(
            tuple("ads.example", "ads", List.of("/news/*/video")),
            tuple("cdn.other.example", "-", List.of("/news/*/video")));
  }
}
