package io.github.consent4j.examples.benchmarks;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.cookie.CookieGate;
import io.github.consent4j.gate.cookie.CookieRules;
import io.github.consent4j.gate.cookie.CookieVerdict;
import io.github.consent4j.gate.cookie.SetCookieGate;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.reader.PolicyReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Measures the two cookie gates, with the policy of a research institute's site. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class Cookies {

  private static final String POLICY =
      """
      site: { name: Institute }
      categories:
        necessary:      { required: true, services: [webedition, econda-session, java-web] }
        statistics:     { services: [econda] }
        external-media: { services: [youtube, twitter] }
      """;

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

  /** True if the visitor has accepted all. */
  @Param({"false", "true"})
  public boolean accepted;

  private @Nullable CookieGate requests;
  private @Nullable SetCookieGate responses;
  private final String kilobytes9 = REQUEST.concat("; ").repeat(9 * 1024 / REQUEST.length());
  private final String kilobytes90 = REQUEST.concat("; ").repeat(90 * 1024 / REQUEST.length());
  private final String kilobytes900 = REQUEST.concat("; ").repeat(900 * 1024 / REQUEST.length());

  @Setup
  public void compile() {
    Policy policy =
        new PolicyReader(BuiltInCatalogue.load())
            .read(
                "consent.yaml", new ByteArrayInputStream(POLICY.getBytes(StandardCharsets.UTF_8)));
    Consent undecided = Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED);
    Consent consent = accepted ? new Decider(Clock.systemUTC()).acceptAll(undecided) : undecided;
    CookieRules rules = CookieRules.of(policy);
    AllowedServices allowed = AllowedServices.of(consent);
    requests = new CookieGate(rules, allowed, "www.example.org");
    responses = new SetCookieGate(rules, allowed, "www.example.org", Clock.systemUTC());
  }

  /** Measures a request with 12 cookies and a response with 4. */
  @Benchmark
  public int exchange() {
    int leaving = 0;
    for (int i = 0; i < RESPONSE.size(); i++) {
      leaving += responses.decide(RESPONSE.get(i)) instanceof CookieVerdict.Leaves ? 1 : 0;
    }
    return requests.filter(REQUEST).map(String::length).orElse(0) + leaving;
  }

  @Benchmark
  public Object header9Kilobytes() {
    return requests.filter(kilobytes9);
  }

  @Benchmark
  public Object header90Kilobytes() {
    return requests.filter(kilobytes90);
  }

  @Benchmark
  public Object header900Kilobytes() {
    return requests.filter(kilobytes900);
  }

  /** Runs only these benchmarks. */
  public static void main(String[] args) throws RunnerException {
    new Runner(
            new OptionsBuilder()
                .include(Cookies.class.getName() + "\\.")
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }
}
