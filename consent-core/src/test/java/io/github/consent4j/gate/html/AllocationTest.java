package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.consent4j.gate.TestData;
import io.github.consent4j.policy.Service;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The memory that the gate allocates for a page, without the insertions. */
@Tag("optimised")
class AllocationTest {

  private static final int MAXIMUM = 1024;

  /** Costs more: a nested document, a frame, a URL that begins with %20http:. */
  private static final Map<String, Integer> ODDITIES =
      Map.of("aktualne.html", 512, "engadget.html", 256, "youth.html", 1024, "yahoo-2.html", 96);

  private static final int PIECE = 8192;
  private static final int WARM_UP_BYTES = 3_000_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What is blocked although the policy does not name it is written down, URL by URL. */
  private final GateFixture fixture =
      new GateFixture(GateFixture.YAML + "undeclared-hosts: report\n", CONSTANT);

  private static final int PATIENCE = 2000;

  private long written;

  private static final Insertions CONSTANT =
      new PlainInsertions() {
        @Override
        public String frame(Service service, String url) {
          return "/consent/embed?service=youtube&url=constant";
        }

        @Override
        public String beforeMarked(Service service) {
          return "<page-note></page-note>";
        }
      };

  private void read(byte[] page) throws IOException {
    written = 0;
    HtmlGate gate = fixture.gate((bytes, offset, length) -> written += length);
    for (int p = 0; p < page.length; p += PIECE) {
      gate.write(page, p, Math.min(PIECE, page.length - p));
    }
    gate.finish();
  }

  /** Returns the bytes that are allocated for a page, without the insertions. */
  private long allocatedFor(byte[] page) throws IOException {
    for (int i = 0; i < Math.max(20, WARM_UP_BYTES / page.length); i++) {
      read(page);
    }
    long least = Long.MAX_VALUE;
    // The compiler removes many allocations, but is late on a busy machine.
    for (int i = 0; i < 5 || i < PATIENCE && least - (written - page.length) > MAXIMUM; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      read(page);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least - (written - page.length);
  }

  @Test
  void a_style_sheet_costs_little_however_long_it_is() throws IOException {
    String rules = "@media print{a::before{content:\"x\";background:url(own.png)}}/* c */\n";
    byte[] css = rules.repeat(3000).getBytes(StandardCharsets.US_ASCII);
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 30 || i < PATIENCE && least > MAXIMUM; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      StyleGate gate =
          new StyleGate(
              fixture.rules, fixture.allowed, fixture.page, (bytes, offset, n) -> {}, null);
      for (int p = 0; p < css.length; p += PIECE) {
        gate.write(css, p, Math.min(PIECE, css.length - p));
      }
      gate.finish();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isLessThanOrEqualTo(MAXIMUM);
  }

  private static byte[] page(String body, int times) {
    return ("<!doctype html><html><head><title>x</title></head><body>" + body.repeat(times))
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void a_hundred_hits_cost_no_more_than_their_insertions() throws IOException {
    String hits =
        "<script src=\"https://ads.example/x.js\"></script><img src=//ads.example/a.gif>"
            + "<link rel=STYLESHEET href='https://x.ads.example/y?a=1&amp;b=2'>"
            + "<p style='background:url(//ads.example/z)' class='a'>";
    assertThat(
            allocatedFor(
                page("<img src='/x?a=1&amp;b=2'><p style='background:url(&quot;/z&quot;)'>", 1)))
        .isLessThan(MAXIMUM);
    assertThat(allocatedFor(page(hits, 25))).isLessThan(MAXIMUM);
    assertThat(allocatedFor(page("<script>adsbygoogle.push()</script>", 100))).isLessThan(MAXIMUM);
    assertThat(allocatedFor(page("<style>p{background:url(//ads.example/)}</style>", 100)))
        .isLessThan(MAXIMUM);
    assertThat(allocatedFor(page("<img srcset='/a&#46;b 1x, //ads.example/&#x20; 2x'>", 100)))
        .isLessThan(MAXIMUM);
  }

  @Test
  void a_frame_costs_its_url_and_its_placeholder() throws IOException {
    byte[] frames = page("<iframe src=https://www.youtube.com/embed/x?a=1&amp;b=2></iframe>", 100);
    assertThat(allocatedFor(frames) / 100).isLessThan(512);
  }

  @Tag("sweep")
  @Test
  void real_pages_cost_little_whatever_their_size() throws IOException {
    Map<String, Long> costs = new TreeMap<>();
    for (Path file : TestData.files("pages", ".html")) {
      costs.put(file.getFileName().toString(), allocatedFor(Files.readAllBytes(file)));
    }
    assertThat(costs)
        .hasSizeGreaterThan(40)
        .allSatisfy(
            (page, cost) ->
                assertThat(cost).as(page).isLessThan(MAXIMUM + ODDITIES.getOrDefault(page, 0)));
  }
}
