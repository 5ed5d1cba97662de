package io.github.consent4j.servlet.exchange;

import io.github.consent4j.audit.Inventory;
import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
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
    byte[] inventory,
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
   */
  public static CompiledPolicy of(Policy policy, Clock clock, SeenJournal journal) {
    RevisionMarks marks = RevisionMarks.of(policy);
    CookieRules cookieRules = CookieRules.of(policy, journal);
    HostLog hostLog = new HostLog(policy, journal);
    Assets assets = Assets.of(policy, marks);
    Pages pages = new Pages(policy, assets);
    Consent undecided = Consent.of(policy, marks, Decision.UNDECIDED);
    byte[] inventory = new Inventory(policy).toJson();
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
        inventory,
        undecided,
        fingerprint(
            policy, inventory, pages.head(new View(undecided, policy.languages().get(0), "", "/"))),
        new ContentSecurityPolicy(policy),
        new BrowserReports(),
        new RateLimit(clock, REPORTS_AT_ONCE, REPORTS_PER_SECOND),
        new KnownSheets(),
        clock.instant().truncatedTo(ChronoUnit.SECONDS),
        journal);
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
        inventory,
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
   * Returns a hash that changes with everything that pages depend on: the policy, the assets, the
   * library.
   */
  private static byte[] fingerprint(Policy policy, byte[] inventory, String head) {
    String version = CompiledPolicy.class.getPackage().getImplementationVersion();
    List<Object> texts = new ArrayList<>();
    policy.languages().forEach(language -> texts.add(new TreeMap<>(policy.texts(language))));
    String rest =
        policy.settings() + "\n" + policy.site() + "\n" + texts + "\n" + head + "\n" + version;
    return Sha256.of(inventory, rest.getBytes(StandardCharsets.UTF_8));
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
