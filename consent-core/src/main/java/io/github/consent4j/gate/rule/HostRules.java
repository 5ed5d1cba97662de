package io.github.consent4j.gate.rule;

import io.github.consent4j.gate.bytes.ArrayPool;
import io.github.consent4j.gate.bytes.ByteKeys;
import io.github.consent4j.gate.url.Parameters;
import io.github.consent4j.gate.url.PathSource;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.UrlPattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The services that declare a host, or paths on it. Immutable and thread-safe. */
public final class HostRules {

  private static final int SMALLEST_ARRAY = 1024;

  /**
   * The services that declare the URLs of a host with some paths and parameters.
   *
   * @param path glob over the path; null for any path
   * @param query parameters that the URL must have; null for any query
   */
  record UrlRule(@Nullable NamePattern path, @Nullable QueryRule query, int[] services) {

    static List<UrlRule> of(UrlPattern pattern, int service) {
      QueryRule query = pattern.query().isEmpty() ? null : new QueryRule(pattern.query());
      int[] services = {service};
      List<NamePattern> paths = pattern.paths();
      return paths.isEmpty()
          ? List.of(new UrlRule(null, query, services))
          : paths.stream().map(path -> new UrlRule(path, query, services)).toList();
    }
  }

  /**
   * What is declared for one set of hosts.
   *
   * @param services services that declare every URL on them
   * @param rules what is declared for some URLs on them
   */
  record Declared(int[] services, List<UrlRule> rules) {

    void addTo(DeclaringServices declaring, String host, PathSource url) {
      declaring.add(services, host);
      if (!rules.isEmpty()) {
        addRules(declaring, host, url);
      }
    }

    private void addRules(DeclaringServices declaring, String host, PathSource url) {
      CharSequence path = url.path();
      Parameters parameters = null;
      for (int i = 0; i < rules.size(); i++) {
        UrlRule rule = rules.get(i);
        if (rule.path == null || rule.path.matches(path)) {
          if (rule.query != null && parameters == null) {
            parameters = Parameters.of(url.query());
          }
          if (rule.query == null || rule.query.matches(parameters)) {
            declaring.add(rule.services, host);
          }
        }
      }
    }
  }

  /** What is declared for the hosts that differ in one label. */
  record Varying(UrlPattern pattern, Declared declared) {}

  /**
   * What is declared for one host name.
   *
   * @param host host name
   * @param itself what is declared for the host itself
   * @param below what is declared for its subdomains
   * @param varying what is declared for some of its subdomains
   */
  record Entry(String host, Declared itself, Declared below, List<Varying> varying) {}

  /** Collects patterns. */
  static final class Builder {

    private final Map<String, List<Pattern>> patterns = new HashMap<>();

    private record Pattern(UrlPattern pattern, int service) {}

    void add(UrlPattern pattern, int service) {
      patterns
          .computeIfAbsent(pattern.domain(), host -> new ArrayList<>())
          .add(new Pattern(pattern, service));
    }

    HostRules build() {
      Map<String, Entry> entries = new HashMap<>();
      patterns.forEach((host, list) -> entries.put(host, entry(host, list)));
      return new HostRules(new ByteKeys<>(entries));
    }

    private static Entry entry(String host, List<Pattern> list) {
      Map<UrlPattern, List<Pattern>> byHosts = new LinkedHashMap<>();
      for (Pattern each : list) {
        UrlPattern hosts =
            new UrlPattern(
                each.pattern.host(), each.pattern.subdomains(), Optional.empty(), Map.of());
        byHosts.computeIfAbsent(hosts, key -> new ArrayList<>()).add(each);
      }
      UrlPattern itself = new UrlPattern(host, false, Optional.empty(), Map.of());
      UrlPattern below = new UrlPattern(host, true, Optional.empty(), Map.of());
      List<Varying> varying = new ArrayList<>();
      byHosts.forEach(
          (hosts, own) -> {
            if (!hosts.host().equals(host)) {
              varying.add(new Varying(hosts, declared(own)));
            }
          });
      return new Entry(
          host,
          declared(byHosts.getOrDefault(itself, List.of())),
          declared(byHosts.getOrDefault(below, List.of())),
          List.copyOf(varying));
    }

    private static Declared declared(List<Pattern> list) {
      return new Declared(
          list.stream()
              .filter(p -> p.pattern.isWholeHost())
              .mapToInt(Pattern::service)
              .distinct()
              .toArray(),
          list.stream()
              .filter(p -> !p.pattern.isWholeHost())
              .flatMap(p -> UrlRule.of(p.pattern, p.service).stream())
              .toList());
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
          (whole ? entry.itself : entry.below).addTo(declaring, entry.host, url);
          if (!whole && !entry.varying.isEmpty()) {
            addVarying(entry.varying, bytes, from, to, url, declaring);
          }
        }
      }
    }
    return known;
  }

  private static void addVarying(
      List<Varying> varying,
      byte[] bytes,
      int from,
      int to,
      PathSource url,
      DeclaringServices declaring) {
    String host = new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    for (Varying each : varying) {
      if (each.pattern.isOn(host)) {
        each.declared.addTo(declaring, each.pattern.toString(), url);
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
