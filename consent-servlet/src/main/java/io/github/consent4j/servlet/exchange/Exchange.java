package io.github.consent4j.servlet.exchange;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.ConsentEvent;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.gate.cookie.ConsentCookie;
import io.github.consent4j.gate.cookie.CookieGate;
import io.github.consent4j.gate.cookie.CookieRules;
import io.github.consent4j.gate.cookie.RequestCookies;
import io.github.consent4j.gate.cookie.SetCookieGate;
import io.github.consent4j.gate.cookie.Sweep;
import io.github.consent4j.gate.header.HeaderGate;
import io.github.consent4j.gate.rule.UrlGate;
import io.github.consent4j.page.Notices;
import io.github.consent4j.page.View;
import io.github.consent4j.page.asset.Asset;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.PageRendering;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Settings;
import io.github.consent4j.policy.UndeclaredHandling;
import io.github.consent4j.record.Notice;
import io.github.consent4j.seen.journal.GateCounts;
import io.github.consent4j.servlet.proof.Circumstances;
import io.github.consent4j.servlet.proof.Proof;
import io.github.consent4j.servlet.proof.TruncatedVisitor;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One request of one visitor, and what follows from it for request, response and pages. It changes
 * only by a new decision. It reads only headers, so that the body remains complete for the
 * application.
 */
public final class Exchange {

  /**
   * Parameter of frames in a page that everybody shares. The script of such a frame loads what a
   * visitor allows into a frame of another name: the state that browsers remember for this frame
   * must not be applied to the content.
   */
  public static final String SHARED = "shared";

  /** The header by which a browser signals that its user refuses the sharing of data. */
  public static final String SIGNAL = "Sec-GPC";

  /** The request attribute that contains the path of the requested page. */
  private static final String PAGE = Exchange.class.getName() + ".PAGE";

  /** The request attribute that contains the exchange of a request whose response is not gated. */
  private static final String UNGATED = Exchange.class.getName() + ".UNGATED";

  private final RequestHead request;
  private final PoliciesByHost policies;
  private final PoliciesByHost site;
  private final CompiledPolicy compiled;
  private final RequestCookies cookies;

  /** The values of all cookies with the name of the consent cookie, whoever set them. */
  private final List<String> consentCookies;

  private final PageContext page;
  private final OwnOrigin ownOrigin;
  private final Listeners listeners;
  private final Proof proof;
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
  private final boolean needsConsent;
  private volatile Set<String> leftOut = Set.of();
  private volatile boolean showsSettings;

  /** Everything that follows from the visitor's consent. */
  private record Standing(
      Consent consent,
      String choices,
      AllowedServices allowed,
      CookieGate requests,
      SetCookieGate responses) {}

  /**
   * @param need returns whether consent of the visitor is needed, for the policy of the site
   */
  public Exchange(
      PoliciesByHost policies,
      Listeners listeners,
      Proof proof,
      Predicate<Policy> need,
      RequestHead request) {
    this.listeners = listeners;
    this.proof = proof;
    this.request = request;
    this.policies = policies;
    contextPath = request.contextPath();
    pathInApplication = request.pathInApplication();
    address = request.address();
    path = address.split("\\?", 2)[0];
    String pagePath = pagePath(policies);
    site = policies.of(request.serverName(), pagePath);
    comingBack = site.comingBack();
    bufferRoom = site.bufferRoom();
    cookies = RequestCookies.parse(request.headers("Cookie"));
    page =
        new PageContext(
            request.scheme().toLowerCase(Locale.ROOT),
            request.serverName().toLowerCase(Locale.ROOT),
            path);
    ownOrigin = OwnOrigin.of(request);
    compiled = site.at(page, pagePath);
    acceptLanguage = request.header("Accept-Language");
    destination = FetchDestination.of(request);
    returnTo = ReturnPath.of(address).orElse(base());
    deferred = new DeferredCookies(request);
    signalled = compiled.hearsSignals() && request.headers(SIGNAL).stream().anyMatch("1"::equals);
    needsConsent = need.test(compiled.policy());
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

  /**
   * Returns the path within the application that the browser requested, even after a dispatch of
   * the container: an error page belongs to the page that failed.
   */
  private String pagePath(PoliciesByHost policies) {
    if (!policies.dependOnPath()) {
      return pathInApplication;
    }
    if (request.attribute(PAGE) instanceof String begun) {
      return begun;
    }
    String page =
        request.isFirst() || !path.startsWith(contextPath)
            ? pathInApplication
            : path.substring(contextPath.length());
    request.setAttribute(PAGE, page);
    return page;
  }

  /**
   * Finds a script or style sheet. One for a page with other services may not be made yet.
   *
   * @param name path below the directory of the assets
   */
  public Optional<Asset> asset(String name) {
    return site.asset(name)
        .or(
            () ->
                Referrer.of(request, base())
                    .map(from -> from.split("\\?", 2)[0])
                    .filter(from -> from.startsWith(contextPath))
                    .map(from -> site.at(page, from.substring(contextPath.length())))
                    .flatMap(there -> there.assets().find(name)));
  }

  private Standing standing(Consent decided, Optional<String> choices) {
    Consent told = signalled ? decided.signalled() : decided;
    Consent consent = needsConsent ? told : told.notNeeded();
    AllowedServices allowed = AllowedServices.of(consent);
    CookieRules rules = compiled.cookieRules();
    return new Standing(
        consent,
        choices.orElse(""),
        allowed,
        new CookieGate(rules, allowed, page.host()),
        new SetCookieGate(rules, allowed, page.host(), path, compiled.clock()));
  }

  /**
   * Finds what the visitor was shown.
   *
   * @param shortId the beginning of the identifier of the notice, as a form names it
   */
  public Optional<Notice> notice(String shortId) {
    return shortId.length() == Notice.SHORT_LENGTH
        ? policies.notice(shortId, compiled).or(() -> proof.noticeOfOthers(shortId))
        : Optional.empty();
  }

  /**
   * Sets the visitor's consent after a record of the decision is kept, and informs the listeners.
   * If no record can be kept and the site wants no consent without proof, only what the decision
   * takes back counts. {@link #consent()} returns what counts.
   *
   * @param way how the decision reached the library
   * @param action what the visitor chose
   * @param shown what the visitor was shown; empty if the library showed nothing that it knows
   * @return whether the whole decision counts
   */
  public boolean decide(
      Consent decided, ConsentEvent.Way way, ConsentEvent.Action action, Optional<Notice> shown) {
    if (take(decided, way, action, shown)) {
      return true;
    }
    Set<String> takenBack = takenBack(decided);
    if (!takenBack.isEmpty()) {
      Consent withdrawn = compiled.decider().withdraw(consent(), takenBack);
      take(withdrawn, way, ConsentEvent.Action.WITHDRAW, shown);
    }
    return false;
  }

  /** Returns what is allowed now, and no longer after a decision. */
  private Set<String> takenBack(Consent decided) {
    Set<String> ids = new LinkedHashSet<>();
    for (Category category : compiled.policy().categories()) {
      if (category.services().isEmpty()) {
        ids.add(category.id());
      }
      category.services().forEach(service -> ids.add(service.id()));
    }
    ids.removeIf(id -> !consent().allows(id) || decided.allows(id));
    return ids;
  }

  /** Makes a decision count, unless there has to be a record of it and there is none. */
  private boolean take(
      Consent decided, ConsentEvent.Way way, ConsentEvent.Action action, Optional<Notice> shown) {
    Optional<String> choices =
        decided.decision() instanceof Decision.Made made
            ? Optional.of(ConsentCookie.choices(made))
            : Optional.empty();
    Standing next = standing(decided, choices);
    String addressed = shown.map(Notice::language).orElseGet(this::language);
    ConsentEvent.Builder builder =
        ConsentEvent.builder(consent(), next.consent(), action, addressed).way(way);
    shown.ifPresent(notice -> builder.shown(notice.layer(), notice.id()));
    ConsentEvent event = builder.build();
    if (proof.isOn()) {
      archive(shown, addressed);
      if (!proof.keep(event, circumstances(event))) {
        return false;
      }
    }
    standing = next;
    listeners.tell(event);
    return true;
  }

  /**
   * Keeps what the visitor was shown, and the policy in force with its banner. What others were
   * shown is kept too: they may answer at another node.
   */
  private void archive(Optional<Notice> shown, String language) {
    Notices current = compiled.pages().notices();
    Notice banner = current.of(ConsentEvent.Layer.BANNER, language);
    Stream.of(shown.stream(), Stream.of(banner), current.shown().stream())
        .flatMap(notices -> notices)
        .forEach(
            notice ->
                proof.archive(
                    notice,
                    () -> policies.inventory(notice.policy()).orElseGet(current::inventory)));
  }

  private Circumstances circumstances(ConsentEvent event) {
    Instant now = compiled.clock().instant();
    Instant decidedAt = event.after().decision() instanceof Decision.Made made ? made.at() : now;
    return new Circumstances(
        now,
        compiled.cookie().renewalOf(decidedAt),
        compiled.pages().notices().policyFingerprint(),
        page.host() + contextPath + policies.pathOf(request.serverName(), pagePath(policies)),
        proof.namesVisitor()
            ? TruncatedVisitor.of(request.remoteAddress(), request.header("User-Agent"))
            : Circumstances.Visitor.UNKNOWN);
  }

  /** Returns the numbers of what the gates hold back. */
  public GateCounts counts() {
    return compiled.journal().counts();
  }

  /** A page begins to pass the gate. Returns null if nobody wants to know of it. */
  public PageWatch.@Nullable End pageBegins() {
    return listeners.pages().begins();
  }

  /** Returns what keeps the proof of decisions. */
  public Proof proof() {
    return proof;
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

  /** Returns the object that makes room in the container's buffer for insertions into a page. */
  public BufferRoom bufferRoom() {
    return bufferRoom;
  }

  /** Returns whether cookies may wait in the visitor's session. */
  public boolean letsCookiesWait() {
    return compiled.cookieRules().letsWait();
  }

  /** Returns the cookies that wait for the visitor's consent. */
  public DeferredCookies deferred() {
    return deferred;
  }

  /**
   * The application leaves something out of the page until a service or category is allowed.
   *
   * @param id identifier of the service or category
   */
  public synchronized void leavesOut(String id) {
    Set<String> more = new LinkedHashSet<>(leftOut);
    more.add(id);
    leftOut = Collections.unmodifiableSet(more);
  }

  /** Returns the services and categories without which the page is not complete. */
  public Set<String> leftOut() {
    return leftOut;
  }

  /** The page shows the settings themselves, so that it needs no banner. */
  public void showsSettings() {
    showsSettings = true;
  }

  /** Removes and returns the headers of waiting cookies that are allowed now. */
  public List<String> released() {
    return deferred.release(setCookieGate(), consent().isMade());
  }

  /** Returns the policies of all sites that the request began with. */
  public PoliciesByHost policies() {
    return policies;
  }

  public CompiledPolicy compiled() {
    return compiled;
  }

  public RequestCookies cookies() {
    return cookies;
  }

  /** Returns whether the browser has sent a decision. It may be invalid by now. */
  boolean bringsDecision() {
    return ConsentCookie.first(consentCookies).isPresent();
  }

  /**
   * Returns whether the browser has sent decisions, and no cookie of somebody else with the same
   * name.
   */
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

  /** Returns the start of the library's own addresses on pages whose paths lead to another site. */
  public OwnOrigin ownOrigin() {
    return ownOrigin;
  }

  String contextPath() {
    return contextPath;
  }

  public FetchDestination destination() {
    return destination;
  }

  /** Returns the language for the visitor, as far as the browser declares it. */
  public String language() {
    String chosen = language;
    if (chosen == null) {
      chosen = Languages.best(acceptLanguage, compiled.policy().languages());
      language = chosen;
    }
    return chosen;
  }

  /**
   * Returns the named language, or else the language for the visitor. The address of one of the
   * library's own pages may name a language.
   */
  public String language(Optional<String> named) {
    return named
        .flatMap(tag -> Languages.matching(tag, compiled.policy().languages()))
        .orElseGet(this::language);
  }

  /** Returns the address of the library's own pages: context path and base path. */
  public String base() {
    return contextPath + compiled.policy().settings().basePath();
  }

  /** Counts the cookies of this request that pass only because of report mode. */
  public void countCookies() {
    cookieGate().count(cookies.headers());
  }

  public CookieGate cookieGate() {
    return standing.requests();
  }

  public SetCookieGate setCookieGate() {
    return standing.responses();
  }

  /** Returns the services that are allowed without a decision. */
  public AllowedServices everybodys() {
    return AllowedServices.of(compiled.undecided());
  }

  /** Returns the gate for cookies of a response that everybody may get. */
  public SetCookieGate setCookieGateForEverybody() {
    return new SetCookieGate(
        compiled.cookieRules(), everybodys(), page.host(), path, compiled.clock());
  }

  /**
   * Returns headers that delete what refused services have stored in the browser.
   *
   * @param decided the visitor's consent after the decision
   * @param turn any number, see {@link Sweep}
   */
  public List<String> expiries(Consent decided, Sweep.Moment moment, int turn) {
    return compiled.sweep().expiries(cookies, decided, page, contextPath, path, moment, turn);
  }

  /** Returns the view that pages for this visitor are made with. */
  public View view() {
    return new View(consent(), language(), base(), returnTo)
        .withChoices(choices())
        .quiet(isQuiet());
  }

  /**
   * Returns the view for a fragment that a script inserts into a page. Links lead back to that
   * page.
   */
  public View fragmentView() {
    return new View(consent(), language(), base(), pageAround())
        .withChoices(choices())
        .quiet(isQuiet());
  }

  /**
   * Returns the page that a fragment is requested for, or the requested address if that is unknown.
   */
  public String pageAround() {
    boolean isSure = destination == FetchDestination.SCRIPTED || isForPart();
    return Referrer.ofFragment(request, base()).orElse(isSure ? base() : returnTo);
  }

  /**
   * Returns whether a script has requested a part of the response. htmx and Turbo say so, even when
   * they load a whole page.
   */
  public boolean isForPart() {
    return request.header("Turbo-Frame") != null
        || ("true".equals(request.header("HX-Request"))
            && request.header("HX-Boosted") == null
            && request.header("HX-History-Restore-Request") == null);
  }

  /** Returns the choices in the consent cookie, as they are by now. */
  public String choices() {
    return standing.choices();
  }

  /**
   * Returns the view for pages that everybody shares. It does not contain the query of the first
   * visitor.
   */
  public View sharedView() {
    String language = compiled.policy().languages().get(0);
    String back = ReturnPath.of(path).orElse(base());
    return new View(compiled.undecided(), language, base(), back).asShared().quiet(isQuiet());
  }

  /** Returns the shared view for a fragment, which may be inserted into many pages. */
  public View sharedFragmentView() {
    String language = compiled.policy().languages().get(0);
    return new View(compiled.undecided(), language, base(), base()).asShared().quiet(isQuiet());
  }

  /** The request goes on to the application, and its response as the application writes it. */
  public void isNotGated() {
    request.setAttribute(UNGATED, this);
  }

  /** Returns the exchange of a request whose response is not gated; null if there is none. */
  public static @Nullable Exchange ungated(RequestHead request) {
    return request.attribute(UNGATED) instanceof Exchange exchange ? exchange : null;
  }

  /** Returns the path of the request within the application. */
  public String pathInApplication() {
    return pathInApplication;
  }

  /** Returns whether the site has excluded the request from the filter. */
  public boolean isSkipped() {
    return compiled.policy().settings().delivery().skips(pathInApplication);
  }

  private boolean isQuiet() {
    return showsSettings
        || compiled.policy().settings().delivery().leavesBannerOut(pathInApplication);
  }

  /** Returns the rendering that the site wants for the page. */
  public PageRendering pageRendering() {
    return compiled.policy().settings().delivery().renderingOf(pathInApplication);
  }

  /** Returns the gate for response headers, for this visitor or for everybody. */
  public HeaderGate headerGate(Audience audience) {
    AllowedServices allowed = audience == Audience.VISITOR ? allowed() : everybodys();
    return new HeaderGate(compiled.htmlGates().rules(), allowed, page);
  }

  /** Returns whether an absolute URL is blocked because no service declares it. */
  public boolean blocksUndeclared(String url) {
    return UrlGate.blocksUndeclared(compiled.htmlGates().rules(), allowed(), page(), url);
  }

  /** Returns the view of the same request after the visitor has decided. */
  public View view(Consent decided, String returnTo) {
    return new View(decided, language(), base(), returnTo);
  }

  /** Returns the path and query that the browser requested. */
  public String address() {
    return address;
  }

  /**
   * Returns whether the browser requests a style sheet or a part of a drawing, as far as that is
   * known.
   */
  public boolean isForSheet() {
    return destination == FetchDestination.STYLE
        || destination == FetchDestination.PART
        || path.endsWith(".css");
  }

  /**
   * Returns whether this visitor gets every page as the application wrote it, except for its head.
   */
  public boolean takesPagesAsTheyAre() {
    Settings settings = compiled.policy().settings();
    return allowed().allowsAll()
        && !allowed().reportsAny()
        && !consent().needsAnswer()
        && !settings.presence().isAny()
        && settings.undeclaredHosts() == UndeclaredHandling.REPORT
        && settings.undeclaredCookies() != UndeclaredHandling.BLOCK;
  }
}
