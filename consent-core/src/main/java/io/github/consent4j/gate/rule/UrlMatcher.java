package io.github.consent4j.gate.rule;

import io.github.consent4j.gate.PageContext;
import io.github.consent4j.gate.url.WebUrl;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.UrlPattern;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the services that declare a URL by host and path. The URL is read as a browser reads it.
 * Immutable and thread-safe.
 */
public final class UrlMatcher {

  /** A base for texts that must be absolute URLs. No service owns it. */
  private static final WebUrl NOWHERE = WebUrl.of(new PageContext("https", "invalid"));

  private final List<Service> services;
  private final HostRules hosts;

  private UrlMatcher(Policy policy) {
    services = policy.services();
    HostRules.Builder builder = new HostRules.Builder();
    for (int i = 0; i < services.size(); i++) {
      for (UrlPattern pattern : services.get(i).loads().urls()) {
        builder.add(pattern, i);
      }
    }
    hosts = builder.build();
  }

  /** Compiles the URL patterns of a policy. */
  public static UrlMatcher of(Policy policy) {
    return new UrlMatcher(policy);
  }

  /**
   * Returns whether a URL belongs to a service.
   *
   * @param serviceIndex index of the service in {@link Policy#services()}
   * @param url absolute {@code http} or {@code https} URL; any other text belongs to no service
   */
  public boolean belongs(int serviceIndex, String url) {
    return !patterns(serviceIndex, url).isEmpty();
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

  /** Returns the indexes of the services that an absolute URL belongs to, in the policy's order. */
  public List<Integer> owners(String url) {
    return IntStream.range(0, services.size()).filter(i -> belongs(i, url)).boxed().toList();
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
        && (paths.isEmpty() || paths.stream().anyMatch(path -> path.matches(url.path())));
  }

  HostRules hosts() {
    return hosts;
  }

  void addDeclaring(WebUrl url, DeclaringServices declaring) {
    byte[] host = url.hostWithoutDot().getBytes(StandardCharsets.US_ASCII);
    hosts.addDeclaring(host, 0, host.length, url, declaring);
  }
}
