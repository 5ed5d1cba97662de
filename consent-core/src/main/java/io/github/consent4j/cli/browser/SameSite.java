package io.github.consent4j.cli.browser;

import io.github.consent4j.text.DomainName;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * Tells which hosts belong to the visited site: those that share its registrable domain. A list of
 * all public suffixes is not at hand, so that usual second-level suffixes are known by name. Hosts
 * that are none of them, such as {@code github.io}, count as registrable. Immutable.
 */
final class SameSite {

  private static final Set<String> SECOND_LEVEL =
      Set.of(
          "ac", "asn", "co", "com", "edu", "gob", "gouv", "gov", "govt", "gv", "id", "ltd", "me",
          "mil", "ne", "net", "nhs", "nom", "or", "org", "plc", "sch");

  private final String domain;

  /**
   * @param host the host of the visited site
   */
  SameSite(String host) {
    domain = registrable(plain(host));
  }

  /** Returns a host name in lower case, without dots before and after it. */
  static String plain(String host) {
    return host.toLowerCase(Locale.ROOT).replaceFirst("^\\.+", "").replaceFirst("\\.+$", "");
  }

  /** Returns whether a host is of another site. */
  boolean isThirdParty(String host) {
    return !DomainName.isWithin(plain(host), domain);
  }

  private static String registrable(String host) {
    String[] labels = host.split("\\.");
    boolean address = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    if (address || labels.length < 3) {
      return host;
    }
    boolean country = labels[labels.length - 1].length() == 2;
    int kept = country && SECOND_LEVEL.contains(labels[labels.length - 2]) ? 3 : 2;
    return String.join(".", Arrays.copyOfRange(labels, labels.length - kept, labels.length));
  }
}
