package io.github.consent4j.seen.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The index of the built-in catalogue. It is read when it is first asked. Each line has kind,
 * pattern, domain, service and category, divided by tabs. Thread-safe.
 */
public final class CatalogueIndex implements KnownServices {

  private static final String RESOURCE = "/io/github/consent4j/catalogue/index.txt";

  /** A pattern of a cookie's name that ends with an asterisk. */
  private record Beginning(String prefix, String domain, Known known) {}

  private record Entries(
      Map<String, Known> hosts, Map<String, Known> cookies, List<Beginning> beginnings) {}

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

  private static void add(
      Entries to, String kind, String pattern, String domain, KnownServices.Known known) {
    if (kind.equals("host")) {
      String host = pattern.replaceFirst("^\\*\\.", "");
      if (host.indexOf('*') < 0 && host.indexOf('/') < 0) {
        to.hosts.putIfAbsent(host, known);
      }
    } else if (kind.equals("cookie") && pattern.indexOf('*') < 0) {
      to.cookies.putIfAbsent(pattern, known);
    } else if (kind.equals("cookie") && pattern.indexOf('*') == pattern.length() - 1) {
      to.beginnings.add(new Beginning(pattern.substring(0, pattern.length() - 1), domain, known));
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
    return Optional.empty();
  }

  @Override
  public Optional<Known> known(String cookie, String domain) {
    Known exact = entries().cookies.get(cookie);
    if (exact != null) {
      return Optional.of(exact);
    }
    return entries().beginnings.stream()
        .filter(beginning -> cookie.startsWith(beginning.prefix))
        .max((a, b) -> Integer.compare(a.prefix.length(), b.prefix.length()))
        .map(Beginning::known);
  }
}
