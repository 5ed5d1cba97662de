package io.github.consent4j.gate.url;

import io.github.consent4j.text.DomainName;
import io.github.consent4j.text.PercentEncoding;
import java.util.Locale;
import java.util.Optional;

/** Converts the host of a URL to the form that the domain name system uses. */
final class HostName {

  private static final String FORBIDDEN = " #/:<>?@[\\]^|%";

  /** The replacement for bytes that form no character. */
  private static final char UNREADABLE = '\ufffd';

  private HostName() {}

  /** Returns the host in ASCII and lower case; empty if a browser would refuse it. */
  static Optional<String> read(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (text.charAt(0) == '[') {
      return text.endsWith("]") && text.matches("\\[[0-9A-Fa-f:.]+]")
          ? Optional.of(text.toLowerCase(Locale.ROOT))
          : Optional.empty();
    }
    String decoded = PercentEncoding.decode(text);
    if (decoded.indexOf(UNREADABLE) >= 0) {
      return Optional.empty();
    }
    String name = DomainName.toAscii(decoded);
    if (name.isEmpty() || name.equals(".") || !isAllowed(name)) {
      return Optional.empty();
    }
    return Ipv4Address.isMeantBy(name) ? Ipv4Address.read(name) : Optional.of(name);
  }

  /**
   * Returns whether a host contains escapes or characters other than ASCII, and not only bytes that
   * form no character.
   */
  static boolean isOdd(String text) {
    return text.chars().anyMatch(c -> c == '%' || (c >= 0x80 && c != UNREADABLE));
  }

  private static boolean isAllowed(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c >= 0x7f || FORBIDDEN.indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }
}
