package io.github.consent4j.gate.cookie;

import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.OnBlock;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.UndeclaredHandling;
import io.github.consent4j.seen.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the cookie gates ask: what becomes of a cookie by its name. Compiled once for a policy.
 * Thread-safe. For each declared name it remembers where such cookies were set and what report mode
 * would have held back, and which other names the log has been told about; never a value.
 */
public final class CookieRules {

  /** What tells a piece of a cookie from the whole, at the end of its name: an expression. */
  public static final String PIECE = "[.C]\\d{1,3}";

  /** What becomes of a cookie by its name. */
  enum Verdict {
    PASSES,
    /** It is not allowed, though its declaration lets it be for the browser session. */
    SESSION_ONLY,
    /** It is not allowed yet, and its declaration wants it to wait. */
    WAITS,
    HELD
  }

  private final Policy policy;
  private final String consentCookie;
  private final DeclaredCookies declared;
  private final CookieLog log;

  private CookieRules(Policy policy) {
    this.policy = policy;
    this.consentCookie = policy.settings().cookie().name();
    this.declared = new DeclaredCookies(policy);
    this.log = new CookieLog(policy);
  }

  /** Compiles the cookies of a policy. */
  public static CookieRules of(Policy policy) {
    return new CookieRules(policy);
  }

  /** What report mode would have held back, by declared name; only what was met. */
  public List<Seen.Cookie> reported() {
    List<Seen.Cookie> reported = new ArrayList<>();
    declared()
        .forEach(
            (glob, declarations) -> {
              CookieTally tally = declarations.tally();
              if (tally.requests() + tally.responses() > 0) {
                String service = policy.services().get(declarations.all().get(0).service()).id();
                reported.add(new Seen.Cookie(glob, service, tally.requests(), tally.responses()));
              }
            });
    return reported;
  }

  /** Every declared name or pattern, and what is known of it. */
  Map<String, CookieDeclarations> declared() {
    return declared.all();
  }

  /** Who declares cookies of that name. */
  CookieDeclarations declarations(String name) {
    return declarations(name, 0, name.length());
  }

  /** Who declares cookies of the name between two places. */
  CookieDeclarations declarations(String text, int start, int end) {
    return declared.declarations(text, start, end);
  }

  /**
   * What becomes of a cookie: one declaring service that is let through suffices, and what nobody
   * declares passes unless the site blocks that. The consent cookie always passes.
   *
   * @param text where the name stands
   * @param host name of the site's host, without a port
   */
  Verdict decide(
      String text, int start, int end, AllowedServices allowed, String host, CookieSide side) {
    if (end - start == consentCookie.length() && text.startsWith(consentCookie, start)) {
      return Verdict.PASSES;
    }
    CookieDeclarations declarations = declarations(text, start, end);
    if (declarations.isEmpty()) {
      boolean passes = policy.settings().undeclaredCookies() == UndeclaredHandling.REPORT;
      log.undeclared(text.substring(start, end), side, passes);
      return passes ? Verdict.PASSES : Verdict.HELD;
    }
    boolean foreign = true;
    // by index: this runs for every cookie of every request
    for (int i = 0; i < declarations.all().size(); i++) {
      CookieDeclaration declaration = declarations.all().get(i);
      if (allowed.allows(declaration.service())) {
        return Verdict.PASSES;
      }
      foreign &= isForeign(declaration.cookie(), host);
    }
    if (foreign && declarations.tally().isNewAsForeign()) {
      log.foreign(declarations.all().get(0));
    }
    return verdict(declarations.handling().onBlock());
  }

  /**
   * Counts a cookie that passes for no other reason than that its category is in report mode.
   *
   * @param text where the name stands
   */
  void count(String text, int start, int end, AllowedServices allowed, CookieSide side) {
    CookieDeclarations found = declarations(text, start, end);
    List<CookieDeclaration> declarations = found.all();
    boolean reported =
        declarations.stream().anyMatch(each -> allowed.isOnlyReported(each.service()))
            && declarations.stream()
                .allMatch(
                    each ->
                        allowed.isOnlyReported(each.service()) || !allowed.allows(each.service()));
    if (reported && found.tally().count(side)) {
      log.reported(declarations.get(0));
    }
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
    return cookie.domain().isPresent() && !CookieDomain.reaches(host, cookie.domain().get());
  }
}
