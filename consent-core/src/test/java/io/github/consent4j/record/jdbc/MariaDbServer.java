package io.github.consent4j.record.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The machine's MariaDB server with an empty folder, without accounts. */
final class MariaDbServer {

  private static final List<Path> BINARIES =
      List.of(Path.of("/usr/sbin/mariadbd"), Path.of("/usr/bin/mariadbd"));

  private static final Path SCRIPTS = Path.of("/usr/share/mysql");

  private static final List<String> SYSTEM_TABLES =
      List.of(
          "mysql_system_tables.sql",
          "mysql_performance_tables.sql",
          "mysql_system_tables_data.sql");

  private MariaDbServer() {}

  static boolean isInstalled() {
    return BINARIES.stream().anyMatch(Files::isExecutable);
  }

  /** Returns the port of the server, which is started when it is first needed. */
  static int port() {
    return Running.PORT;
  }

  private static final class Running {
    static final int PORT = start();

    private static int start() {
      try {
        Path folder = Files.createTempDirectory("consent-mariadb");
        createSystemTables(folder);
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
          port = free.getLocalPort();
        }
        Process server =
            new ProcessBuilder(
                    binary(),
                    "--no-defaults",
                    "--user=root",
                    "--datadir=" + folder,
                    "--socket=" + folder.resolve("socket"),
                    "--pid-file=" + folder.resolve("pid"),
                    "--port=" + port,
                    "--bind-address=127.0.0.1",
                    "--skip-grant-tables",
                    // what is committed here need not survive the machine
                    "--innodb-flush-log-at-trx-commit=2",
                    "--innodb-doublewrite=0",
                    "--innodb-buffer-pool-size=64M",
                    // another one than that of the JVM and of this library
                    "--default-time-zone=-07:00",
                    "--character-set-server=latin1")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, folder)));
        awaitPort(server, port, folder);
        return port;
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException("MariaDB does not start", e);
      }
    }

    private static String binary() {
      return BINARIES.stream().filter(Files::isExecutable).findFirst().orElseThrow().toString();
    }

    /** Flyway asks for them. */
    private static void createSystemTables(Path folder) throws IOException, InterruptedException {
      Files.createDirectory(folder.resolve("mysql"));
      StringBuilder statements = new StringBuilder("use mysql;\n");
      for (String script : SYSTEM_TABLES) {
        statements.append(Files.readString(SCRIPTS.resolve(script)));
      }
      Path all = Files.writeString(folder.resolve("system-tables"), statements);
      new ProcessBuilder(
              binary(), "--no-defaults", "--bootstrap", "--user=root", "--datadir=" + folder)
          .redirectInput(all.toFile())
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("log").toFile())
          .start()
          .waitFor();
    }

    private static void awaitPort(Process server, int port, Path folder)
        throws IOException, InterruptedException {
      while (server.isAlive()) {
        try {
          new Socket("127.0.0.1", port).close();
          return;
        } catch (IOException e) {
          TimeUnit.MILLISECONDS.sleep(50);
        }
      }
      throw new IllegalStateException(Files.readString(folder.resolve("log")));
    }

    private static void stop(Process server, Path folder) {
      server.destroyForcibly();
      try {
        server.waitFor();
        try (Stream<Path> files = Files.walk(folder)) {
          files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
