package io.github.consent4j.gate.header;

import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.policy.CspMode;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.UrlPattern;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The content security policy that follows from a policy and from what a visitor allows. It only
 * says which hosts a page may load from, and leaves everything else to the application's own,
 * beside which it stands: several policies further restrict each other (Content Security Policy
 * Level 3, section 8.1), so those with nonces or {@code strict-dynamic} go on to work. Frames may
 * be of every declared host, as a visitor may have one shown once. Immutable and thread-safe.
 */
public final class ContentSecurityPolicy {

  private static final String ANY_WAY =
      "default-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' data: blob:";

  private static final String SOCKET = "wss://";
  private static final Pattern HOST = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*");
  private static final Pattern NONCE = Pattern.compile("'nonce-([A-Za-z0-9+/_=-]+)'");

  private final Policy policy;

  /**
   * @param policy what is declared
   */
  public ContentSecurityPolicy(Policy policy) {
    this.policy = policy;
  }

  /** Name of the header; empty if the site does not want it. */
  public Optional<String> headerName() {
    return switch (policy.settings().delivery().csp()) {
      case OFF -> Optional.empty();
      case REPORT_ONLY -> Optional.of("Content-Security-Policy-Report-Only");
      case ENFORCE -> Optional.of("Content-Security-Policy");
    };
  }

  /** Whether browsers are to load from nowhere else. */
  public boolean isEnforced() {
    return policy.settings().delivery().csp() == CspMode.ENFORCE;
  }

  /**
   * The policy for a page that one visitor gets.
   *
   * @param reportTo path on this site to which browsers tell what they did not load
   */
  public String forVisitor(AllowedServices allowed, PageContext page, String reportTo) {
    return text(allowed::allows, page, reportTo);
  }

  /**
   * The policy for a page that everybody gets: every declared host, as the visitor's browser adds
   * from them what the visitor allows.
   */
  public String forEverybody(PageContext page, String reportTo) {
    return text(service -> true, page, reportTo);
  }

  private String text(IntPredicate opens, PageContext page, String reportTo) {
    Set<String> open = sources(opens, page);
    Set<String> all = sources(service -> true, page);
    return ANY_WAY
        + listed(open)
        + (open.equals(all) ? "" : "; frame-src 'self' data: blob:" + listed(withoutSockets(all)))
        + "; report-uri "
        + reportTo;
  }

  private static String listed(Collection<String> sources) {
    return sources.stream().map(source -> " " + source).collect(Collectors.joining());
  }

  private static Set<String> withoutSockets(Set<String> sources) {
    Set<String> hosts = new LinkedHashSet<>(sources);
    hosts.removeIf(source -> source.startsWith(SOCKET));
    return hosts;
  }

  /**
   * What the permissions policy says of storage that other hosts may ask for: those only from which
   * the page may load.
   *
   * @param allowed what the visitor lets through; empty for a page that everybody gets
   */
  public String storageAccess(Optional<AllowedServices> allowed, PageContext page) {
    IntPredicate opens = service -> allowed.map(a -> a.allows(service)).orElse(true);
    return withoutSockets(sources(opens, page)).stream()
        .map(host -> " \"https://" + host + '"')
        .collect(Collectors.joining("", "storage-access=(self", ")"));
  }

  private Set<String> sources(IntPredicate opens, PageContext page) {
    Set<String> sources = new LinkedHashSet<>();
    String own = page.host().startsWith("www.") ? page.host().substring(4) : page.host();
    if (HOST.matcher(own).matches() && own.indexOf('.') > 0 && !isNumber(own)) {
      add(new UrlPattern(own, false, Optional.empty()), sources);
      add(new UrlPattern(own, true, Optional.empty()), sources);
    }
    policy.settings().delivery().ownHosts().forEach(host -> add(host, sources));
    for (int i = 0; i < policy.services().size(); i++) {
      if (opens.test(i)) {
        Service service = policy.services().get(i);
        service.loads().urls().forEach(url -> add(url, sources));
      }
    }
    return sources;
  }

  private static boolean isNumber(String host) {
    return Character.isDigit(host.charAt(host.length() - 1));
  }

  private static void add(UrlPattern url, Set<String> sources) {
    if (HOST.matcher(url.host()).matches()) {
      String host = (url.subdomains() ? "*." : "") + url.host();
      sources.add(host);
      sources.add(SOCKET + host);
    }
  }

  /** The nonce of an application's own policies; empty if they have none. */
  public static String nonce(Collection<String> contentSecurityPolicy) {
    for (String header : contentSecurityPolicy) {
      Matcher nonce = NONCE.matcher(header);
      if (nonce.find()) {
        return nonce.group(1);
      }
    }
    return "";
  }
}
