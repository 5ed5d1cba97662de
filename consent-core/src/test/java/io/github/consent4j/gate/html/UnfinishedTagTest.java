package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that end within a tag, as a page does whose writer fails. */
class UnfinishedTagTest {

  private static final String BEHIND = "<script src=\"/consent/x.js\" data-consent-ui></script>";

  private final GateFixture fixture =
      new GateFixture(
          GateFixture.YAML,
          new PlainInsertions() {
            @Override
            public String behindPage() {
              return BEHIND;
            }
          });

  private String pass(String html, int piece) {
    return new String(
        fixture.pass(html.getBytes(StandardCharsets.UTF_8), piece), StandardCharsets.UTF_8);
  }

  /** Without what follows, browsers drop such a tag. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<img src=\"https://ads.example/x",
        "<img src='https://ads.example/x",
        "<img src=https://ads.example/x",
        "<img src=https://ads.example/x ",
        "<img src=https://ads.example/x alt",
        "<iframe src=https://ads.example/",
        "<script src=https://ads.example/x.js ",
        "<link rel=stylesheet href='https://ads.example/x.css",
        "<p style='background: url(https://ads.example/x)",
      })
  void are_not_completed_by_what_follows_the_page(String tag) {
    String html = "<!doctype html><p>Text";
    for (int piece : new int[] {1, 7, 8192}) {
      assertThat(pass(html + tag, piece)).isEqualTo(html + BEHIND);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<img src=https://ads.example/ alt='L",
        "<img alt='L' src='https://ads.example/",
        "<img alt='L' src='https://ads.example/L"
      })
  void that_are_too_long_to_be_kept_are_not_completed_either(String form) {
    String html = "<!doctype html><p>Text" + form.replace("L", "x".repeat(200_000));
    for (int piece : new int[] {1000, 8192, 10_000_000}) {
      Document page = Jsoup.parse(pass(html, piece));
      assertThat(page.select("[src]").eachAttr("src")).noneMatch(url -> url.contains("ads"));
    }
  }
}
