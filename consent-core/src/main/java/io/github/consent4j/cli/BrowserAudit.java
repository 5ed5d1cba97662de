package io.github.consent4j.cli;

import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.cli.browser.BrowserPlugin;
import io.github.consent4j.cli.browser.ImpossibleAuditException;
import io.github.consent4j.cli.browser.InstalledBrowser;
import io.github.consent4j.cli.browser.SiteVisits;
import io.github.consent4j.cli.browser.banner.BannerResult;
import io.github.consent4j.cli.evidence.Audit;
import io.github.consent4j.cli.evidence.AuditJson;
import io.github.consent4j.cli.evidence.EvidenceFolder;
import io.github.consent4j.cli.evidence.Visit;
import io.github.consent4j.cli.report.HtmlReport;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.text.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Audits a site with a browser: visits it, judges what it met, and writes the evidence. */
final class BrowserAudit {

  /** The folder of plug-ins that the documented call names. */
  private static final Path PLUGINS = Path.of("plugins");

  private final Terminal terminal;
  private final BrowserOptions options;
  private final Clock clock;

  BrowserAudit(Terminal terminal, BrowserOptions options, Clock clock) {
    this.terminal = terminal;
    this.options = options;
    this.clock = clock;
  }

  /**
   * Runs the audit.
   *
   * @throws UnusableException if the browser, the site or the folder is not to be had
   */
  Audit run() {
    // What is wrong with the arguments is told before a browser starts.
    options.start();
    options.limits();
    options.language();
    folder();
    try {
      BrowserPlugin.require();
      try (InstalledBrowser browser =
          InstalledBrowser.start(Optional.ofNullable(options.chromium), options.arguments)) {
        return run(browser);
      }
    } catch (ImpossibleAuditException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    } finally {
      terminal.endProgress();
    }
  }

  /**
   * Runs the audit with a browser that has been started.
   *
   * @throws ImpossibleAuditException if the site is not to be had
   * @throws UnusableException if the folder cannot be written
   */
  Audit run(InstalledBrowser browser) {
    EvidenceFolder folder = folder();
    Optional<Policy> policy =
        Optional.ofNullable(options.policy).map(file -> new PolicyFiles().read(file));
    try {
      Audit audit = audit(browser, options.start(), folder, policy);
      folder.write("audit.json", AuditJson.of(audit));
      HtmlReport.write(audit, folder.path(), options.language());
      folder.seal();
      return audit;
    } catch (IOException | UncheckedIOException e) {
      throw new UnusableException(folder.path() + " cannot be written: " + e.getMessage());
    }
  }

  private EvidenceFolder folder() {
    EvidenceFolder folder = new EvidenceFolder(options.out);
    try {
      if (folder.isFree()) {
        return folder;
      }
    } catch (IOException e) {
      throw new UnusableException(options.out + " is no folder; name another --out FOLDER");
    }
    throw new UnusableException(
        options.out + " is not empty; name another --out FOLDER, or remove it");
  }

  private Audit audit(
      InstalledBrowser browser, URI start, EvidenceFolder folder, Optional<Policy> policy) {
    Instant started = clock.instant();
    String tool = ConsentCli.NAME + " " + CliVersion.number();
    SiteVisits visits =
        new SiteVisits(
            browser,
            start,
            tool,
            options.limits(),
            options.selectors(),
            folder,
            terminal::progress);
    SiteKnowledge knowledge =
        new SiteKnowledge(
            policy,
            String.valueOf(options.policy),
            visits.inventory().flatMap(PublicInventory::read),
            KnownServices.load(Texts.DEFAULT),
            visits.site().getHost().toLowerCase(Locale.ROOT));
    List<Visit> met = visits.run();
    BannerResult banner = visits.banner(PLUGINS);
    boolean encrypted = visits.site().getScheme().equals("https");
    List<Finding> findings = new VisitJudge(knowledge, encrypted).judge(met, banner.findings());
    return new Audit(
        visits.site(),
        started,
        clock.instant(),
        tool,
        browser.version(),
        knowledge.sources(),
        met,
        banner.checks(),
        findings);
  }
}
