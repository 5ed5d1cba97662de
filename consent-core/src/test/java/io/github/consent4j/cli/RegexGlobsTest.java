package io.github.consent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexGlobsTest {

  @ParameterizedTest
  @CsvSource({
    "^_ga$, _ga",
    "^_pk_.*$, _pk_*",
    "^_pk_, _pk_*",
    "_gat, *_gat*",
    "^a\\.b$, a.b",
    "^a.b$, a?b",
    "^x.+$, x?*",
    "^__utm.*, __utm*"
  })
  void an_expression_is_said_as_a_glob(String regex, String glob) {
    assertThat(RegexGlobs.of(regex)).containsExactly(glob);
  }

  @Test
  void a_choice_becomes_several_globs() {
    assertThat(RegexGlobs.of("^(_ga|_gid)$")).isEqualTo(List.of("_ga", "_gid"));
    assertThat(RegexGlobs.of("^_ga(t|_.*)$")).isEqualTo(List.of("_gat", "_ga_*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"^a\\d+$", "^a[bc]$", "^ab?$", "^a(b(c))$", "^a{2}$", "^(a|b)(c|d)$", ""})
  void what_globs_cannot_say_is_refused(String regex) {
    assertThat(RegexGlobs.of(regex)).isEmpty();
  }
}
