package io.github.consent4j.examples.research.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.github.consent4j.examples.browser.Fonts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One site for all tests of a class, and a new visitor for each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class VisitedSite {

  /** The format of the time of a decision in the consent cookie. */
  static final DateTimeFormatter COOKIE_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @TempDir static Path folder;

  /** The errors of scripts in the visitor's pages. */
  final List<String> thrown = new ArrayList<>();

  SiteInChromium site;
  BrowserContext visitor;

  @BeforeAll
  void start() throws Exception {
    site = site();
  }

  abstract SiteInChromium site() throws Exception;

  /** Returns the example site with another policy and additional properties. */
  static SiteInChromium site(String policy, String... properties) throws Exception {
    return site(Fonts.WIDE, policy, properties);
  }

  /** Returns the site in a browser that has only these fonts. */
  static SiteInChromium site(Fonts fonts, String policy, String... properties) throws Exception {
    Path file = Files.createTempFile(folder, "policy", ".yaml");
    Files.writeString(file, policy);
    String[] all = new String[properties.length + 1];
    System.arraycopy(properties, 0, all, 1, properties.length);
    all[0] = "consent.config=" + file.toUri();
    return new SiteInChromium(false, fonts, all);
  }

  @AfterAll
  void stop() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  @BeforeEach
  void arrive() {
    visitor = site.visitor();
    thrown.clear();
    visitor.onPage(page -> page.onPageError(thrown::add));
    site.web().forget();
  }

  @AfterEach
  void leave() {
    visitor.close();
  }

  static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }
}
