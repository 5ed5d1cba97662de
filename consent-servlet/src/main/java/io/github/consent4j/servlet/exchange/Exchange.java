package io.github.consent4j.servlet.exchange;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.ConsentCookie;
import io.github.consent4j.consent.ConsentEvent;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.gate.cookie.CookieGate;
import io.github.consent4j.gate.cookie.CookieRules;
import io.github.consent4j.gate.cookie.RequestCookies;
import io.github.consent4j.gate.cookie.SetCookieGate;
import io.github.consent4j.gate.cookie.Sweep;
import io.github.consent4j.gate.header.HeaderGate;
import io.github.consent4j.page.View;
import io.github.consent4j.policy.PageRendering;
import io.github.consent4j.policy.Settings;
import io.github.consent4j.policy.UndeclaredHandling;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request of one visitor, and what follows from it for request, response and pages. Changes
 * only by a new decision; reads nothing but headers, so that the body stays whole for the
 * application.
 */
public final class Exchange {

  /**
   * Parameter of frames on a page for everybody. Its script brings to life what a visitor allows,
   * in a frame of another name: what browsers remember of this one is not to be the content.
   */
  public static final String SHARED = "shared";

  /** By which a browser signals that its user refuses what is shared. */
  public static final String SIGNAL = "Sec-GPC";

  /** A container may write the session's id into the path, from where it must not spread. */
  private static final Pattern SESSION_ID = Pattern.compile("(?i);jsessionid=[^/;]*");

  private final HttpServletRequest request;
  private final CompiledPolicy compiled;
  private final RequestCookies cookies;

  /** Values of all cookies of the consent cookie's name, whosever they are. */
  private final List<String> consentCookies;

  private final PageContext page;
  private final OwnOrigin ownOrigin;
  private final Listeners listeners;
  private final String address;
  private final ComingBack comingBack;
  private final BufferRoom bufferRoom;
  private final String path;
  private final DeferredCookies deferred;
  private volatile Standing standing;
  private final String contextPath;
  private final String pathInApplication;
  private final @Nullable String acceptLanguage;
  private @Nullable String language;
  private final String returnTo;
  private final FetchDestination destination;
  private final boolean signalled;

  /** What follows from where the visitor stands. */
  private record Standing(
      Consent consent,
      String choices,
      AllowedServices allowed,
      CookieGate requests,
      SetCookieGate responses) {}

  public Exchange(PoliciesByHost policies, Listeners listeners, HttpServletRequest request) {
    this.listeners = listeners;
    this.request = request;
    comingBack = policies.comingBack();
    bufferRoom = policies.bufferRoom();
    cookies = RequestCookies.parse(headers(request, "Cookie"));
    page =
        new PageContext(
            request.getScheme().toLowerCase(Locale.ROOT),
            request.getServerName().toLowerCase(Locale.ROOT));
    ownOrigin = OwnOrigin.of(request);
    compiled = policies.at(page);
    contextPath = request.getContextPath();
    acceptLanguage = request.getHeader("Accept-Language");
    destination = FetchDestination.of(request);
    String info = request.getPathInfo();
    pathInApplication = request.getServletPath() + (info == null ? "" : info);
    address = address(request);
    path = address.split("\\?", 2)[0];
    returnTo = ReturnPath.of(address).orElse(base());
    deferred = new DeferredCookies(request);
    signalled = compiled.hearsSignals() && headers(request, SIGNAL).stream().anyMatch("1"::equals);
    consentCookies = cookies.all(compiled.policy().settings().cookie().name());
    Optional<String> kept = ConsentCookie.first(consentCookies);
    Decision decision = compiled.cookie().decode(kept.orElse(null));
    standing =
        standing(
            compiled.consent(decision),
            decision instanceof Decision.Made
                ? kept.flatMap(ConsentCookie::choices)
                : Optional.empty());
  }

  private Standing standing(Consent decided, Optional<String> choices) {
    Consent consent = signalled ? decided.signalled() : decided;
    AllowedServices allowed = AllowedServices.of(consent);
    CookieRules rules = compiled.cookieRules();
    return new Standing(
        consent,
        choices.orElse(""),
        allowed,
        new CookieGate(rules, allowed, page.host()),
        new SetCookieGate(rules, allowed, page.host(), path, compiled.clock()));
  }

  /** From here on the visitor stands there; whoever wants to hear of it does. */
  public void decide(Consent decided, ConsentEvent.Way way) {
    Consent before = consent();
    Optional<String> choices =
        decided.decision() instanceof Decision.Made made
            ? Optional.of(ConsentCookie.choices(made))
            : Optional.empty();
    standing = standing(decided, choices);
    listeners.tell(new ConsentEvent(before, consent(), way, language()));
  }

  /** The response carries the visitor's decision. */
  public void decisionLeaves() {
    comingBack.decided(request);
  }

  /** The request goes on to the application. */
  public void goesToApplication() {
    if (!comingBack.isKnown()) {
      comingBack.asked(
          request,
          bringsDecision(),
          destination == FetchDestination.WINDOW,
          compiled.policy().settings().cookie(),
          page.host());
    }
  }

  /** What makes room in the container's buffer for what is put into a page. */
  public BufferRoom bufferRoom() {
    return bufferRoom;
  }

  /** Cookies that wait for the visitor to agree. */
  public DeferredCookies deferred() {
    return deferred;
  }

  /** Headers of cookies that have waited, and may leave by now. */
  public List<String> released() {
    return deferred.release(setCookieGate(), consent().isMade());
  }

  public static List<String> headers(HttpServletRequest request, String name) {
    Enumeration<String> values = request.getHeaders(name);
    return values == null ? List.of() : Collections.list(values);
  }

  /** Path and query that the browser asked for, even where the container has dispatched since. */
  private static String address(HttpServletRequest request) {
    String path = request.getRequestURI();
    String query = request.getQueryString();
    if (request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI) instanceof String forwarded) {
      path = forwarded;
      query = (String) request.getAttribute(RequestDispatcher.FORWARD_QUERY_STRING);
    } else if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed) {
      path = failed;
    }
    path = SESSION_ID.matcher(path).replaceAll("");
    return query == null ? path : path + '?' + query;
  }

  public CompiledPolicy compiled() {
    return compiled;
  }

  public RequestCookies cookies() {
    return cookies;
  }

  /** Whether the browser has sent a decision, though it may count no longer. */
  boolean bringsDecision() {
    return ConsentCookie.first(consentCookies).isPresent();
  }

  /** Whether the browser has sent decisions, and no cookie of somebody else by the same name. */
  boolean bringsOnlyDecisions() {
    return bringsDecision() && consentCookies.stream().allMatch(ConsentCookie::hasFormat);
  }

  public Consent consent() {
    return standing.consent();
  }

  public AllowedServices allowed() {
    return standing.allowed();
  }

  public PageContext page() {
    return page;
  }

  /** What addresses of the library's own begin with where paths lead elsewhere. */
  public OwnOrigin ownOrigin() {
    return ownOrigin;
  }

  String contextPath() {
    return contextPath;
  }

  public FetchDestination destination() {
    return destination;
  }

  /** In which language to speak to the visitor, as far as the browser tells. */
  public String language() {
    String chosen = language;
    if (chosen == null) {
      chosen = Languages.best(acceptLanguage, compiled.policy().languages());
      language = chosen;
    }
    return chosen;
  }

  /** The same, unless the address of a page of the library's own names a language. */
  public String language(Optional<String> named) {
    return named
        .flatMap(tag -> Languages.matching(tag, compiled.policy().languages()))
        .orElseGet(this::language);
  }

  /** Address of the library's own pages: context path and base path. */
  public String base() {
    return contextPath + compiled.policy().settings().basePath();
  }

  public CookieGate cookieGate() {
    return standing.requests();
  }

  public SetCookieGate setCookieGate() {
    return standing.responses();
  }

  /** What is let through without anybody's decision. */
  public AllowedServices everybodys() {
    return AllowedServices.of(compiled.undecided());
  }

  /** What decides on cookies that leave with a response which everybody may get. */
  public SetCookieGate setCookieGateForEverybody() {
    return new SetCookieGate(
        compiled.cookieRules(), everybodys(), page.host(), path, compiled.clock());
  }

  /**
   * Headers that delete what refused services left in the browser.
   *
   * @param decided where the visitor stands by now
   * @param turn any number, see {@link Sweep}
   */
  public List<String> expiries(Consent decided, Sweep.Moment moment, int turn) {
    return compiled.sweep().expiries(cookies, decided, page, contextPath, path, moment, turn);
  }

  /** How pages are made for this visitor. */
  public View view() {
    return new View(consent(), language(), base(), returnTo)
        .withChoices(choices())
        .quiet(isQuiet());
  }

  /** The same for a fragment that a script puts into a page, to which the way back leads. */
  public View fragmentView() {
    return new View(consent(), language(), base(), pageAround())
        .withChoices(choices())
        .quiet(isQuiet());
  }

  /** The page that a fragment is fetched for; the library's own where nobody tells. */
  public String pageAround() {
    boolean isSure = destination == FetchDestination.SCRIPTED || isForPart();
    return Referrer.ofFragment(request, base()).orElse(isSure ? base() : returnTo);
  }

  /**
   * Whether a script has asked for a part of what comes: htmx and Turbo say so, and where they load
   * a whole page, too.
   */
  public boolean isForPart() {
    return request.getHeader("Turbo-Frame") != null
        || "true".equals(request.getHeader("HX-Request"))
            && request.getHeader("HX-Boosted") == null
            && request.getHeader("HX-History-Restore-Request") == null;
  }

  /** What the consent cookie says by now of where the visitor stands. */
  public String choices() {
    return standing.choices();
  }

  /** How pages are made that everybody gets: without the query of who happened to ask first. */
  public View sharedView() {
    String language = compiled.policy().languages().get(0);
    String back = ReturnPath.of(path).orElse(base());
    return new View(compiled.undecided(), language, base(), back).asShared().quiet(isQuiet());
  }

  /** The same for a fragment, which stands in many pages. */
  public View sharedFragmentView() {
    String language = compiled.policy().languages().get(0);
    return new View(compiled.undecided(), language, base(), base()).asShared().quiet(isQuiet());
  }

  /** Whether the site wants the request to be left alone entirely. */
  public boolean isSkipped() {
    return compiled.policy().settings().delivery().skips(pathInApplication);
  }

  private boolean isQuiet() {
    return compiled.policy().settings().delivery().leavesBannerOut(pathInApplication);
  }

  /** For whom the site wants the page to be made. */
  public PageRendering pageRendering() {
    return compiled.policy().settings().delivery().renderingOf(pathInApplication);
  }

  /** What holds back headers of a response for this visitor, or for everybody. */
  public HeaderGate headerGate(Audience audience) {
    AllowedServices allowed = audience == Audience.VISITOR ? allowed() : everybodys();
    return new HeaderGate(compiled.htmlGates().rules(), allowed, page);
  }

  /** The same request after the visitor has decided. */
  public View view(Consent decided, String returnTo) {
    return new View(decided, language(), base(), returnTo);
  }

  /** Path and query that the browser asked for. */
  public String address() {
    return address;
  }

  /** Whether the browser asks for a style sheet or a part of a drawing, as far as can be known. */
  public boolean isForSheet() {
    return destination == FetchDestination.STYLE
        || destination == FetchDestination.PART
        || path.endsWith(".css");
  }

  /** Whether this visitor gets every page as the application wrote it, but for its head. */
  public boolean takesPagesAsTheyAre() {
    Settings settings = compiled.policy().settings();
    return allowed().allowsAll()
        && !allowed().reportsAny()
        && !consent().needsAnswer()
        && !settings.presence().isAny()
        && settings.undeclaredHosts() == UndeclaredHandling.REPORT
        && settings.undeclaredCookies() == UndeclaredHandling.REPORT;
  }
}
