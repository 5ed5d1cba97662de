package io.github.consent4j.gate;

import io.github.consent4j.consent.ConsentCookie;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.Handling;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.OnBlock;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.StorageKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the cookie gates look up: which services declare a cookie of a name. Compiled once for a
 * policy; plain names are found in one step, patterns are tried after that. Thread-safe. For each
 * declared name it remembers where such cookies were set and what report mode would have held back,
 * and which other names the log has been told about; never a value.
 */
public final class CookieRules {

  /**
   * A service's declaration of a cookie.
   *
   * @param service index of the service in {@link Policy#services()}
   */
  record Claim(int service, CookieDescriptor cookie) {}

  /** What becomes of a cookie by its name. */
  enum Verdict {
    PASSES,
    /** It is not allowed, though its declaration lets it be for the browser session. */
    SESSION_ONLY,
    /** It is not allowed yet, and its declaration wants it to wait. */
    WAITS,
    HELD
  }

  /** Where a cookie was met; names in requests are written by anybody. */
  enum Side {
    REQUEST,
    RESPONSE
  }

  private final Map<String, CookieClaims> declared = new LinkedHashMap<>();
  private final CookieNames literals;
  private final List<CookieClaims> patterns = new ArrayList<>();
  private final Policy policy;
  private final CookieLog log;

  private CookieRules(Policy policy) {
    this.policy = policy;
    this.log = new CookieLog(policy);
    Map<String, List<Claim>> byGlob = claimsByGlob(policy);
    literals = new CookieNames(byGlob.size());
    byGlob.forEach(
        (glob, own) -> {
          boolean literal = new NamePattern(glob).isLiteral();
          List<Claim> claims = new ArrayList<>(own);
          if (literal) {
            byGlob.forEach((other, theirs) -> addIfPattern(claims, glob, other, theirs));
          }
          CookieClaims all =
              CookieClaims.of(claims, new CookiePlaces(), new CookieTally(), isRefusable(claims));
          declared.put(glob, all);
          if (literal) {
            literals.put(glob, all);
          } else {
            patterns.add(all);
          }
        });
  }

  private static Map<String, List<Claim>> claimsByGlob(Policy policy) {
    Map<String, List<Claim>> byGlob = new LinkedHashMap<>();
    for (int i = 0; i < policy.services().size(); i++) {
      Service service = policy.services().get(i);
      for (CookieDescriptor stored : service.stores()) {
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

  /** Compiles the cookies of a policy. */
  public static CookieRules of(Policy policy) {
    return new CookieRules(policy);
  }

  /** What report mode would have held back, by declared name; only what was met. */
  public List<ReportedCookie> reported() {
    List<ReportedCookie> reported = new ArrayList<>();
    declared.forEach(
        (glob, claims) -> {
          CookieTally tally = claims.tally();
          if (tally.requests() + tally.responses() > 0) {
            String service = policy.services().get(claims.all().get(0).service()).id();
            reported.add(new ReportedCookie(glob, service, tally.requests(), tally.responses()));
          }
        });
    return reported;
  }

  /** Every declared name or pattern, and what is known of it. */
  Map<String, CookieClaims> declared() {
    return declared;
  }

  private boolean isRefusable(List<Claim> claims) {
    return claims.stream().noneMatch(claim -> policy.categoryAt(claim.service()).required());
  }

  /** Who declares cookies of that name. */
  CookieClaims claims(String name) {
    return claims(name, 0, name.length());
  }

  /**
   * Who declares cookies of the name between two places. The pieces in which some frameworks cut a
   * long cookie ({@code name.0}, {@code nameC1}) belong to the whole, unless they are declared.
   */
  CookieClaims claims(String text, int start, int end) {
    CookieClaims claims = declared(text, start, end);
    if (claims.isEmpty()) {
      int stem = stem(text, start, end);
      return stem > start ? declared(text, start, stem) : claims;
    }
    return claims;
  }

  private CookieClaims declared(String text, int start, int end) {
    CookieClaims literal = literals.get(text, start, end);
    return literal != null ? literal : byPattern(text, start, end);
  }

  private CookieClaims byPattern(String text, int start, int end) {
    CookieClaims found = CookieClaims.NONE;
    String name = null;
    for (int i = 0; i < patterns.size(); i++) {
      CookieClaims candidate = patterns.get(i);
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

  private static CookieClaims join(CookieClaims some, CookieClaims others) {
    List<Claim> all = new ArrayList<>(some.all());
    all.addAll(others.all());
    return CookieClaims.of(
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

  /**
   * What becomes of a cookie: one declaring service that is let through suffices, and what nobody
   * declares passes unless the site blocks that. The consent cookie always passes.
   *
   * @param text where the name stands
   * @param host name of the site's host, without a port
   */
  Verdict judge(String text, int start, int end, Allowance allowance, String host, Side side) {
    if (end - start == ConsentCookie.NAME.length() && text.startsWith(ConsentCookie.NAME, start)) {
      return Verdict.PASSES;
    }
    CookieClaims claims = claims(text, start, end);
    if (claims.isEmpty()) {
      boolean passes = policy.settings().undeclaredCookies() == Handling.REPORT;
      log.undeclared(text.substring(start, end), side, passes);
      return passes ? Verdict.PASSES : Verdict.HELD;
    }
    boolean reported = false;
    boolean foreign = true;
    // by index: this runs for every cookie of every request
    for (int i = 0; i < claims.all().size(); i++) {
      Claim claim = claims.all().get(i);
      if (allowance.opens(claim.service())) {
        if (!allowance.isOnlyReported(claim.service())) {
          return Verdict.PASSES;
        }
        reported = true;
      }
      foreign &= isForeign(claim.cookie(), host);
    }
    if (reported) {
      if (claims.tally().count(side)) {
        log.reported(claims.all().get(0));
      }
      return Verdict.PASSES;
    }
    if (foreign && claims.tally().isNewAsForeign()) {
      log.foreign(claims.all().get(0));
    }
    return verdict(claims.handling().onBlock());
  }

  private static Verdict verdict(OnBlock onBlock) {
    return switch (onBlock) {
      case DROP -> Verdict.HELD;
      case DEFER -> Verdict.WAITS;
      case SESSION -> Verdict.SESSION_ONLY;
    };
  }

  /** Whether a cookie is declared for a domain that the host is not part of. */
  static boolean isForeign(CookieDescriptor cookie, String host) {
    return cookie.domain().isPresent() && !matches(host, cookie.domain().get());
  }

  /** Whether a cookie with that domain attribute reaches a host (RFC 6265, section 5.1.3). */
  static boolean matches(String host, String domain) {
    int dot = domain.startsWith(".") ? 1 : 0;
    int length = domain.length() - dot;
    int at = host.length() - length;
    boolean wholeLabels = at == 0 || at > 0 && host.charAt(at - 1) == '.';
    return length > 0 && wholeLabels && host.regionMatches(at, domain, dot, length);
  }
}
