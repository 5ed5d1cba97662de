package io.github.consent4j.gate.cookie;

import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.cookie.CookieRules.Verdict;
import io.github.consent4j.gate.cookie.CookieVerdict.Held;
import io.github.consent4j.gate.cookie.CookieVerdict.Leaves;
import io.github.consent4j.gate.cookie.CookieVerdict.Waits;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides which {@code Set-Cookie} headers of a response leave, and how. A cookie leaves when a
 * service that declares it is let through for this visitor; what else can become of it is said by
 * its declaration. A header that only deletes a cookie always leaves, as it is. Thread-safe; tells
 * the rules where cookies were set, so that they can be deleted there.
 */
public final class SetCookieGate {

  private static final Held HELD = new Held();

  private final CookieRules rules;
  private final AllowedServices allowed;
  private final String host;
  private final String directory;
  private final Clock clock;
  private final CookieHardening hardening;

  /** A gate for responses to requests at the root of the site. */
  public SetCookieGate(CookieRules rules, AllowedServices allowed, String host, Clock clock) {
    this(rules, allowed, host, "/", clock);
  }

  /**
   * @param rules what is looked up
   * @param allowed what the visitor lets through
   * @param host name of the site's host, without a port, in lower case
   * @param path of the request, as the browser sees it; cookies without a path of their own are
   *     kept for its directory
   * @param clock tells whether a date has passed
   */
  public SetCookieGate(
      CookieRules rules, AllowedServices allowed, String host, String path, Clock clock) {
    this.rules = rules;
    this.allowed = allowed;
    this.host = host;
    this.directory = directory(path);
    this.clock = clock;
    this.hardening = new CookieHardening(clock);
  }

  /** The default path of cookies (RFC 6265, section 5.1.4). */
  private static String directory(String path) {
    int last = path.lastIndexOf('/');
    return last <= 0 || !path.startsWith("/") ? "/" : path.substring(0, last);
  }

  /** Whether a header with that value leaves. */
  public boolean passes(String header) {
    return decide(header) instanceof Leaves;
  }

  /**
   * Whether all cookies of a name leave just as the application writes them, so that nobody has to
   * look at more than the name.
   */
  public boolean passesAsItIs(String name) {
    CookieDeclarations declarations = rules.declarations(name);
    return declarations.isPlain() && verdict(name, 0, name.length()) == Verdict.PASSES;
  }

  /**
   * Whether the cookie of a header leaves, if at all, whoever has allowed what.
   *
   * @param everybody what is let through without anybody's decision
   */
  public boolean isSameFor(AllowedServices everybody, String header) {
    int start = startOfName(header);
    int semicolon = header.indexOf(';');
    int end = RequestCookies.endOfName(header, start, semicolon < 0 ? header.length() : semicolon);
    CookieDeclarations declarations = rules.declarations(header, start, end);
    return declarations.isEmpty()
        || declarations.all().stream()
            .anyMatch(declaration -> everybody.allows(declaration.service()));
  }

  /** What becomes of a header with that value. */
  public CookieVerdict decide(String header) {
    int start = startOfName(header);
    int semicolon = header.indexOf(';');
    int end = RequestCookies.endOfName(header, start, semicolon < 0 ? header.length() : semicolon);
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
   * Counts a cookie that leaves only because of report mode. Asked once for each that is set.
   *
   * @param name of the cookie
   */
  public void count(String name) {
    if (allowed.reportsAny()) {
      rules.count(name, 0, name.length(), allowed, CookieSide.RESPONSE);
    }
  }

  /** The name under which the cookie of a header comes back. */
  public static String nameIn(String header) {
    int start = startOfName(header);
    int semicolon = header.indexOf(';');
    return header.substring(
        start,
        RequestCookies.endOfName(header, start, semicolon < 0 ? header.length() : semicolon));
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
        .map(domain -> CookieDomain.withoutDot(domain).toLowerCase(Locale.ROOT))
        .filter(domain -> CookieDomain.isHostName(domain) && CookieDomain.reaches(host, domain));
  }

  private String path(SetCookieText header) {
    return header.last("path").filter(path -> path.startsWith("/")).orElse(directory);
  }

  /**
   * Where the name begins under which the cookie comes back. Browsers send a cookie that was set
   * without a name as its bare value (RFC 6265bis, section 5.6), so the name is then in the value.
   */
  private static int startOfName(String header) {
    int start = 0;
    while (start < header.length()
        && (header.charAt(start) == '=' || Character.isWhitespace(header.charAt(start)))) {
      start++;
    }
    return start;
  }
}
