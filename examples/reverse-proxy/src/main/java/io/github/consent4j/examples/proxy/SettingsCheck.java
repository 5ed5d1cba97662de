package io.github.consent4j.examples.proxy;

import io.github.consent4j.examples.proxy.InvalidSettingsException.Problem;
import io.github.consent4j.examples.proxy.ProxySettings.SiteSettings;
import io.github.consent4j.examples.proxy.ProxySettings.Tls;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the sites from the settings, and gathers everything that is wrong with them. */
final class SettingsCheck {

  private static final String EXAMPLE = "write an address such as http://127.0.0.1:9000";
  private static final String HOST =
      "(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|\\[[0-9a-f:.]+]";

  private final List<Problem> problems = new ArrayList<>();

  private SettingsCheck() {}

  /**
   * Returns the sites.
   *
   * @throws InvalidSettingsException if anything is wrong, with all of it
   */
  static Sites sites(ProxySettings settings) {
    SettingsCheck check = new SettingsCheck();
    check.numbers(settings);
    List<Site> sites = check.read(settings);
    check.overlaps(sites);
    if (!check.problems.isEmpty()) {
      throw new InvalidSettingsException(check.problems);
    }
    return new Sites(sites);
  }

  private void problem(String key, String what, String action) {
    problems.add(new Problem(key, what, action));
  }

  private void numbers(ProxySettings settings) {
    positive("proxy.timeouts.connect", settings.timeouts().connect());
    positive("proxy.timeouts.response", settings.timeouts().response());
    positive("proxy.timeouts.idle", settings.timeouts().idle());
    positive("proxy.timeouts.websocket", settings.timeouts().websocket());
    if (settings.connections() < 1) {
      problem("proxy.connections", "is " + settings.connections(), "write a number above 0");
    }
    if (settings.websockets() < 0) {
      problem("proxy.websockets", "is " + settings.websockets(), "write 0 to refuse them all");
    }
    int port = settings.management().port();
    if (port < -1 || port > 65535) {
      problem(
          "proxy.management.port", "is " + port, "write a port, or -1 to leave the state unsaid");
    }
  }

  private void positive(String key, Duration duration) {
    if (duration.toMillis() < 1 || duration.toMillis() > Integer.MAX_VALUE) {
      problem(key, "is " + duration, "write a time above 0 and below 24 days, such as 30s");
    }
  }

  private List<Site> read(ProxySettings settings) {
    Map<String, SiteSettings> named = new LinkedHashMap<>(settings.sites());
    String only = settings.upstream();
    if (only != null && !named.isEmpty()) {
      problem(
          "proxy.upstream",
          "stands beside proxy.sites",
          "make it a site of its own: proxy.sites.<name>.upstream");
    } else if (only == null && named.isEmpty()) {
      problem(
          "proxy.upstream",
          "is missing: no site is named",
          "name the site behind the proxy, such as http://127.0.0.1:9000, or several below"
              + " proxy.sites");
    }
    List<Site> sites = new ArrayList<>();
    named.forEach((name, site) -> sites.add(site("proxy.sites." + name, name, site)));
    if (only != null && named.isEmpty()) {
      sites.add(
          site(
              "proxy",
              "site",
              new SiteSettings(
                  List.of(), "/", only, Site.PRESERVE, null, new Tls(null, null, null, null))));
    }
    sites.removeIf(Objects::isNull);
    return sites;
  }

  private @Nullable Site site(String key, String name, SiteSettings settings) {
    if (!name.matches("[\\w.-]+")) {
      problem(key, "has the name '" + name + "'", "write letters, digits, dots and hyphens");
    }
    Upstream upstream = upstream(key + ".upstream", settings.upstream());
    Set<String> hosts = hosts(key + ".hosts", settings.hosts());
    String path = settings.path();
    if (!path.startsWith("/") || path.matches(".*[?#\\s;].*") || Site.leadsUpwards(path)) {
      problem(key + ".path", "is '" + path + "'", "write a path that begins with a slash");
    }
    String host = settings.host();
    if (!host.toLowerCase(Locale.ROOT).matches("(?:" + HOST + ")(?::\\d{1,5})?")) {
      problem(
          key + ".host", "is '" + host + "'", "write preserve, upstream, or the name of a host");
    }
    long maxBody = settings.maxBody() == null ? Long.MAX_VALUE : settings.maxBody().toBytes();
    if (maxBody < 0) {
      problem(key + ".max-body", "is " + settings.maxBody(), "write a size such as 100MB");
    }
    if (upstream == null) {
      return null;
    }
    UpstreamTls tls = tls(key + ".tls", settings.tls(), upstream);
    return tls == null
        ? null
        : new Site(name, hosts, Upstream.withoutSlash(path), upstream, host, maxBody, tls);
  }

  private @Nullable Upstream upstream(String key, @Nullable String address) {
    if (address == null || address.isBlank()) {
      problem(key, "is missing", EXAMPLE);
      return null;
    }
    try {
      return Upstream.parse(address);
    } catch (IllegalArgumentException e) {
      problem(key, String.valueOf(e.getMessage()), EXAMPLE);
      return null;
    }
  }

  private Set<String> hosts(String key, List<String> hosts) {
    Set<String> names = new LinkedHashSet<>();
    for (String host : hosts) {
      String name = host.strip().toLowerCase(Locale.ROOT);
      if (!name.matches(HOST)) {
        problem(
            key,
            "contains '" + host + "'",
            "write names of hosts without scheme, port or path, such as www.site.example");
      }
      names.add(name);
    }
    return names;
  }

  private @Nullable UpstreamTls tls(String key, Tls tls, Upstream upstream) {
    boolean isSet =
        tls.caFile() != null
            || tls.trustStore() != null
            || tls.trustStorePassword() != null
            || tls.serverName() != null;
    if (isSet && !upstream.isSecure()) {
      problem(key, "is set for an address of http", "write https, or leave 'tls' out");
      return null;
    }
    String serverName = Objects.requireNonNullElse(tls.serverName(), upstream.host().getHostName());
    try {
      if (tls.caFile() != null && tls.trustStore() != null) {
        problem(key + ".trust-store", "stands beside ca-file", "name one of them");
        return null;
      }
      if (tls.caFile() != null) {
        return read(key + ".ca-file", tls.caFile(), path -> UpstreamTls.pem(path, serverName));
      }
      if (tls.trustStore() != null) {
        return read(
            key + ".trust-store",
            tls.trustStore(),
            path -> UpstreamTls.store(path, tls.trustStorePassword(), serverName));
      }
      return UpstreamTls.usual(serverName);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no trusted certificates", e);
    }
  }

  /** Reads trusted certificates from a file. */
  private interface TrustReader {
    UpstreamTls read(Path file) throws GeneralSecurityException, IOException;
  }

  private @Nullable UpstreamTls read(String key, String file, TrustReader reader) {
    String action = "name a readable file with the certificate of the site or of its authority";
    try {
      return reader.read(Path.of(file));
    } catch (NoSuchFileException e) {
      problem(key, "is '" + file + "', which does not exist", action);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      problem(key, "is '" + file + "', which cannot be read: " + e.getMessage(), action);
    }
    return null;
  }

  /** Two sites must not claim the same address. */
  private void overlaps(List<Site> sites) {
    Map<String, String> claimed = new HashMap<>();
    for (Site site : sites) {
      for (String host : site.hosts().isEmpty() ? Set.of("any host") : site.hosts()) {
        String other = claimed.put(host + site.path() + "/", site.name());
        if (other != null) {
          problem(
              "proxy.sites." + site.name() + ".hosts",
              "contains " + host + " with path " + site.path() + "/, as '" + other + "' does",
              "give each site hosts or a path of its own");
        }
      }
    }
  }
}
