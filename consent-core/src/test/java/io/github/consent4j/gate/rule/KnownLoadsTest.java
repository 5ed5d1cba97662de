package io.github.consent4j.gate.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.examples.browser.CapturedLog;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.GateListener;
import io.github.consent4j.gate.HostLog;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.gate.html.GateFixture;
import io.github.consent4j.gate.html.HtmlGate;
import io.github.consent4j.gate.html.HtmlGates;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.KnownServices;
import io.github.consent4j.seen.journal.SeenJournal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the catalogue knows and the policy does not name, in pages. */
class KnownLoadsTest {

  private static final String NOTHING_NAMED =
      """
      site: { name: Site, privacy-policy: /privacy }
      categories:
        necessary: { required: true }
      """;

  private static String pass(String yaml, String html) {
    return pass(yaml, html, GateListener.NONE, false);
  }

  private static String pass(String yaml, String html, GateListener listener, boolean accepts) {
    Policy policy = ReferencePolicy.read(yaml);
    Consent undecided = Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED);
    Consent consent = accepts ? new Decider(Clock.systemUTC()).acceptAll(undecided) : undecided;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlGate gate =
        new HtmlGate(
            HtmlGates.of(HtmlRules.of(policy, listener)),
            AllowedServices.of(consent),
            new PageContext("https", "www.site.example", "/news"),
            GateFixture.NOTHING_INSERTED,
            out::write);
    byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
    try {
      gate.write(bytes, 0, bytes.length);
      gate.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script async src=https://www.googletagmanager.com/gtag/js?id=G-1></script>",
        "<script src='//static.hotjar.com/c/hotjar-1.js?sv=6'></script>",
        "<iframe src=https://www.youtube-nocookie.com/embed/x></iframe>",
        "<iframe src='https://www.google.com/maps/embed?pb=x'></iframe>",
        "<iframe src='https&#58;//www.google.com/maps/embed?pb=x'></iframe>",
        "<link rel=stylesheet href='https://fonts.googleapis.com/css?family=x'>",
        "<img src='https://www.facebook.com/tr?id=1'>",
        "<script src=/stats/matomo.js></script>",
        "<noscript><img src='https://stats.unknown.example/matomo.php?idsite=1&amp;rec=1'></noscript>",
        "<noscript><p><img src=/stats/piwik.php?idsite=1 alt=''></p></noscript>",
        "<script src=https://stats.site.example/matomo.js></script>",
        "<script src=https://stats.unknown.example/matomo.js></script>",
        "<script src='/stats/&#109;atomo.js'></script>",
        "<script>var _paq = window._paq || []; _paq.push(['trackPageView'])</script>",
        "<script>gtag('config', 'G-1')</script>",
        "<script type=module>fbq('init', '1')</script>",
        "<script src='data:text/javascript,_paq.push(1)'></script>",
        "<base href=https://www.googletagmanager.com/><script src=gtag/js?id=G-1></script>",
      })
  void what_is_known_to_need_consent_is_blocked(String html) {
    assertThat(pass(NOTHING_NAMED, html)).isNotEqualTo(html);
    assertThat(pass(NOTHING_NAMED + "undeclared-hosts: known\n", html)).isNotEqualTo(html);
    assertThat(pass(NOTHING_NAMED, html, GateListener.NONE, true)).isNotEqualTo(html);
    assertThat(pass(NOTHING_NAMED + "undeclared-hosts: report\n", html)).isEqualTo(html);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script src=https://js.stripe.com/v3/></script>",
        "<script src=https://www.google.com/recaptcha/api.js></script>",
        "<script src=https://accounts.google.com/gsi/client></script>",
        "<script>Sentry.init({})</script>",
        "<script>grecaptcha.enterprise.ready(x)</script>",
        "<script src=https://cdn.unknown.example/app.js></script>",
        "<script src=/app.js></script><img src=/matomo.js><img src=https://x.example/matomo.js>",
        "<iframe src=https://www.google.com/search?q=x></iframe>",
        "<a href=https://www.youtube.com/watch?v=x>Film</a>",
        "<script>let paq = 1; // _pa</script>",
      })
  void what_is_necessary_or_functional_or_unknown_passes(String html) {
    assertThat(pass(NOTHING_NAMED, html)).isEqualTo(html);
  }

  @Test
  void the_pixel_of_a_declared_script_is_blocked_on_any_host() {
    String yaml =
        """
        site: { name: Site, privacy-policy: /privacy }
        categories:
          necessary: { required: true }
          statistics: { services: [matomo, counter] }
        services:
          counter: { name: C, purpose: C, loads: { scripts: [count*, hit.gif] } }
        """;

    assertThat(
            pass(
                yaml,
                "<noscript><img src='//stats.example/x/matomo.php?idsite=1'></noscript>"
                    + "<img src=/hit.gif?page=1>"))
        .contains("data-consent-src='//stats.example/x/matomo.php?idsite=1'")
        .contains("data-consent-service=\"matomo\"")
        .contains("data-consent-src=/hit.gif?page=1");
    assertThat(pass(yaml, "<img src=/img/countess.jpg><img src=/matomo.php/logo.png>"))
        .as("a pattern alone is not sure of an image")
        .isEqualTo("<img src=/img/countess.jpg><img src=/matomo.php/logo.png>");
  }

  @Test
  void what_a_necessary_service_shares_passes() {
    String html = "<script src=/emos.js></script><script>emos3.send({})</script>";
    assertThat(pass(NOTHING_NAMED, html)).isEqualTo(html);
  }

  @Test
  void a_service_that_the_policy_names_is_not_undeclared() {
    String named =
        """
        site: { name: Site, privacy-policy: /privacy }
        categories:
          necessary: { required: true }
          external-media: { services: [youtube] }
        services:
          youtube: { loads: { remove: ["*.youtube-nocookie.com"] } }
        """;
    String other = "<iframe src=https://www.youtube-nocookie.com/embed/x></iframe>";
    assertThat(pass(named, other)).isEqualTo(other);
    String own = "<iframe src=https://www.youtube.com/embed/x></iframe>";
    assertThat(pass(named, own)).isNotEqualTo(own);
    assertThat(pass(named, own, GateListener.NONE, true)).isEqualTo(own);
  }

  @Test
  void what_any_service_declares_follows_its_rule() {
    String own =
        """
        site: { name: Site, privacy-policy: /privacy }
        categories:
          necessary: { required: true }
          statistics: { services: [counter] }
        services:
          counter:
            name: Counter
            purpose: Counts.
            loads: { hosts: [www.googletagmanager.com], scripts: [matomo.js], inline: [trackView] }
        """;
    String html =
        "<script src=https://www.googletagmanager.com/gtag/js?id=G-1></script>"
            + "<script src=https://stats.other.example/matomo.js></script>"
            + "<script>_paq.push([trackView])</script><script>trackView; _paq.push(1)</script>";
    assertThat(pass(own, html)).doesNotContain("<script src", "<script>");
    assertThat(pass(own, html, GateListener.NONE, true)).isEqualTo(html);
  }

  @Test
  void hosts_of_the_site_pass() {
    String html = "<img src=https://www.youtube.com/x>";
    assertThat(pass(NOTHING_NAMED + "own-hosts: [www.youtube.com]\n", html)).isEqualTo(html);
    String subdomain = "<img src=https://x.site.example/gtag/js>";
    assertThat(pass(NOTHING_NAMED, subdomain)).isEqualTo(subdomain);
  }

  @Test
  void hosts_of_the_site_pass_where_everything_undeclared_is_blocked() {
    String block =
        NOTHING_NAMED + "undeclared-hosts: block\nown-hosts: [a.assets.example, '*.b.example']\n";
    String own = "<img src=https://a.assets.example/x><img src=https://x.b.example/x>";
    assertThat(pass(block, own)).isEqualTo(own);
    String other = "<img src=https://assets.example/x>";
    assertThat(pass(block, other)).isNotEqualTo(other);
  }

  @Test
  void the_log_says_once_what_to_write() {
    String html =
        "<script src=https://www.googletagmanager.com/gtag/js?id=G-1></script>"
            + "<iframe src=https://www.google.com/maps/embed></iframe>"
            + "<script>_paq.push(1)</script><script src=/matomo.js></script>"
            + "<script src=https://js.stripe.com/v3/></script>";
    Policy policy = ReferencePolicy.read(NOTHING_NAMED);
    SeenJournal journal = new SeenJournal(Clock.systemUTC(), KnownServices.NONE);
    HostLog log = new HostLog(policy, journal);

    String told = CapturedLog.of(() -> pass(NOTHING_NAMED, html + html, log, false));

    assertThat(told)
        .containsOnlyOnce(
            "'www.googletagmanager.com' and no service declares it; it is held back. It is known:"
                + " add google-analytics to statistics")
        .containsOnlyOnce("add google-maps to external-media")
        .containsOnlyOnce(
            "A page contains a script of matomo and no service declares it; it is held back. It is"
                + " known: add matomo to statistics")
        .containsOnlyOnce("'js.stripe.com' and no service declares it; it passes");
    assertThat(journal.items())
        .extracting(Seen.Item::name)
        .containsExactly("js.stripe.com", "www.google.com", "www.googletagmanager.com", "matomo");
    assertThat(journal.items()).allMatch(item -> item.pages().contains("/news"));
  }

  @Test
  void only_known_urls_count_as_blocked_undeclared() {
    HtmlRules rules = HtmlRules.of(ReferencePolicy.read(NOTHING_NAMED));
    Consent undecided =
        Consent.of(rules.policy(), RevisionMarks.of(rules.policy()), Decision.UNDECIDED);
    AllowedServices allowed = AllowedServices.of(undecided);
    PageContext page = new PageContext("https", "www.site.example");
    assertThat(UrlGate.blocksUndeclared(rules, allowed, page, "https://www.youtube.com/embed/x"))
        .isTrue();
    assertThat(UrlGate.blocksUndeclared(rules, allowed, page, "https://x.example/")).isFalse();
  }
}
