package io.github.consent4j.gate;

import io.github.consent4j.consent.ConsentCookie;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.Handling;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.StorageKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the cookie gates look up: which services declare a cookie of a name. Compiled once for a
 * policy; plain names are found in one step, patterns are tried after that. Thread-safe; remembers
 * nothing but which names the log has been told about.
 */
public final class CookieRules {

  /**
   * A service's declaration of a cookie.
   *
   * @param service index of the service in {@link Policy#services()}
   */
  record Claim(int service, CookieDescriptor cookie) {}

  private final Map<String, List<Claim>> byName = new HashMap<>();
  private final List<Claim> byPattern = new ArrayList<>();
  private final Policy policy;
  private final CookieLog log;

  private CookieRules(Policy policy) {
    this.policy = policy;
    this.log = new CookieLog(policy);
    for (int i = 0; i < policy.services().size(); i++) {
      Service service = policy.services().get(i);
      for (CookieDescriptor stored : service.stores()) {
        if (stored.kind() == StorageKind.COOKIE) {
          add(new Claim(i, stored));
        }
      }
    }
  }

  /** Compiles the cookies of a policy. */
  public static CookieRules of(Policy policy) {
    return new CookieRules(policy);
  }

  private void add(Claim claim) {
    if (claim.cookie().name().isLiteral()) {
      byName.computeIfAbsent(claim.cookie().name().glob(), name -> new ArrayList<>()).add(claim);
    } else {
      byPattern.add(claim);
    }
  }

  /** Who declares cookies of that name; empty when nobody does. */
  List<Claim> claims(String name) {
    List<Claim> exact = byName.getOrDefault(name, List.of());
    List<Claim> claims = exact;
    for (Claim claim : byPattern) {
      if (claim.cookie().name().matches(name)) {
        if (claims == exact) {
          claims = new ArrayList<>(exact);
        }
        claims.add(claim);
      }
    }
    return claims;
  }

  /** Where a cookie was met; names in requests are written by anybody. */
  enum Side {
    REQUEST,
    RESPONSE
  }

  /**
   * Whether a cookie passes: one declaring service that is let through suffices, and what nobody
   * declares passes unless the site blocks that. The consent cookie always passes.
   *
   * @param host name of the site's host, without a port
   */
  boolean passes(String name, Allowance allowance, String host, Side side) {
    if (name.equals(ConsentCookie.NAME)) {
      return true;
    }
    List<Claim> claims = claims(name);
    if (claims.isEmpty()) {
      boolean passes = policy.settings().undeclaredCookies() == Handling.REPORT;
      log.undeclared(name, side, passes);
      return passes;
    }
    for (Claim claim : claims) {
      if (allowance.opens(claim.service())) {
        return true;
      }
    }
    if (claims.stream().allMatch(claim -> isForeign(claim.cookie(), host))) {
      log.foreign(name, side, claims.get(0));
    }
    return false;
  }

  /** Whether a cookie is declared for a domain that the host is not part of. */
  static boolean isForeign(CookieDescriptor cookie, String host) {
    return cookie.domain().filter(domain -> !matches(host, domain)).isPresent();
  }

  /** Whether a cookie with that domain attribute reaches a host (RFC 6265, section 5.1.3). */
  static boolean matches(String host, String domain) {
    String bare = domain.startsWith(".") ? domain.substring(1) : domain;
    return host.equals(bare) || host.endsWith("." + bare);
  }
}
