package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.consent4j.gate.bytes.ByteSink;
import io.github.consent4j.policy.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An object that one gate uses never gets to another gate, whatever other threads do with the first
 * one.
 */
@Timeout(300)
class OneCallAtATimeTest {

  /** A page with everything from which a gate keeps something between two pieces. */
  private static final String PAGE =
      """
      <!doctype html><html lang="en"><head><title>%1$s</title>
      <style>p{background:url(https://www.youtube.com/%1$s.png)}</style>
      <script type=speculationrules>{"prefetch":["https://www.youtube.com/%1$s"]}</script>
      <script>import('https://platform.twitter.com/%1$s.js')</script>
      <body><p>%1$s<iframe src=https://www.youtube.com/embed/%1$s-1></iframe>
      <svg><style>p{background:url(https://www.youtube.com/%1$s.svg)}</style></svg>
      <p style='background:url(&quot;https://www.youtube.com/%1$s&quot;)'>
      <iframe srcdoc="&lt;iframe src='https://www.youtube.com/embed/%1$s-2'>"></iframe>
      <a data-consent-open>%1$s</a><blockquote class="twitter-tweet">%1$s</blockquote>
      <iframe src=https://www.youtube.com/embed/%1$s-3></iframe>
      """;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final GateFixture fixture = new GateFixture();

  @AfterEach
  void stop() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  private static Insertions of(String visitor) {
    return new PlainInsertions() {
      @Override
      public String frame(Service service, String url) {
        return "/placeholder-of-" + visitor + "?" + url;
      }

      @Override
      public String beforeMarked(Service service) {
        return "<i>note for " + visitor + "</i>";
      }
    };
  }

  private HtmlGate gate(String visitor, ByteSink out) {
    return gate(visitor, out, StandardCharsets.UTF_8);
  }

  private HtmlGate gate(String visitor, ByteSink out, Charset charset) {
    return new HtmlGate(
        fixture.gates,
        fixture.allowed,
        fixture.page,
        of(visitor),
        out,
        HtmlGate.Syntax.HTML,
        charset);
  }

  private static byte[] page(String visitor) {
    return PAGE.formatted(visitor).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the page of a visitor without disturbances. */
  private String undisturbed(String visitor) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GateFixture alone = new GateFixture();
    HtmlGate gate = new HtmlGate(alone.gates, alone.allowed, alone.page, of(visitor), out::write);
    gate.write(page(visitor), 0, page(visitor).length);
    gate.finish();
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Writes half of a page, runs a step, and writes the other half. */
  private void assertWhole(String visitor, Step between) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlGate gate = gate(visitor, out::write);
    byte[] page = page(visitor);
    gate.write(page, 0, page.length / 2);
    between.run();
    gate.write(page, page.length / 2, page.length - page.length / 2);
    gate.finish();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(undisturbed(visitor));
  }

  /** A step that may fail. */
  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }

  /** Receives bytes. It blocks the writer of the nth piece until it is released. */
  private static final class SlowVisitor implements ByteSink {

    final ByteArrayOutputStream got = new ByteArrayOutputStream();
    final CountDownLatch kept = new CountDownLatch(1);
    final CountDownLatch letGo = new CountDownLatch(1);
    private final int patience;
    private int pieces;

    SlowVisitor(int patience) {
      this.patience = patience;
    }

    void awaitKept() throws InterruptedException {
      assertThat(kept.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (pieces++ == patience) {
        kept.countDown();
        try {
          assertThat(letGo.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      got.write(bytes, offset, length);
    }
  }

  private Future<IOException> write(HtmlGate gate, String visitor) {
    byte[] page = page(visitor);
    return failing(() -> gate.write(page, 0, page.length));
  }

  private Future<IOException> failing(Step step) {
    return threads.submit(
        () -> {
          try {
            step.run();
            return null;
          } catch (IOException e) {
            return e;
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5, 8, 12, 17})
  void a_gate_that_is_ended_while_it_writes_stops_and_keeps_what_it_has(int pieces)
      throws Exception {
    SlowVisitor slow = new SlowVisitor(pieces);
    HtmlGate a = gate("alice", slow);
    Future<IOException> writing = write(a, "alice");
    slow.awaitKept();
    String before = slow.got.toString(StandardCharsets.UTF_8);
    a.finish();
    assertWhole(
        "bob",
        () -> {
          slow.letGo.countDown();
          assertThat(writing.get()).hasMessageContaining("ended");
        });
    // The sink has only the piece that was being written.
    assertThat(undisturbed("alice")).startsWith(slow.got.toString(StandardCharsets.UTF_8));
    assertThat(slow.got.toString(StandardCharsets.UTF_8)).startsWith(before);
    assertThatThrownBy(() -> a.write(page("alice"), 0, 1)).isInstanceOf(IOException.class);
    a.finish();
    assertWhole("carol", () -> {});
  }

  @Test
  void a_document_in_another_encoding_that_is_ended_while_it_writes_stops() throws Exception {
    SlowVisitor slow = new SlowVisitor(0);
    HtmlGate a = gate("alice", slow, StandardCharsets.UTF_16LE);
    byte[] page =
        new String(page("alice"), StandardCharsets.UTF_8)
            .repeat(20)
            .getBytes(StandardCharsets.UTF_16LE);
    Future<IOException> writing = failing(() -> a.write(page, 0, page.length));
    slow.awaitKept();
    a.finish();
    assertWhole(
        "bob",
        () -> {
          slow.letGo.countDown();
          assertThat(writing.get()).hasMessageContaining("ended");
        });
  }

  @Test
  void a_flush_does_not_disturb_a_write() throws Exception {
    SlowVisitor slow = new SlowVisitor(2);
    HtmlGate a = gate("alice", slow);
    Future<IOException> writing = write(a, "alice");
    slow.awaitKept();
    a.flush();
    slow.letGo.countDown();
    assertThat(writing.get()).isNull();
    a.finish();
    assertThat(slow.got.toString(StandardCharsets.UTF_8)).isEqualTo(undisturbed("alice"));
  }

  @Test
  void a_write_during_another_write_is_refused_and_nothing_of_it_is_mixed_in() throws Exception {
    SlowVisitor slow = new SlowVisitor(2);
    HtmlGate a = gate("alice", slow);
    Future<IOException> writing = write(a, "alice");
    slow.awaitKept();
    assertThatThrownBy(() -> a.write(page("mallory"), 0, page("mallory").length))
        .isInstanceOf(IOException.class);
    slow.letGo.countDown();
    assertThat(writing.get()).isNull();
    a.finish();
    assertThat(slow.got.toString(StandardCharsets.UTF_8)).isEqualTo(undisturbed("alice"));
  }

  @Test
  void a_second_end_is_harmless() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlGate a = gate("alice", out::write);
    a.write(page("alice"), 0, page("alice").length);
    a.finish();
    a.finish();
    assertWhole("bob", a::finish);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(undisturbed("alice"));
  }

  @Test
  void an_end_during_another_end_does_nothing() throws Exception {
    // The last piece waits until the end.
    String held = "<p>x</p><p class";
    SlowVisitor slow = new SlowVisitor(1);
    HtmlGate a = gate("alice", slow);
    a.write(held.getBytes(StandardCharsets.UTF_8), 0, held.length());
    Future<IOException> ending = failing(a::finish);
    slow.awaitKept();
    a.finish();
    assertWhole(
        "bob",
        () -> {
          slow.letGo.countDown();
          assertThat(ending.get()).isNull();
        });
    assertThat(slow.got.toString(StandardCharsets.UTF_8)).isEqualTo(held);
  }

  @Test
  void one_of_several_simultaneous_ends_ends_the_document() throws Exception {
    for (int round = 0; round < 500; round++) {
      String visitor = "visitor" + round;
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      HtmlGate a = gate(visitor, out::write);
      a.write(page(visitor), 0, page(visitor).length);
      CountDownLatch start = new CountDownLatch(1);
      List<Future<IOException>> ends = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        ends.add(
            failing(
                () -> {
                  start.await();
                  a.finish();
                }));
      }
      start.countDown();
      for (Future<IOException> end : ends) {
        assertThat(end.get()).isNull();
      }
      if (round % 50 == 0) {
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(undisturbed(visitor));
        // An object that was returned twice would be taken twice.
        assertWhole("bob", () -> assertWhole("carol", () -> {}));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 9, 14})
  void a_gate_whose_visitor_has_gone_writes_nothing_more_and_returns_nothing_to_the_pool(int pieces)
      throws Exception {
    int[] left = {pieces};
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    HtmlGate a =
        gate(
            "alice",
            (bytes, offset, length) -> {
              if (left[0]-- == 0) {
                throw new IOException("gone");
              }
              got.write(bytes, offset, length);
            });
    byte[] page = page("alice");
    assertThatThrownBy(() -> a.write(page, 0, page.length)).hasMessage("gone");
    assertThatThrownBy(() -> a.write(page, 0, page.length))
        .isInstanceOf(IOException.class)
        .hasRootCauseMessage("gone");
    a.flush();
    assertWhole("bob", a::finish);
    assertThat(undisturbed("alice")).startsWith(got.toString(StandardCharsets.UTF_8));
    assertWhole("carol", () -> assertWhole("dave", () -> {}));
  }

  @Test
  void a_gate_that_has_failed_writes_nothing_at_its_end() throws Exception {
    boolean[] gone = {true};
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    HtmlGate a =
        gate(
            "alice",
            (bytes, offset, length) -> {
              if (gone[0]) {
                throw new IOException("gone");
              }
              got.write(bytes, offset, length);
            });
    assertThatThrownBy(() -> a.write(page("alice"), 0, page("alice").length)).hasMessage("gone");
    gone[0] = false;
    a.finish();
    assertThat(got.size()).isZero();
  }

  @Test
  void an_end_from_within_a_write_ends_it() throws Exception {
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    HtmlGate[] gate = new HtmlGate[1];
    gate[0] =
        gate(
            "alice",
            (bytes, offset, length) -> {
              got.write(bytes, offset, length);
              gate[0].finish();
            });
    byte[] page = page("alice");
    assertThatThrownBy(() -> gate[0].write(page, 0, page.length)).hasMessageContaining("ended");
    assertThat(undisturbed("alice")).startsWith(got.toString(StandardCharsets.UTF_8));
    assertWhole("bob", () -> assertWhole("carol", gate[0]::finish));
  }

  @Test
  void an_end_from_within_an_end_changes_nothing() throws Exception {
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    HtmlGate[] gate = new HtmlGate[1];
    boolean[] ending = {false};
    gate[0] =
        gate(
            "alice",
            (bytes, offset, length) -> {
              got.write(bytes, offset, length);
              if (ending[0]) {
                gate[0].finish();
              }
            });
    byte[] page =
        (new String(page("alice"), StandardCharsets.UTF_8) + "<p class")
            .getBytes(StandardCharsets.UTF_8);
    gate[0].write(page, 0, page.length);
    ending[0] = true;
    gate[0].finish();
    assertThat(got.toString(StandardCharsets.UTF_8)).isEqualTo(undisturbed("alice") + "<p class");
    assertWhole("bob", () -> assertWhole("carol", () -> {}));
  }

  @Test
  void a_failure_because_of_one_page_does_not_affect_the_next_one() throws Exception {
    Insertions failing =
        new PlainInsertions() {
          @Override
          public String frame(Service service, String url) {
            throw new IllegalStateException("as a page of somebody else's may make it");
          }
        };
    for (int i = 0; i < 20; i++) {
      HtmlGate a =
          new HtmlGate(fixture.gates, fixture.allowed, fixture.page, failing, (b, o, n) -> {});
      a.write(page("alice"), 0, page("alice").length);
      a.finish();
    }
    assertWhole("bob", () -> assertWhole("carol", () -> {}));
  }

  @Test
  void many_visitors_get_their_own_pages_while_others_are_cut() throws Exception {
    List<Future<IOException>> all = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int thread = t;
      all.add(
          failing(
              () -> {
                for (int i = 0; i < 150; i++) {
                  String visitor = "v" + thread + "x" + i;
                  assertWhole(visitor, () -> {});
                }
              }));
      all.add(
          failing(
              () -> {
                for (int i = 0; i < 150; i++) {
                  endInTheMidst("m" + thread + "x" + i);
                }
              }));
    }
    for (Future<IOException> one : all) {
      assertThat(one.get()).isNull();
    }
  }

  private void endInTheMidst(String visitor) throws Exception {
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    HtmlGate gate = gate(visitor, got::write);
    Future<IOException> writing =
        failing(
            () -> {
              for (int i = 0; i < 50; i++) {
                gate.write(page(visitor), 0, page(visitor).length);
              }
            });
    Thread.onSpinWait();
    gate.finish();
    writing.get();
  }
}
