package io.github.consent4j.gate.cookie;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The cookies of one request, as the browser wrote them into the {@code Cookie} header: pairs
 * separated by semicolons, in the order of the header, with duplicates. The header is read in one
 * pass, and no text is an error. Immutable and thread-safe.
 *
 * <p>Quotes have no meaning, because they have none for browsers (RFC 6265, section 5.4): a
 * semicolon always ends a cookie.
 */
public final class RequestCookies {

  /** A request without cookies. */
  public static final RequestCookies NONE = new RequestCookies(List.of());

  private final List<String> headers;

  private RequestCookies(List<String> headers) {
    this.headers = headers;
  }

  /**
   * Reads the values of all {@code Cookie} headers of a request. HTTP/2 permits several (RFC 9113,
   * section 8.2.3).
   */
  public static RequestCookies parse(List<String> headers) {
    return headers.isEmpty() ? NONE : new RequestCookies(List.copyOf(headers));
  }

  /** Returns the header values unchanged. */
  public List<String> headers() {
    return headers;
  }

  /** Returns the values of all cookies of a name, in the order of the request. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (String header : headers) {
      forEachPair(
          header,
          (start, end) -> {
            boolean found =
                endOfName(header, start, end) - start == name.length()
                    && header.startsWith(name, start);
            if (found) {
              values.add(valueOf(header, start, end));
            }
          });
    }
    return values;
  }

  /** Returns the distinct names, sorted. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (String header : headers) {
      forEachPair(header, (start, end) -> names.add(nameOf(header, start, end)));
    }
    return names;
  }

  /** Receives the places of one pair, without the white space around it. */
  @FunctionalInterface
  interface PairVisitor {
    void visit(int start, int end);
  }

  static void forEachPair(String header, PairVisitor visitor) {
    int length = header.length();
    int from = 0;
    while (from < length) {
      int semicolon = header.indexOf(';', from);
      int to = semicolon < 0 ? length : semicolon;
      int start = skipSpace(header, from, to);
      int end = trimSpace(header, start, to);
      if (start < end) {
        visitor.visit(start, end);
      }
      from = to + 1;
    }
  }

  /** Returns the name of the pair between two places: the text before the first equals sign. */
  static String nameOf(String header, int start, int end) {
    return header.substring(start, endOfName(header, start, end));
  }

  /** Returns where the name of the pair between two places ends. */
  static int endOfName(String header, int start, int end) {
    int to = start;
    while (to < end && header.charAt(to) != '=') {
      to++;
    }
    return trimSpace(header, start, to);
  }

  private static String valueOf(String header, int start, int end) {
    int equals = start;
    while (equals < end && header.charAt(equals) != '=') {
      equals++;
    }
    return equals == end ? "" : header.substring(skipSpace(header, equals + 1, end), end);
  }

  private static int skipSpace(String text, int from, int to) {
    int at = from;
    while (at < to && isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int trimSpace(String text, int from, int to) {
    int at = to;
    while (at > from && isSpace(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
