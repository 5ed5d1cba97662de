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
 * declares the hosts that a page may load from. Everything else is left to the application's own
 * content security policy, which is sent as well: several policies restrict each other further
 * (Content Security Policy Level 3, section 8.1), so that policies with nonces or {@code
 * strict-dynamic} continue to work. Frames of every declared host are allowed, because a visitor
 * can have one shown once. Immutable and thread-safe.
 */
public final class ContentSecurityPolicy {

  private static final String ANY_WAY =
      "default-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' data: blob:";

  private static final String SOCKET = "wss://";
  private static final Pattern HOST = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*");
  private static final Pattern NONCE = Pattern.compile("'nonce-([A-Za-z0-9+/_=-]+)'");

  private final Policy policy;

  /**
   * @param policy the policy of the site
   */
  public ContentSecurityPolicy(Policy policy) {
    this.policy = policy;
  }

  /** Returns the name of the header; empty if the site does not send it. */
  public Optional<String> headerName() {
    return switch (policy.settings().delivery().csp()) {
      case OFF -> Optional.empty();
      case REPORT_ONLY -> Optional.of("Content-Security-Policy-Report-Only");
      case ENFORCE -> Optional.of("Content-Security-Policy");
    };
  }

  /** Returns whether browsers must not load from any other host. */
  public boolean isEnforced() {
    return policy.settings().delivery().csp() == CspMode.ENFORCE;
  }

  /**
   * Returns the policy for a page that is made for one visitor.
   *
   * @param reportTo path on this site that browsers send reports of blocked content to
   */
  public String forVisitor(AllowedServices allowed, PageContext page, String reportTo) {
    return text(allowed::allows, page, reportTo);
  }

  /**
   * Returns the policy for a page that everybody shares. It names every declared host, because the
   * browser adds the content of those that the visitor allows.
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
   * Returns the member of the permissions policy for storage that other hosts may ask for. Only
   * hosts that the page may load from are named.
   *
   * @param allowed what is allowed for the visitor; empty for a page that everybody shares
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
      add(own, sources);
      add("*." + own, sources);
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
    // The policy names the site's own hosts anyway. It has no stars within labels.
    String domain = url.domain();
    if (!url.isOwn() && HOST.matcher(domain).matches()) {
      add(url.subdomains() || !domain.equals(url.host()) ? "*." + domain : domain, sources);
    }
  }

  private static void add(String host, Set<String> sources) {
    sources.add(host);
    sources.add(SOCKET + host);
  }

  /** Returns the nonce of an application's own policies; empty if they have none. */
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
