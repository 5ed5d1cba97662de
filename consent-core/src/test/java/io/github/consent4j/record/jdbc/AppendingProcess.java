package io.github.consent4j.record.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.TestRecords;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A process that appends until it is killed, and tells each batch that was stored. */
final class AppendingProcess {

  /** Ends a line that is complete. */
  static final String END = " .";

  private AppendingProcess() {}

  public static void main(String[] arguments) throws IOException {
    Random random = new Random();
    try (HikariDataSource dataSource = TestDatabase.pool(arguments[0], 1);
        JdbcRecords records = JdbcRecords.builder(dataSource).node(arguments[1]).open()) {
      while (true) {
        List<ConsentRecord> batch =
            IntStream.rangeClosed(0, random.nextInt(16))
                .mapToObj(each -> TestRecords.given("v" + random.nextInt(50), Instant.now()))
                .toList();
        records.append(batch);
        String line =
            batch.stream().map(each -> each.id().toString()).collect(Collectors.joining(" "));
        System.out.println(line + END);
        System.out.flush();
      }
    }
  }
}
