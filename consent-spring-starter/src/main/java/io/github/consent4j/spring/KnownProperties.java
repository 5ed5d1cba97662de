package io.github.consent4j.spring;

import io.github.consent4j.text.Suggestions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The names of the library's properties, and which of them a wrong name means. Immutable. */
final class KnownProperties {

  /** The keys of a policy, one in a line; {@code *} stands for any name. */
  static final String KEYS = "policy-keys.txt";

  static final List<String> OWN = List.of("enabled", "when-disabled", "config", "reload", "order");

  private static final String POLICY = "policy";

  /** What people write who have not looked it up, by its letters. */
  private static final Map<String, String> SYNONYMS =
      Map.ofEntries(
          Map.entry("disabled", "enabled"),
          Map.entry("active", "enabled"),
          Map.entry("on", "enabled"),
          Map.entry("configfile", "config"),
          Map.entry("configlocation", "config"),
          Map.entry("configuration", "config"),
          Map.entry("file", "config"),
          Map.entry("location", "config"),
          Map.entry("policyfile", "config"),
          Map.entry("policylocation", "config"),
          Map.entry("autoreload", "reload"),
          Map.entry("hotreload", "reload"),
          Map.entry("reloading", "reload"),
          Map.entry("watch", "reload"),
          Map.entry("filterorder", "order"),
          Map.entry("imprint", "policy.site.imprint"),
          Map.entry("privacypolicy", "policy.site.privacy-policy"),
          Map.entry("theme", "policy.look.theme"),
          Map.entry("position", "policy.look.position"),
          Map.entry("locales", "policy.languages"),
          Map.entry("expiry", "policy.renew-after"));

  /** The names without {@code *}, by their letters. */
  private final Map<String, String> byLetters = new TreeMap<>();

  /** The keys of a policy with {@code *}. */
  private final List<List<String>> patterns = new ArrayList<>();

  KnownProperties() {
    OWN.forEach(name -> byLetters.put(letters(name), name));
    for (String key : policyKeys()) {
      if (key.contains("*")) {
        patterns.add(List.of(key.split("\\.")));
      } else {
        byLetters.putIfAbsent(letters(key), POLICY + '.' + key);
      }
    }
  }

  private static List<String> policyKeys() {
    try (InputStream in = KnownProperties.class.getResourceAsStream(KEYS)) {
      String all =
          new String(Objects.requireNonNull(in, KEYS).readAllBytes(), StandardCharsets.UTF_8);
      return all.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether a name is one of the library's. It may be wrong within the policy. */
  static boolean contains(String name) {
    return name.equals(POLICY)
        || name.startsWith(POLICY + '.')
        || name.startsWith(POLICY + '[')
        || OWN.stream().anyMatch(own -> letters(own).equals(letters(name)));
  }

  /**
   * Returns the name that was probably meant by one that is not the library's.
   *
   * @param name as it is written after {@code consent.}
   */
  Optional<String> meant(String name) {
    String letters = letters(name);
    String exact = byLetters.getOrDefault(letters, SYNONYMS.get(letters));
    if (exact != null) {
      return Optional.of(exact);
    }
    int dot = name.indexOf('.');
    if (dot > 0 && isNear(letters(name.substring(0, dot)), POLICY)) {
      return Optional.of(POLICY + name.substring(dot));
    }
    List<String> elements = List.of(name.replaceAll("\\[\\d+]", "").split("\\."));
    if (patterns.stream().anyMatch(pattern -> matches(elements, pattern))) {
      return Optional.of(POLICY + '.' + name);
    }
    return byLetters.entrySet().stream()
        .filter(known -> isNear(letters, known.getKey()))
        .min(Comparator.comparingInt(known -> Suggestions.distance(letters, known.getKey())))
        .map(Map.Entry::getValue);
  }

  /** Returns the letters and digits of a name, without the numbers of items. */
  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("\\[\\d+]|[^a-z0-9]", "");
  }

  private static boolean isNear(String letters, String known) {
    int length = known.length();
    int most = length < 5 ? 0 : length < 7 ? 1 : 2;
    return Suggestions.distance(letters, known) <= most;
  }

  private static boolean matches(List<String> name, List<String> pattern) {
    if (name.size() < pattern.size()) {
      return false;
    }
    for (int i = 0; i < pattern.size(); i++) {
      if (!pattern.get(i).equals("*") && !letters(pattern.get(i)).equals(letters(name.get(i)))) {
        return false;
      }
    }
    return true;
  }
}
