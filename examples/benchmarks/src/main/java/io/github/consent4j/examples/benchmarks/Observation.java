package io.github.consent4j.examples.benchmarks;

import com.sun.management.ThreadMXBean;
import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.GateListener;
import io.github.consent4j.gate.HostLog;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.gate.bytes.ByteSink;
import io.github.consent4j.gate.cookie.CookieGate;
import io.github.consent4j.gate.cookie.CookieRules;
import io.github.consent4j.gate.cookie.SetCookieGate;
import io.github.consent4j.gate.html.HtmlGate;
import io.github.consent4j.gate.html.HtmlGates;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.reader.PolicyReader;
import io.github.consent4j.seen.journal.KnownServices;
import io.github.consent4j.seen.journal.SeenJournal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What it costs to note what is seen: the same exchanges with observation and without, a few at a
 * time in turns, so that whatever else the machine does meets both. An exchange is a request with
 * twelve cookies, a page of the corpus with its hosts, and a response with two cookies. Prints the
 * median and the quartiles of the ratios of all turns, those of two runs without observation as a
 * measure of chance, and the bytes that are allocated.
 *
 * <p>The machine's cycles are counted by the processor time of the thread, where the system has it.
 */
public final class Observation {

  private static final String POLICY =
      """
      site: { name: Institute }
      undeclared-hosts: report
      categories:
        necessary:      { required: true, services: [webedition, econda-session, java-web] }
        statistics:     { services: [econda, google-analytics] }
        external-media: { services: [youtube, twitter] }
      """;

  private static final String REQUEST =
      "WESESSION=abcdef0123456789; JSESSIONID=0123456789ABCDEF; XSRF-TOKEN=0f0f0f0f0f;"
          + " emos_jcsid=AZ12:1:abc; emos_jcvid=AZ12:2:def; emos_jckamp=none; consent=v1.x;"
          + " remember-me=dXNlcjp0b2tlbg; SESSION=ZmVkY2JhOTg3Ng; _ga=1; _ga_ABC123=2;"
          + " script_made=3";

  private static final List<String> RESPONSE =
      List.of("WESESSION=abcdef; Path=/; HttpOnly", "own_cookie=1; Path=/; Secure");

  private static final String HOST = "www.site.example";
  private static final int GROUP = 20;

  private final List<byte[]> pages;
  private final Sink sink = new Sink();
  private final AllowedServices allowed;
  private final HtmlGates observed;
  private final HtmlGates unobserved;
  private final CookieRules rules;
  private int turn;

  /**
   * @param accepted whether the visitor allows everything
   * @param looks whether the gate looks for undeclared hosts without observation, too
   */
  private Observation(boolean accepted, boolean looks) throws IOException {
    pages = Corpus.read().pages();
    Policy policy =
        new PolicyReader(BuiltInCatalogue.load())
            .read(
                "consent.yaml", new ByteArrayInputStream(POLICY.getBytes(StandardCharsets.UTF_8)));
    Consent undecided = Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED);
    allowed =
        AllowedServices.of(
            accepted ? new Decider(Clock.systemUTC()).acceptAll(undecided) : undecided);
    SeenJournal journal = new SeenJournal(Clock.systemUTC(), KnownServices.NONE);
    rules = CookieRules.of(policy, journal);
    observed = HtmlGates.of(HtmlRules.of(policy, new HostLog(policy, journal)));
    GateListener deaf = (kind, host, service) -> {};
    unobserved = HtmlGates.of(HtmlRules.of(policy, looks ? deaf : GateListener.NONE));
  }

  private long exchange(boolean observes) throws IOException {
    byte[] page = pages.get(turn++ % pages.size());
    // A request has a path of its own.
    String path = "/news/" + turn;
    CookieGate requests = new CookieGate(rules, allowed, HOST);
    SetCookieGate responses = new SetCookieGate(rules, allowed, HOST, path, Clock.systemUTC());
    if (observes) {
      requests.count(List.of(REQUEST));
    }
    long done = requests.filter(REQUEST).map(String::length).orElse(0);
    HtmlGate gate =
        new HtmlGate(
            observes ? observed : unobserved,
            allowed,
            new PageContext("https", HOST, path),
            Gate.FEW_WORDS,
            sink);
    gate.write(page, 0, page.length);
    gate.finish();
    for (String header : RESPONSE) {
      if (observes) {
        responses.countHeader(header);
      }
      done += responses.decide(header).hashCode();
    }
    return done + sink.length;
  }

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private long time(boolean observes) throws IOException {
    turn = turn / GROUP * GROUP;
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < GROUP; i++) {
      sink.length += (int) (exchange(observes) & 1);
    }
    return THREADS.getCurrentThreadCpuTime() - start;
  }

  private long allocated(boolean observes) throws IOException {
    int from = turn;
    long start = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10 * pages.size(); i++) {
      exchange(observes);
    }
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - start;
    turn = from;
    return bytes / (10L * pages.size());
  }

  private void run(String name, int turns) throws IOException {
    for (int i = 0; i < turns / 2; i++) {
      time(true);
      time(false);
    }
    List<Double> costs = new ArrayList<>();
    List<Double> chance = new ArrayList<>();
    long with = 0;
    long without = 0;
    for (int i = 0; i < turns; i++) {
      int from = turn;
      long first = time(i % 2 == 0);
      turn = from;
      long second = time(i % 2 != 0);
      turn = from;
      long third = time(false);
      turn = from;
      long fourth = time(false);
      long on = i % 2 == 0 ? first : second;
      long off = i % 2 == 0 ? second : first;
      with += on;
      without += off;
      costs.add((double) on / off);
      chance.add((double) third / fourth);
      turn = from + GROUP;
    }
    System.out.printf(
        Locale.ROOT,
        "%s: with/without %s  chance %s  sums %+.2f%%  %.1f us an exchange  bytes %d with, %d"
            + " without%n",
        name,
        quartiles(costs),
        quartiles(chance),
        100.0 * with / without - 100,
        without / 1e3 / turns / GROUP,
        allocated(true),
        allocated(false));
  }

  private static String quartiles(List<Double> ratios) {
    double[] sorted = ratios.stream().mapToDouble(each -> 100 * each - 100).sorted().toArray();
    return String.format(
        Locale.ROOT,
        "%+.2f%% (%+.2f%% to %+.2f%%)",
        sorted[sorted.length / 2],
        sorted[sorted.length / 4],
        sorted[sorted.length * 3 / 4]);
  }

  /**
   * Runs the comparison.
   *
   * @param args the number of turns; 1000 without it
   */
  public static void main(String[] args) throws IOException {
    int turns = Arrays.stream(args).findFirst().map(Integer::parseInt).orElse(1000);
    new Observation(false, true).run("undecided", turns);
    new Observation(true, true).run("accepted", turns);
    new Observation(false, false).run("undecided, without a look at undeclared hosts", turns);
  }

  /** Counts what the gate writes. */
  private static final class Sink implements ByteSink {

    private int length;

    @Override
    public void write(byte[] from, int offset, int count) {
      length += count;
    }
  }
}
