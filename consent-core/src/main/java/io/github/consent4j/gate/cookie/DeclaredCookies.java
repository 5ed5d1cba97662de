package io.github.consent4j.gate.cookie;

import io.github.consent4j.gate.cookie.CookieRules.Claim;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.StorageKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds which services declare a cookie of a name. Plain names are found in one step, patterns are
 * tried after that. Filled once, read by many threads.
 */
final class DeclaredCookies {

  private final Map<String, CookieDeclarations> all = new LinkedHashMap<>();
  private final CookieNames literals;
  private final List<CookieDeclarations> patterns = new ArrayList<>();

  DeclaredCookies(Policy policy) {
    Map<String, List<Claim>> byGlob = claimsByGlob(policy);
    literals = new CookieNames(byGlob.size());
    byGlob.forEach(
        (glob, own) -> {
          boolean literal = new NamePattern(glob).isLiteral();
          List<Claim> claims = new ArrayList<>(own);
          if (literal) {
            byGlob.forEach((other, theirs) -> addIfPattern(claims, glob, other, theirs));
          }
          CookieDeclarations found =
              CookieDeclarations.of(
                  claims, new CookiePlaces(), new CookieTally(), isRefusable(claims, policy));
          all.put(glob, found);
          if (literal) {
            literals.put(glob, found);
          } else {
            patterns.add(found);
          }
        });
  }

  private static Map<String, List<Claim>> claimsByGlob(Policy policy) {
    Map<String, List<Claim>> byGlob = new LinkedHashMap<>();
    for (int i = 0; i < policy.services().size(); i++) {
      Service service = policy.services().get(i);
      for (CookieDescriptor stored : service.storesOnSite()) {
        if (stored.kind() == StorageKind.COOKIE) {
          byGlob
              .computeIfAbsent(stored.name().glob(), glob -> new ArrayList<>())
              .add(new Claim(i, stored));
        }
      }
    }
    return byGlob;
  }

  private static void addIfPattern(
      List<Claim> claims, String literal, String glob, List<Claim> theirs) {
    NamePattern pattern = new NamePattern(glob);
    if (!pattern.isLiteral() && pattern.matches(literal)) {
      claims.addAll(theirs);
    }
  }

  private static boolean isRefusable(List<Claim> claims, Policy policy) {
    return claims.stream().noneMatch(claim -> policy.categoryAt(claim.service()).required());
  }

  /** Every declared name or pattern, and what is known of it; in the order of the policy. */
  Map<String, CookieDeclarations> all() {
    return Collections.unmodifiableMap(all);
  }

  /**
   * Who declares cookies of the name between two places. The pieces in which some frameworks cut a
   * long cookie ({@code name.0}, {@code nameC1}) belong to the whole, unless they are declared.
   */
  CookieDeclarations claims(String text, int start, int end) {
    CookieDeclarations claims = declared(text, start, end);
    if (claims.isEmpty()) {
      int stem = stem(text, start, end);
      return stem > start ? declared(text, start, stem) : claims;
    }
    return claims;
  }

  private CookieDeclarations declared(String text, int start, int end) {
    CookieDeclarations literal = literals.get(text, start, end);
    return literal != null ? literal : byPattern(text, start, end);
  }

  private CookieDeclarations byPattern(String text, int start, int end) {
    CookieDeclarations found = CookieDeclarations.NONE;
    String name = null;
    for (int i = 0; i < patterns.size(); i++) {
      CookieDeclarations candidate = patterns.get(i);
      NamePattern pattern = candidate.all().get(0).cookie().name();
      if (!mayMatch(pattern.glob(), text, start, end)) {
        continue;
      }
      boolean matches = isPrefix(pattern.glob());
      if (!matches) {
        name = name == null ? text.substring(start, end) : name;
        matches = pattern.matches(name);
      }
      if (matches) {
        found = found.isEmpty() ? candidate : join(found, candidate);
      }
    }
    return found;
  }

  /** Whether a pattern has no wildcard but a star at its end. */
  private static boolean isPrefix(String glob) {
    return glob.indexOf('?') < 0 && glob.indexOf('*') == glob.length() - 1;
  }

  /** Whether a text begins as a pattern does before its first wildcard. */
  private static boolean mayMatch(String glob, String text, int start, int end) {
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (c == '*' || c == '?') {
        return true;
      }
      if (start + i >= end || text.charAt(start + i) != c) {
        return false;
      }
    }
    return true;
  }

  private static CookieDeclarations join(CookieDeclarations some, CookieDeclarations others) {
    List<Claim> all = new ArrayList<>(some.all());
    all.addAll(others.all());
    return CookieDeclarations.of(
        all, some.places(), some.tally(), some.refusable() && others.refusable());
  }

  /** Where the number of a piece begins; the start if the name is that of no piece. */
  private static int stem(String text, int start, int end) {
    int at = end;
    while (at > start && end - at < 3 && text.charAt(at - 1) >= '0' && text.charAt(at - 1) <= '9') {
      at--;
    }
    boolean cut =
        at < end && at > start && (text.charAt(at - 1) == '.' || text.charAt(at - 1) == 'C');
    return cut ? at - 1 : start;
  }
}
