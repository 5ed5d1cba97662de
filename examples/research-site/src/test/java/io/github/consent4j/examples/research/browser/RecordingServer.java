package io.github.consent4j.examples.research.browser;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Stands in for every host on the web: takes HTTP and TLS on one port, notes who was contacted, and
 * answers as the providers of the embeds do. A connection counts as a contact even when nothing is
 * asked on it, because its TLS greeting names the host already.
 */
final class RecordingServer implements AutoCloseable {

  private static final int TLS_HANDSHAKE = 0x16;
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final ServerSocket server;
  private final SSLContext tls;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<String, Boolean> contacted = new ConcurrentHashMap<>();
  private final Map<String, String> answers = new ConcurrentHashMap<>();

  RecordingServer() throws IOException, GeneralSecurityException, InterruptedException {
    tls = tls();
    server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Answers requests whose {@code host/path} starts with a prefix; the type follows the body. */
  RecordingServer answer(String hostAndPath, String body) {
    answers.put(hostAndPath, body);
    return this;
  }

  /** Names of all hosts that were contacted, in whatever way. */
  Set<String> hosts() {
    return contacted.keySet();
  }

  /** What was asked for: {@code host/path?query}. */
  List<String> requests() {
    return requests;
  }

  void forget() {
    requests.clear();
    contacted.clear();
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
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket plain) {
    try (plain) {
      plain.setSoTimeout(30_000);
      int first = plain.getInputStream().read();
      if (first < 0) {
        return;
      }
      InputStream consumed = new ByteArrayInputStream(new byte[] {(byte) first});
      if (first == TLS_HANDSHAKE) {
        try (SSLSocket socket =
            (SSLSocket) tls.getSocketFactory().createSocket(plain, consumed, true)) {
          socket.setUseClientMode(false);
          socket.startHandshake();
          for (SNIServerName name :
              ((ExtendedSSLSession) socket.getSession()).getRequestedServerNames()) {
            if (name instanceof SNIHostName host) {
              contacted.put(host.getAsciiName(), true);
            }
          }
          answer(socket.getInputStream(), socket.getOutputStream());
        }
      } else {
        answer(new SequenceInputStream(consumed, plain.getInputStream()), plain.getOutputStream());
      }
    } catch (IOException e) {
      // the browser went away, or refused the handshake after it had named the host
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
      contacted.put(host, true);
      requests.add(host + path);
      out.write(response(host + path));
      out.flush();
      request = readLine(buffered);
    }
  }

  private byte[] response(String url) {
    String body =
        answers.entrySet().stream()
            .filter(answer -> url.startsWith(answer.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("");
    String type = body.startsWith("<") ? "text/html" : "text/javascript";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        (body.isEmpty() ? "HTTP/1.1 204 No Content\r\n" : "HTTP/1.1 200 OK\r\n")
            + (body.isEmpty()
                ? ""
                : "Content-Type: "
                    + type
                    + ";charset=utf-8\r\nContent-Length: "
                    + bytes.length
                    + "\r\n")
            + "Cache-Control: no-store\r\nAccess-Control-Allow-Origin: *\r\n\r\n";
    byte[] headBytes = head.getBytes(StandardCharsets.UTF_8);
    byte[] response = Arrays.copyOf(headBytes, headBytes.length + bytes.length);
    System.arraycopy(bytes, 0, response, headBytes.length, bytes.length);
    return response;
  }

  private static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        return line.toString().stripTrailing();
      }
      line.append((char) c);
    }
    return line.isEmpty() ? null : line.toString();
  }

  private static SSLContext tls()
      throws IOException, GeneralSecurityException, InterruptedException {
    Path folder = Files.createTempDirectory("recording-server");
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "any",
                "-dname",
                "CN=any",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IOException("keytool made no key: " + said);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    } finally {
      deleteQuietly(store, folder);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void deleteQuietly(Path... paths) {
    for (Path path : paths) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
