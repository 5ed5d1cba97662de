package io.github.consent4j.examples.browser;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A server for every host on the web. It accepts HTTP and TLS on one port, records which hosts were
 * contacted, and gives the answers that a test has set, or else an empty 204. A connection counts
 * as a contact even without a request, because its TLS greeting already names the host. Names of
 * hosts are recorded in lower case and without a trailing dot. Thread-safe.
 */
public final class RecordingServer implements AutoCloseable {

  private static final int TLS_HANDSHAKE = 0x16;
  private static final int SILENCE_MILLIS = 30_000;
  private static final byte[] NOTHING =
      ascii(
          "HTTP/1.1 204 No Content\r\nCache-Control: no-store\r\n"
              + "Access-Control-Allow-Origin: *\r\n\r\n");

  private final ServerSocket server;
  private final SSLContext tls;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Contacts contacts = new Contacts();
  private final Map<String, String> answers = new ConcurrentHashMap<>();

  /**
   * Starts on a port of its own.
   *
   * @throws IOException if no port is free, or the JDK's {@code keytool} creates no key
   */
  public RecordingServer() throws IOException, GeneralSecurityException, InterruptedException {
    tls = Greeting.asAnybody();
    server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** Returns the port that all names lead to. */
  public int port() {
    return server.getLocalPort();
  }

  /**
   * Sets the answer to requests whose {@code host/path} starts with a prefix. The answer is a page
   * if the body starts with {@code <}, or else a script.
   */
  public RecordingServer answer(String hostAndPath, String body) {
    answers.put(hostAndPath, body);
    return this;
  }

  /** Returns the names of all hosts that were contacted in any way. */
  public Set<String> hosts() {
    return contacts.hosts();
  }

  /** Returns the requests in their order, as {@code host/path?query}. */
  public List<String> requests() {
    return contacts.requests();
  }

  /** Discards all contacts until now. */
  public void forget() {
    contacts.forget();
  }

  /**
   * Waits until there has been no traffic for some time, from now on.
   *
   * @return whether that was so within the time limit
   */
  public boolean awaitQuiet(Duration quiet, Duration atMost) throws InterruptedException {
    return contacts.awaitQuiet(quiet, atMost);
  }

  /**
   * Waits until a condition holds that a contact can fulfil.
   *
   * @return whether it held within the time limit
   */
  public boolean await(BooleanSupplier holds, Duration atMost) throws InterruptedException {
    return contacts.await(holds, atMost);
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        contacts.happened();
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket plain) {
    try (plain) {
      plain.setSoTimeout(SILENCE_MILLIS);
      int first = plain.getInputStream().read();
      if (first < 0) {
        return;
      }
      InputStream consumed = new ByteArrayInputStream(new byte[] {(byte) first});
      if (first == TLS_HANDSHAKE) {
        serveEncrypted(plain, consumed);
      } else {
        answer(new SequenceInputStream(consumed, plain.getInputStream()), plain.getOutputStream());
      }
    } catch (IOException e) {
      // The browser closed the connection, or refused the handshake after it had named the host.
    }
  }

  private void serveEncrypted(Socket plain, InputStream consumed) throws IOException {
    try (SSLSocket socket =
        (SSLSocket) tls.getSocketFactory().createSocket(plain, consumed, true)) {
      socket.setUseClientMode(false);
      socket.startHandshake();
      ExtendedSSLSession session = (ExtendedSSLSession) socket.getSession();
      for (SNIServerName name : session.getRequestedServerNames()) {
        if (name instanceof SNIHostName host) {
          contacts.host(host.getAsciiName());
        }
      }
      answer(socket.getInputStream(), socket.getOutputStream());
    }
  }

  private void answer(InputStream in, OutputStream out) throws IOException {
    InputStream buffered = new BufferedInputStream(in);
    String request = readLine(buffered);
    while (request != null && !request.isEmpty()) {
      String host = "";
      int length = 0;
      for (String line = readLine(buffered);
          line != null && !line.isEmpty();
          line = readLine(buffered)) {
        String lower = line.toLowerCase(Locale.ROOT);
        if (lower.startsWith("host:")) {
          host = line.substring(5).strip().replaceFirst(":\\d+$", "");
        } else if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(line.substring(15).strip());
        }
      }
      buffered.readNBytes(length);
      String path = request.split(" ")[1];
      contacts.request(host, path);
      out.write(response(host + path));
      out.flush();
      request = readLine(buffered);
    }
  }

  private byte[] response(String url) {
    return answers.entrySet().stream()
        .filter(answer -> url.startsWith(answer.getKey()))
        .map(answer -> response200(answer.getValue()))
        .findFirst()
        .orElse(NOTHING);
  }

  private static byte[] response200(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    response.writeBytes(
        ascii(
            "HTTP/1.1 200 OK\r\nContent-Type: "
                + (body.startsWith("<") ? "text/html" : "text/javascript")
                + ";charset=utf-8\r\nContent-Length: "
                + bytes.length
                + "\r\nCache-Control: no-store\r\nAccess-Control-Allow-Origin: *\r\n\r\n"));
    response.writeBytes(bytes);
    return response.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static @Nullable String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        return line.toString().stripTrailing();
      }
      line.append((char) c);
    }
    return line.isEmpty() ? null : line.toString();
  }
}
