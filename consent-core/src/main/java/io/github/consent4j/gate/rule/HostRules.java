package io.github.consent4j.gate.rule;

import io.github.consent4j.gate.bytes.ArrayPool;
import io.github.consent4j.gate.bytes.ByteKeys;
import io.github.consent4j.gate.url.PathSource;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.UrlPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The services that declare a host, or paths on it. Immutable and thread-safe. */
public final class HostRules {

  private static final int SMALLEST_ARRAY = 1024;

  /** The services that declare the paths that a glob matches. */
  record PathRule(NamePattern path, int[] services) {}

  /**
   * What is declared for one host name.
   *
   * @param host host name
   * @param itself services that declare the host itself
   * @param below services that declare its subdomains
   */
  record Entry(
      String host,
      int[] itself,
      int[] below,
      List<PathRule> pathsOfItself,
      List<PathRule> pathsBelow) {}

  /** Collects patterns. */
  static final class Builder {

    private final Map<String, List<Pattern>> patterns = new HashMap<>();

    private record Pattern(UrlPattern pattern, int service) {}

    void add(UrlPattern pattern, int service) {
      patterns
          .computeIfAbsent(pattern.host(), host -> new ArrayList<>())
          .add(new Pattern(pattern, service));
    }

    HostRules build() {
      Map<String, Entry> entries = new HashMap<>();
      patterns.forEach((host, list) -> entries.put(host, entry(host, list)));
      return new HostRules(new ByteKeys<>(entries));
    }

    private static Entry entry(String host, List<Pattern> list) {
      return new Entry(
          host, services(list, false), services(list, true), paths(list, false), paths(list, true));
    }

    private static int[] services(List<Pattern> list, boolean below) {
      return list.stream()
          .filter(p -> p.pattern.subdomains() == below && p.pattern.path().isEmpty())
          .mapToInt(Pattern::service)
          .distinct()
          .toArray();
    }

    private static List<PathRule> paths(List<Pattern> list, boolean below) {
      return list.stream()
          .filter(p -> p.pattern.subdomains() == below)
          .flatMap(
              p ->
                  p.pattern.paths().stream().map(path -> new PathRule(path, new int[] {p.service})))
          .toList();
    }
  }

  private final ByteKeys<Entry> entries;

  private HostRules(ByteKeys<Entry> entries) {
    this.entries = entries;
  }

  /**
   * Adds the services that declare a URL.
   *
   * @param bytes contains the host name in lower case, without a dot at its end
   * @param url returns the path if it matters
   * @return whether anything is declared about the host
   */
  boolean addDeclaring(
      byte[] bytes, int from, int to, PathSource url, DeclaringServices declaring) {
    boolean known = false;
    int hash = 0;
    for (int i = to - 1; i >= from; i--) {
      hash = ByteKeys.hash(hash, bytes[i]);
      boolean whole = i == from;
      if (whole || bytes[i - 1] == '.') {
        Entry entry = entries.get(bytes, i, to, hash);
        if (entry != null) {
          known = true;
          addDeclaring(entry, whole, url, declaring);
        }
      }
    }
    return known;
  }

  private static void addDeclaring(
      Entry entry, boolean whole, PathSource url, DeclaringServices declaring) {
    declaring.add(whole ? entry.itself : entry.below, entry.host);
    List<PathRule> rules = whole ? entry.pathsOfItself : entry.pathsBelow;
    if (!rules.isEmpty()) {
      CharSequence path = url.path();
      for (int i = 0; i < rules.size(); i++) {
        if (rules.get(i).path.matches(path)) {
          declaring.add(rules.get(i).services, entry.host);
        }
      }
    }
  }

  /**
   * Returns whether anything is declared about a host in lower case. The host is written into a
   * pooled array.
   */
  boolean knows(String host, ArrayPool arrays) {
    int length = host.endsWith(".") ? host.length() - 1 : host.length();
    byte[] bytes = arrays.take(Math.max(SMALLEST_ARRAY, length));
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) Character.toLowerCase(host.charAt(i));
    }
    boolean known = knows(bytes, 0, length);
    arrays.giveBack(bytes);
    return known;
  }

  /** Returns whether anything is declared about a host. */
  boolean knows(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int i = to - 1; i >= from; i--) {
      hash = ByteKeys.hash(hash, bytes[i]);
      boolean whole = i == from;
      if ((whole || bytes[i - 1] == '.') && entries.get(bytes, i, to, hash) != null) {
        return true;
      }
    }
    return false;
  }
}
