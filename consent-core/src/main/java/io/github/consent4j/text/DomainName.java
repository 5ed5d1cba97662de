package io.github.consent4j.text;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Converts names of hosts to the form that the domain name system uses. It follows UTS 46 with
 * non-transitional processing ({@code ß} is kept), as browsers do. It accepts names that browsers
 * refuse for other reasons.
 */
public final class DomainName {

  private static final int CAPITAL_SHARP_S = 0x1e9e;
  private static final int CAPITAL_I_WITH_DOT = 0x130;

  private DomainName() {}

  /** Returns a host name in ASCII and lower case. */
  public static String toAscii(String name) {
    if (isAscii(name)) {
      return name.toLowerCase(Locale.ROOT);
    }
    return Arrays.stream(map(name).split("\\.", -1))
        .map(label -> isAscii(label) ? label : "xn--" + Punycode.encode(label))
        .collect(Collectors.joining("."));
  }

  /** Returns the domain of a cookie without the leading dot that older standards required. */
  public static String withoutDot(String domain) {
    return domain.startsWith(".") ? domain.substring(1) : domain;
  }

  /** Returns whether a host is a domain or below it; both in ASCII and lower case. */
  public static boolean isWithin(String host, String domain) {
    return host.endsWith(domain) && (host.length() == domain.length() || isBelow(host, domain));
  }

  /** Returns whether a host is below a domain; both in ASCII and lower case. */
  public static boolean isBelow(String host, String domain) {
    int dot = host.length() - domain.length() - 1;
    return dot >= 0 && host.charAt(dot) == '.' && host.endsWith(domain);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static String map(String name) {
    StringBuilder kept = new StringBuilder();
    name.codePoints()
        .filter(c -> !isIgnored(c))
        .map(c -> c == 0x3002 || c == 0xff0e || c == 0xff61 ? '.' : c)
        .forEach(kept::appendCodePoint);
    String folded = lower(Normalizer.normalize(lower(kept.toString()), Normalizer.Form.NFKC));
    return Normalizer.normalize(folded, Normalizer.Form.NFKC);
  }

  /**
   * Returns a text in lower case, converted letter by letter: a sigma at the end of a word is
   * converted like any other sigma.
   */
  private static String lower(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case CAPITAL_SHARP_S -> lower.append('ß');
                case CAPITAL_I_WITH_DOT -> lower.append("i\u0307");
                default -> lower.appendCodePoint(Character.toLowerCase(c));
              }
            });
    return lower.toString();
  }

  private static boolean isIgnored(int c) {
    return switch (c) {
      case 0xad, 0x34f, 0x180b, 0x180c, 0x180d, 0x180f, 0x200b, 0x2060, 0x2064, 0xfeff -> true;
      default -> (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
    };
  }
}
