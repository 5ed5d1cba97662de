package io.github.consent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RulesCommandTest {

  @Test
  void lists_every_rule_with_its_severity() {
    Cli.Result result = Cli.run("rules");

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .containsPattern("(?m)^vague-purpose +warning +Each purpose is said in concrete words$")
        .containsPattern("(?m)^no-controller +note ")
        .containsPattern("\\d+ rules\\s*$");
  }

  @Test
  void explains_one_rule_by_its_name() {
    Cli.Result result = Cli.run("rules", "nagging");

    assertThat(result.code()).isZero();
    assertThat(result.out().lines().limit(5))
        .containsExactly(
            "nagging (warning)",
            "  Visitors are not asked again within six months.",
            "  why:    Somebody who is asked again and again agrees in the end, only to have peace.",
            "  do:     Leave 'renew-after' out, or write '6 months'.",
            "  source: EDPB guidelines 03/2022 (continuous prompting); CNIL, recommendation of 2020");
  }

  @Test
  void finds_rules_by_their_standard() throws IOException {
    JsonNode rules = Cli.run("rules", "--json", "planet49").json().at("/rules");

    assertThat(rules.findValuesAsText("id")).contains("unknown-lifetime");
    assertThat(rules.findValuesAsText("source")).allMatch(source -> source.contains("Planet49"));
  }

  @Test
  void suggests_the_nearest_name() {
    Cli.Result result = Cli.run("rules", "vague-porpose");

    assertThat(result.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.err()).contains("did you mean 'vague-purpose'?");
  }
}
