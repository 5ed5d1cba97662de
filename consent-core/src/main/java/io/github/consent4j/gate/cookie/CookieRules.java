package io.github.consent4j.gate.cookie;

import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.known.KnownService;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.OnBlock;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.StorageKind;
import io.github.consent4j.policy.UndeclaredHandling;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.KnownServices;
import io.github.consent4j.seen.journal.Occurrence;
import io.github.consent4j.seen.journal.SeenJournal;
import io.github.consent4j.seen.journal.SeenThing;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the cookie gates look up: how to handle a cookie by its name. The rules are compiled once
 * for a policy. For each declared name they store where such cookies were set and what report mode
 * would have blocked. They also store which other names were logged. They never store a value.
 * Thread-safe.
 */
public final class CookieRules {

  /** The end of the name of one piece of a divided cookie, as a regular expression. */
  public static final String PIECE = "[.C]\\d{1,3}";

  /** How a cookie is handled by its name. */
  enum Verdict {
    PASSES,
    /** The cookie is not allowed, but its declaration permits it for the browser session. */
    SESSION_ONLY,
    /** The cookie is not allowed yet, and its declaration says that it waits. */
    WAITS,
    HELD
  }

  private final Policy policy;
  private final String consentCookie;
  private final DeclaredCookies declared;
  private final DeclaredKeys keys;
  private final CookieLog log;

  /** What is blocked because it is known; null if the policy does not say so. */
  private final @Nullable KnownCookies known;

  private final SeenJournal journal;
  private final boolean letsWait;

  private CookieRules(Policy policy, SeenJournal journal) {
    this.policy = policy;
    this.consentCookie = policy.settings().cookie().name();
    this.declared = new DeclaredCookies(policy);
    this.keys = new DeclaredKeys(policy);
    this.log = new CookieLog(policy, journal.log());
    this.journal = journal;
    boolean blocksKnown = policy.settings().undeclaredCookies() == UndeclaredHandling.KNOWN;
    this.known = blocksKnown ? new KnownCookies(policy) : null;
    this.letsWait =
        declared.all().values().stream().anyMatch(all -> all.handling().onBlock() == OnBlock.DEFER);
  }

  /** Compiles the cookies of a policy, with a journal of their own. */
  public static CookieRules of(Policy policy) {
    return of(policy, new SeenJournal(Clock.systemUTC(), KnownServices.NONE));
  }

  /**
   * Compiles the cookies of a policy.
   *
   * @param journal receives everything that is seen
   */
  public static CookieRules of(Policy policy, SeenJournal journal) {
    return new CookieRules(policy, journal);
  }

  /** Returns what report mode would have blocked, by declared name; only names that were seen. */
  public List<Seen.Cookie> reported() {
    List<Seen.Cookie> reported = new ArrayList<>();
    declared()
        .forEach(
            (glob, declarations) -> {
              CookieTally tally = declarations.tally();
              if (tally.requests() + tally.responses() > 0) {
                reported.add(
                    new Seen.Cookie(
                        glob, serviceOf(declarations), tally.requests(), tally.responses()));
              }
            });
    return reported;
  }

  /** Returns whether some cookies wait in the visitor's session until they are allowed. */
  public boolean letsWait() {
    return letsWait;
  }

  /** Returns a declared name in its decoded form. An encoded star does not become a wildcard. */
  public static String decodedGlob(String glob) {
    return DeclaredCookies.decodedGlob(glob);
  }

  /** Returns whether scripts write a character of a cookie's name in encoded form. */
  public static boolean isEncoded(int character) {
    return !SetCookie.isTokenCharacter(character);
  }

  /** Returns every declared name or pattern with its declarations. */
  Map<String, CookieDeclarations> declared() {
    return declared.all();
  }

  /** Returns the declarations of cookies of this name by services; empty if there is none. */
  public List<CookieDeclaration> declaring(String name) {
    return declarations(name).all();
  }

  /** Returns the declarations of cookies of this name. */
  CookieDeclarations declarations(String name) {
    return declarations(name, 0, name.length());
  }

  /** Returns the declarations of cookies of the name between two places. */
  CookieDeclarations declarations(String text, int start, int end) {
    return declared.declarations(text, start, end);
  }

  /**
   * Decides on a cookie. It is allowed if one of the services that declare it is allowed. A cookie
   * that no service declares passes unless the site blocks such cookies, or those that are known.
   * The consent cookie always passes.
   *
   * @param text contains the name
   * @param host host name of the site, without a port
   */
  Verdict decide(
      String text, int start, int end, AllowedServices allowed, String host, CookieSide side) {
    if (isConsentCookie(text, start, end)) {
      return Verdict.PASSES;
    }
    CookieDeclarations declarations = declarations(text, start, end);
    if (declarations.isEmpty()) {
      return undeclared(text.substring(start, end), side);
    }
    Verdict verdict = verdict(declarations, allowed);
    if (verdict != Verdict.PASSES
        && areForeign(declarations, host)
        && declarations.tally().isNewAsForeign()) {
      log.foreign(declarations.all().get(0));
    }
    return verdict;
  }

  private Verdict undeclared(String name, CookieSide side) {
    KnownService service = blocking(name);
    Verdict verdict = verdict(service);
    log.undeclared(name, side, verdict == Verdict.PASSES, service);
    return verdict;
  }

  /**
   * Decides on a cookie that no service declares.
   *
   * @param blocking the service for which it is blocked; null if there is none
   */
  private Verdict verdict(@Nullable KnownService blocking) {
    return blocking != null || policy.settings().undeclaredCookies() == UndeclaredHandling.BLOCK
        ? Verdict.HELD
        : Verdict.PASSES;
  }

  /** Returns the service for which a name is blocked that no service declares. */
  private @Nullable KnownService blocking(String name) {
    return known == null ? null : known.blocking(name);
  }

  /** Notes a cookie that a response sets, and counts it if it is not sent. */
  void set(
      String name, String path, AllowedServices allowed, Supplier<Seen.Attributes> attributes) {
    if (name.equals(consentCookie)) {
      return;
    }
    CookieDeclarations found = declarations(name);
    String service = firstOf(found);
    boolean isHeld = isHeld(found, name, allowed);
    boolean isDeclared = !found.isEmpty() && found.all().get(0).cookie().name().isLiteral();
    journal.cookieSet(
        isDeclared ? nameOf(found) : name,
        service,
        isDeclared,
        path,
        occurrence(found, allowed).heldIf(isHeld),
        attributes);
    if (isHeld) {
      journal.counts().responseCookie(service);
    }
  }

  /** Returns the time in milliseconds, for the cookies of one request. */
  long now() {
    return journal.now();
  }

  /**
   * Notes a cookie of a request, and counts it if the application does not see it.
   *
   * @param now the time in milliseconds
   */
  void came(String text, int start, int end, AllowedServices allowed, long now) {
    if (isConsentCookie(text, start, end)) {
      return;
    }
    CookieDeclarations found = declarations(text, start, end);
    boolean isHeld;
    if (found.isEmpty()) {
      String name = text.substring(start, end);
      isHeld = isHeld(verdict(blocking(name)));
      journal.cookieCame(name, allowed.occurrence().heldIf(isHeld));
    } else {
      isHeld = isHeld(verdict(found, allowed));
      SeenThing thing = seen(found);
      if (thing != null) {
        thing.count(occurrence(found, allowed).heldIf(isHeld), now);
      }
    }
    if (isHeld) {
      journal.counts().requestCookie(firstOf(found));
    }
  }

  /** Returns a declared cookie in the list of what was seen; null if there is no room for it. */
  private @Nullable SeenThing seen(CookieDeclarations found) {
    SeenThing known = found.tally().seen();
    if (known != null) {
      return known;
    }
    SeenThing thing = journal.declaredCookie(nameOf(found), serviceOf(found));
    found.tally().seen(thing);
    return thing;
  }

  private static String nameOf(CookieDeclarations found) {
    return found.all().get(0).cookie().name().glob();
  }

  /** Returns the state of consent that is best for a cookie. */
  private static Occurrence occurrence(CookieDeclarations found, AllowedServices allowed) {
    if (found.isEmpty()) {
      return allowed.occurrence();
    }
    Occurrence best = allowed.occurrence(found.all().get(0).service());
    // The loop uses an index because it runs for every cookie of every request.
    for (int i = 1; i < found.all().size() && best != Occurrence.ALLOWED; i++) {
      Occurrence other = allowed.occurrence(found.all().get(i).service());
      best = other == Occurrence.ALLOWED || best == Occurrence.REFUSED ? other : best;
    }
    return best;
  }

  private @Nullable String firstOf(CookieDeclarations found) {
    return found.isEmpty() ? null : serviceOf(found);
  }

  /** Returns the first service of some declarations. */
  private String serviceOf(CookieDeclarations found) {
    return policy.services().get(found.all().get(0).service()).id();
  }

  private boolean isHeld(CookieDeclarations found, String name, AllowedServices allowed) {
    return isHeld(found.isEmpty() ? verdict(blocking(name)) : verdict(found, allowed));
  }

  private static boolean isHeld(Verdict verdict) {
    return verdict == Verdict.HELD || verdict == Verdict.WAITS;
  }

  private boolean isConsentCookie(String text, int start, int end) {
    return end - start == consentCookie.length() && text.startsWith(consentCookie, start);
  }

  /**
   * Notes a name that a browser reports.
   *
   * @param kind how a script stores something under the name; databases are ignored
   * @param path path of the page; empty if it is not known
   */
  public void stored(StorageKind kind, String name, String path, AllowedServices allowed) {
    switch (kind) {
      case COOKIE -> storedCookie(name, path, allowed);
      case LOCAL_STORAGE -> storedKey(Seen.Kind.LOCAL_STORAGE, name, path, allowed);
      case SESSION_STORAGE -> storedKey(Seen.Kind.SESSION_STORAGE, name, path, allowed);
      case INDEXED_DB -> {}
    }
  }

  private void storedCookie(String name, String path, AllowedServices allowed) {
    if (!name.equals(consentCookie)) {
      CookieDeclarations found = declarations(name);
      boolean isHeld = isHeld(found, name, allowed);
      journal.reported(
          Seen.Kind.COOKIE,
          found.isEmpty() ? name : nameOf(found),
          firstOf(found),
          path,
          occurrence(found, allowed).heldIf(isHeld));
    }
  }

  private void storedKey(Seen.Kind kind, String name, String path, AllowedServices allowed) {
    DeclaredKeys.Key declaring = keys.declaring(name);
    if (declaring == null) {
      journal.reported(kind, name, null, path, allowed.occurrence());
    } else {
      journal.reported(
          kind,
          declaring.name().glob(),
          policy.services().get(declaring.service()).id(),
          path,
          allowed.occurrence(declaring.service()));
    }
  }

  /** Returns the first service that declares a key in a storage of the browser. */
  public Optional<Service> declaringKey(String key) {
    return Optional.ofNullable(keys.declaring(key))
        .map(declaring -> policy.services().get(declaring.service()));
  }

  /**
   * Counts a cookie if it passes only because its category is in report mode.
   *
   * @param text contains the name
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

  /** Decides on a cookie with some declarations. */
  private static Verdict verdict(CookieDeclarations found, AllowedServices allowed) {
    // The loop uses an index because it runs for every cookie of every request.
    for (int i = 0; i < found.all().size(); i++) {
      if (allowed.allows(found.all().get(i).service())) {
        return Verdict.PASSES;
      }
    }
    return switch (found.handling().onBlock()) {
      case DROP -> Verdict.HELD;
      case DEFER -> Verdict.WAITS;
      case SESSION -> Verdict.SESSION_ONLY;
    };
  }

  private static boolean areForeign(CookieDeclarations found, String host) {
    for (int i = 0; i < found.all().size(); i++) {
      if (!isForeign(found.all().get(i).cookie(), host)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether a cookie is declared for a domain that the host does not belong to. */
  static boolean isForeign(CookieDescriptor cookie, String host) {
    return cookie.domain().isPresent() && !CookieDomain.reaches(host, cookie.domain().get());
  }
}
