package io.github.consent4j.cli;

import io.github.consent4j.cli.SiteFindings.Cookie;
import io.github.consent4j.cli.SiteFindings.Loaded;
import io.github.consent4j.cli.SiteFindings.Status;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.text.Texts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Crawls a site and lists what it sets and loads. */
@Command(
    name = "scan",
    description = "Crawls a site of your own, and lists its cookies and what it loads from others.",
    footerHeading = "%n",
    footer = {
      "It reads what the server sends. What scripts store or load later, it does not see.",
      "Exits with 1 if anything is not declared."
    })
final class ScanCommand extends CliCommand {

  private static final int SECOND = 1000;

  @Parameters(paramLabel = "URL", description = "A page of the site to begin with.")
  String url = "";

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The policy file of the site, to compare with.")
  @Nullable Path policyFile;

  @Option(
      names = "--propose",
      paramLabel = "FILE",
      arity = "0..1",
      fallbackValue = "consent.yaml",
      description = "Write a policy file that declares what was found (default: consent.yaml).")
  @Nullable String proposal;

  @Option(names = "--force", description = "Replace a file that is there.")
  boolean force;

  @Option(
      names = "--pages",
      paramLabel = "N",
      description = "Fetch at most N pages and style sheets (default: 100).")
  int pages = 100;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "Follow at most N links from the first page (default: 3).")
  int depth = 3;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Send at most N requests a second (default: 2).")
  int rate = 2;

  @Option(names = "--json", description = "Write JSON.")
  boolean json;

  ScanCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    URI start = SiteUrl.read(url);
    DraftOutput output = proposal == null ? null : new DraftOutput(terminal(), proposal, force);
    Optional<Policy> policy =
        Optional.ofNullable(policyFile).map(file -> new PolicyFiles().read(file));
    KnownServices known = KnownServices.load(Texts.DEFAULT);
    SiteFindings findings = new SiteFindings(policy, known, Clock.systemUTC());
    SiteCrawler crawler = new SiteCrawler(start, limits(), ScanCommand::sleep);
    crawler.crawl(
        (page, fetched, waiting) -> {
          terminal()
              .progress(fetched + " fetched, " + waiting + " wait: " + page.address().getRawPath());
          findings.add(page);
        });
    terminal().endProgress();
    if (json) {
      terminal().write(toJson(findings, crawler));
    } else {
      print(findings, crawler);
    }
    if (output != null) {
      List<String> left = new ArrayList<>();
      PolicyDraft draft = findings.propose(crawler.site().getHost(), left);
      return output.write(draft, known, left);
    }
    return findings.isDeclared() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private SiteCrawler.Limits limits() {
    if (pages < 1 || depth < 0 || rate < 1) {
      throw new UnusableException("--pages and --rate are at least 1, --depth is at least 0");
    }
    return new SiteCrawler.Limits(pages, depth, SECOND / Math.min(rate, SECOND));
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnusableException("interrupted");
    }
  }

  // --- results

  private void print(SiteFindings findings, SiteCrawler crawler) {
    terminal()
        .say(
            crawler.site()
                + ": "
                + Plural.of(findings.pages(), "page")
                + ", "
                + Plural.of(findings.styles(), "style sheet")
                + (crawler.refused() == 0
                    ? ""
                    : ", " + crawler.refused() + " kept out by robots.txt"));
    terminal().say("Cookies:");
    for (Cookie cookie : findings.cookies()) {
      terminal()
          .say(
              line(
                  cookie.name(),
                  status(cookie.status(), String.join(" or ", cookie.services())),
                  cookie.lifetime()
                      + cookie.attributes().stream().map(a -> "; " + a).reduce("", String::concat)
                      + ", first on "
                      + cookie.firstPage()));
    }
    terminal().say("Loaded from others:");
    for (Loaded load : findings.loaded()) {
      terminal()
          .say(
              line(
                  load.host().isEmpty() ? "(inline script)" : load.host(),
                  status(load.status(), String.join(" or ", load.services())),
                  Plural.of(load.pages(), "page") + ", first on " + load.firstPage()));
    }
  }

  private static String line(String name, String status, String rest) {
    return String.format(Locale.ROOT, "  %-32s %-28s %s", name, status, rest);
  }

  private static String status(Status status, String services) {
    return switch (status) {
      case DECLARED -> "declared: " + services;
      case KNOWN -> "known: add " + services;
      case UNKNOWN -> "unknown";
    };
  }

  private static byte[] toJson(SiteFindings findings, SiteCrawler crawler) {
    JsonWriter json = JsonWriter.indented();
    json.beginObject();
    json.field("site", crawler.site().toString());
    json.field("pages", findings.pages());
    json.field("styleSheets", findings.styles());
    json.field("keptOutByRobots", crawler.refused());
    json.beginArray("cookies");
    for (Cookie cookie : findings.cookies()) {
      json.beginObject();
      json.field("name", cookie.name());
      json.field("lifetime", cookie.lifetime());
      json.field("attributes", cookie.attributes());
      json.field("status", EnumName.of(cookie.status()));
      json.field("services", cookie.services());
      json.field("firstPage", cookie.firstPage());
      json.endObject();
    }
    json.endArray();
    json.beginArray("loads");
    for (Loaded load : findings.loaded()) {
      json.beginObject();
      json.field("host", load.host());
      json.field("status", EnumName.of(load.status()));
      json.field("services", load.services());
      json.field("pages", load.pages());
      json.field("firstPage", load.firstPage());
      json.endObject();
    }
    json.endArray();
    json.endObject();
    return json.toBytes();
  }
}
