package io.github.consent4j.gate.rule;

import io.github.consent4j.gate.GateListener;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.gate.url.PathSource;
import io.github.consent4j.policy.UndeclaredHandling;
import io.github.consent4j.policy.UrlPattern;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides on the URLs of a page that no service declares. */
final class UndeclaredUrls {

  private final GateReports reports;
  private final DeclaringServices declaring;
  private final boolean block;
  private final List<UrlPattern> ownHosts;
  private final @Nullable KnownLoads known;

  /** The known services that load the current URL; null if nothing known is blocked. */
  private final @Nullable DeclaringServices knowing;

  private PageContext page;

  /**
   * @param declaring tells whether findings are reported
   */
  UndeclaredUrls(HtmlRules rules, DeclaringServices declaring, PageContext page) {
    reports = rules.reports();
    this.declaring = declaring;
    this.page = page;
    block = rules.policy().settings().undeclaredHosts() == UndeclaredHandling.BLOCK;
    ownHosts = rules.policy().settings().delivery().ownHosts();
    known = rules.known();
    knowing = known == null ? null : known.declaringServices(reports);
  }

  /** Begins a page. */
  void on(PageContext newPage) {
    page = newPage;
  }

  /** Returns whether a host that no service declares is blocked or reported. */
  boolean concernHosts() {
    return block || known != null || reports.isHeard();
  }

  /** Returns whether a script may be blocked for its file name. */
  boolean concernFileNames() {
    return known != null;
  }

  /**
   * Decides on a URL.
   *
   * @param a contains the host, in lower case and without a dot at its end, and the file name
   * @param nameFrom where the file name of a script begins; equal to {@code nameTo} if the URL is
   *     that of something else
   * @param url returns the path if it matters
   */
  int decide(byte[] a, int hostFrom, int hostTo, int nameFrom, int nameTo, PathSource url) {
    boolean own = isOwn(a, hostFrom, hostTo);
    KnownLoads rules = known;
    DeclaringServices services = knowing;
    if (rules != null && services != null) {
      services.reset();
      if (!own) {
        rules.hosts().addDeclaring(a, hostFrom, hostTo, url, services);
      }
      int verdict = withName(a, nameFrom, nameTo, rules, services);
      if (verdict != UrlGate.PASSES) {
        String host = new String(a, hostFrom, hostTo - hostFrom, StandardCharsets.US_ASCII);
        if (!isListed(host)) {
          reportKnown(own ? "" : host, verdict);
          return UrlGate.UNDECLARED;
        }
      }
    }
    if (own || isListed(a, hostFrom, hostTo)) {
      return UrlGate.PASSES;
    }
    if (declaring.mayReport()) {
      reports.reportUndeclared(
          page.path(),
          block ? GateListener.Kind.HELD_BACK : GateListener.Kind.UNDECLARED,
          a,
          hostFrom,
          hostTo,
          declaring.allowed().occurrence().heldIf(block));
    }
    return block ? UrlGate.UNDECLARED : UrlGate.PASSES;
  }

  /** Returns whether the policy lists a host among those of the site. */
  private boolean isListed(byte[] a, int hostFrom, int hostTo) {
    return !ownHosts.isEmpty()
        && isListed(new String(a, hostFrom, hostTo - hostFrom, StandardCharsets.US_ASCII));
  }

  private boolean isListed(String host) {
    return ownHosts.stream().anyMatch(pattern -> pattern.isOn(host));
  }

  /** Decides on a script of the site itself by its file name. */
  int decideName(byte[] a, int nameFrom, int nameTo) {
    KnownLoads rules = known;
    DeclaringServices services = knowing;
    if (rules == null || services == null) {
      return UrlGate.PASSES;
    }
    services.reset();
    int verdict = withName(a, nameFrom, nameTo, rules, services);
    if (verdict == UrlGate.PASSES) {
      return UrlGate.PASSES;
    }
    reportKnown("", verdict);
    return UrlGate.UNDECLARED;
  }

  private static int withName(
      byte[] a, int nameFrom, int nameTo, KnownLoads rules, DeclaringServices services) {
    if (nameFrom < nameTo) {
      rules.fileNames().addDeclaring(a, nameFrom, nameTo, services);
    }
    return services.verdict();
  }

  private void reportKnown(String host, int service) {
    if (declaring.mayReport()) {
      reports.reportKnown(
          page.path(),
          host,
          KnownLoads.service(service),
          declaring.allowed().occurrence().heldIf(true));
    }
  }

  /**
   * Returns whether a host is that of the page, or a subdomain of it, with or without {@code www}.
   */
  boolean isOwn(byte[] a, int hostFrom, int hostTo) {
    String own = page.host();
    int start = own.startsWith("www.") ? 4 : 0;
    int p = hostTo - (own.length() - start);
    if (p < hostFrom || (p > hostFrom && a[p - 1] != '.')) {
      return false;
    }
    for (int i = start; i < own.length(); i++) {
      if (a[p++] != Character.toLowerCase(own.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
