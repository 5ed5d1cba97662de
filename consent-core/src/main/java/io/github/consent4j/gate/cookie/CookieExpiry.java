package io.github.consent4j.gate.cookie;

import io.github.consent4j.gate.PageContext;
import io.github.consent4j.text.DomainName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The headers that delete one cookie, for every domain and path that it may have. */
final class CookieExpiry {

  private final String name;
  private final CookieDeclarations declarations;
  private final String host;
  private final boolean secure;
  private final boolean https;
  private final boolean hostOnly;

  CookieExpiry(String name, CookieDeclarations declarations, PageContext page) {
    this.name = name;
    this.declarations = declarations;
    host = page.host();
    https = page.scheme().equals("https");
    hostOnly = name.startsWith("__Host-");
    secure = https || hostOnly || name.startsWith("__Secure-");
  }

  static String expiry(
      String name, Optional<String> domain, String path, boolean secure, boolean partitioned) {
    return new SetCookie(name, "", domain, path, OptionalLong.of(0), secure, partitioned)
        .toString();
  }

  private String expiry(Optional<String> domain, String path, boolean partitioned) {
    return expiry(name, domain, path, secure, partitioned);
  }

  /**
   * Returns the headers for the places where the cookie was seen, for those where it is declared,
   * and for the default one.
   */
  Set<String> likely() {
    Set<String> expiries = new LinkedHashSet<>();
    if (hostOnly) {
      expiries.add(expiry(Optional.empty(), "/", false));
      expiries.add(expiry(Optional.empty(), "/", true));
      return expiries;
    }
    expiries.addAll(elsewhere());
    for (Optional<String> domain : declaredDomains()) {
      expiries.add(expiry(domain, "/", false));
    }
    return expiries;
  }

  /**
   * Returns the headers for the places where it was seen or is declared, except the root of the
   * host.
   */
  Set<String> elsewhere() {
    Set<String> expiries = new LinkedHashSet<>();
    if (hostOnly) {
      return expiries;
    }
    for (CookiePlaces.Place place : declarations.places().all()) {
      if (place.domain().filter(domain -> !CookieDomain.reaches(host, domain)).isEmpty()) {
        expiries.add(expiry(place.domain(), place.path(), place.partitioned()));
      }
    }
    Set<String> paths = declaredPaths();
    paths.remove("/");
    for (Optional<String> domain : declaredDomains()) {
      paths.forEach(path -> expiries.add(expiry(domain, path, false)));
    }
    return expiries;
  }

  /**
   * Returns the headers for these paths on the host alone. Scripts set cookies there if they name
   * no domain.
   */
  Set<String> at(List<String> paths) {
    Set<String> expiries = new LinkedHashSet<>();
    if (!hostOnly) {
      paths.forEach(path -> expiries.add(expiry(Optional.empty(), path, false)));
    }
    return expiries;
  }

  /** Returns the headers for all other places. */
  Set<String> possible(String contextPath, RequestPaths requestPaths) {
    Set<String> expiries = new LinkedHashSet<>();
    if (hostOnly) {
      return expiries;
    }
    Set<Optional<String>> domains = domains(host);
    domains.addAll(declaredDomains());
    Set<String> paths = declaredPaths();
    paths.add("/");
    if (SetCookie.isPath(contextPath)) {
      paths.add(contextPath);
    }
    paths.addAll(requestPaths.plain());
    paths.addAll(requestPaths.slashed());
    for (Optional<String> domain : domains) {
      paths.forEach(path -> expiries.add(expiry(domain, path, false)));
    }
    if (https) {
      for (Optional<String> domain : domains) {
        paths.forEach(path -> expiries.add(expiry(domain, path, true)));
      }
    }
    return expiries;
  }

  private Set<String> declaredPaths() {
    Set<String> paths = new LinkedHashSet<>();
    declarations.all().stream()
        .map(declaration -> declaration.cookie().path())
        .filter(SetCookie::isPath)
        .forEach(paths::add);
    return paths;
  }

  private Set<Optional<String>> declaredDomains() {
    Set<Optional<String>> domains = new LinkedHashSet<>();
    domains.add(Optional.empty());
    for (CookieDeclaration declaration : declarations.all()) {
      declaration
          .cookie()
          .domain()
          .map(DomainName::withoutDot)
          .filter(declared -> CookieDomain.isHostName(host) && CookieDomain.reaches(host, declared))
          .ifPresent(declared -> domains.add(Optional.of(declared)));
    }
    return domains;
  }

  /**
   * Returns the possible domains: the host alone, the host with its subdomains, and every parent
   * domain with at least two labels.
   */
  static Set<Optional<String>> domains(String host) {
    Set<Optional<String>> domains = new LinkedHashSet<>();
    domains.add(Optional.empty());
    String domain = CookieDomain.isHostName(host) ? host : "";
    while (domain.indexOf('.') >= 0) {
      domains.add(Optional.of(domain));
      domain = domain.substring(domain.indexOf('.') + 1);
    }
    return domains;
  }
}
