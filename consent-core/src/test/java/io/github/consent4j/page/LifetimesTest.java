package io.github.consent4j.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.Lifetime;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.StorageKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifetimesTest {

  @ParameterizedTest
  @CsvSource({
    "session, until you close the browser",
    "persistent, until you delete it",
    "P13M, 13 months",
    "P1M, 1 month",
    "P24M, 24 months",
    "P1Y, 1 year",
    "P2Y, 2 years",
    "P1Y1M, 13 months",
    "P365D, 1 year",
    "P730D, 2 years",
    "P400D, 400 days",
    "P2W, 14 days",
    "PT30M, 30 minutes",
    "PT1H, 1 hour",
    "PT48H, 2 days",
    "PT172802S, 2 days",
    "PT1S, 1 second",
    "unknown, not known"
  })
  void describes_a_lifetime_in_words(String lifetime, String words) {
    assertThat(words("en", StorageKind.COOKIE, lifetime)).isEqualTo(words);
  }

  @Test
  void joins_months_and_days() {
    assertThat(words("en", StorageKind.COOKIE, "P1M2D")).isEqualTo("1 month, 2 days");
  }

  @Test
  void session_storage_ends_with_its_tab() {
    assertThat(words("en", StorageKind.SESSION_STORAGE, "session"))
        .isEqualTo("until you close the tab");
  }

  @Test
  void uses_the_visitors_language() {
    assertThat(words("de", StorageKind.COOKIE, "P13M")).isEqualTo("13 Monate");
  }

  @ParameterizedTest
  @CsvSource({
    "pl, P13M, 13 miesięcy",
    "ar, P2Y, سنتان",
    "ar, P13M, 13 شهرًا",
    "ga, P6M, 6 mhí",
    "mt, P13M, 13-il xahar",
    "sl, P2M, 2 meseca",
    "fi, session, kunnes suljet selaimen"
  })
  void has_texts_in_many_languages(String language, String lifetime, String words) {
    assertThat(words(language, StorageKind.COOKIE, lifetime)).isEqualTo(words);
  }

  private static String words(String language, StorageKind kind, String lifetime) {
    return new Lifetimes(Messages.in(language))
        .of(
            CookieDescriptor.builder(new NamePattern("name"))
                .kind(kind)
                .lifetime(Lifetime.parse(lifetime))
                .purpose(LocalizedText.of("purpose"))
                .build());
  }
}
