package io.github.consent4j.record.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;

/** Databases for tests. The servers are shared by all tests of a JVM. */
public enum TestDatabase {
  POSTGRESQL {
    @Override
    public String create() {
      String name = name("consent");
      execute(Postgres.SERVER.getPostgresDatabase(), "CREATE SCHEMA " + name);
      return Postgres.SERVER.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + name;
    }
  },
  MARIADB {
    @Override
    public String create() {
      Assumptions.assumeTrue(
          MariaDbServer.isInstalled(),
          "No mariadbd here: install mariadb-server-core to test against MariaDB");
      String name = name("consent");
      String server = "jdbc:mariadb://127.0.0.1:" + MariaDbServer.port() + "/";
      try (HikariDataSource all = pool(server + "?user=root", 1)) {
        execute(all, "CREATE DATABASE " + name);
      }
      return server + name + "?user=root";
    }
  },
  H2_MEMORY {
    @Override
    public String create() {
      return "jdbc:h2:mem:" + name("consent") + ";DB_CLOSE_DELAY=-1";
    }
  },
  H2_FILE {
    @Override
    public String create() {
      try {
        Path folder = Files.createTempDirectory("consent-h2");
        folder.toFile().deleteOnExit();
        return "jdbc:h2:file:" + folder.resolve("records");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  };

  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** Creates an empty database and returns its address. */
  public abstract String create();

  /** Returns a new pool of connections. */
  public static HikariDataSource pool(String url, int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(5_000);
    return new HikariDataSource(config);
  }

  static String name(String prefix) {
    return prefix
        + "_"
        + NUMBER.incrementAndGet()
        + "_"
        + UUID.randomUUID().toString().substring(0, 4);
  }

  static void execute(DataSource dataSource, String... statements) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the first column of a query's rows. */
  static List<String> select(DataSource dataSource, String sql) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (row.next()) {
        texts.add(row.getString(1));
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The server of PostgreSQL, started when it is first needed. */
  private static final class Postgres {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setServerConfig("max_connections", "60").start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
