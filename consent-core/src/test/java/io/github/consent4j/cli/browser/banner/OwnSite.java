package io.github.consent4j.cli.browser.banner;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import io.github.consent4j.consent.Consent;
import io.github.consent4j.page.Pages;
import io.github.consent4j.page.View;
import io.github.consent4j.page.Visitors;
import io.github.consent4j.page.asset.Asset;
import io.github.consent4j.page.asset.Assets;
import io.github.consent4j.policy.ReferencePolicy;
import java.util.Map;
import java.util.Optional;

/**
 * A site with the banner of this library. Its scripts are left out, so that browsers send the
 * answers as forms.
 */
final class OwnSite {

  private static final String PAGE =
      """
      <!DOCTYPE html><html lang="en"><head><title>Institute</title>
      <meta name="viewport" content="width=device-width">%s</head>
      <body>%s<main style="height: 2000px"><h1>Institute</h1><p>What we do research on.</p></main></body></html>
      """;

  private final Visitors visitors;
  private final Assets assets;
  private final Pages pages;

  OwnSite() {
    visitors =
        Visitors.of(
            ReferencePolicy.read(
                ReferencePolicy.YAML.replace(
                        "privacy-policy: /en/data-protection",
                        "privacy-policy: /en/data-protection\n  imprint: /en/imprint")
                    + "floating-button: true\n"));
    assets = Assets.of(visitors.policy(), visitors.marks());
    pages = new Pages(visitors.policy(), assets);
  }

  void answer(Route route) {
    Request request = route.request();
    String path = request.url().replaceFirst("^https?://[^/]+", "").replaceFirst("[?#].*", "");
    Optional<Asset> asset = assets.find(path.replaceFirst("^/consent/assets/", ""));
    if (asset.isPresent() && asset.get().contentType().startsWith("text/css")) {
      route.fulfill(
          new Route.FulfillOptions()
              .setContentType(asset.get().contentType())
              .setBodyBytes(asset.get().bytes()));
    } else if (!request.url().startsWith(TestBrowser.SITE) || path.contains("/assets/")) {
      route.fulfill(new Route.FulfillOptions().setStatus(204));
    } else {
      String sent = request.postData() == null ? "" : request.postData();
      String choice = sent.replaceFirst("^.*choice=([a-z-]+).*$", "$1");
      route.fulfill(
          new Route.FulfillOptions()
              .setContentType("text/html; charset=utf-8")
              .setHeaders(choice.isEmpty() ? Map.of() : Map.of("Set-Cookie", choice + "=1; Path=/"))
              .setBody(page(choice)));
    }
  }

  private String page(String choice) {
    Consent consent =
        switch (choice) {
          case "accept-all" -> visitors.acceptingAll();
          case "reject-all" -> visitors.who();
          default -> visitors.undecided();
        };
    View view = new View(consent, "en", "/consent", "/");
    return PAGE.formatted(pages.head(view), pages.body(view));
  }
}
