package io.github.consent4j.record.keep;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.file.FileRecords;
import io.github.consent4j.record.jdbc.JdbcRecords;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The stores of a recorder that is killed. */
enum KilledStores {
  /** The simplest one, behind a spool. */
  DISK {
    @Override
    ConsentRecords open(Path directory, String url) throws IOException {
      return new DiskRecords(directory.resolve("store.jsonl"));
    }
  },
  /** Files, which need no spool. */
  FILES {
    @Override
    ConsentRecords open(Path directory, String url) throws IOException {
      return FileRecords.builder(directory.resolve("store")).node("a").open();
    }

    @Override
    @Nullable Path spool(Path directory) {
      return null;
    }
  },
  /** A database behind a spool. */
  POSTGRESQL {
    @Override
    ConsentRecords open(Path directory, String url) throws IOException {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(url);
      config.setMaximumPoolSize(2);
      return JdbcRecords.builder(new HikariDataSource(config)).node("a").open();
    }
  };

  abstract ConsentRecords open(Path directory, String url) throws IOException;

  @Nullable Path spool(Path directory) {
    return directory.resolve("spool");
  }
}
