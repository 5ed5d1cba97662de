package io.github.consent4j.record.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.TestRecords;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordJsonTest {

  private static final Instant AT = Instant.parse("2026-03-03T10:15:30.123Z");

  @Test
  void a_record_is_read_back_as_it_was_written() throws IOException {
    ConsentRecord record =
        TestRecords.builder("nB1x0QfWq7k", AT)
            .gpc(true)
            .address("192.0.2.0")
            .agent("Firefox 145, \"Linux\"\n")
            .build();
    String line = RecordJson.write(record);
    assertThat(line).doesNotContain("\n");
    assertThat(RecordJson.read(line)).isEqualTo(record);
    assertThat(RecordJson.write(RecordJson.read(line))).isEqualTo(line);
  }

  @Test
  void what_a_record_does_not_have_is_not_written() throws IOException {
    ConsentRecord record = TestRecords.builder("nB1x0QfWq7k", AT).notice(null).build();
    assertThat(RecordJson.write(record)).doesNotContain("notice", "address", "agent", "null");
    assertThat(RecordJson.read(RecordJson.write(record))).isEqualTo(record);
  }

  @Test
  void a_time_is_written_as_instants_are() {
    SplittableRandom random = new SplittableRandom(1);
    List<Instant> times =
        new ArrayList<>(
            List.of(
                Instant.EPOCH,
                Instant.EPOCH.minusMillis(1),
                Instant.parse("2026-03-03T00:00:00Z"),
                Instant.parse("2024-02-29T23:59:59.999Z"),
                Instant.parse("9999-12-30T23:59:59.999Z"),
                Instant.parse("9999-12-31T00:00:00Z"),
                Instant.parse("+10000-01-01T00:00:00Z"),
                Instant.parse("-0001-01-01T00:00:00.010Z")));
    for (int i = 0; i < 1000; i++) {
      long millis = random.nextLong(253_402_300_800_000L);
      times.add(Instant.ofEpochMilli(i % 2 == 0 ? millis : millis / 1000 * 1000));
    }
    ConsentRecord.Builder record = TestRecords.builder("nB1x0QfWq7k", AT);
    for (Instant at : times) {
      assertThat(RecordJson.write(record.at(at).build())).contains("\"at\":\"" + at + "\"");
    }
  }

  @Test
  void members_of_a_later_version_are_skipped() throws IOException {
    ConsentRecord record = TestRecords.given("nB1x0QfWq7k", AT);
    String line = RecordJson.write(record).replaceFirst("\\{", "{\"later\":{\"a\":[1]},");
    assertThat(RecordJson.read(line)).isEqualTo(record);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"id\":\"no uuid\"}",
        "{\"at\":\"yesterday\"}",
        "{\"event\":\"forgotten\"}",
        "{\"choices\":7}"
      })
  void what_is_no_record_is_an_error(String text) {
    assertThatThrownBy(() -> RecordJson.read(text)).isInstanceOf(IOException.class);
  }
}
