package io.github.consent4j.gate.cookie;

import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.cookie.CookieRules.Verdict;
import io.github.consent4j.gate.cookie.CookieVerdict.Held;
import io.github.consent4j.gate.cookie.CookieVerdict.Leaves;
import io.github.consent4j.gate.cookie.CookieVerdict.Waits;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.GeneralName;
import io.github.consent4j.text.DomainName;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Decides which {@code Set-Cookie} headers of a response are sent, and how. A cookie is sent if a
 * service that declares it is allowed for this visitor. Otherwise its declaration says how it is
 * handled. A header that only deletes a cookie is always sent unchanged. The gate stores in the
 * rules where cookies were set, so that they can be deleted there. Thread-safe.
 */
public final class SetCookieGate {

  private static final Held HELD = new Held();
  private static final Set<String> SAME_SITE = Set.of("strict", "lax", "none");

  /** A hundred years. */
  private static final long MOST_SECONDS = 36_500L * 24 * 3600;

  private final CookieRules rules;
  private final AllowedServices allowed;
  private final String host;
  private final String path;
  private final String directory;
  private final Clock clock;
  private final CookieHardening hardening;

  /** Makes a gate for responses to requests at the root of the site. */
  public SetCookieGate(CookieRules rules, AllowedServices allowed, String host, Clock clock) {
    this(rules, allowed, host, "/", clock);
  }

  /**
   * @param rules rules of the policy
   * @param allowed services that the visitor allows
   * @param host host name of the site, without a port, in lower case
   * @param path path of the request, as the browser sees it; its directory is the default path of
   *     cookies
   * @param clock current time, for expiry dates
   */
  public SetCookieGate(
      CookieRules rules, AllowedServices allowed, String host, String path, Clock clock) {
    this.rules = rules;
    this.allowed = allowed;
    this.host = host;
    this.path = path;
    this.directory = directory(path);
    this.clock = clock;
    this.hardening = new CookieHardening(clock);
  }

  /** Returns the default path of cookies (RFC 6265, section 5.1.4). */
  private static String directory(String path) {
    int last = path.lastIndexOf('/');
    return last <= 0 || !path.startsWith("/") ? "/" : path.substring(0, last);
  }

  /** Returns whether a header with this value is sent. */
  public boolean passes(String header) {
    return decide(header) instanceof Leaves;
  }

  /**
   * Returns whether all cookies of a name are sent as the application writes them, so that the name
   * alone decides.
   */
  public boolean passesAsItIs(String name) {
    CookieDeclarations declarations = rules.declarations(name);
    return declarations.isPlain() && verdict(name, 0, name.length()) == Verdict.PASSES;
  }

  /**
   * Returns whether the decision about the cookie of a header is the same for all visitors.
   *
   * @param everybody services that are allowed without a decision
   */
  public boolean isSameFor(AllowedServices everybody, String header) {
    int start = startOfName(header);
    int end = endOfName(header, start);
    CookieDeclarations declarations = rules.declarations(header, start, end);
    return declarations.isEmpty()
        || declarations.all().stream()
            .anyMatch(declaration -> everybody.allows(declaration.service()));
  }

  /** Returns the name of the cookie that a header with this value sets. */
  public static String nameIn(String header) {
    int start = startOfName(header);
    return header.substring(start, endOfName(header, start));
  }

  /**
   * Returns the lifetime in seconds of the cookie that a header with this value sets. Zero or less
   * deletes the cookie. It is empty for the browser session.
   */
  public static OptionalLong lifetimeIn(String header, Clock clock) {
    return new SetCookieText(header).lifetime(clock);
  }

  /** Decides on a header with this value. */
  public CookieVerdict decide(String header) {
    int start = startOfName(header);
    int end = endOfName(header, start);
    Verdict verdict = verdict(header, start, end);
    CookieDeclarations declarations = rules.declarations(header, start, end);
    if (verdict == Verdict.PASSES && declarations.isPlain()) {
      return new Leaves(header);
    }
    SetCookieText text = new SetCookieText(header);
    OptionalLong lifetime = text.lifetime(clock);
    if (lifetime.isPresent() && lifetime.getAsLong() <= 0) {
      return new Leaves(header);
    }
    return switch (verdict) {
      case PASSES -> leaves(hardening.harden(text, declarations, allowed), declarations);
      case SESSION_ONLY -> leaves(hardening.forSession(text, declarations), declarations);
      case WAITS -> new Waits(header);
      case HELD -> HELD;
    };
  }

  /**
   * Notes a cookie that is set, and counts it if it is sent only because of report mode. Called
   * once for each cookie that is set.
   *
   * @param name of the cookie
   * @param header writes the cookie as the value of a header
   */
  public void countCookie(String name, Supplier<String> header) {
    rules.set(name, path, allowed, () -> attributes(new SetCookieText(header.get())));
    count(name, 0, name.length());
  }

  /** Notes and counts the cookie of a header in the same manner. */
  public void countHeader(String header) {
    int start = startOfName(header);
    int end = endOfName(header, start);
    SetCookieText text = new SetCookieText(header);
    OptionalLong lifetime = text.lifetime(clock);
    if (lifetime.isEmpty() || lifetime.getAsLong() > 0) {
      rules.set(header.substring(start, end), path, allowed, () -> attributes(text));
    }
    count(header, start, end);
  }

  private Seen.Attributes attributes(SetCookieText header) {
    OptionalLong lifetime = header.lifetime(clock);
    return new Seen.Attributes(
        header.has("secure"),
        header.has("httponly"),
        header
            .last("samesite")
            .map(value -> value.toLowerCase(Locale.ROOT))
            .filter(SAME_SITE::contains),
        header.last("path").map(GeneralName::ofPath),
        domain(header),
        lifetime.isEmpty()
            ? Optional.empty()
            : Optional.of(Duration.ofSeconds(Math.min(lifetime.getAsLong(), MOST_SECONDS))));
  }

  private void count(String text, int start, int end) {
    if (allowed.reportsAny()) {
      rules.count(text, start, end, allowed, CookieSide.RESPONSE);
    }
  }

  private Verdict verdict(String text, int start, int end) {
    return rules.decide(text, start, end, allowed, host, CookieSide.RESPONSE);
  }

  private Leaves leaves(SetCookieText header, CookieDeclarations declarations) {
    if (declarations.refusable()) {
      declarations
          .places()
          .remember(
              new CookiePlaces.Place(domain(header), path(header), header.has("partitioned")));
    }
    return new Leaves(header.toString());
  }

  private Optional<String> domain(SetCookieText header) {
    return header
        .last("domain")
        .map(domain -> DomainName.withoutDot(domain).toLowerCase(Locale.ROOT))
        .filter(domain -> CookieDomain.isHostName(domain) && CookieDomain.reaches(host, domain));
  }

  private String path(SetCookieText header) {
    return header.last("path").filter(path -> path.startsWith("/")).orElse(directory);
  }

  /**
   * Returns where that name begins. Browsers send a cookie that was set without a name back as its
   * bare value (RFC 6265bis, section 5.6), so the name is then in the value.
   */
  private static int startOfName(String header) {
    int start = 0;
    while (start < header.length()
        && (header.charAt(start) == '=' || Character.isWhitespace(header.charAt(start)))) {
      start++;
    }
    return start;
  }

  private static int endOfName(String header, int start) {
    int semicolon = header.indexOf(';');
    return RequestCookies.endOfName(header, start, semicolon < 0 ? header.length() : semicolon);
  }
}
