package io.github.consent4j.policy.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.CspMode;
import io.github.consent4j.policy.Policy;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values of a policy that come from its surroundings. */
class OutsideValuesTest {

  private final PolicyReader reader =
      new PolicyReader(BuiltInCatalogue.load())
          .withValues(Map.of("SITE", "Institute", "csp.mode", "enforce", "TRAP", "${SITE}")::get);

  private Policy read(String name, String more) {
    return read(reader, name, more);
  }

  private static Policy read(PolicyReader reader, String name, String more) {
    String yaml =
        "site: { name: \"" + name + "\" }\ncategories: { necessary: { required: true } }\n";
    return reader.read(
        "consent.yaml", new ByteArrayInputStream((yaml + more).getBytes(StandardCharsets.UTF_8)));
  }

  private String name(String name) {
    return read(name, "").site().name().in("en");
  }

  @Test
  void a_name_is_replaced_by_its_value() {
    assertThat(name("${SITE}")).isEqualTo("Institute");
    assertThat(name("The ${SITE} of ${TOWN:Heidelberg}")).isEqualTo("The Institute of Heidelberg");
    assertThat(name("${TOWN:${SITE}} and ${TOWN:a:b}")).isEqualTo("Institute and a:b");
  }

  @Test
  void options_and_lists_have_values_too() {
    Policy policy =
        read(
            "X", "csp: ${csp.mode}\nclear-site-data: ${CLEAR:yes}\nskip-paths: [\"${P:/live}\"]\n");

    assertThat(policy.settings().delivery().csp()).isEqualTo(CspMode.ENFORCE);
    assertThat(policy.settings().clearSiteData()).isTrue();
    assertThat(policy.settings().delivery().skipPaths()).hasSize(1);
  }

  @Test
  void an_empty_default_says_nothing() {
    assertThat(read("X", "csp: ${CSP:}\n").settings().delivery().csp()).isEqualTo(CspMode.OFF);
  }

  @Test
  void a_value_is_not_read_again() {
    assertThat(name("${TRAP}")).isEqualTo("${SITE}");
  }

  @Test
  void two_dollar_signs_stand_for_one() {
    assertThat(name("$${SITE} costs $5 $")).isEqualTo("${SITE} costs $5 $");
    assertThat(name("$${SITE} ${SITE}")).isEqualTo("${SITE} Institute");
  }

  @Test
  void an_unknown_name_without_a_default_is_an_error_at_its_place() {
    assertThatThrownBy(() -> name("at ${TOWN}"))
        .hasMessage(
            "consent.yaml:1:15: '${TOWN}' has no value: set TOWN as an environment variable or"
                + " property, or give a default, as in ${TOWN:default}; a text with ${ in it is"
                + " written with $${");
    assertThatThrownBy(() -> name("${A B}")).hasMessageContaining("'${A B}' names no value");
    assertThatThrownBy(() -> name("${SITE")).hasMessageContaining("has '${' without '}'");
  }

  @Test
  void every_missing_value_is_named_at_once() {
    assertThatThrownBy(() -> read("${A}", "csp: ${B}\n"))
        .hasMessageContaining("'${A}' has no value")
        .hasMessageContaining("consent.yaml:3:6: '${B}' has no value");
  }

  @Test
  void a_reader_takes_values_from_system_properties_and_the_environment() {
    PolicyReader ofSystem = new PolicyReader(BuiltInCatalogue.load());
    Map.Entry<String, String> variable =
        System.getenv().entrySet().stream()
            .filter(entry -> entry.getKey().matches("[A-Z]+"))
            .filter(
                entry -> !entry.getValue().isBlank() && System.getProperty(entry.getKey()) == null)
            .findFirst()
            .orElseThrow();

    assertThat(read(ofSystem, "${java.specification.version}", "").site().name().in("en"))
        .isEqualTo(System.getProperty("java.specification.version"));
    assertThat(read(ofSystem, "${" + variable.getKey() + "}", "").site().name().in("en"))
        .isEqualTo(variable.getValue().strip());
  }

  @Test
  void a_node_that_contains_itself_is_refused() {
    assertThatThrownBy(() -> read("X", "services: &all { own: *all }\n"))
        .hasMessageContaining("refers to the place in which it stands itself");
  }
}
