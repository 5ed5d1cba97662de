package io.github.consent4j.gate;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the host of a URL into the form under which the domain name system knows it. */
final class HostName {

  private static final String FORBIDDEN = " #/:<>?@[\\]^|%";

  private HostName() {}

  /** The host in ASCII and lower case; empty when a browser would refuse it. */
  static Optional<String> read(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (text.charAt(0) == '[') {
      return text.endsWith("]") && text.matches("\\[[0-9A-Fa-f:.]+]")
          ? Optional.of(text.toLowerCase(Locale.ROOT))
          : Optional.empty();
    }
    String name = toAscii(PercentEncoding.decode(text));
    if (name.isEmpty() || name.equals(".") || !isAllowed(name)) {
      return Optional.empty();
    }
    return Ipv4Address.isMeantBy(name) ? Ipv4Address.read(name) : Optional.of(name);
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

  private static String toAscii(String name) {
    if (isAscii(name)) {
      return name.toLowerCase(Locale.ROOT);
    }
    return Arrays.stream(map(name).split("\\.", -1))
        .map(label -> isAscii(label) ? label : "xn--" + Punycode.encode(label))
        .collect(Collectors.joining("."));
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** The mapping of UTS 46, without the transition from older rules: {@code ß} stays. */
  private static String map(String name) {
    StringBuilder kept = new StringBuilder();
    name.codePoints()
        .filter(c -> !isIgnored(c))
        .map(c -> c == 0x3002 || c == 0xff0e || c == 0xff61 ? '.' : c)
        .map(c -> c == 0x1e9e ? 0xdf : Character.toLowerCase(c))
        .forEach(kept::appendCodePoint);
    String folded = Normalizer.normalize(kept, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFKC);
  }

  private static boolean isIgnored(int c) {
    return c == 0xad
        || c == 0x34f
        || c == 0x180b
        || c == 0x180c
        || c == 0x180d
        || c == 0x200b
        || c == 0x2060
        || c == 0x2064
        || c == 0xfeff
        || c >= 0xfe00 && c <= 0xfe0f
        || c >= 0xe0100 && c <= 0xe01ef;
  }
}
