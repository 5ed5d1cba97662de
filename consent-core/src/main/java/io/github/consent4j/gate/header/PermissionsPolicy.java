package io.github.consent4j.gate.header;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Extends the permissions policy of an application. If a feature is named twice, browsers use only
 * the last value. A feature that the application names is therefore not added again.
 */
public final class PermissionsPolicy {

  private PermissionsPolicy() {}

  /**
   * Returns one header value with the application's values, and with the additional members for
   * features that the application does not name.
   *
   * @param own values of the application's headers
   * @param added members such as {@code storage-access=(self)}
   */
  public static String merge(Collection<String> own, List<String> added) {
    Set<String> members = new LinkedHashSet<>();
    Set<String> features = new LinkedHashSet<>();
    for (String value : own) {
      for (String member : HeaderText.members(value, false)) {
        if (!member.isBlank()) {
          members.add(member.strip());
          features.add(feature(member));
        }
      }
    }
    added.stream().filter(member -> !features.contains(feature(member))).forEach(members::add);
    return String.join(", ", members);
  }

  private static String feature(String member) {
    return member.split("=", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
