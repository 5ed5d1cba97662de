package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.cookies;
import static io.github.consent4j.examples.research.browser.SiteInChromium.open;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import io.github.consent4j.examples.browser.ConsentCommand;
import io.github.consent4j.examples.research.ResearchSite;
import io.github.consent4j.policy.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * From a site without a policy to one that is protected: a scan of the unprotected site proposes a
 * file, and with it a browser meets nobody before a decision.
 */
class ProposedPolicyTest {

  private static final List<String> PAGES =
      List.of("/", "/cooperations", "/en/data-protection", "/en/imprint");

  @TempDir private Path folder;

  private static ConsentCommand.Result consentCli(Object... args) throws Exception {
    return ConsentCommand.run(Policy.class, args);
  }

  @Test
  void a_scan_proposes_a_clean_file_with_which_a_browser_meets_nobody_before_a_decision()
      throws Exception {
    Path file = folder.resolve("consent.yaml");
    scan(file);
    Files.writeString(file, Files.readString(file).replace("# confirmed:", "confirmed:"));

    assertThat(consentCli("check", file))
        .isEqualTo(new ConsentCommand.Result(0, "1 file checked: 0 errors, 0 warnings\n"));
    try (SiteInChromium site = new SiteInChromium("consent.config=" + file.toUri());
        BrowserContext visitor = site.visitor()) {
      site.web().forget();
      PAGES.forEach(path -> open(visitor, path));

      assertThat(site.contacted()).isEmpty();
      assertThat(cookies(visitor))
          .as("the session of the content management system")
          .containsExactly("WESESSION");
    }
  }

  private static void scan(Path file) throws Exception {
    try (ConfigurableApplicationContext unprotected =
        new SpringApplicationBuilder(ResearchSite.class)
            .properties("server.port=0", "spring.main.banner-mode=off")
            .run("--consent.enabled=false")) {
      String port = unprotected.getEnvironment().getProperty("local.server.port");
      ConsentCommand.Result scan =
          consentCli("scan", "http://127.0.0.1:" + port + "/", "--rate", 1000, "--propose", file);
      assertThat(scan.output()).contains("Wrote " + file, "known: add youtube");
    }
  }
}
