package io.github.consent4j.audit.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The catalogue of rules describes every rule that the reader can report. */
class RulesTest {

  /** The reader takes rules from these classes, so that the compiler refuses any other. */
  private static final List<Class<?>> HOMES =
      List.of(
          FileRules.class,
          PolicyRules.class,
          LintRules.class,
          DialogRules.class,
          ObservedRules.class);

  @Test
  void every_rule_that_can_be_reported_is_in_the_catalogue() throws IllegalAccessException {
    List<Rule> declared = new ArrayList<>();
    for (Class<?> home : HOMES) {
      for (Field field : home.getDeclaredFields()) {
        if (field.getType() == Rule.class) {
          declared.add((Rule) field.get(null));
        }
      }
    }

    assertThat(Rules.all()).containsExactlyInAnyOrderElementsOf(declared).hasSizeGreaterThan(80);
  }

  @Test
  void each_rule_has_a_name_of_its_own() {
    assertThat(Rules.all()).extracting(Rule::id).doesNotHaveDuplicates();
    assertThat(Rules.all())
        .allSatisfy(
            rule -> {
              assertThat(rule.id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
              assertThat(Rules.of(rule.id())).contains(rule);
            });
  }

  @Test
  void each_rule_says_in_one_sentence_why_and_what_to_do() {
    assertThat(Rules.all())
        .allSatisfy(
            rule -> {
              assertThat(rule.title()).matches("[A-Z].*[^.]");
              assertThat(rule.why()).as(rule.id()).matches("[A-Z§].*[^.]\\.");
              assertThat(rule.action()).as(rule.id()).matches("[A-Z].*[^.]\\.");
              assertThat(rule.source()).doesNotEndWith(".");
            });
  }

  @Test
  void the_rules_of_the_finished_policy_name_their_standard() {
    assertThat(LintRules.ALL).allSatisfy(rule -> assertThat(rule.source()).isNotEmpty());
    assertThat(DialogRules.ALL).allSatisfy(rule -> assertThat(rule.source()).isNotEmpty());
    assertThat(LintRules.ALL).noneMatch(rule -> rule.severity() == Severity.ERROR);
  }
}
