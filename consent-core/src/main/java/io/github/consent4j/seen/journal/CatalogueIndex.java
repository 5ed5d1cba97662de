package io.github.consent4j.seen.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The index of the built-in catalogue. It is read when it is first asked. Each line has kind,
 * pattern, domain, service and category, divided by tabs. Thread-safe.
 */
public final class CatalogueIndex implements KnownServices {

  private static final String RESOURCE = "/io/github/consent4j/catalogue/index.txt";

  /**
   * A pattern of a cookie's name with an asterisk, or a name without one.
   *
   * @param prefix what stands before the asterisk
   * @param suffix what stands behind it; null if there is none
   * @param domain the domain that the cookie belongs to; empty for every site
   */
  private record CookieName(String prefix, @Nullable String suffix, String domain, Known known) {

    static CookieName of(String pattern, String domain, Known known) {
      int star = pattern.indexOf('*');
      return star < 0
          ? new CookieName(pattern, null, domain, known)
          : new CookieName(pattern.substring(0, star), pattern.substring(star + 1), domain, known);
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
      Map<String, Known> hosts, Map<String, Set<Known>> partly, List<CookieName> cookies) {}

  private volatile @Nullable Entries entries;

  /** Makes an index that has not been read. */
  public CatalogueIndex() {}

  CatalogueIndex(InputStream lines) {
    entries = read(lines);
  }

  private Entries entries() {
    Entries known = entries;
    if (known == null) {
      InputStream in = CatalogueIndex.class.getResourceAsStream(RESOURCE);
      known = in == null ? new Entries(Map.of(), Map.of(), List.of()) : read(in);
      entries = known;
    }
    return known;
  }

  private static Entries read(InputStream in) {
    Entries read = new Entries(new HashMap<>(), new HashMap<>(), new ArrayList<>());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split("\t", -1);
        if (parts.length == 5 && !line.startsWith("#")) {
          add(read, parts[0], parts[1], parts[2], new Known(parts[3], parts[4]));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read;
  }

  private static void add(Entries to, String kind, String pattern, String domain, Known known) {
    if (kind.equals("cookie")) {
      to.cookies.add(CookieName.of(pattern, domain, known));
    } else if (kind.equals("host")) {
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
  }

  @Override
  public Optional<Known> known(String host) {
    for (String domain = host; domain.indexOf('.') > 0; ) {
      Known known = entries().hosts.get(domain);
      if (known != null) {
        return Optional.of(known);
      }
      domain = domain.substring(domain.indexOf('.') + 1);
    }
    // Of a host that several services use, the path would have to decide.
    Set<Known> partly = entries().partly.getOrDefault(host, Set.of());
    return partly.size() == 1 ? partly.stream().findFirst() : Optional.empty();
  }

  @Override
  public Optional<Known> known(String cookie, String domain) {
    return entries().cookies.stream()
        .filter(each -> each.isOn(domain) && each.matches(cookie))
        .max(Comparator.comparingInt(each -> each.prefix.length()))
        .map(CookieName::known);
  }
}
