package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The language that a page declares. */
class PageLanguageTest {

  private final List<String> heard = new ArrayList<>();
  private final GateFixture fixture =
      new GateFixture(
          GateFixture.YAML,
          new PlainInsertions() {
            @Override
            public void language(String tag) {
              heard.add(tag);
            }

            @Override
            public String body() {
              heard.add("body");
              return "";
            }
          });

  @ParameterizedTest
  @CsvSource({
    "<!doctype html><html lang=de><p>x, de",
    "<html data-x LANG=\"de-AT\"><body>, de-AT",
    "<html lang=' pt_BR '><p>x, pt_BR",
    "<html xml:lang=fr><p>x, fr"
  })
  void is_received_before_the_body_is_requested(String html, String language) {
    for (int piece = 1; piece <= html.length(); piece++) {
      heard.clear();
      fixture.pass(html.getBytes(StandardCharsets.UTF_8), piece);
      assertThat(heard).containsExactly(language, "body");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><p lang=de>x",
        "<html lang><p>x",
        "<html lang=\"\"><p>x",
        "<html lang=\"&quot;><script>\"><p>x",
        "<html lang=\"d\u00e9\"><p>x",
        "<html lang=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa><p>x"
      })
  void is_not_guessed(String html) {
    fixture.pass(html);

    assertThat(heard).containsExactly("body");
  }

  @Test
  void is_that_of_the_outer_document_alone() {
    fixture.pass("<html lang=de><iframe srcdoc='<html lang=fr><p>x'></iframe><html lang=it>");

    assertThat(heard).containsExactly("de", "body");
  }

  @Test
  void no_banner_is_made_for_a_part_of_a_page() {
    fixture.pass("<p>part</p>");

    assertThat(heard).isEmpty();
  }
}
