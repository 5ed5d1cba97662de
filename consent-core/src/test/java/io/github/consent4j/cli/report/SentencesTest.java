package io.github.consent4j.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentencesTest {

  private static final Sentences SENTENCES =
      new Sentences(
          "de",
          """
          # a comment

          {0} Seen on {1}.
          {0} Gesehen auf {1}.

          {0} is {1}.
          {1} ist {0}.
          """);

  @Test
  void a_known_sentence_is_said_again_with_its_values() {
    assertThat(SENTENCES.of("'$1 \\ {0}' is (a+b)."))
        .isEqualTo(new Wording("(a+b) ist '$1 \\ {0}'.", "de"));
  }

  @Test
  void a_sentence_may_hold_another_one() {
    assertThat(SENTENCES.of("Anything new. Seen on /path."))
        .isEqualTo(new Wording("Anything new. Gesehen auf /path.", "de"));
    assertThat(SENTENCES.of("One is x. Seen on /path."))
        .isEqualTo(new Wording("x ist One. Gesehen auf /path.", "de"));
  }

  @Test
  void another_sentence_stays_english() {
    assertThat(SENTENCES.of("Hello")).isEqualTo(new Wording("Hello", "en"));
  }

  @Test
  void no_sentence_is_taken_for_another_one() throws IOException {
    List<String> lines;
    try (InputStream in = SentencesTest.class.getResourceAsStream("sentences_de.txt")) {
      lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .toList();
    }
    Sentences german = new Sentences("de", String.join("\n", lines));

    assertThat(lines).hasSizeGreaterThan(100);
    for (int i = 0; i < lines.size(); i += 2) {
      assertThat(german.of(filled(lines.get(i))))
          .isEqualTo(new Wording(filled(lines.get(i + 1)), "de"));
    }
  }

  private static String filled(String sentence) {
    return sentence.replaceAll("\\{(\\d)}", "'v$1'");
  }
}
