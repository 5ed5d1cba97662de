package io.github.consent4j.cli;

import io.github.consent4j.cli.evidence.Stored;
import io.github.consent4j.policy.NamePattern;
import java.util.List;

/** The names under which well-known tools for consent keep the visitor's decision. */
final class DecisionStores {

  private static final List<NamePattern> NAMES =
      List.of(
              // CookieConsent, Klaro, tarteaucitron, Cookiebot
              "cc_cookie",
              "klaro",
              "tarteaucitron",
              "CookieConsent",
              // OneTrust, Usercentrics
              "OptanonConsent",
              "OptanonAlertBoxClosed",
              "uc_settings",
              "uc_user_interaction",
              "uc_gcm",
              "ucData",
              "ucString",
              // Borlabs Cookie, Complianz, Didomi, CookieYes
              "borlabs-cookie",
              "cmplz_*",
              "didomi_token",
              "euconsent-v2",
              "cookieyes-consent")
          .stream()
          .map(NamePattern::new)
          .toList();

  private DecisionStores() {}

  static boolean holds(Stored stored) {
    boolean named =
        stored.kind() == Stored.Kind.COOKIE || stored.kind() == Stored.Kind.LOCAL_STORAGE;
    return named
        && !stored.thirdParty()
        && NAMES.stream().anyMatch(name -> name.matches(stored.name()));
  }
}
