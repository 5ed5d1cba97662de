package io.github.consent4j.examples.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.consent4j.examples.proxy.ProxySettings.Management;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Says how the proxy is, on a port of its own: no address of a site is taken away, nobody outside
 * can ask, and it answers when all threads for visitors are busy.
 *
 * <ul>
 *   <li>{@code /health/live}: 200 for as long as the process works
 *   <li>{@code /health}: 200 if it takes requests and every site can be connected to, otherwise 503
 * </ul>
 */
final class ManagementServer implements SmartLifecycle, ApplicationListener<ContextClosedEvent> {

  private static final Logger log = LoggerFactory.getLogger(ManagementServer.class);

  private final Management settings;
  private final Sites sites;
  private final WebSockets webSockets;
  private final int patience;
  private @Nullable HttpServer server;
  private @Nullable ExecutorService threads;
  private volatile boolean stopping;

  ManagementServer(Management settings, Sites sites, WebSockets webSockets, Duration patience) {
    this.settings = settings;
    this.sites = sites;
    this.webSockets = webSockets;
    this.patience = Math.toIntExact(patience.toMillis());
  }

  @Override
  public void start() {
    if (settings.port() < 0) {
      return;
    }
    InetSocketAddress address = new InetSocketAddress(settings.address(), settings.port());
    try {
      HttpServer made = HttpServer.create(address, 0);
      threads =
          Executors.newFixedThreadPool(
              2,
              work -> {
                Thread thread = new Thread(work, "management");
                thread.setDaemon(true);
                return thread;
              });
      made.setExecutor(threads);
      made.createContext("/", exchange -> answer(exchange, 404, "Ask for /health\n"));
      made.createContext(
          "/health/live", exchange -> answer(exchange, 200, "{\"status\":\"up\"}\n"));
      made.createContext("/health", this::health);
      made.start();
      server = made;
      log.info("Health on {} port {}", settings.address(), made.getAddress().getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "proxy.management: cannot listen on " + address + "; choose another port or address", e);
    }
  }

  /** Returns the port; -1 if the state cannot be asked for. */
  int port() {
    return server == null ? -1 : server.getAddress().getPort();
  }

  private void health(HttpExchange exchange) throws IOException {
    Map<String, Boolean> up = new LinkedHashMap<>();
    sites.all().forEach(site -> up.put(site.name(), isUp(site.upstream())));
    boolean isWell = !stopping && !up.containsValue(false);
    String body =
        "{\"status\":\""
            + (stopping ? "stopping" : isWell ? "up" : "down")
            + "\",\"sites\":"
            + up.entrySet().stream()
                .map(site -> '"' + site.getKey() + "\":\"" + word(site.getValue()) + '"')
                .collect(Collectors.joining(",", "{", "}"))
            + ",\"websockets\":"
            + webSockets.count()
            + "}\n";
    answer(exchange, isWell ? 200 : 503, body);
  }

  private static String word(boolean up) {
    return up ? "up" : "down";
  }

  private boolean isUp(Upstream upstream) {
    try (Socket socket = new Socket()) {
      socket.connect(upstream.socketAddress(), patience);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange
          .getResponseHeaders()
          .set("Content-Type", body.startsWith("{") ? "application/json" : "text/plain");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** From now on the state is "stopping", so that a load balancer sends no more visitors. */
  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    stopping = true;
  }

  /** Stops after the server for visitors has finished its open responses. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }

  @Override
  public void stop() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
    if (threads != null) {
      threads.shutdownNow();
    }
  }

  @Override
  public boolean isRunning() {
    return server != null;
  }
}
