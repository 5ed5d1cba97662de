package io.github.consent4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.cli.browser.InstalledBrowser;
import io.github.consent4j.cli.evidence.Audit;
import io.github.consent4j.cli.observation.Observations;
import io.github.consent4j.seen.Seen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Audits with a real browser of sites on this machine. */
class BrowserAuditTest {

  @TempDir private Path folder;

  private Audit audit(InstalledBrowser browser, String url, int pages) {
    BrowserOptions options = new BrowserOptions();
    options.url = url;
    options.out = folder.resolve(url.replaceAll("\\W+", "-"));
    options.pages = pages;
    options.quiet = Duration.ofMillis(200);
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
            new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
            false);
    return new BrowserAudit(terminal, options, Clock.systemUTC()).run(browser);
  }

  @Test
  void everything_that_a_bad_site_breaks_is_found_and_named() throws Exception {
    Audit audit;
    Audit trapped;
    Audit shady;
    try (BadSite site = new BadSite();
        InstalledBrowser browser =
            InstalledBrowser.start(Optional.empty(), site.browserArguments())) {
      audit = audit(browser, "https://www.bad.example/", 3);
      trapped = audit(browser, "https://trapped.example/", 1);
      shady = audit(browser, "https://shady.example/", 1);
    }

    assertThat(audit.findings())
        .extracting(finding -> finding.rule().id(), Finding::subject)
        .containsExactlyInAnyOrder(
            tuple("set-before-consent", "cookie _ga of www.bad.example"),
            tuple("set-before-consent", "cookie _fbp of www.bad.example"),
            tuple("set-before-consent", "cookie uid of pixel.example"),
            tuple("set-before-consent", "local storage key _hjUserAttributes of www.bad.example"),
            tuple("set-before-consent", "session storage key hjViewportId of www.bad.example"),
            tuple("unknown-before-consent", "database visitors of www.bad.example"),
            tuple("unknown-before-consent", "cache pages-v1 of www.bad.example"),
            tuple("unknown-before-consent", "service worker /worker.js of www.bad.example"),
            tuple("contacted-before-consent", "script.example"),
            tuple("contacted-before-consent", "style.example"),
            tuple("contacted-before-consent", "font.example"),
            tuple("contacted-before-consent", "pixel.example"),
            tuple("contacted-before-consent", "frame.example"),
            tuple("contacted-before-consent", "hint.example"),
            tuple("contacted-before-consent", "header.example"),
            tuple("contacted-before-consent", "beacon.example"),
            tuple("contacted-before-consent", "socket.example"),
            tuple("contacted-before-consent", "fetched.example"),
            tuple("contacted-before-consent", "lazy.example"),
            tuple("contacted-after-reject", "afterreject.example"),
            tuple("set-after-reject", "cookie _gid of www.bad.example"),
            tuple("left-after-withdrawal", "cookie _pk_id.1.abcd of www.bad.example"),
            tuple("left-after-withdrawal", "local storage key recommendations of www.bad.example"),
            tuple("contacted-after-withdrawal", "withdrawn.example"),
            tuple("long-lifetime", "cookie JSESSIONID of www.bad.example"),
            tuple("missing-secure", "cookie XSRF-TOKEN of www.bad.example"));
    assertThat(trapped.findings())
        .extracting(finding -> finding.rule().id(), Finding::subject)
        .contains(tuple("no-reject-first-layer", "banner"), tuple("no-withdraw-entry", "banner"));
    assertThat(shady.findings())
        .extracting(finding -> finding.rule().id(), Finding::subject)
        .containsExactlyInAnyOrder(
            tuple("link-instead-of-button", "banner"),
            tuple("order-or-position-asymmetry", "banner"),
            tuple("size-asymmetry", "banner"),
            tuple("colour-asymmetry", "banner"),
            tuple("contrast-asymmetry", "banner"),
            tuple("unreadable-answer", "banner"),
            tuple("pre-ticked", "banner"));
    Path evidence = folder.resolve("https-www-bad-example-");
    assertNoValueIsKept(evidence);
    assertThat(Observations.read(evidence.resolve("traffic/undecided.har")))
        .as("the archive can be compared with a policy")
        .extracting(Seen.Item::kind, Seen.Item::name)
        .contains(
            tuple(Seen.Kind.COOKIE, "_ga"),
            tuple(Seen.Kind.COOKIE, "XSRF-TOKEN"),
            tuple(Seen.Kind.HOST, "script.example"));
  }

  private static void assertNoValueIsKept(Path evidence) throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.walk(evidence)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    assertThat(files).hasSize(1 + 1 + 4 + 8 + 1);
    for (Path file : files) {
      if (!file.toString().endsWith(".png")) {
        assertThat(Files.readString(file)).doesNotContain("secret", "4711", "GA1.1", "fb.1.1");
      }
    }
  }
}
