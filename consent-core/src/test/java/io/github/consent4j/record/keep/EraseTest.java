package io.github.consent4j.record.keep;

import static io.github.consent4j.record.keep.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.consent4j.policy.RecordKeeping;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.TestRecords;
import io.github.consent4j.record.json.RecordJson;
import io.github.consent4j.record.keep.Outage.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The records of one visitor are erased wherever this node has them. */
class EraseTest {

  private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");
  private static final String ANN = "ann-4711";

  @TempDir private Path directory;

  private final Outage outage = new Outage();
  private int made;

  EraseTest() throws IOException {}

  /** The store is left alone for so long that what waits stays where it is. */
  private static Limits limits() {
    return new Limits(
        500,
        1000,
        Duration.ofMillis(500),
        Duration.ofMillis(50),
        Duration.ofHours(1),
        Duration.ofHours(1),
        600,
        1 << 30,
        Duration.ofSeconds(20));
  }

  private Recorder open(Limits limits) throws IOException {
    return Recorder.open(outage.store, directory, RecordKeeping.NONE, Clock.systemUTC(), limits);
  }

  private ConsentRecord keep(Recorder recorder, String visitor) throws IOException {
    ConsentRecord record = TestRecords.given(visitor, NOON.plusSeconds(++made));
    recorder.keep(record);
    return record;
  }

  private String contents() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  @Test
  void in_the_store_and_in_every_file_of_the_spool() throws Exception {
    List<ConsentRecord> others = new ArrayList<>();
    try (Recorder recorder = open(limits())) {
      keep(recorder, ANN);
      others.add(keep(recorder, "bob"));
      outage.is(Mode.REFUSES_CONNECTIONS);
      for (int i = 0; i < 3; i++) {
        keep(recorder, ANN);
        others.add(keep(recorder, "bob"));
      }
      assertThat(contents()).contains(ANN);

      outage.is(Mode.WORKS);
      assertThat(recorder.erase(ANN)).isEqualTo(4);
      assertThat(contents()).contains("bob").doesNotContain(ANN);
      assertThat(outage.stored()).containsExactly(others.get(0));
    }
    assertThat(outage.stored()).isEqualTo(others);
    assertThat(contents()).isEmpty();
  }

  @Test
  void also_after_a_restart() throws Exception {
    outage.is(Mode.REFUSES_CONNECTIONS);
    try (Spool spool = Spool.open(directory, limits())) {
      spool.append(List.of(TestRecords.given(ANN, NOON), TestRecords.given("bob", NOON)));
      assertThat(spool.erase(ANN)).hasSize(1);
    }
    outage.is(Mode.WORKS);
    try (Recorder recorder = open(RecorderTest.limits())) {
      eventually("the other one is stored", () -> recorder.health().waiting() == 0);
      assertThat(recorder.health().setAside()).isZero();
    }
    assertThat(outage.stored()).extracting(ConsentRecord::consentId).containsExactly("bob");
  }

  @Test
  void also_those_that_have_left_the_spool_before_their_file() throws Exception {
    try (Spool spool = Spool.open(directory, limits())) {
      spool.append(List.of(TestRecords.given(ANN, NOON), TestRecords.given("bob", NOON)));
      spool.take(spool.peek(1));
      assertThat(contents()).contains(ANN);
      spool.erase(ANN);
      assertThat(contents()).contains("bob").doesNotContain(ANN);
      assertThat(spool.peek(9)).hasSize(1);
    }
  }

  @Test
  void also_those_that_were_set_aside_and_damaged_ones_that_name_the_visitor() throws Exception {
    Path aside = directory.resolve("set-aside.jsonl");
    String other = RecordJson.write(TestRecords.given("bob", NOON));
    Files.writeString(
        aside,
        RecordJson.write(TestRecords.given(ANN, NOON))
            + "\n"
            + other
            + "\n{\"consentId\":\""
            + ANN
            + "\",\"at\":\n{\"damaged\"\n");
    try (Recorder recorder = open(limits())) {
      assertThat(recorder.erase(ANN)).isEqualTo(1);
    }
    assertThat(aside).hasContent(other + "\n{\"damaged\"\n");
  }

  @Test
  void a_record_that_is_in_the_store_and_in_the_spool_counts_once() throws Exception {
    outage.is(Mode.COMMITS_AND_FAILS);
    try (Recorder recorder = open(limits())) {
      keep(recorder, ANN);
      eventually("it is in both", () -> outage.stored().size() == 1);
      outage.is(Mode.WORKS);
      assertThat(recorder.erase(ANN)).isEqualTo(1);
    }
    assertThat(outage.stored()).isEmpty();
  }

  @Test
  void a_store_that_fails_is_told_and_it_can_be_done_again() throws Exception {
    outage.is(Mode.REFUSES_CONNECTIONS);
    try (Recorder recorder = open(limits())) {
      keep(recorder, ANN);
      assertThatThrownBy(() -> recorder.erase(ANN)).isInstanceOf(IOException.class);
      outage.is(Mode.WORKS);
      assertThat(recorder.erase(ANN)).isZero();
    }
    assertThat(outage.stored()).isEmpty();
  }

  @Test
  void a_store_that_hangs_with_records_of_the_visitor_is_told() throws Exception {
    outage.is(Mode.HANGS);
    try (Recorder recorder = open(limits())) {
      keep(recorder, ANN);
      assertThatThrownBy(() -> recorder.erase(ANN))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("has not answered");
      outage.is(Mode.WORKS);
      eventually("it answers", () -> outage.stored().size() == 1);
      assertThat(recorder.erase(ANN)).isEqualTo(1);
    }
    assertThat(outage.stored()).isEmpty();
  }

  @Test
  void without_a_spool_in_the_store() throws Exception {
    try (Recorder recorder =
        Recorder.open(outage.store, null, RecordKeeping.NONE, Clock.systemUTC(), limits())) {
      keep(recorder, ANN);
      assertThat(recorder.erase(ANN)).isEqualTo(1);
    }
    assertThat(Recorder.off().erase(ANN)).isZero();
  }
}
