package io.github.consent4j.examples.research.peers;

import com.microsoft.playwright.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The size of everything that a page loads, compressed with gzip -9 whatever the server did.
 *
 * @param requests requests for the page and all that it loads from its site
 * @param html bytes of the page itself
 * @param script bytes of scripts of the page
 * @param style bytes of style sheets of the page
 * @param frames bytes of all that frames within the page load, such as placeholders
 */
record Baggage(int requests, int html, int script, int style, int frames) {

  static Baggage of(Visit visit) {
    List<Request> page =
        visit.requests().stream().filter(one -> one.frame() == visit.page().mainFrame()).toList();
    int all = bytes(visit.requests());
    return new Baggage(
        visit.requests().size(),
        bytes(of(page, "document")),
        bytes(of(page, "script")),
        bytes(of(page, "stylesheet")),
        all - bytes(page));
  }

  /** Returns the difference between this and another one. */
  Baggage minus(Baggage other) {
    return new Baggage(
        requests - other.requests,
        html - other.html,
        script - other.script,
        style - other.style,
        frames - other.frames);
  }

  int bytes() {
    return html + script + style + frames;
  }

  private static List<Request> of(List<Request> requests, String type) {
    return requests.stream().filter(request -> request.resourceType().equals(type)).toList();
  }

  private static int bytes(List<Request> requests) {
    return requests.stream().mapToInt(request -> gzipped(request.response().body())).sum();
  }

  private static int gzipped(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(out) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.size();
  }
}
