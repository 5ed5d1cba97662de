package io.github.consent4j.examples.benchmarks;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.gate.bytes.ByteSink;
import io.github.consent4j.gate.html.HtmlGate;
import io.github.consent4j.gate.html.HtmlGates;
import io.github.consent4j.gate.html.Insertions;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import java.io.IOException;
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

/**
 * Measures the gate: it matches, rewrites and writes out. It has more forks than the others,
 * because the compiler does not produce the same code in each. One operation is the whole corpus.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 20, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 30, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(4)
public class Gate {

  private static final int CHUNK = 8192;
  private static final PageContext PAGE = new PageContext("https", "www.site.example");

  /** The number of declared hosts. */
  @Param({"200", "10000"})
  public int hosts;

  private Corpus corpus = new Corpus(List.of());
  private @Nullable HtmlGates gates;
  private @Nullable AllowedServices allowed;
  private Target target = new Target(0);

  @Setup
  public void read() throws IOException {
    corpus = Corpus.read();
    target = new Target(corpus.largest() * 2);
    Policy policy = new ThirdParties(hosts).policy();
    gates = HtmlGates.of(HtmlRules.of(policy));
    allowed = AllowedServices.of(Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED));
  }

  @Benchmark
  public int gateChunks() throws IOException {
    return rewrite(CHUNK);
  }

  @Benchmark
  public int gatePages() throws IOException {
    return rewrite(Integer.MAX_VALUE);
  }

  private int rewrite(int chunk) throws IOException {
    int written = 0;
    for (byte[] page : corpus.pages()) {
      target.length = 0;
      HtmlGate gate = new HtmlGate(gates, allowed, PAGE, FEW_WORDS, target);
      for (int p = 0; p < page.length; p += Math.min(chunk, page.length - p)) {
        gate.write(page, p, Math.min(chunk, page.length - p));
      }
      gate.finish();
      written += target.length;
    }
    return written;
  }

  /** Keeps the output of the gate. */
  private static final class Target implements ByteSink {

    private final byte[] bytes;
    private int length;

    Target(int size) {
      bytes = new byte[size];
    }

    @Override
    public void write(byte[] from, int offset, int count) {
      System.arraycopy(from, offset, bytes, length, count);
      length += count;
    }
  }

  /** What a page gets, as short as it may be. */
  static final Insertions FEW_WORDS =
      new Insertions() {
        @Override
        public String head() {
          return "<script src=\"/consent/assets/guard.js\"></script>";
        }

        @Override
        public String body() {
          return "<div data-consent-ui></div>";
        }

        @Override
        public String frame(Service service, String url) {
          return "/consent/embed?service=" + service.id();
        }

        @Override
        public String beforeMarked(Service service) {
          return "<p data-consent-ui>";
        }
      };
}
