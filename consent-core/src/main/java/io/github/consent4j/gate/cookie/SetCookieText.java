package io.github.consent4j.gate.cookie;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The attributes of one {@code Set-Cookie} header, read as browsers do. A semicolon always ends a
 * part. Of several attributes of one name, the last valid one counts (RFC 6265, section 5.2).
 * Immutable.
 */
public final class SetCookieText {

  private static final int MOST_DIGITS = 18;

  private final String header;

  /**
   * @param header the value of the header
   */
  public SetCookieText(String header) {
    this.header = header;
  }

  /** Returns where the pair of name and value ends. */
  private static int endOfPair(String header) {
    int semicolon = header.indexOf(';');
    return semicolon < 0 ? header.length() : semicolon;
  }

  /**
   * Receives the places of the name and the value of an attribute. The places of the value are
   * equal if there is none.
   */
  @FunctionalInterface
  private interface Visitor {
    void visit(int piece, int name, int nameEnd, int value, int end);
  }

  private void forEachAttribute(Visitor visitor) {
    int from = endOfPair(header);
    while (from < header.length()) {
      int next = header.indexOf(';', from + 1);
      int to = next < 0 ? header.length() : next;
      int nameTo = endOfName(from + 1, to);
      int name = skipSpace(from + 1, nameTo);
      int value = Math.min(nameTo + 1, to);
      visitor.visit(
          from, name, trimSpace(name, nameTo), skipSpace(value, to), trimSpace(value, to));
      from = to;
    }
  }

  /** Searches only within the attribute, because many attributes may have no value. */
  private int endOfName(int from, int to) {
    int at = from;
    while (at < to && header.charAt(at) != '=') {
      at++;
    }
    return at;
  }

  private int skipSpace(int from, int to) {
    int at = from;
    while (at < to && header.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }

  private int trimSpace(int from, int to) {
    int at = to;
    while (at > from && header.charAt(at - 1) <= ' ') {
      at--;
    }
    return at;
  }

  private boolean isNamed(String wanted, int name, int nameEnd) {
    return nameEnd - name == wanted.length()
        && header.regionMatches(true, name, wanted, 0, wanted.length());
  }

  /** Returns whether there is an attribute of a name, which is in lower case. */
  public boolean has(String wanted) {
    boolean[] found = new boolean[1];
    forEachAttribute(
        (piece, name, nameEnd, value, end) -> found[0] |= isNamed(wanted, name, nameEnd));
    return found[0];
  }

  /** Returns the last value of an attribute; empty if there is none. */
  public Optional<String> last(String wanted) {
    int[] places = {-1, -1};
    forEachAttribute(
        (piece, name, nameEnd, value, end) -> {
          if (isNamed(wanted, name, nameEnd)) {
            places[0] = value;
            places[1] = Math.max(value, end);
          }
        });
    return places[0] < 0 ? Optional.empty() : Optional.of(header.substring(places[0], places[1]));
  }

  /** Returns the header without the attributes of these names. */
  SetCookieText without(String... names) {
    StringBuilder kept = new StringBuilder(header.length());
    int pair = endOfPair(header);
    kept.append(header, 0, pair);
    forEachAttribute(
        (piece, name, nameEnd, value, end) -> {
          for (String unwanted : names) {
            if (isNamed(unwanted, name, nameEnd)) {
              return;
            }
          }
          int next = header.indexOf(';', piece + 1);
          kept.append(header, piece, next < 0 ? header.length() : next);
        });
    return new SetCookieText(kept.toString());
  }

  SetCookieText with(String attribute) {
    return new SetCookieText(header + "; " + attribute);
  }

  /**
   * Returns the lifetime of the cookie in seconds; zero or less deletes it; empty for the browser
   * session.
   */
  public OptionalLong lifetime(Clock clock) {
    long[] maxAge = new long[1];
    boolean[] known = new boolean[2];
    forEachAttribute(
        (piece, name, nameEnd, value, end) -> {
          if (isNamed("max-age", name, nameEnd) && isNumber(value, end)) {
            maxAge[0] = number(value, end);
            known[0] = true;
          }
          known[1] |= isNamed("expires", name, nameEnd);
        });
    if (known[0]) {
      return OptionalLong.of(maxAge[0]);
    }
    return known[1] ? untilExpires(clock) : OptionalLong.empty();
  }

  private OptionalLong untilExpires(Clock clock) {
    Instant[] expires = new Instant[1];
    forEachAttribute(
        (piece, name, nameEnd, value, end) -> {
          if (isNamed("expires", name, nameEnd)) {
            expires[0] =
                CookieDate.parse(header.substring(value, Math.max(value, end))).orElse(expires[0]);
          }
        });
    return expires[0] == null
        ? OptionalLong.empty()
        : OptionalLong.of(Duration.between(clock.instant(), expires[0]).toSeconds());
  }

  private boolean isNumber(int from, int to) {
    int at = from < to && header.charAt(from) == '-' ? from + 1 : from;
    int digits = at;
    while (at < to && header.charAt(at) >= '0' && header.charAt(at) <= '9') {
      at++;
    }
    return at == to && at > digits;
  }

  private long number(int from, int to) {
    boolean negative = header.charAt(from) == '-';
    int at = negative ? from + 1 : from;
    while (at < to - 1 && header.charAt(at) == '0') {
      at++;
    }
    long number = to - at > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(header, at, to, 10);
    return negative ? -number : number;
  }

  @Override
  public String toString() {
    return header;
  }
}
