package io.github.consent4j.policy.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.consent4j.policy.Loads;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.Problem;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a file corrects by what a known service is recognised. */
class LoadRulesTest {

  private static final String KNOWN =
      """
      languages: [en]
      services:
        counter:
          name: Counter
          purpose: Counts.
          loads: { hosts: ["*.counter.example", counter.test/x], scripts: [count.js], inline: [_count] }
      """;

  private static final String SITE =
      """
      site: { name: Site }
      categories:
        necessary: { required: true, title: Needed, description: Needed. }
        counting: { title: Numbers, description: Counts., services: [counter] }
      services:
        counter: { loads: %s }
      """;

  private static Loads loads(String yaml) {
    return new PolicyReader(Catalogue.read("known.yaml", utf8(KNOWN)))
        .read("consent.yaml", utf8(SITE.formatted(yaml)))
        .service("counter")
        .orElseThrow()
        .loads();
  }

  private static ByteArrayInputStream utf8(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> problems(String yaml) {
    return catchThrowableOfType(PolicyException.class, () -> loads(yaml)).problems().stream()
        .map(Problem::toString)
        .toList();
  }

  @Test
  void a_rule_is_added_to_those_that_are_known() {
    Loads loads = loads("{ hosts: [stats.site.example, counter.test/x] }");

    assertThat(loads.urls().toString())
        .isEqualTo("[*.counter.example, counter.test/x, stats.site.example]");
    assertThat(loads.scripts().toString()).isEqualTo("[count.js]");
    assertThat(loads.inline()).containsExactly("_count");
  }

  @Test
  void a_known_rule_can_be_taken_out() {
    Loads loads =
        loads("{ remove: ['*.counter.example', count.js, _count], hosts: [eu.counter.example] }");

    assertThat(loads.urls().toString()).isEqualTo("[counter.test/x, eu.counter.example]");
    assertThat(loads.scripts()).isEmpty();
    assertThat(loads.inline()).isEmpty();
  }

  @Test
  void only_what_is_known_can_be_taken_out() {
    assertThat(problems("{ remove: [counts.js] }"))
        .singleElement()
        .asString()
        .startsWith("consent.yaml:6:32: 'counts.js' cannot be removed")
        .contains("*.counter.example, counter.test/x, count.js, _count")
        .endsWith("did you mean 'count.js'?");
  }
}
