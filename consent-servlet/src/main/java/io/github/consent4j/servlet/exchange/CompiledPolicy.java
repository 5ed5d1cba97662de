package io.github.consent4j.servlet.exchange;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.format.Json;
import io.github.consent4j.format.Sha256;
import io.github.consent4j.gate.HostLog;
import io.github.consent4j.gate.RateLimit;
import io.github.consent4j.gate.cookie.ConsentCookie;
import io.github.consent4j.gate.cookie.CookieRules;
import io.github.consent4j.gate.cookie.Sweep;
import io.github.consent4j.gate.header.BrowserReports;
import io.github.consent4j.gate.header.ContentSecurityPolicy;
import io.github.consent4j.gate.html.HtmlGates;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.gate.rule.UrlMatcher;
import io.github.consent4j.page.Pages;
import io.github.consent4j.page.View;
import io.github.consent4j.page.asset.Assets;
import io.github.consent4j.policy.DecisionCookie;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PrivacySignal;
import io.github.consent4j.seen.journal.CatalogueIndex;
import io.github.consent4j.seen.journal.SeenJournal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A policy with everything that is derived from it once. Thread-safe. */
public record CompiledPolicy(
    Policy policy,
    Clock clock,
    RevisionMarks marks,
    CookieRules cookieRules,
    HtmlGates htmlGates,
    HostLog hostLog,
    UrlMatcher urls,
    Sweep sweep,
    Assets assets,
    Pages pages,
    ConsentCookie cookie,
    Decider decider,
    Consent undecided,
    byte[] fingerprint,
    ContentSecurityPolicy csp,
    BrowserReports browserReports,
    RateLimit reportLimit,
    KnownSheets plainSheets,
    Instant activeSince,
    SeenJournal journal) {

  /** The path below the base path that browsers send reports of the content security policy to. */
  public static final String REPORTS = "/reports";

  private static final int REPORTS_AT_ONCE = 100;
  private static final int REPORTS_PER_SECOND = 20;

  public static CompiledPolicy of(Policy policy, Clock clock) {
    return of(policy, clock, new SeenJournal(clock, new CatalogueIndex()));
  }

  /**
   * Compiles a policy.
   *
   * @param journal receives everything that is seen, under this policy as under others
   * @throws IllegalStateException if the policy wants reports of browsers, and the application has
   *     no Jackson to read them
   */
  public static CompiledPolicy of(Policy policy, Clock clock, SeenJournal journal) {
    Instant since = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return of(policy, RevisionMarks.of(policy), since, clock, journal);
  }

  /**
   * Checks that the application has what the policy needs.
   *
   * @throws IllegalStateException if the policy wants reports of browsers, and the application has
   *     no Jackson to read them
   */
  public static void check(Policy policy) {
    if (takesReports(policy, new ContentSecurityPolicy(policy))) {
      Json.requireReadable();
    }
  }

  /**
   * Compiles a policy that has been in force for some time.
   *
   * @param marks the revision of the policy
   * @param journal receives everything that is seen, under this policy as under others
   * @throws IllegalStateException as {@link #check(Policy)} does
   */
  public static CompiledPolicy of(
      Policy policy, RevisionMarks marks, Instant since, Clock clock, SeenJournal journal) {
    check(policy);
    CookieRules cookieRules = CookieRules.of(policy, journal);
    HostLog hostLog = new HostLog(policy, journal);
    Assets assets = Assets.of(policy, marks);
    Pages pages = new Pages(policy, assets, since);
    Consent undecided = Consent.of(policy, marks, Decision.UNDECIDED);
    return new CompiledPolicy(
        policy,
        clock,
        marks,
        cookieRules,
        HtmlGates.of(HtmlRules.of(policy, hostLog)),
        hostLog,
        UrlMatcher.of(policy),
        new Sweep(cookieRules, policy.settings().leftovers()),
        assets,
        pages,
        new ConsentCookie(policy, clock),
        new Decider(clock),
        undecided,
        fingerprint(policy, pages, undecided),
        new ContentSecurityPolicy(policy),
        new BrowserReports(),
        new RateLimit(clock, REPORTS_AT_ONCE, REPORTS_PER_SECOND),
        new KnownSheets(),
        since,
        journal);
  }

  /** Returns whether browsers are told to send reports. */
  public boolean takesReports() {
    return takesReports(policy, csp);
  }

  private static boolean takesReports(Policy policy, ContentSecurityPolicy csp) {
    return csp.headerName().isPresent() || policy.settings().seenStorage();
  }

  /** Returns another form of the policy, with other items that are stored on the site. */
  CompiledPolicy with(Policy other) {
    CompiledPolicy there = of(other, clock, journal);
    return new CompiledPolicy(
        other,
        clock,
        there.marks,
        there.cookieRules,
        htmlGates,
        hostLog,
        urls,
        there.sweep,
        there.assets,
        there.pages,
        cookie,
        decider,
        there.undecided,
        there.fingerprint,
        csp,
        browserReports,
        reportLimit,
        plainSheets,
        activeSince,
        journal);
  }

  /**
   * Returns this policy with the rules of another one, in which some services have none. What
   * visitors are told and asked is the same.
   */
  CompiledPolicy applying(Policy some) {
    Assets ofSome = Assets.of(some, marks);
    Pages withGuard = pages.with(ofSome);
    return new CompiledPolicy(
        policy,
        clock,
        marks,
        CookieRules.of(some, journal),
        HtmlGates.of(HtmlRules.of(some, hostLog)),
        hostLog,
        UrlMatcher.of(some),
        sweep,
        ofSome,
        withGuard,
        cookie,
        decider,
        undecided,
        fingerprint(policy, withGuard, undecided),
        csp,
        browserReports,
        reportLimit,
        plainSheets,
        activeSince,
        journal);
  }

  /**
   * Compiles the policy of a further site. It shares the rules of one that is compiled and has the
   * same ones.
   *
   * @param compiled the policies of the application so far
   */
  CompiledPolicy ofSite(Policy site, List<CompiledPolicy> compiled) {
    return compiled.stream()
        .filter(other -> rules(other.policy).equals(rules(site)))
        .findFirst()
        .map(other -> other.shared(site))
        .orElseGet(() -> of(site, clock, journal));
  }

  /** Returns everything that the gates and the assets depend on. */
  private static List<Object> rules(Policy policy) {
    DecisionCookie cookie = policy.settings().cookie();
    return List.of(
        policy.revision(),
        policy.purposesCount(),
        policy.categories(),
        policy.site().lazyAttributes(),
        policy.settings().toBuilder()
            .basePath("/")
            .cookie(new DecisionCookie(cookie.name(), cookie.domain(), cookie.path()))
            .build());
  }

  private CompiledPolicy shared(Policy site) {
    Pages own = new Pages(site, assets, activeSince);
    Consent undecidedThere = Consent.of(site, marks, Decision.UNDECIDED);
    return new CompiledPolicy(
        site,
        clock,
        marks,
        cookieRules,
        htmlGates,
        hostLog,
        urls,
        sweep,
        assets,
        own,
        cookie,
        decider,
        undecidedThere,
        fingerprint(site, own, undecidedThere),
        csp,
        browserReports,
        reportLimit,
        plainSheets,
        activeSince,
        journal);
  }

  private static View shown(Consent undecided) {
    return new View(undecided, undecided.policy().languages().get(0), "", "/");
  }

  /**
   * Returns a hash that changes with everything that pages depend on: the policy, the assets, the
   * library.
   */
  private static byte[] fingerprint(Policy policy, Pages pages, Consent undecided) {
    String version = CompiledPolicy.class.getPackage().getImplementationVersion();
    List<Object> texts = new ArrayList<>();
    policy.languages().forEach(language -> texts.add(new TreeMap<>(policy.texts(language))));
    String all =
        pages.notices().policyFingerprint()
            + "\n"
            + policy.settings()
            + "\n"
            + policy.site()
            + "\n"
            + texts
            + "\n"
            + pages.head(shown(undecided))
            + "\n"
            + version;
    return Sha256.of(all.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns whether Global Privacy Control makes a difference. */
  public boolean hearsSignals() {
    return policy.categories().stream()
        .anyMatch(category -> category.gpc() == PrivacySignal.REFUSE);
  }

  Consent consent(Decision decision) {
    return decision == Decision.UNDECIDED ? undecided : Consent.of(policy, marks, decision);
  }
}
