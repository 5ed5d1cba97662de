package io.github.consent4j.examples.proxy;

import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes between a visitor and a site, both ways. The container calls when the visitor has sent
 * something; a thread of its own waits for the site. Uses Tomcat's own interface, as its WebSocket
 * endpoints do: the one of Servlet has no way to end a connection from another thread. Public
 * because the container creates it.
 */
public final class WebSocketTunnel implements InternalHttpUpgradeHandler {

  private static final Logger log = LoggerFactory.getLogger(WebSocketTunnel.class);

  private final byte[] fromVisitor = new byte[8 * 1024];
  private @Nullable Socket site;
  private @Nullable InputStream fromSite;
  private @Nullable OutputStream toSite;
  private Set<WebSocketTunnel> open = Set.of();
  private Duration idle = Duration.ZERO;
  private volatile @Nullable SocketWrapperBase<?> visitor;
  private volatile long lastBytes;

  /** Creates a tunnel without ends. */
  public WebSocketTunnel() {
    // The container calls the setters.
  }

  /** Sets the site's end. The container starts the tunnel afterwards. */
  void begin(Socket socket, InputStream in, Duration patience, Set<WebSocketTunnel> all)
      throws IOException {
    site = socket;
    fromSite = in;
    toSite = socket.getOutputStream();
    idle = patience;
    open = all;
    lastBytes = System.nanoTime();
    socket.setSoTimeout(Math.toIntExact(Math.max(1, patience.toMillis() / 2)));
    open.add(this);
  }

  @Override
  public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
    visitor = wrapper;
  }

  @Override
  public void setSslSupport(SSLSupport support) {
    // Nobody asks for the visitor's certificate.
  }

  @Override
  public void init(WebConnection connection) {
    SocketWrapperBase<?> out = Objects.requireNonNull(visitor);
    out.setWriteTimeout(idle.toMillis());
    Thread thread = new Thread(() -> passToVisitor(out), "websocket");
    thread.setDaemon(true);
    thread.start();
  }

  private void passToVisitor(SocketWrapperBase<?> out) {
    byte[] buffer = new byte[8 * 1024];
    try {
      for (int n = read(buffer); n >= 0; n = read(buffer)) {
        out.write(true, buffer, 0, n);
        out.flush(true);
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

  @Override
  public SocketState upgradeDispatch(SocketEvent event) {
    try {
      return switch (event) {
        case OPEN_READ -> passToSite() ? SocketState.UPGRADED : SocketState.CLOSED;
        case OPEN_WRITE -> SocketState.UPGRADED;
        default -> SocketState.CLOSED;
      };
    } catch (IOException e) {
      log.debug("A WebSocket connection broke off", e);
      return SocketState.CLOSED;
    }
  }

  /** Passes on all that has come. Returns false if the visitor has gone. */
  private boolean passToSite() throws IOException {
    SocketWrapperBase<?> in = Objects.requireNonNull(visitor);
    OutputStream out = Objects.requireNonNull(toSite);
    int n = in.read(false, fromVisitor, 0, fromVisitor.length);
    while (n > 0) {
      lastBytes = System.nanoTime();
      out.write(fromVisitor, 0, n);
      out.flush();
      n = in.read(false, fromVisitor, 0, fromVisitor.length);
    }
    return n == 0;
  }

  @Override
  public void timeoutAsync(long now) {
    // The reading side looks at the time.
  }

  @Override
  public boolean hasAsyncIO() {
    return false;
  }

  /** The proxy stops. */
  @Override
  public void pause() {
    destroy();
  }

  /** Closes both ends. May be called more than once. */
  @Override
  public void destroy() {
    open.remove(this);
    try {
      if (site != null) {
        site.close();
      }
    } catch (IOException e) {
      log.debug("The site had closed a WebSocket connection already", e);
    }
    SocketWrapperBase<?> ended = visitor;
    if (ended != null) {
      ended.close();
    }
  }
}
