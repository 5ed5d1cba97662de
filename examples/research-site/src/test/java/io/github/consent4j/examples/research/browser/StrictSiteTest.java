package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.open;
import static io.github.consent4j.examples.research.browser.SiteInChromium.settled;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.github.consent4j.examples.browser.RestInSweeps;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The site with a content security policy that blocks everything it does not name. The browser logs
 * no errors.
 */
class StrictSiteTest {

  private static final List<String> EXTERNAL_MEDIA =
      List.of("www.youtube.com", "i.ytimg.com", "platform.twitter.com");

  @TempDir private Path folder;

  private final List<String> complaints = new ArrayList<>();

  static String strictPolicy() throws Exception {
    return "default-src 'self'; script-src 'self' '"
        + hashOfOwnScript()
        + "' https://l.ecn-ldr.de https://platform.twitter.com;"
        + " frame-src 'self' https://www.youtube.com https://platform.twitter.com;"
        + " img-src 'self' https://www.econda-monitor.de;"
        + " require-trusted-types-for 'script'; trusted-types consent4j consent4j-guard";
  }

  /** Returns the hash of the site's one inline script, which is not part of the library. */
  private static String hashOfOwnScript() throws Exception {
    try (InputStream in = StrictSiteTest.class.getResourceAsStream("/templates/public.html")) {
      String page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Matcher script = Pattern.compile("(?s)<script>(.*?)</script>").matcher(page);
      assertThat(script.find()).isTrue();
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(script.group(1).getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }
  }

  private Page listening(Page page) {
    page.onConsoleMessage(
        message -> {
          // The message is about YouTube's own markup, which contains a feature that Chromium on
          // Linux does not know.
          boolean ofTheEmbed = message.text().contains("'web-share'");
          // The message is no error: it says that the browser has deleted data as requested.
          boolean ofCleared = message.text().contains("Cleared data types: \"cache\"");
          if (!message.type().equals("log") && !ofTheEmbed && !ofCleared) {
            complaints.add(message.type() + ": " + message.text());
          }
        });
    page.onPageError(error -> complaints.add("thrown: " + error));
    return page;
  }

  private static void press(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).click();
  }

  private Path policy(String more) throws Exception {
    String own;
    try (InputStream in = StrictSiteTest.class.getResourceAsStream("/consent.yaml")) {
      own = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return Files.writeString(folder.resolve("consent.yaml"), own + more);
  }

  @RestInSweeps
  @ParameterizedTest
  @ValueSource(strings = {"enforce", "off", "report-only"})
  void banner_settings_placeholders_accept_and_withdraw_without_a_complaint(String csp)
      throws Exception {
    try (SiteInChromium site =
            new SiteInChromium(
                "consent.config=" + policy("csp: " + csp + "\n").toUri(),
                "test.content-security-policy=" + strictPolicy());
        BrowserContext visitor = site.visitor()) {
      Page page = listening(visitor.newPage());
      for (String path :
          new String[] {"/", "/public", "/cooperations", "/consent?return=/public"}) {
        page.navigate("http://" + SiteInChromium.HOST + path);
        settled(page);
      }
      assertThat(complaints).isEmpty();
      assertThat(site.contacted()).doesNotContainAnyElementsOf(EXTERNAL_MEDIA);
      page.navigate("http://" + SiteInChromium.HOST + "/cooperations");
      FrameLocator frame = page.frameLocator("iframe[data-consent-service=youtube]");
      frame.getByRole(AriaRole.LINK).filter(new Locator.FilterOptions().setHasText("once")).click();
      frame.getByText("Playing").waitFor();
      settled(page);
      page.navigate("http://" + SiteInChromium.HOST + "/consent?return=/public");

      page.locator("input[name=grant][value=youtube]").check();
      press(page, "Save");
      page.waitForURL("**/public");
      page.waitForCondition(() -> site.contacted().contains("www.youtube.com"));
      settled(page);
      assertThat(site.contacted()).doesNotContain("platform.twitter.com");

      for (String path : new String[] {"/cooperations", "/public"}) {
        page.navigate("http://" + SiteInChromium.HOST + "/consent?return=" + path);
        press(page, "Accept all");
        page.waitForURL("**" + path);
        page.waitForCondition(() -> site.contacted().containsAll(EXTERNAL_MEDIA));
        settled(page);
        page.navigate("http://" + SiteInChromium.HOST + "/consent?return=" + path);
        press(page, "Reject all");
        page.waitForURL("**" + path);
        settled(page);
        site.web().forget();
        page.reload();
        settled(page);
        assertThat(site.contacted()).doesNotContainAnyElementsOf(EXTERNAL_MEDIA);
      }
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void a_page_with_a_nonce_and_strict_dynamic_goes_on_to_work() throws Exception {
    try (SiteInChromium site =
            new SiteInChromium("consent.config=" + policy("csp: enforce\n").toUri());
        BrowserContext visitor = site.visitor()) {
      site.web().answer("platform.twitter.com/first.js", "order.push('first');");
      Page page = listening(open(visitor, "/nonce"));
      assertThat(page.evaluate("order.join()")).isEqualTo("own");

      press(page, "Accept all");
      page.waitForCondition(() -> site.contacted().contains("platform.twitter.com"));
      settled(page);

      assertThat(page.evaluate("order.join()")).isEqualTo("own,first");
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void an_undeclared_host_is_refused_by_the_browser_and_told_of() throws Exception {
    try (SiteInChromium site =
            new SiteInChromium("consent.config=" + policy("csp: enforce\n").toUri());
        BrowserContext visitor = site.visitor()) {
      Page page = open(visitor, "/");
      page.evaluate("new Image().src = 'https://unknown.example/pixel.gif?visitor=7'");
      page.waitForCondition(() -> !site.browserReports().isEmpty());

      assertThat(site.contacted()).isEmpty();
      assertThat(site.browserReports()).containsExactly("img-src unknown.example 1");
    }
  }
}
