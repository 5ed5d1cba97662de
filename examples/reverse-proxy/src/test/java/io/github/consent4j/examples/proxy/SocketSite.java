package io.github.consent4j.examples.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A site that is programmed byte by byte. Counts the connections that it gets. */
final class SocketSite implements AutoCloseable {

  /** What the site does with a connection. */
  interface Conversation {
    void with(Socket proxy) throws Exception;
  }

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Conversation conversation = proxy -> answer(proxy, "200 OK", "");

  SocketSite() throws IOException {
    this(ServerSocketFactory.getDefault());
  }

  SocketSite(ServerSocketFactory sockets) throws IOException {
    server = sockets.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    threads.execute(this::accept);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket proxy = server.accept();
        connections.incrementAndGet();
        open.add(proxy);
        Conversation now = conversation;
        threads.execute(() -> converse(now, proxy));
      } catch (IOException e) {
        // Closed, or a handshake that failed.
      }
    }
  }

  private static void converse(Conversation conversation, Socket proxy) {
    try (proxy) {
      conversation.with(proxy);
    } catch (Exception e) {
      // The test sees what the proxy makes of it.
    }
  }

  /** Sets what the site does from now on, and closes the connections that do something else. */
  void startOver(Conversation next) throws IOException {
    converse(next);
    for (Socket proxy : open) {
      proxy.close();
    }
    open.clear();
    connections.set(0);
  }

  /** Sets what the site does with connections from now on. */
  void converse(Conversation next) {
    conversation = next;
  }

  int connections() {
    return connections.get();
  }

  int port() {
    return server.getLocalPort();
  }

  /** Reads the head of a request, and nothing more. */
  static String head(Socket proxy) throws IOException {
    return until(proxy.getInputStream(), "\r\n\r\n");
  }

  /** Reads up to some text, and nothing more. */
  static String until(InputStream in, String end) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    while (!read.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("The end came after: " + read);
      }
      read.write(b);
    }
    return read.toString(StandardCharsets.ISO_8859_1);
  }

  static void write(Socket proxy, String text) throws IOException {
    proxy.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    proxy.getOutputStream().flush();
  }

  /** Reads the head of a request and answers it with a text. */
  static String answer(Socket proxy, String status, String body) throws IOException {
    String head = head(proxy);
    write(
        proxy,
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: text/plain\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
    return head;
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
