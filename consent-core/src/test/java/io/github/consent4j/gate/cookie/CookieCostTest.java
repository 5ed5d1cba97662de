package io.github.consent4j.gate.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.consent4j.LinearTime;
import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures what the cookie gates allocate, and how long they run. */
class CookieCostTest {

  private static final String REQUEST =
      "WESESSION=abcdef0123456789; JSESSIONID=0123456789ABCDEF; XSRF-TOKEN=0f0f0f0f0f;"
          + " emos_jcsid=AZ12:1:abc; emos_jcvid=AZ12:2:def; emos_jckamp=none; consent=v1.x;"
          + " remember-me=dXNlcjp0b2tlbg; SESSION=ZmVkY2JhOTg3Ng; VISITOR_INFO1_LIVE=1; YSC=2;"
          + " guest_id=v1%3A1700000000";
  private static final List<String> RESPONSE =
      List.of(
          "WESESSION=abcdef; Path=/; HttpOnly",
          "JSESSIONID=0123456789ABCDEF; Path=/; HttpOnly; SameSite=Lax",
          "emos_jcvid=AZ12; Path=/; Max-Age=63072000; Expires=Wed, 22 Nov 2028 12:00:00 GMT",
          "XSRF-TOKEN=0f0f; Path=/; Secure; SameSite=Strict");

  private final Policy policy =
      ReferencePolicy.read(
          ReferencePolicy.YAML.replace("econda-session]", "econda-session, java-web]"));
  private final CookieRules rules = CookieRules.of(policy);
  private final Consent undecided =
      Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED);

  private CookieGate requests(AllowedServices allowed) {
    return new CookieGate(rules, allowed, "www.example.org");
  }

  private long work(CookieGate requests, SetCookieGate responses) {
    long kept = requests.filter(REQUEST).orElse("").length();
    for (int i = 0; i < RESPONSE.size(); i++) {
      kept += responses.decide(RESPONSE.get(i)) instanceof CookieVerdict.Leaves ? 1 : 0;
    }
    return kept;
  }

  private static long allocated(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private double perExchange(AllowedServices allowed) {
    CookieGate requests = requests(allowed);
    SetCookieGate responses =
        new SetCookieGate(rules, allowed, "www.example.org", Clock.systemUTC());
    long[] sum = new long[1];
    Runnable thousand =
        () -> {
          for (int i = 0; i < 1000; i++) {
            sum[0] += work(requests, responses);
          }
        };
    // The minimum counts, because the compiler improves over the first rounds.
    double bytes = Double.MAX_VALUE;
    for (int i = 0; i < 100; i++) {
      bytes = Math.min(bytes, allocated(thousand) / 1000.0);
    }
    assertThat(sum[0]).isPositive();
    return bytes;
  }

  @Test
  void twelve_cookies_in_and_four_out_allocate_less_than_a_kilobyte() {
    double undecidedVisitor = perExchange(AllowedServices.of(undecided));
    double agreedVisitor =
        perExchange(AllowedServices.of(new Decider(Clock.systemUTC()).acceptAll(undecided)));
    assertThat(undecidedVisitor).as("undecided").isLessThan(1024);
    assertThat(agreedVisitor).as("agreed").isLessThan(1024);
  }

  @Test
  void allocation_grows_no_faster_than_the_header() {
    CookieGate gate = requests(AllowedServices.of(undecided));
    String ten = "emos_jcvid=1; WESESSION=1; ".repeat(10);
    String thousand = "emos_jcvid=1; WESESSION=1; ".repeat(1000);
    gate.filter(thousand);
    long small = allocated(() -> gate.filter(ten));
    long large = allocated(() -> gate.filter(thousand));
    assertThat(large).isLessThan(small * 200);
  }

  private void assertLinear(String piece) {
    CookieGate gate = requests(AllowedServices.of(undecided));
    assertLinear(piece, header -> read(gate, header));
  }

  private static void assertLinear(String piece, Function<String, Object> reader) {
    LinearTime.assertLinear(piece, 900 * 1024, reader);
  }

  private static Object read(CookieGate gate, String header) {
    RequestCookies cookies = RequestCookies.parse(List.of(header));
    return List.of(gate.filter(header), cookies.all("consent"), cookies.all("a"));
  }

  @Test
  void a_header_of_900_KiB_is_read_in_time_that_grows_with_its_length_alone() {
    assertLinear("WESESSION=abcdef; ");
    assertLinear("emos_jcvid=abcdef; ");
    // There is no equals sign anywhere.
    assertLinear("a;");
    assertLinear("consent;");
    assertLinear(";");
    assertLinear(" ");
    assertLinear("=");
    assertLinear("a=b=c;\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "emos_jcvid=a; ",
        "emos_jcvid",
        "emos_jcvid=1; Max-Age=9",
        ";",
        "; Expires=",
        " ",
        "=",
        ", "
      })
  void a_set_cookie_header_of_any_length_is_read_in_linear_time(String piece) {
    SetCookieGate gate =
        new SetCookieGate(
            rules,
            AllowedServices.of(new Decider(Clock.systemUTC()).acceptAll(undecided)),
            "www.example.org",
            Clock.systemUTC());
    assertLinear(piece, header -> gate.decide("emos_jcvid=" + header));
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "+a", "~", "v1.", "+statistics~econda", "abc", "-"})
  void a_consent_cookie_of_any_length_is_read_in_linear_time(String piece) {
    ConsentCookie cookie = new ConsentCookie(policy, Clock.systemUTC());
    assertLinear(piece, cookie::decode);
    assertLinear(piece, value -> cookie.decode("v1.20261122T201504Z.AAAAAAAAAAA.abcdef." + value));
  }

  @Test
  void ten_thousand_pairs_are_read() {
    StringBuilder header = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      header.append("x").append(i).append("=").append(i).append("; ");
    }
    header.append("emos_jcvid=1; WESESSION=1");
    assertThat(requests(AllowedServices.of(undecided)).filter("" + header).orElseThrow())
        .contains("x9999=9999")
        .endsWith("WESESSION=1")
        .doesNotContain("emos_jcvid");
    assertThat(RequestCookies.parse(List.of("" + header)).names()).hasSize(10_002);
  }

  @Test
  void names_of_one_hash_code_cost_no_more_than_others() {
    StringBuilder header = new StringBuilder();
    for (int i = 0; i < 1 << 15; i++) {
      for (int bit = 0; bit < 15; bit++) {
        header.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      header.append("=1;");
    }
    String colliding = header.toString();
    CookieGate gate = requests(AllowedServices.of(undecided));
    String plain = "abcdefghijklmnopqrstuvwxyz0123=1;".repeat(1 << 15);
    LinearTime.fastest(() -> gate.filter(colliding));
    assertThat(LinearTime.fastest(() -> gate.filter(colliding)))
        .isLessThan(LinearTime.fastest(() -> gate.filter(plain)) * 10 + 5_000_000);
  }
}
