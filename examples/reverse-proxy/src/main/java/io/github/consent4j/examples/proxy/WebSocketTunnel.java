package io.github.consent4j.examples.proxy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes between a visitor and a site, both ways. The container calls when the visitor has sent
 * something; a thread of its own waits for the site. Public because the container creates it.
 */
public final class WebSocketTunnel implements HttpUpgradeHandler {

  private static final Logger log = LoggerFactory.getLogger(WebSocketTunnel.class);

  private @Nullable Socket socket;
  private @Nullable InputStream fromSite;
  private Set<WebSocketTunnel> open = Set.of();
  private Duration idle = Duration.ZERO;
  private volatile @Nullable WebConnection visitor;
  private volatile long lastBytes;

  /** Sets the site's end. The container starts the tunnel afterwards. */
  void begin(Socket site, InputStream in, Duration patience, Set<WebSocketTunnel> all)
      throws IOException {
    socket = site;
    fromSite = in;
    idle = patience;
    open = all;
    lastBytes = System.nanoTime();
    site.setSoTimeout(Math.toIntExact(Math.max(1, patience.toMillis() / 2)));
    open.add(this);
  }

  @Override
  public void init(WebConnection connection) {
    visitor = connection;
    try {
      ServletInputStream in = connection.getInputStream();
      ServletOutputStream out = connection.getOutputStream();
      in.setReadListener(new ToSite(in, site().getOutputStream()));
      Thread thread = new Thread(() -> passToVisitor(out), "websocket");
      thread.setDaemon(true);
      thread.start();
    } catch (IOException | RuntimeException e) {
      log.debug("A WebSocket connection cannot be passed on", e);
      destroy();
    }
  }

  private Socket site() {
    return Objects.requireNonNull(socket);
  }

  private void passToVisitor(OutputStream out) {
    byte[] buffer = new byte[8 * 1024];
    try {
      for (int n = read(buffer); n >= 0; n = read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException | RuntimeException e) {
      log.debug("A WebSocket connection broke off", e);
    } finally {
      destroy();
    }
  }

  /** Reads from the site for as long as one of the two sends something. */
  private int read(byte[] buffer) throws IOException {
    while (true) {
      try {
        int n = Objects.requireNonNull(fromSite).read(buffer);
        lastBytes = System.nanoTime();
        return n;
      } catch (SocketTimeoutException e) {
        if (System.nanoTime() - lastBytes > idle.toNanos()) {
          return -1;
        }
      }
    }
  }

  /** Closes both ends. May be called more than once. */
  @Override
  public void destroy() {
    open.remove(this);
    close(socket);
    close(visitor);
  }

  private static void close(@Nullable AutoCloseable end) {
    try {
      if (end != null) {
        end.close();
      }
    } catch (Exception e) {
      log.debug("One end of a WebSocket connection was closed already", e);
    }
  }

  /** Passes what the visitor sends to the site. */
  private final class ToSite implements ReadListener {

    private final ServletInputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[8 * 1024];

    ToSite(ServletInputStream in, OutputStream out) {
      this.in = in;
      this.out = out;
    }

    @Override
    public void onDataAvailable() throws IOException {
      while (in.isReady()) {
        int n = in.read(buffer);
        if (n < 0) {
          destroy();
          return;
        }
        lastBytes = System.nanoTime();
        out.write(buffer, 0, n);
        out.flush();
      }
    }

    @Override
    public void onAllDataRead() {
      destroy();
    }

    @Override
    public void onError(Throwable failure) {
      log.debug("A visitor's WebSocket connection broke off", failure);
      destroy();
    }
  }
}
