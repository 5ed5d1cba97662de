package io.github.consent4j.examples.proxy;

import io.github.consent4j.examples.browser.Present;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** The small CMS of these tests, run by the PHP of this machine. */
final class PhpSite implements AutoCloseable {

  private static final int TRIES = 500;

  private final Process php;
  private final int port;

  /**
   * Starts the site. If there is no PHP, the test is skipped, or fails if the environment says
   * {@code CI=true}.
   *
   * @param folder a directory for sessions and the log
   */
  PhpSite(Path folder) throws IOException, InterruptedException {
    Path executable = Path.of("/usr/bin/php");
    Present.orSkip(Files.isExecutable(executable), "no PHP found (Debian: php-cli)");
    port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
            executable.toString(),
            "-d",
            "session.save_path=" + folder,
            "-d",
            "upload_max_filesize=20M",
            "-d",
            "post_max_size=20M",
            "-S",
            "127.0.0.1:" + port,
            Path.of("src/test/php/cms.php").toAbsolutePath().toString());
    builder.environment().put("PHP_CLI_SERVER_WORKERS", "4");
    php =
        builder
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("php.log").toFile())
            .start();
    awaitStart();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private void awaitStart() throws IOException, InterruptedException {
    for (int i = 0; i < TRIES && php.isAlive(); i++) {
      try {
        new Socket("127.0.0.1", port).close();
        return;
      } catch (ConnectException e) {
        Thread.sleep(20);
      }
    }
    throw new IOException("PHP did not start");
  }

  int port() {
    return port;
  }

  /** Ends the server and its workers. */
  @Override
  public void close() {
    php.descendants().forEach(ProcessHandle::destroy);
    php.destroy();
  }
}
