package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.cookies;
import static io.github.consent4j.examples.research.browser.SiteInChromium.open;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dialog that asks for everything, even for the cookies of the content management system. */
class StrictDialogTest {

  private static final String POLICY =
      """
      site: { name: Institute for Applied Tumour Research }
      categories:
        necessary:      { required: true, before-decision: block, services: [webedition] }
        statistics:     { services: [econda] }
        external-media: { services: [youtube, twitter] }
      """;

  @TempDir private Path folder;

  /** Each of the four services is blocked until there is consent, with all its cookies. */
  @Test
  void contacts_nobody_and_stores_nothing_before_a_decision() throws Exception {
    Path policy = Files.writeString(folder.resolve("consent.yaml"), POLICY);
    try (SiteInChromium site = new SiteInChromium("consent.config=" + policy.toUri());
        BrowserContext visitor = site.visitor()) {
      Page page = open(visitor, "/cooperations");

      assertThat(site.contacted()).isEmpty();
      assertThat(visitor.cookies())
          .extracting(cookie -> cookie.domain + " " + cookie.name)
          .as("cookies of any site")
          .isEmpty();

      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Reject all")).click();
      page.waitForCondition(() -> cookies(visitor).contains("WESESSION"));
      SiteInChromium.settled(page);

      assertThat(site.contacted()).isEmpty();
      assertThat(cookies(visitor)).containsExactly("WESESSION", "consent");

      page.navigate("http://" + SiteInChromium.HOST + "/consent?return=/cooperations");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Accept all")).click();
      page.waitForCondition(
          () -> site.contacted().containsAll(List.of("i.ytimg.com", "platform.twitter.com")));
      SiteInChromium.settled(page);

      assertThat(site.contacted()).contains("l.ecn-ldr.de", "www.youtube.com");
      assertThat(cookies(visitor)).contains("WESESSION", "emos_jcsid", "emos_jcvid");
    }
  }
}
