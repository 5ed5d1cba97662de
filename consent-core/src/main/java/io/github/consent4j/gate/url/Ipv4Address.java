package io.github.consent4j.gate.url;

import java.util.Optional;

/** Reads an IPv4 address in the various spellings that browsers accept. */
final class Ipv4Address {

  private static final int PARTS = 4;

  private Ipv4Address() {}

  /** Returns whether the last label of a host is a number, so that the host must be an address. */
  static boolean isMeantBy(String host) {
    String name = withoutDot(host);
    String last = name.substring(name.lastIndexOf('.') + 1);
    if (last.isEmpty() || last.charAt(0) < '0' || last.charAt(0) > '9') {
      return false;
    }
    return last.matches("[0-9]+|0x[0-9a-f]*");
  }

  /** Returns the address in dotted decimal form; empty if it is none. */
  static Optional<String> read(String host) {
    String[] parts = withoutDot(host).split("\\.", -1);
    if (parts.length > PARTS) {
      return Optional.empty();
    }
    long address = 0;
    for (int i = 0; i < parts.length; i++) {
      long value = number(parts[i]);
      boolean last = i == parts.length - 1;
      long limit = last ? 1L << (8 * (PARTS - i)) : 256;
      if (value < 0 || value >= limit) {
        return Optional.empty();
      }
      address += last ? value : value << (8 * (PARTS - 1 - i));
    }
    return Optional.of(
        (address >> 24)
            + "."
            + (address >> 16 & 255)
            + "."
            + (address >> 8 & 255)
            + "."
            + (address & 255));
  }

  private static String withoutDot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  private static long number(String part) {
    boolean hexadecimal = part.startsWith("0x");
    boolean octal = !hexadecimal && part.length() > 1 && part.startsWith("0");
    String digits = hexadecimal ? part.substring(2) : part;
    if (hexadecimal && digits.isEmpty()) {
      return 0;
    }
    if (digits.isEmpty()) {
      return -1;
    }
    try {
      return Long.parseLong(digits, hexadecimal ? 16 : octal ? 8 : 10);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
