package io.github.consent4j.examples.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.examples.browser.ConsentCommand;
import io.github.consent4j.examples.browser.RecordingServer;
import io.github.consent4j.policy.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit with a browser finds nothing at a site that this library protects. */
class AuditedSiteTest {

  private static final String HOST = "www.institute.example";

  @TempDir private Path folder;

  @Test
  void a_browser_finds_nothing_wrong_in_any_state_of_consent() throws Exception {
    Path evidence = folder.resolve("evidence");
    ConsentCommand.Result audit;
    Tomcat tomcat = PlainSite.start(Path.of("src/main/webapp"), 0);
    try (RecordingServer web = new RecordingServer()) {
      audit =
          ConsentCommand.runWithPlaywright(
              Policy.class,
              "audit",
              "--browser",
              "http://" + HOST + "/",
              "--pages",
              "2",
              "--quiet",
              "PT0.3S",
              "--fail-on",
              "note",
              "--out",
              evidence,
              "--browser-arg=--ignore-certificate-errors",
              "--browser-arg=--host-resolver-rules=MAP "
                  + HOST
                  + " 127.0.0.1:"
                  + tomcat.getConnector().getLocalPort()
                  + ", MAP * 127.0.0.1:"
                  + web.port());
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }

    assertThat(audit.output())
        .contains("http://" + HOST + "/ audited: 0 errors, 0 warnings, 0 notes");
    assertThat(audit.code()).isZero();
    List<String> sums = Files.readAllLines(evidence.resolve("SHA256SUMS"));
    try (Stream<Path> files = Files.walk(evidence)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(sums.size() + 1);
    }
    assertThat(sums).anyMatch(line -> line.endsWith("  report.html"));
  }
}
