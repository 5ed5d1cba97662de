package io.github.consent4j.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.html.GateFixture;
import io.github.consent4j.gate.html.HtmlGate;
import io.github.consent4j.gate.html.HtmlGates;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A page with nothing undeclared costs hardly more if known things are blocked. */
class KnownCostTest {

  private static final byte[] PAGE =
      ("<!doctype html><title>A</title><body>"
              + """
              <p class="lead text-muted" id=p1>Text with <a href="/a/b?c=d&amp;e=f" class=link>a link</a>
              <img src="/images/a.png" alt="" data-size="12"> <div data-role=x id="main-12">
              <script src="/js/site-main.js"></script>
              <script>
                (function (window, document) {
                  var script = document.createElement('script');
                  window.addEventListener('load', function () { document.body.append(script); });
                })(window, document);
              </script>
              """
                  .repeat(20))
          .getBytes(StandardCharsets.UTF_8);

  private static final String SMALLEST =
      """
      site: { name: Site, privacy-policy: /privacy }
      categories:
        necessary: { required: true }
        external-media: { services: [youtube] }
      """;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static Runnable site(String yaml) {
    Policy policy = ReferencePolicy.read(yaml);
    HtmlGates gates = HtmlGates.of(HtmlRules.of(policy, new HostLog(policy)));
    AllowedServices allowed =
        AllowedServices.of(Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED));
    PageContext page = new PageContext("https", "www.site.example");
    return () -> {
      try {
        HtmlGate gate =
            new HtmlGate(
                gates, allowed, page, GateFixture.NOTHING_INSERTED, (bytes, from, length) -> {});
        gate.write(PAGE, 0, PAGE.length);
        gate.finish();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private long allocated(Runnable work) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 50; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      work.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private long time(Runnable work) {
    long start = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < 20; i++) {
      work.run();
    }
    return threads.getCurrentThreadCpuTime() - start;
  }

  @Test
  void a_page_with_nothing_undeclared_costs_hardly_more() {
    Runnable report = site(SMALLEST + "undeclared-hosts: report\n");
    Runnable known = site(SMALLEST);

    assertThat(allocated(known)).isLessThanOrEqualTo(allocated(report) + 256);
    long leastReport = Long.MAX_VALUE;
    long leastKnown = Long.MAX_VALUE;
    for (int round = 0; round < 100; round++) {
      leastReport = Math.min(leastReport, time(report));
      leastKnown = Math.min(leastKnown, time(known));
    }
    double ratio = (double) leastKnown / leastReport;
    System.out.printf("known against report: page %.3f%n", ratio);
    assertThat(ratio).isLessThan(1.8);
  }
}
