package io.github.consent4j.cli.browser;

import java.io.File;

/** Playwright, which drives the browser and stands in a folder beside the command line. */
public final class BrowserPlugin {

  private static final String MISSING =
      """
      --browser needs Playwright for Java, which is not in this jar. Put these files from Maven \
      Central into a folder 'plugins', in one version (tried with 1.57.0):
        com.microsoft.playwright: playwright, driver, driver-bundle
        com.google.code.gson: gson
      and call
        java -cp "consent-cli.jar%splugins/*" io.github.consent4j.cli.ConsentCli audit --browser ...\
      """;

  private BrowserPlugin() {}

  /**
   * Does nothing if Playwright is on the class path.
   *
   * @throws ImpossibleAuditException if a part of it is missing; the message says what to download
   *     and how to call the command line
   */
  public static void require() {
    try {
      ClassLoader loader = BrowserPlugin.class.getClassLoader();
      Class.forName("com.microsoft.playwright.Playwright", false, loader);
      Class.forName("com.microsoft.playwright.impl.driver.Driver", false, loader);
      Class.forName("com.google.gson.Gson", false, loader);
    } catch (ClassNotFoundException e) {
      throw new ImpossibleAuditException(MISSING.formatted(File.pathSeparator));
    }
  }
}
