package io.github.consent4j.record.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.TestRecords;
import java.io.IOException;
import java.time.Instant;
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
