package io.github.consent4j.gate;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Consent.State;
import io.github.consent4j.gate.CookieRules.Claim;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Makes the headers that delete what refused services left in the browser. A browser deletes a
 * cookie only under the very domain and path with which it was set, and does not tell them; so each
 * cookie is deleted under every one it may have. Immutable and thread-safe.
 */
public final class Sweep {

  /** Tomcat and Jetty refuse responses with more than about 8 KiB of headers. */
  static final int MOST_HEADERS = 30;

  static final int MOST_CHARACTERS = 3 * 1024;

  private final CookieRules rules;

  /**
   * @param rules what is looked up
   */
  public Sweep(CookieRules rules) {
    this.rules = rules;
  }

  /**
   * The {@code Set-Cookie} headers for a response, at most 30 and at most 3 KiB of them. Cookies
   * that do not go this time are dealt with on the next responses, as long as the browser sends
   * them.
   *
   * @param cookies what the browser sent
   * @param consent where the visitor stands; only what was refused is deleted, not what was never
   *     asked about
   * @param page from where the response is served
   * @param contextPath where the application lives on the host; empty for the root
   * @param turn any number; when there is more to do than one response holds, different numbers
   *     begin with different cookies
   */
  public List<String> expiries(
      RequestCookies cookies, Consent consent, PageContext page, String contextPath, int turn) {
    if (!consent.isMade()) {
      return List.of();
    }
    Allowance allowance = Allowance.of(consent);
    List<String> all = new ArrayList<>();
    for (String name : cookies.names()) {
      List<Claim> claims = rules.claims(name);
      if (SetCookie.isToken(name) && isRefused(claims, consent, allowance)) {
        expiries(name, claims, page, contextPath).forEach(cookie -> all.add(cookie.toString()));
      }
    }
    return cut(all, turn);
  }

  /**
   * The {@code Set-Cookie} headers that delete every cookie of a name but the one that the site
   * keeps for this very host and context path. For a name of which the browser has sent several.
   */
  public List<String> rivals(String name, PageContext page, String contextPath) {
    String own = contextPath.isEmpty() ? "/" : contextPath;
    boolean secure = page.scheme().equals("https");
    List<String> headers = new ArrayList<>();
    for (Optional<String> domain : domains(page.host(), List.of())) {
      for (String path : paths(contextPath, List.of())) {
        if (domain.isPresent() || !path.equals(own)) {
          headers.add(expiry(name, domain, path, secure, false).toString());
        }
      }
    }
    return headers;
  }

  private static boolean isRefused(List<Claim> claims, Consent consent, Allowance allowance) {
    return !claims.isEmpty()
        && claims.stream()
            .allMatch(
                claim ->
                    consent.stateAt(claim.service()) == State.REFUSED
                        && !allowance.opens(claim.service()));
  }

  private static List<String> cut(List<String> all, int turn) {
    int total = all.stream().mapToInt(String::length).sum();
    if (all.size() <= MOST_HEADERS && total <= MOST_CHARACTERS) {
      return all;
    }
    List<String> headers = new ArrayList<>();
    int characters = 0;
    int first = Math.floorMod(turn, all.size());
    for (int i = 0; i < all.size() && headers.size() < MOST_HEADERS; i++) {
      String header = all.get((first + i) % all.size());
      if (characters + header.length() <= MOST_CHARACTERS) {
        characters += header.length();
        headers.add(header);
      }
    }
    return headers;
  }

  private static List<SetCookie> expiries(
      String name, List<Claim> claims, PageContext page, String contextPath) {
    boolean https = page.scheme().equals("https");
    List<SetCookie> all = new ArrayList<>();
    if (name.startsWith("__Host-")) {
      all.add(expiry(name, Optional.empty(), "/", true, false));
      all.add(expiry(name, Optional.empty(), "/", true, true));
      return all;
    }
    boolean secure = https || name.startsWith("__Secure-");
    for (Optional<String> domain : domains(page.host(), claims)) {
      for (String path : paths(contextPath, claims)) {
        all.add(expiry(name, domain, path, secure, false));
      }
    }
    return all;
  }

  private static SetCookie expiry(
      String name, Optional<String> domain, String path, boolean secure, boolean partitioned) {
    return new SetCookie(name, "", domain, path, OptionalLong.of(0), secure, partitioned);
  }

  /** The host alone, the host with its subdomains, and every parent down to two labels. */
  private static Set<Optional<String>> domains(String host, List<Claim> claims) {
    Set<Optional<String>> domains = new LinkedHashSet<>();
    domains.add(Optional.empty());
    if (!isName(host)) {
      return domains;
    }
    String domain = host;
    while (domain.indexOf('.') >= 0) {
      domains.add(Optional.of(domain));
      domain = domain.substring(domain.indexOf('.') + 1);
    }
    for (Claim claim : claims) {
      claim
          .cookie()
          .domain()
          .filter(declared -> CookieRules.matches(host, declared))
          .ifPresent(declared -> domains.add(Optional.of(declared.replaceFirst("^\\.", ""))));
    }
    return domains;
  }

  private static boolean isName(String host) {
    return host.matches("[a-z0-9-]+(\\.[a-z0-9-]+)*") && !host.matches(".*[0-9.]");
  }

  private static Set<String> paths(String contextPath, List<Claim> claims) {
    Set<String> paths = new LinkedHashSet<>();
    paths.add("/");
    if (SetCookie.isPath(contextPath)) {
      paths.add(contextPath);
    }
    claims.stream()
        .map(claim -> claim.cookie().path())
        .filter(SetCookie::isPath)
        .forEach(paths::add);
    return paths;
  }
}
