package io.github.consent4j.servlet.proof;

import io.github.consent4j.servlet.proof.Circumstances.Visitor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reduces what a request tells of the person to what does not single anybody out. */
public final class TruncatedVisitor {

  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("\\[?([0-9A-Fa-f:.]+)(%[^\\]]*)?]?");
  private static final int IPV4_BYTES = 3;
  private static final int IPV6_BYTES = 6;

  private static final Pattern COMMENT = Pattern.compile("\\s*\\([^()]*\\)?");
  private static final Pattern MINOR_VERSION = Pattern.compile("(?<=/\\d{1,6})\\.[\\w.+-]*");
  private static final int LONGEST_AGENT = 100;

  private TruncatedVisitor() {}

  /**
   * Returns the parts of a visitor that records may name.
   *
   * @param address address of the other side, as the container gives it; null if it has none
   * @param agent user agent; null if there is none
   */
  public static Visitor of(@Nullable String address, @Nullable String agent) {
    return new Visitor(
        Optional.ofNullable(address).flatMap(TruncatedVisitor::network),
        Optional.ofNullable(agent).map(TruncatedVisitor::browser).filter(name -> !name.isEmpty()));
  }

  /** Returns the first 24 bits of an IPv4 address, or the first 48 of an IPv6 address. */
  private static Optional<String> network(String address) {
    boolean isLiteral =
        IPV4.matcher(address).matches()
            || (address.indexOf(':') >= 0 && IPV6.matcher(address).matches());
    if (!isLiteral) {
      // A name would be looked up.
      return Optional.empty();
    }
    try {
      byte[] bytes = InetAddress.getByName(address.replaceFirst("%.*", "")).getAddress();
      int kept = bytes.length == 4 ? IPV4_BYTES : IPV6_BYTES;
      Arrays.fill(bytes, kept, bytes.length, (byte) 0);
      return Optional.of(
          InetAddress.getByAddress(bytes).getHostAddress().replaceFirst("(:0){5}$", "::")
              + '/'
              + kept * 8);
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Returns names and main versions, without the remarks about device and system. */
  private static String browser(String agent) {
    String start = agent.substring(0, Math.min(agent.length(), 1024));
    String names =
        MINOR_VERSION.matcher(COMMENT.matcher(start).replaceAll("")).replaceAll("").strip();
    return names.substring(0, Math.min(names.length(), LONGEST_AGENT));
  }
}
