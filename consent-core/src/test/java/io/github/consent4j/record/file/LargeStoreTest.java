package io.github.consent4j.record.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords.Query;
import io.github.consent4j.record.TestRecords;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much is read of a store with many days, in steps that are counted. */
class LargeStoreTest {

  private static final int DAYS = 10;
  private static final int RECORDS_A_DAY = 600;
  private static final int VISITORS = 1500;
  private static final int SAMPLE = 15;

  @TempDir Path directory;

  @Test
  void the_records_of_one_visitor_need_a_block_each() throws IOException {
    Map<String, Integer> records = new HashMap<>();
    TestClock clock = new TestClock("2026-03-03T10:00:00Z");
    try (FileRecords store =
        FileRecords.builder(directory).node("a").clock(clock).untended().open()) {
      SplittableRandom random = new SplittableRandom(1);
      for (int day = 0; day < DAYS; day++) {
        List<ConsentRecord> batch = new ArrayList<>();
        for (int i = 0; i < RECORDS_A_DAY; i++) {
          String visitor = "v" + random.nextInt(VISITORS);
          records.merge(visitor, 1, Integer::sum);
          batch.add(TestRecords.given(visitor, clock.instant()));
        }
        store.append(batch);
        clock.advance(Duration.ofDays(1));
        store.tend();
      }
      for (String visitor : List.of("v1", "v2", "nobody")) {
        int[] found = new int[1];
        store.forEach(Query.of(visitor), record -> found[0]++);
        assertThat(found[0]).isEqualTo(records.getOrDefault(visitor, 0));
      }
    }
    Opening opening = new Opening(directory, true);
    opening.read(new CheckpointFile(directory));
    long all = 0;
    for (Day day : opening.days().all()) {
      all += blocks(day.file());
    }
    // A block has 32 KB, and a record less than 1 KB.
    assertThat(all).isBetween(DAYS * RECORDS_A_DAY / 100L, DAYS * RECORDS_A_DAY / 32L);
    int wanted = 0;
    int read = 0;
    for (int i = 0; i < VISITORS; i += SAMPLE) {
      int there = records.getOrDefault("v" + i, 0);
      int blocks = blocks(opening.days(), "v" + i);
      assertThat(blocks).isLessThanOrEqualTo(there);
      wanted += there;
      read += blocks;
    }
    // Two records of a visitor are seldom in the same block.
    assertThat(read).isBetween(wanted * 9 / 10, wanted);
    assertThat(blocks(opening.days(), "nobody")).isZero();
  }

  /** Returns how many blocks are read for the records of a visitor. */
  private static int blocks(Days days, String visitor) throws IOException {
    int blocks = 0;
    for (Day day : days.all()) {
      assertThat(day.isPacked()).isTrue();
      assertThat(day.index()).isInstanceOf(IndexFile.class);
      blocks += day.index().positions(SubjectIndex.hash(visitor)).length;
    }
    return blocks;
  }

  private static int blocks(Path file) throws IOException {
    int blocks = 0;
    try (FileChannel channel = FileChannel.open(file)) {
      long size = Files.size(file);
      for (long at = 0; at < size; at += GzipBlocks.length(channel, at)) {
        blocks++;
      }
    }
    return blocks;
  }
}
