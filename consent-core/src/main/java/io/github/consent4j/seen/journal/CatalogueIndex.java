package io.github.consent4j.seen.journal;

import io.github.consent4j.known.KnownRules;
import io.github.consent4j.known.KnownService;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The hosts, cookies and storage keys of the built-in catalogue, for proposals. It is read when it
 * is first asked. Thread-safe.
 */
public final class CatalogueIndex implements KnownServices {

  /**
   * A pattern of a cookie's or key's name with an asterisk, or a name without one.
   *
   * @param prefix what stands before the asterisk
   * @param suffix what stands behind it; null if there is none
   * @param domain the domain that the cookie belongs to; empty for every site
   */
  private record StoredName(
      String prefix, @Nullable String suffix, String domain, KnownService known) {

    static StoredName of(String pattern, String domain, KnownService known) {
      int star = pattern.indexOf('*');
      return star < 0
          ? new StoredName(pattern, null, domain, known)
          : new StoredName(pattern.substring(0, star), pattern.substring(star + 1), domain, known);
    }

    boolean isOn(String host) {
      return domain.isEmpty() || ('.' + host).endsWith(domain);
    }

    boolean matches(String name) {
      if (suffix == null) {
        return name.equals(prefix);
      }
      // A generalised name may end before the suffix.
      boolean isCut = name.endsWith("*") && name.length() == prefix.length() + 1;
      return name.startsWith(prefix)
          && (isCut
              || (name.endsWith(suffix) && name.length() >= prefix.length() + suffix.length()));
    }
  }

  /**
   * @param hosts services by host
   * @param partly services by a host of which they use some paths
   */
  private record Entries(
      Map<String, KnownService> hosts,
      Map<String, Set<KnownService>> partly,
      List<StoredName> cookies,
      List<StoredName> keys,
      List<KnownService> services) {}

  private volatile @Nullable Entries entries;

  /** Makes an index that has not been read. */
  public CatalogueIndex() {}

  CatalogueIndex(InputStream lines) {
    entries = read(KnownRules.read(lines));
  }

  private Entries entries() {
    Entries known = entries;
    if (known == null) {
      known = read(KnownRules.ofCatalogue());
      entries = known;
    }
    return known;
  }

  private static Entries read(KnownRules rules) {
    Entries read =
        new Entries(
            new HashMap<>(),
            new HashMap<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            rules.services());
    for (KnownRules.Rule rule : rules.rules(KnownRules.Kind.HOST)) {
      addHost(read, rule.pattern(), known(rules, rule));
    }
    for (KnownRules.Rule rule : rules.rules(KnownRules.Kind.COOKIE)) {
      read.cookies.add(StoredName.of(rule.pattern(), rule.domain(), known(rules, rule)));
    }
    for (KnownRules.Rule rule : rules.rules(KnownRules.Kind.STORAGE)) {
      read.keys.add(StoredName.of(rule.pattern(), "", known(rules, rule)));
    }
    return read;
  }

  private static KnownService known(KnownRules rules, KnownRules.Rule rule) {
    return rules.services().get(rule.service());
  }

  private static void addHost(Entries to, String pattern, KnownService known) {
    String host = pattern.replaceFirst("^\\*\\.", "").replaceFirst("[/?].*", "");
    if (host.indexOf('*') >= 0) {
      return;
    }
    if (pattern.endsWith(host)) {
      to.hosts.putIfAbsent(host, known);
    } else {
      to.partly.computeIfAbsent(host, name -> new HashSet<>()).add(known);
    }
  }

  @Override
  public Optional<KnownService> known(String host) {
    for (String domain = host; domain.indexOf('.') > 0; ) {
      KnownService known = entries().hosts.get(domain);
      if (known != null) {
        return Optional.of(known);
      }
      domain = domain.substring(domain.indexOf('.') + 1);
    }
    // Of a host that several services use, the path would have to decide.
    Set<KnownService> partly = entries().partly.getOrDefault(host, Set.of());
    return partly.size() == 1 ? partly.stream().findFirst() : Optional.empty();
  }

  @Override
  public Optional<KnownService> known(String cookie, String domain) {
    return longest(
        entries().cookies.stream().filter(each -> each.isOn(domain) && each.matches(cookie)));
  }

  @Override
  public Optional<KnownService> knownById(String id) {
    return entries().services.stream().filter(service -> service.id().equals(id)).findFirst();
  }

  @Override
  public Optional<KnownService> knownByKey(String key) {
    return longest(entries().keys.stream().filter(each -> each.matches(key)));
  }

  private static Optional<KnownService> longest(Stream<StoredName> names) {
    return names.max(Comparator.comparingInt(each -> each.prefix.length())).map(StoredName::known);
  }
}
