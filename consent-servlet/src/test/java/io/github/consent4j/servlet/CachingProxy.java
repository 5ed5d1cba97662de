package io.github.consent4j.servlet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** An nginx of this machine as a shared cache in front of several nodes, on the loopback alone. */
final class CachingProxy implements AutoCloseable {

  private static final String CONFIGURATION =
      """
      daemon off;
      master_process off;
      pid FOLDER/nginx.pid;
      error_log FOLDER/error.log;
      events { worker_connections 256; }
      http {
        access_log off;
        client_body_temp_path FOLDER/body;
        proxy_temp_path FOLDER/proxy;
        fastcgi_temp_path FOLDER/fastcgi;
        uwsgi_temp_path FOLDER/uwsgi;
        scgi_temp_path FOLDER/scgi;
        proxy_cache_path FOLDER/cache keys_zone=pages:8m max_size=64m inactive=10m;
        upstream nodes { NODES keepalive 8; }
        server {
          listen 127.0.0.1:PORT;
          location / {
            proxy_pass http://nodes;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $http_host;
            proxy_cache pages;
            proxy_cache_revalidate on;
            add_header X-Cache $upstream_cache_status always;
            add_header X-Node $upstream_addr always;
          }
        }
      }
      """;

  private final Process process;
  private final int port;

  /** Starts it; without an nginx the test is skipped, or fails where the environment says so. */
  CachingProxy(List<Integer> nodes) throws IOException {
    Optional<Path> nginx =
        Stream.of(
                "/usr/sbin/nginx",
                "/usr/bin/nginx",
                "/usr/local/bin/nginx",
                "/opt/homebrew/bin/nginx")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    if (nginx.isEmpty() && "true".equals(System.getenv("CI"))) {
      Assertions.fail("no nginx found to be the shared cache");
    }
    Assumptions.assumeTrue(nginx.isPresent(), "skipped: no nginx found to be the shared cache");
    port = freePort();
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "nginx");
    String servers =
        nodes.stream()
            .map(node -> "server 127.0.0.1:" + node + ";")
            .collect(Collectors.joining(" "));
    Path configuration =
        Files.writeString(
            folder.resolve("nginx.conf"),
            CONFIGURATION
                .replace("FOLDER", folder.toString())
                .replace("NODES", servers)
                .replace("PORT", "" + port));
    process =
        new ProcessBuilder(
                nginx.get().toString(), "-p", folder.toString(), "-c", configuration.toString())
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
      Assertions.fail("nginx does not start: " + Files.readString(folder.resolve("output.log")));
    }
  }

  /** Waits a little for an end. */
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
