package io.github.consent4j.cli;

import io.github.consent4j.cli.browser.AuditLimits;
import io.github.consent4j.cli.browser.ControlSelectors;
import io.github.consent4j.cli.report.HtmlReport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of an audit that visits the site with a browser. */
final class BrowserOptions {

  private static final Duration LONGEST = Duration.ofSeconds(12);

  @Option(
      names = "--browser",
      required = true,
      paramLabel = "URL",
      description =
          "Visit this site with an installed Chromium: without a decision, after rejecting, after"
              + " accepting, and after withdrawing. Needs Playwright beside this jar.")
  String url = "";

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The policy file of the site, which says what is necessary.")
  @Nullable Path policy;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Write the evidence there (default: consent-audit).")
  Path out = Path.of("consent-audit");

  @Option(
      names = "--pages",
      paramLabel = "N",
      description = "Look at N pages at most in each state (default: 5).")
  int pages = 5;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "Follow N links at most from the first page (default: 2).")
  int depth = 2;

  @Option(
      names = "--time",
      paramLabel = "TIME",
      description = "Look for no further page after this time (default: PT5M).")
  Duration time = Duration.ofMinutes(5);

  @Option(
      names = "--quiet",
      paramLabel = "TIME",
      description = "Wait until a page has been without traffic for this time (default: PT2S).")
  Duration quiet = Duration.ofSeconds(2);

  @Option(
      names = "--accept-selector",
      paramLabel = "CSS",
      description = "The control that accepts everything, if it is not found.")
  @Nullable String accept;

  @Option(
      names = "--reject-selector",
      paramLabel = "CSS",
      description = "The control that rejects everything, if it is not found.")
  @Nullable String reject;

  @Option(
      names = "--withdraw-selector",
      paramLabel = "CSS",
      description = "The control that opens the settings again, if it is not found.")
  @Nullable String withdraw;

  @Option(
      names = "--lang",
      paramLabel = "LANG",
      description = "Write the report in this language: en or de (default: en).")
  String language = "en";

  @Option(
      names = "--chromium",
      paramLabel = "FILE",
      description = "The browser (default: CHROME_BIN, or the one that PATH has).")
  @Nullable Path chromium;

  @Option(
      names = "--browser-arg",
      paramLabel = "ARGUMENT",
      description = "Give this argument to the browser, such as --proxy-server=...; repeatable.")
  List<String> arguments = List.of();

  /**
   * Returns the address to begin with.
   *
   * @throws UnusableException if it is none
   */
  URI start() {
    return SiteUrl.read(url);
  }

  /** Returns the language of the report. */
  String language() {
    if (!HtmlReport.LANGUAGES.contains(language)) {
      throw new UnusableException(
          "There is no report in '"
              + language
              + "'; expected one of "
              + String.join(", ", HtmlReport.LANGUAGES));
    }
    return language;
  }

  AuditLimits limits() {
    if (pages < 1 || depth < 0 || quiet.isNegative()) {
      throw new UnusableException("--pages is at least 1, --depth and --quiet are at least 0");
    }
    return new AuditLimits(pages, depth, quiet, LONGEST, time);
  }

  ControlSelectors selectors() {
    return new ControlSelectors(
        Optional.ofNullable(accept), Optional.ofNullable(reject), Optional.ofNullable(withdraw));
  }
}
