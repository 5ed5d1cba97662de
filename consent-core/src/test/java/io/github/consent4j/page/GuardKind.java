package io.github.consent4j.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.page.asset.Assets;
import java.util.Optional;

/** The guard as pages for one visitor have it, or those that everybody gets. */
public enum GuardKind {
  FOR_VISITOR,
  FOR_EVERYBODY;

  /** The guard that a visitor's page refers to; empty where it refers to none. */
  public Optional<String> script(Visitors visitors, Consent consent) {
    View view = Visitors.view(consent);
    Assets assets = Assets.of(visitors.policy(), visitors.marks());
    Pages pages = new Pages(visitors.policy(), assets);
    String head = this == FOR_VISITOR ? pages.head(view) : pages.head(view.asShared());
    // who allowed everything has another script, which holds nothing back
    if (!head.contains("/guard")) {
      return Optional.empty();
    }
    String path = head.replaceFirst(".*src=\"[^\"]*/assets/([^\"]*)\".*", "$1");
    return Optional.of(new String(assets.find(path).orElseThrow().bytes(), UTF_8));
  }
}
