package io.github.consent4j.servlet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A shared cache on this machine in front of several nodes. It uses the loopback alone. */
final class CachingProxy implements AutoCloseable {

  private final Process process;
  private final int port;

  /** Starts an nginx. */
  CachingProxy(List<Integer> nodes) throws IOException {
    this(CacheKind.NGINX, nodes);
  }

  /**
   * Starts the cache. If its program is missing, the test is skipped, or fails if the cache is
   * required.
   */
  CachingProxy(CacheKind kind, List<Integer> nodes) throws IOException {
    Optional<Path> program = kind.executable();
    if (program.isEmpty() && "true".equals(System.getenv("CI"))) {
      Assertions.fail("no " + kind.program() + " found to be the shared cache");
    }
    Assumptions.assumeTrue(
        program.isPresent(), "skipped: no " + kind.program() + " found to be the shared cache");
    port = freePort();
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), kind.program());
    // Some programs continue as another user.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.createDirectories(folder.resolve("cache"));
    Files.setPosixFilePermissions(
        folder.resolve("cache"), PosixFilePermissions.fromString("rwxrwxrwx"));
    Path configuration =
        Files.writeString(
            folder.resolve("configuration"),
            kind.configuration()
                .replace("FOLDER", folder.toString())
                .replace("NODES", kind.nodes(nodes))
                .replace("PORT", "" + port)
                .replace("KEY", ""));
    List<String> command = new ArrayList<>(List.of(program.get().toString()));
    command.addAll(kind.arguments(folder, configuration, port));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.log").toFile())
            .start();
    awaitStart(folder);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private void awaitStart(Path folder) throws IOException {
    boolean answers = IntStream.range(0, 500).anyMatch(attempt -> ends() || answers());
    if (!answers || !process.isAlive()) {
      close();
      Assertions.fail(
          "the cache does not start: " + Files.readString(folder.resolve("output.log")));
    }
  }

  /** Waits a short time for the end of the process. */
  private boolean ends() {
    try {
      return process.waitFor(20, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
