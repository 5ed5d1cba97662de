package io.github.consent4j.gate.rule;

import io.github.consent4j.gate.PageContext;
import io.github.consent4j.gate.url.Parameters;
import io.github.consent4j.gate.url.WebUrl;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.UrlPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the services that declare a URL by host and path. The URL is read as a browser reads it.
 * Immutable and thread-safe.
 */
public final class UrlMatcher {

  private static final PageContext NO_PAGE = new PageContext("https", "invalid");

  /** A base for texts that must be absolute URLs. No service owns it. */
  private static final WebUrl NOWHERE = WebUrl.of(NO_PAGE);

  private final List<Service> services;
  private final HostRules hosts;
  private final List<OwnRule> ownRules = new ArrayList<>();
  private volatile @Nullable OwnHost lastHost;

  /** A pattern about the site's own host, whatever that is. */
  private record OwnRule(UrlPattern pattern, int service) {}

  /** The rules about the site's own host, for one name of it. */
  private record OwnHost(String name, HostRules rules) {}

  private UrlMatcher(Policy policy) {
    services = policy.services();
    HostRules.Builder builder = new HostRules.Builder();
    for (int i = 0; i < services.size(); i++) {
      for (UrlPattern pattern : services.get(i).loads().urls()) {
        if (pattern.isOwn()) {
          ownRules.add(new OwnRule(pattern, i));
        } else {
          builder.add(pattern, i);
        }
      }
    }
    hosts = builder.build();
  }

  /** Compiles the URL patterns of a policy. */
  public static UrlMatcher of(Policy policy) {
    return new UrlMatcher(policy);
  }

  /**
   * Returns whether a URL of another site belongs to a service.
   *
   * @param serviceIndex index of the service in {@link Policy#services()}
   * @param url absolute {@code http} or {@code https} URL; any other text belongs to no service
   */
  public boolean belongs(int serviceIndex, String url) {
    return belongs(serviceIndex, url, NO_PAGE);
  }

  /**
   * Returns the patterns by which a URL belongs to a service; empty if it does not.
   *
   * @param serviceIndex index of the service in {@link Policy#services()}
   * @param url absolute {@code http} or {@code https} URL; any other text belongs to no service
   */
  public List<UrlPattern> patterns(int serviceIndex, String url) {
    Service service = services.get(serviceIndex);
    return read(url).stream()
        .flatMap(u -> service.loads().urls().stream().filter(p -> matches(p, u)))
        .toList();
  }

  /**
   * Returns whether a URL belongs to a service.
   *
   * @param serviceIndex index of the service in {@link Policy#services()}
   * @param url absolute {@code http} or {@code https} URL; any other text belongs to no service
   * @param page a page of the site, for rules about its own host
   */
  public boolean belongs(int serviceIndex, String url, PageContext page) {
    return read(url).filter(u -> belongs(serviceIndex, u, page)).isPresent();
  }

  private boolean belongs(int serviceIndex, WebUrl url, PageContext page) {
    return services.get(serviceIndex).loads().urls().stream()
        .flatMap(pattern -> pattern.on(page.host()).stream())
        .anyMatch(pattern -> matches(pattern, url));
  }

  /**
   * Returns the indexes of the services that an absolute URL of another site belongs to, in the
   * policy's order.
   */
  public List<Integer> owners(String url) {
    return owners(url, NO_PAGE);
  }

  /**
   * Returns the indexes of the services that an absolute URL belongs to, in the policy's order.
   *
   * @param page a page of the site, for rules about its own host
   */
  public List<Integer> owners(String url, PageContext page) {
    return read(url).stream()
        .flatMap(u -> IntStream.range(0, services.size()).filter(i -> belongs(i, u, page)).boxed())
        .toList();
  }

  /** Returns an absolute {@code http} or {@code https} URL as browsers write it, in ASCII. */
  public static Optional<String> href(String url) {
    return read(url).map(WebUrl::href);
  }

  private static Optional<WebUrl> read(String url) {
    String start = url.strip();
    boolean web =
        start.regionMatches(true, 0, "https:", 0, 6) || start.regionMatches(true, 0, "http:", 0, 5);
    return web
        ? WebUrl.parse(start, NOWHERE).filter(u -> !u.host().equals("invalid"))
        : Optional.empty();
  }

  private static boolean matches(UrlPattern pattern, WebUrl url) {
    List<NamePattern> paths = pattern.paths();
    return pattern.isOn(url.hostWithoutDot())
        && (paths.isEmpty() || paths.stream().anyMatch(path -> path.matches(url.path())))
        && (pattern.query().isEmpty()
            || new QueryRule(pattern.query()).matches(Parameters.of(url.query())));
  }

  HostRules hosts() {
    return hosts;
  }

  /**
   * Returns the rules about the site's own host for a page; null if there are none. The rules for
   * the last host are kept, because most sites have one.
   */
  @Nullable HostRules ownHosts(PageContext page) {
    if (ownRules.isEmpty()) {
      return null;
    }
    OwnHost known = lastHost;
    if (known == null || !known.name.equals(page.host())) {
      HostRules.Builder builder = new HostRules.Builder();
      for (OwnRule each : ownRules) {
        each.pattern.on(page.host()).forEach(pattern -> builder.add(pattern, each.service));
      }
      known = new OwnHost(page.host(), builder.build());
      lastHost = known;
    }
    return known.rules;
  }
}
