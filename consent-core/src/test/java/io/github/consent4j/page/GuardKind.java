package io.github.consent4j.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.page.asset.Assets;
import java.util.Optional;

/** The guard of pages that are made for one visitor, or of pages that everybody shares. */
public enum GuardKind {
  FOR_VISITOR,
  FOR_EVERYBODY;

  /** Returns the guard that a visitor's page refers to; empty if it refers to none. */
  public Optional<String> script(Visitors visitors, Consent consent) {
    View view = Visitors.view(consent);
    Assets assets = Assets.of(visitors.policy(), visitors.marks());
    Pages pages = new Pages(visitors.policy(), assets);
    String head = this == FOR_VISITOR ? pages.head(view) : pages.head(view.asShared());
    // A visitor who allowed everything gets another script, which blocks nothing.
    if (!head.contains("/guard")) {
      return Optional.empty();
    }
    String path = head.replaceFirst(".*src=\"[^\"]*/assets/([^\"]*)\".*", "$1");
    return Optional.of(new String(assets.find(path).orElseThrow().bytes(), UTF_8));
  }
}
