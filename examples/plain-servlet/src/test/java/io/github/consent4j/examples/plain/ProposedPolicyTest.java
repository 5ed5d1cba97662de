package io.github.consent4j.examples.plain;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.consent4j.examples.browser.Chromium;
import io.github.consent4j.examples.browser.ConsentCommand;
import io.github.consent4j.examples.browser.RecordingServer;
import io.github.consent4j.examples.browser.Traffic;
import io.github.consent4j.policy.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a site without a policy to one that is protected: a scan of the unprotected site proposes a
 * file, and with it a browser meets nobody before a decision.
 */
class ProposedPolicyTest {

  private static final String HOST = "www.institute.example";
  private static final List<String> PAGES =
      List.of("/", "/cooperations", "/en/data-protection.html", "/en/imprint.html");

  /** Hosts that the browser itself contacts when it starts, whatever page it shows. */
  private static final Set<String> OF_THE_BROWSER =
      Set.of("accounts.google.com", "clients2.google.com", "update.googleapis.com");

  @TempDir private Path folder;
  private Tomcat tomcat;

  private int start(String property, String value) throws Exception {
    System.setProperty(property, value);
    try {
      tomcat = PlainSite.start(Path.of("src/main/webapp"), 0);
    } finally {
      System.clearProperty(property);
    }
    return tomcat.getConnector().getLocalPort();
  }

  @AfterEach
  void stop() throws Exception {
    if (tomcat != null) {
      tomcat.stop();
      tomcat.destroy();
      tomcat = null;
    }
  }

  private static ConsentCommand.Result consentCli(Object... args) throws Exception {
    return ConsentCommand.run(Policy.class, args);
  }

  private Path propose() throws Exception {
    Path file = folder.resolve("consent.yaml");
    int port = start("consent.enabled", "false");
    ConsentCommand.Result scan =
        consentCli("scan", "http://127.0.0.1:" + port + "/", "--rate", 1000, "--propose", file);
    stop();
    assertThat(scan.output()).contains("Wrote " + file, "known: add youtube");
    return file;
  }

  @Test
  void the_proposed_file_is_clean_once_the_operator_has_confirmed_what_no_source_does()
      throws Exception {
    Path file = propose();

    ConsentCommand.Result before = consentCli("check", file);
    Files.writeString(file, Files.readString(file).replace("# confirmed:", "confirmed:"));
    ConsentCommand.Result after = consentCli("check", file);

    assertThat(before.output().lines().filter(line -> line.contains(" warning: ")))
        .as("what the operator is asked")
        .isNotEmpty()
        .allMatch(line -> line.contains("confirm it with 'confirmed: ["));
    assertThat(after.output()).isEqualTo("1 file checked: 0 errors, 0 warnings\n");
    assertThat(after.code()).isZero();
  }

  @Test
  void a_browser_meets_nobody_before_a_decision() throws Exception {
    Path file = propose();
    int port = start("consent.config", file.toString());

    try (RecordingServer web = new RecordingServer();
        Chromium chromium = new Chromium(Map.of(HOST, port), web.port());
        BrowserContext visitor = chromium.visitor(true)) {
      for (String path : PAGES) {
        Page page = visitor.newPage();
        page.navigate("http://" + HOST + path);
        Traffic.settled(page);
      }

      Set<String> contacted = new HashSet<>(web.hosts());
      contacted.removeAll(OF_THE_BROWSER);
      assertThat(contacted).isEmpty();
      assertThat(visitor.cookies("http://" + HOST + "/").stream().map(cookie -> cookie.name))
          .as("the session of the content management system")
          .containsOnly("WESESSION");
    }
  }
}
