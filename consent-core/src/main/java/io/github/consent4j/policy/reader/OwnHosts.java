package io.github.consent4j.policy.reader;

import io.github.consent4j.audit.rule.PolicyRules;
import io.github.consent4j.policy.UrlPattern;
import io.github.consent4j.text.DomainName;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/**
 * Finds services that hold back the site's own host as a whole, and so its own scripts and
 * pictures. A file does not need to say which host is the site's own; what it says is used.
 */
final class OwnHosts {

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final List<String> ADDRESS_KEYS = List.of("address", "url");
  private static final List<String> HOST_KEYS = List.of("host", "hosts");
  private static final List<String> LINK_KEYS = List.of("privacy-policy", "imprint");

  private final List<UrlPattern> declared = new ArrayList<>();
  private final List<String> sites = new ArrayList<>();
  private final List<String> linked = new ArrayList<>();
  private final Problems problems;

  OwnHosts(Node root, Problems problems) {
    this.problems = problems;
    for (Node host : Nodes.items(Nodes.child(root, "own-hosts"))) {
      UrlPattern pattern = pattern(host);
      if (pattern != null) {
        declared.add(pattern);
      }
    }
    for (Node other : Nodes.items(Nodes.child(root, "sites"))) {
      for (String key : HOST_KEYS) {
        addSite(Nodes.child(other, key));
      }
    }
    Node site = Nodes.child(root, "site");
    for (String key : ADDRESS_KEYS) {
      addHosts(Nodes.child(site, key), sites);
    }
    for (String key : LINK_KEYS) {
      addHosts(Nodes.child(site, key), linked);
    }
  }

  /** Adds the hosts of one of several sites. */
  private void addSite(@Nullable Node hosts) {
    for (Node host : Nodes.items(hosts)) {
      UrlPattern pattern = pattern(host);
      if (pattern != null && pattern.path().isEmpty()) {
        declared.add(pattern);
      }
    }
  }

  private static void addHosts(@Nullable Node value, List<String> hosts) {
    if (value == null) {
      return;
    }
    Nodes.scalars(
        value,
        scalar -> {
          String host = host(scalar.getValue().strip());
          if (host != null) {
            hosts.add(host);
          }
        });
  }

  private static @Nullable String host(String address) {
    try {
      String host = address.contains("://") ? URI.create(address).getHost() : null;
      return host == null ? null : host.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  static @Nullable UrlPattern pattern(Node host) {
    try {
      return UrlPattern.parse(Nodes.text(host));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Returns whether a host is the site's own, as far as the file says so. */
  boolean isOwn(UrlPattern pattern) {
    return declared.stream().anyMatch(own -> own.covers(withoutPath(pattern)))
        || sites.contains(pattern.host())
        || linked.contains(pattern.host());
  }

  /** Returns whether the file says of any host that it is the site's own. */
  boolean areKnown() {
    return !declared.isEmpty() || !sites.isEmpty() || !linked.isEmpty();
  }

  /** Returns whether a host is the site's own or below the same domain, as far as it is known. */
  boolean isOfDomain(UrlPattern pattern) {
    return pattern.isOwn()
        || isOwn(pattern)
        || Stream.of(sites, linked)
            .flatMap(List::stream)
            .map(host -> host.replaceFirst("^www\\.", ""))
            .anyMatch(domain -> DomainName.isWithin(pattern.host(), domain));
  }

  private static UrlPattern withoutPath(UrlPattern pattern) {
    return new UrlPattern(pattern.host(), pattern.subdomains(), Optional.empty(), Map.of());
  }

  /**
   * Checks that no service blocks the site as a whole.
   *
   * @param hasProvider whether the provider of a service is known by its identifier
   */
  void check(Node root, Predicate<String> hasProvider) {
    for (NodeTuple service : Nodes.entries(Nodes.child(root, "services"))) {
      Node loads = Nodes.child(service.getValueNode(), "loads");
      boolean ofThisSite =
          Nodes.child(service.getValueNode(), "provider") == null
              && !hasProvider.test(Nodes.text(service.getKeyNode()))
              && !areKnown();
      for (Node host : Nodes.items(Nodes.child(loads, "hosts"))) {
        UrlPattern pattern = pattern(host);
        if (pattern != null && pattern.path().isEmpty()) {
          check(host, pattern, ofThisSite);
        }
      }
    }
  }

  private void check(Node where, UrlPattern pattern, boolean ofThisSite) {
    boolean own =
        declared.stream().anyMatch(pattern::covers) || sites.stream().anyMatch(pattern::isOn);
    String example = (pattern.subdomains() ? "www." : "") + pattern.host() + "/matomo/*";
    if (own) {
      problems.add(
          where,
          PolicyRules.OWN_HOST,
          "'"
              + pattern
              + "' is this site's own host, of which everything would be held back, its own scripts"
              + " and pictures too; name the path that is meant, as in '"
              + example
              + "'");
    } else if (THIS_MACHINE.contains(pattern.host())) {
      problems.add(
          where,
          PolicyRules.PERHAPS_OWN_HOST,
          "'"
              + pattern
              + "' is the visitor's own computer, where a site is only tried; name the host that"
              + " visitors see, with a path if it is this site's own");
    } else if (linked.stream().anyMatch(pattern::isOn)
        || (ofThisSite && pattern.host().startsWith("www."))) {
      problems.add(
          where,
          PolicyRules.PERHAPS_OWN_HOST,
          "'"
              + pattern
              + "' looks like this site's own host, of which everything would be held back; name the"
              + " path that is meant, as in '"
              + example
              + "'");
    }
  }
}
