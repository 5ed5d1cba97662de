package io.github.consent4j.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.cookie.CookieGate;
import io.github.consent4j.gate.cookie.CookieRules;
import io.github.consent4j.gate.cookie.SetCookieGate;
import io.github.consent4j.gate.html.GateFixture;
import io.github.consent4j.gate.html.HtmlGate;
import io.github.consent4j.gate.html.HtmlGates;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.GateCounts;
import io.github.consent4j.seen.journal.KnownServices;
import io.github.consent4j.seen.journal.SeenJournal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The numbers of what the gates hold back. */
class GateCountsTest {

  private static final String HOST = "www.site.example";

  private final SeenJournal journal = new SeenJournal(Clock.systemUTC(), KnownServices.NONE);
  private final GateCounts counts = journal.counts();

  private static Consent undecided(Policy policy) {
    return Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED);
  }

  @Test
  void a_declared_cookie_of_a_request_is_noted_without_an_allocation() {
    Policy policy = ReferencePolicy.get();
    Consent undecided = Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED);
    CookieGate gate =
        new CookieGate(CookieRules.of(policy, journal), AllowedServices.of(undecided), HOST);
    List<String> one = List.of("emos_jcvid=1");
    List<String> many = List.of("emos_jcvid=1; ".repeat(50));

    long least = Long.MAX_VALUE;
    for (int i = 0; i < 100; i++) {
      least = Math.min(least, Math.abs(allocated(gate, many) - allocated(gate, one)));
    }
    assertThat(least).isZero();
    assertThat(journal.items()).singleElement().extracting(Seen.Item::count).isEqualTo(5100L);
  }

  private static long allocated(CookieGate gate, List<String> headers) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    gate.count(headers);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private void pass(Policy policy, Consent consent, String html) throws IOException {
    HtmlGate gate =
        new HtmlGate(
            HtmlGates.of(HtmlRules.of(policy, new HostLog(policy, journal))),
            AllowedServices.of(consent),
            new PageContext("https", HOST),
            GateFixture.NOTHING_INSERTED,
            (bytes, offset, length) -> {});
    byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
    gate.write(bytes, 0, bytes.length);
    gate.finish();
  }

  @Test
  void each_blocked_address_or_script_counts_for_its_service() throws IOException {
    Policy policy = ReferencePolicy.read(GateFixture.YAML);
    String page =
        "<img src=//ads.example/x><script>adsbygoogle</script><img src=//free.example/>"
            + "<iframe src=https://www.youtube.com/embed/4711></iframe>";

    pass(policy, undecided(policy), page);
    pass(policy, new Decider(Clock.systemUTC()).acceptAll(undecided(policy)), page);

    assertThat(counts.resources("ads")).isEqualTo(2);
    assertThat(counts.resources("youtube")).isEqualTo(1);
    assertThat(counts.resources("twitter")).isZero();
    assertThat(counts.resources(null)).isZero();
  }

  @Test
  void what_no_service_declares_counts_together_however_many_hosts_there_are() throws IOException {
    Policy policy = ReferencePolicy.read(GateFixture.YAML + "undeclared-hosts: block\n");
    String page =
        IntStream.range(0, 1200)
            .mapToObj(i -> "<img src=//h" + i + ".example/>")
            .collect(Collectors.joining());

    pass(policy, undecided(policy), page);

    assertThat(counts.resources(null)).isEqualTo(1200);
  }

  @Test
  void what_the_catalogue_knows_and_the_policy_does_not_name_is_undeclared() throws IOException {
    Policy policy = ReferencePolicy.read(ReferencePolicy.YAML.replace("youtube, ", ""));

    pass(policy, undecided(policy), "<iframe src=https://www.youtube.com/embed/4711></iframe>");

    assertThat(counts.resources(null)).isEqualTo(1);
    assertThat(counts.resources("youtube")).isZero();
  }

  private CookieGate requests(CookieRules rules, Consent consent) {
    return new CookieGate(rules, AllowedServices.of(consent), HOST);
  }

  @Test
  void a_hidden_cookie_of_a_request_counts_once_for_the_service_that_declares_it() {
    Policy policy = ReferencePolicy.get();
    CookieRules rules = CookieRules.of(policy, journal);
    List<String> headers = List.of("WESESSION=1; emos_jcvid=2; consent=v1; own=3", "emos_jcvid=4");

    requests(rules, undecided(policy)).count(headers);
    requests(rules, new Decider(Clock.systemUTC()).acceptAll(undecided(policy))).count(headers);

    assertThat(counts.requestCookies("econda")).isEqualTo(2);
    assertThat(counts.requestCookies("webedition")).isZero();
    assertThat(counts.requestCookies(null)).isZero();
  }

  @Test
  void a_cookie_that_nobody_declares_counts_if_the_policy_blocks_such_cookies() {
    Policy policy = ReferencePolicy.read(ReferencePolicy.YAML + "undeclared-cookies: block\n");
    CookieRules rules = CookieRules.of(policy, journal);

    requests(rules, undecided(policy)).count(List.of("consent=v1; own=3"));

    assertThat(counts.requestCookies(null)).isEqualTo(1);
  }

  @Test
  void a_cookie_that_is_not_sent_counts_and_one_that_is_deleted_does_not() {
    Policy policy = ReferencePolicy.get();
    CookieRules rules = CookieRules.of(policy, journal);
    SetCookieGate gate =
        new SetCookieGate(rules, AllowedServices.of(undecided(policy)), HOST, Clock.systemUTC());

    gate.countHeader("emos_jcvid=1; Path=/");
    gate.countHeader("emos_jcvid=; Path=/; Max-Age=0");
    gate.countHeader("WESESSION=1");

    assertThat(counts.responseCookies("econda")).isEqualTo(1);
    assertThat(counts.responseCookies("webedition")).isZero();
    assertThat(counts.responseCookies(null)).isZero();
  }

  @Test
  void counting_allocates_nothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    String service = "youtube";
    counts.resource(service);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 50; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1000; i++) {
        counts.resource(service);
        counts.requestCookie(null);
        counts.responseCookie(service);
        counts.page();
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isZero();
    assertThat(counts.resources(service)).isEqualTo(50_001);
  }
}
