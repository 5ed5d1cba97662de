package io.github.consent4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * There are many visitors at once, each with a token in every place of the page. Each visitor gets
 * the same bytes as without the others, whatever happens to the others' pages.
 */
class ConcurrentVisitorsTest {

  private static final int VISITORS = 12;
  private static final int DISTURBERS = 4;
  private static final String ALONE = "0123456789abcdef";

  /** The number of responses. The complete comparison has 200,000 and takes many minutes. */
  private static final int CROWD =
      Integer.getInteger("consent.crowd", Boolean.getBoolean("consent.sweeps") ? 20_000 : 2_000);

  private static final String TOKEN = "(token)";
  private static final int[] CHUNKS = {8192, 8192, 4096, 1000, 300, 61};
  private static final int TOLD = 3;

  /** How long nothing arrives before a disturber takes it for the end. */
  private static final int SILENCE_MILLIS = 400;

  /** The minimum number of pages that end badly beside the others, however fast those are. */
  private static final int DISTURBANCES = 24;

  private final Map<String, String> alone = new ConcurrentHashMap<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicInteger left = new AtomicInteger();
  private final AtomicInteger right = new AtomicInteger();
  private final AtomicInteger disturbed = new AtomicInteger();
  private final List<String> cookies = new ArrayList<>(List.of(""));
  private final SecondReading secondReading = new SecondReading(CrowdedSite.POLICY);

  @Test
  void each_visitor_gets_their_own_page() throws Exception {
    compare(CROWD, false);
  }

  @Test
  @Tag("sweep")
  void each_visitor_gets_their_own_page_on_virtual_threads() throws Exception {
    assumeThat(Runtime.version().feature()).as("has virtual threads").isGreaterThanOrEqualTo(21);
    compare(CROWD, true);
  }

  /**
   * Removes the token. The names of blocked frames are made of their URLs, which contain the token.
   */
  private static String withoutToken(String answer, String token) {
    return answer.replace(token, TOKEN).replaceAll("consent4j-[0-9a-f]+-", "consent4j-" + TOKEN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<iframe src='https://www.youtube.com/embed/x'></iframe> | true",
        "<!-- <iframe src='https://www.youtube.com/embed/x'></iframe> --> | false",
        "<p title=\"<iframe src='https://www.youtube.com/embed/x'>\"> | false",
        "<p title=\"<iframe src='https://www.youtu | false",
        "<img src='https://i.ytimg.com/x.jpg' | false",
        "<img src='https://i.ytimg.com/x.jpg'> | true"
      })
  void active_content_is_distinguished_from_text(String page, boolean lives) throws IOException {
    String half = page.substring(0, 12);
    String chunks = "c\r\n" + half + "\r\n400\r\n" + page.substring(12);

    assertThat(secondReading.findsAnything("HTTP/1.1 200\r\n\r\n" + page)).isEqualTo(lives);
    assertThat(
            secondReading.findsAnything(
                "HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks))
        .isEqualTo(lives);
  }

  private void compare(int responses, boolean virtualThreads) throws Exception {
    try (CrowdedSite site = new CrowdedSite(virtualThreads)) {
      int port = site.port();
      decide(port);
      getAlone(port);
      left.set(responses);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < VISITORS; i++) {
        Random random = new Random(i);
        threads.add(new Thread(() -> visit(port, random)));
      }
      for (int i = 0; i < DISTURBERS; i++) {
        Random random = new Random(100 + i);
        threads.add(new Thread(() -> disturb(port, random)));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertThat(wrong.stream().limit(TOLD)).as("wrong of " + right.get()).isEmpty();
    assertThat(right.get()).isGreaterThanOrEqualTo(responses);
  }

  /** Makes a visitor of each kind: undecided, all allowed, all refused, and some allowed. */
  private void decide(int port) throws IOException {
    for (String form :
        new String[] {"choice=accept-all", "choice=reject-all", "choice=save&grant=youtube"}) {
      try (Connection connection = new Connection(port)) {
        connection.send(
            "POST /consent HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + form.length()
                + "\r\n\r\n"
                + form);
        String answer = connection.answer();
        int from = answer.indexOf("Set-Cookie: consent=") + "Set-Cookie: ".length();
        cookies.add(answer.substring(from, answer.indexOf(';', from)));
      }
    }
  }

  /** The request of a visitor. */
  private record Wish(String path, String cookie, boolean isPublic, boolean big) {

    static Wish any(Random random, String[] paths, List<String> cookies) {
      return new Wish(
          paths[random.nextInt(paths.length)],
          cookies.get(random.nextInt(cookies.size())),
          random.nextInt(3) == 0,
          random.nextInt(8) == 0);
    }

    String request(String token, int chunk) {
      return "GET "
          + path
          + "?token="
          + token
          + (isPublic ? "&public" : "")
          + (big ? "&big" : "")
          + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nCookie: "
          + cookie
          + "\r\nChunk: "
          + chunk
          + "\r\n\r\n";
    }
  }

  private void getAlone(int port) throws IOException {
    try (Connection connection = new Connection(port)) {
      for (String path : CrowdedSite.SOUND) {
        for (String cookie : cookies) {
          for (int kind = 0; kind < 4; kind++) {
            Wish wish = new Wish(path, cookie, (kind & 1) != 0, (kind & 2) != 0);
            connection.send(wish.request(ALONE, 8192));
            String answer = connection.answer();
            assertThat(answer).contains(path.equals("/error") ? " 410 " : "<title>" + ALONE);
            alone.put(wish.toString(), withoutToken(answer, ALONE));
          }
        }
      }
    }
  }

  private static String token(Random random) {
    return String.format("%016x", random.nextLong());
  }

  private boolean goesOn(int responsesLeft) {
    return (responsesLeft > 0 || disturbed.get() < DISTURBANCES) && wrong.size() < TOLD;
  }

  private void visit(int port, Random random) {
    Connection connection = null;
    while (goesOn(left.getAndDecrement())) {
      Wish wish = Wish.any(random, CrowdedSite.SOUND, cookies);
      String token = token(random);
      try {
        connection = connection == null ? new Connection(port) : connection;
        connection.send(wish.request(token, CHUNKS[random.nextInt(CHUNKS.length)]));
        String got = withoutToken(connection.answer(), token);
        String expected = alone.get(wish.toString());
        if (got.equals(expected)) {
          right.incrementAndGet();
        } else {
          wrong.add(wish + "\n" + difference(got, expected));
        }
      } catch (IOException | RuntimeException e) {
        wrong.add(wish + " " + e);
        connection = null;
      }
    }
    if (connection != null) {
      connection.close();
    }
  }

  private static String difference(String got, String expected) {
    int p = 0;
    while (p < Math.min(got.length(), expected.length()) && got.charAt(p) == expected.charAt(p)) {
      p++;
    }
    int from = Math.max(0, p - 200);
    return "got "
        + got.length()
        + " characters: ..."
        + got.substring(from, Math.min(got.length(), p + 300))
        + "\nfor "
        + expected.length()
        + ": ..."
        + expected.substring(from, Math.min(expected.length(), p + 300));
  }

  /** Requests pages that end badly. Closes the connection early, or reads slowly. */
  private void disturb(int port, Random random) {
    while (goesOn(left.get())) {
      String[] paths = random.nextInt(4) == 0 ? CrowdedSite.SOUND : CrowdedSite.UNSOUND;
      Wish wish = Wish.any(random, paths, cookies);
      String token = token(random);
      disturbed.incrementAndGet();
      try (Connection connection = new Connection(port)) {
        connection.send(wish.request(token, CHUNKS[random.nextInt(CHUNKS.length)]));
        switch (random.nextInt(4)) {
          case 0 -> connection.reset();
          case 1 -> {
            connection.reset();
            connection.skip(random.nextInt(20_000));
          }
          default -> decide(wish, token, connection.rest(random.nextInt(3) * 5));
        }
      } catch (IOException | RuntimeException e) {
        // Such requests end with this exception.
      }
    }
  }

  /**
   * Asserts that the page belongs to this visitor, and that nothing is active that the visitor
   * refuses.
   */
  private void decide(Wish wish, String token, String got) throws IOException {
    boolean mayLive = !wish.isPublic && cookies.indexOf(wish.cookie) % 2 == 1;
    if (!mayLive && !wish.path.equals("/gzip") && secondReading.findsAnything(got)) {
      wrong.add("alive: " + wish + "\n" + got);
    }
    for (int p = got.indexOf("<p>"); p >= 0; p = got.indexOf("<p>", p + 1)) {
      boolean whole = p + 19 <= got.length() && got.substring(p + 3, p + 19).matches("[0-9a-f]+");
      if (whole && !got.startsWith(token, p + 3)) {
        wrong.add("somebody else's: " + wish + got.substring(p, p + 60));
      }
    }
  }

  /** A connection that is used by one visitor after another. */
  private static final class Connection implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;

    Connection(int port) throws IOException {
      socket = new Socket("localhost", port);
      socket.setSoTimeout(30_000);
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream(), 65_536);
    }

    void send(String request) throws IOException {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      int c = in.read();
      while (c >= 0 && c != '\n') {
        line.append((char) c);
        c = in.read();
      }
      if (c < 0) {
        throw new EOFException("after " + line);
      }
      return line.toString().strip();
    }

    /** Returns the headers, except those that depend on the time, and the body. */
    String answer() throws IOException {
      StringBuilder head = new StringBuilder();
      int length = 0;
      boolean chunked = false;
      boolean zipped = false;
      for (String line = line(); !line.isEmpty(); line = line()) {
        String lower = line.toLowerCase(Locale.ROOT);
        chunked |= lower.startsWith("transfer-encoding");
        zipped |= lower.startsWith("content-encoding");
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(line.substring(15).strip());
        } else if (!lower.matches("(date|keep-alive|connection|transfer-encoding):.*")) {
          head.append(line).append('\n');
        }
      }
      byte[] body = chunked ? chunks() : in.readNBytes(length);
      if (zipped) {
        body = new GZIPInputStream(new java.io.ByteArrayInputStream(body)).readAllBytes();
      }
      return head + "\n" + new String(body, StandardCharsets.ISO_8859_1);
    }

    private byte[] chunks() throws IOException {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      int length = Integer.parseInt(line(), 16);
      while (length > 0) {
        body.writeBytes(in.readNBytes(length));
        line();
        length = Integer.parseInt(line(), 16);
      }
      line();
      return body.toByteArray();
    }

    /** Reads until nothing more arrives, up to a limit. */
    String rest(int pauseMillis) throws IOException {
      socket.setSoTimeout(SILENCE_MILLIS);
      ByteArrayOutputStream got = new ByteArrayOutputStream();
      byte[] piece = new byte[8192];
      try {
        int n = in.read(piece);
        while (n >= 0 && got.size() < 1_000_000) {
          got.write(piece, 0, n);
          Thread.sleep(pauseMillis);
          n = in.read(piece);
        }
      } catch (IOException | InterruptedException e) {
        // The connection was aborted or has ended.
      }
      return got.toString(StandardCharsets.ISO_8859_1);
    }

    /** Reads as many bytes, or until nothing more arrives. */
    void skip(int length) throws IOException {
      socket.setSoTimeout(SILENCE_MILLIS);
      in.readNBytes(length);
    }

    /** Makes the end of the connection an abrupt one. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        // The connection is closed already.
      }
    }
  }
}
