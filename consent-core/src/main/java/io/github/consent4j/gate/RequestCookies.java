package io.github.consent4j.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The cookies of one request, as the browser wrote them into the {@code Cookie} header: pairs
 * between semicolons, in the order of the header, with duplicates. Read in one pass, whatever the
 * text; nothing in a header is an error. Immutable and thread-safe.
 *
 * <p>Quotes have no meaning here, because they have none for browsers (RFC 6265, section 5.4): a
 * semicolon always ends a cookie.
 */
public final class RequestCookies {

  /** A request without cookies. */
  public static final RequestCookies NONE = new RequestCookies(List.of(), List.of());

  private record Pair(String name, String value) {}

  private final List<String> headers;
  private final List<Pair> pairs;

  private RequestCookies(List<String> headers, List<Pair> pairs) {
    this.headers = headers;
    this.pairs = pairs;
  }

  /**
   * Reads the values of all {@code Cookie} headers of a request; HTTP/2 allows for several (RFC
   * 9113, section 8.2.3).
   */
  public static RequestCookies parse(List<String> headers) {
    if (headers.isEmpty()) {
      return NONE;
    }
    List<Pair> pairs = new ArrayList<>();
    for (String header : headers) {
      forEachPair(header, (start, end) -> pairs.add(pair(header, start, end)));
    }
    return new RequestCookies(List.copyOf(headers), pairs);
  }

  /** The header values as they came. */
  public List<String> headers() {
    return headers;
  }

  /**
   * The value of a cookie that came exactly once. One that came several times has none: any of them
   * may have been planted by another host of the same domain.
   */
  public Optional<String> only(String name) {
    String value = null;
    for (Pair pair : pairs) {
      if (pair.name.equals(name)) {
        if (value != null) {
          return Optional.empty();
        }
        value = pair.value;
      }
    }
    return Optional.ofNullable(value);
  }

  /** The different names, sorted. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    pairs.forEach(pair -> names.add(pair.name));
    return names;
  }

  /** Takes the places of one pair, without the white space around it. */
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

  /** Name of the pair between two places: what stands before the first equals sign. */
  static String nameOf(String header, int start, int end) {
    int equals = header.indexOf('=', start);
    int to = equals < 0 || equals > end ? end : equals;
    return header.substring(start, trimSpace(header, start, to));
  }

  private static Pair pair(String header, int start, int end) {
    int equals = header.indexOf('=', start);
    String value =
        equals < 0 || equals >= end
            ? ""
            : header.substring(skipSpace(header, equals + 1, end), end);
    return new Pair(nameOf(header, start, end), value);
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
