package io.github.consent4j.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.reader.Catalogue;
import io.github.consent4j.policy.reader.PolicyReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** Tests a catalogue that lacks one of the site's languages. */
class MissingTranslationTest {

  @Test
  void its_texts_are_shown_in_english_and_marked_as_english() {
    Catalogue own =
        Catalogue.read(
            "own.yaml",
            utf8(
                """
                services:
                  map:
                    name: Map
                    provider: { name: M, address: A, country: IE, privacy-policy: /m }
                    purpose: !text map
                """),
            Map.of("map", new LocalizedText(Map.of("en", "Shows a map.", "de", "Zeigt Karten."))));
    Policy policy =
        new PolicyReader(BuiltInCatalogue.load().with(own))
            .read(
                "consent.yaml",
                utf8(
                    """
                    site: { name: Institute }
                    languages: [fr, de]
                    categories:
                      necessary: { required: true }
                      external-media: { services: [map] }
                    """));
    Visitors visitors = Visitors.of(policy);

    assertThat(settings(visitors, "fr").select("bdi[lang=en]").eachText())
        .containsExactly("Shows a map.");
    assertThat(settings(visitors, "de").select("bdi[lang]")).isEmpty();
    assertThat(settings(visitors, "de").text()).contains("Zeigt Karten.");
  }

  private static Document settings(Visitors visitors, String language) {
    return Jsoup.parse(visitors.pages().settings(Visitors.view(visitors.undecided(), language)));
  }

  private static InputStream utf8(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
