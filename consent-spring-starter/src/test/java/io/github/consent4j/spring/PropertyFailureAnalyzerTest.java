package io.github.consent4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ByteArrayResource;

class PropertyFailureAnalyzerTest {

  private final WebApplicationContextRunner context =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  ConsentAutoConfiguration.class, ConsentDisabledAutoConfiguration.class));

  private static void addYaml(ConfigurableApplicationContext context, String text) {
    try {
      new YamlPropertySourceLoader()
          .load(
              "application.yaml",
              new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8), "application.yaml"))
          .forEach(context.getEnvironment().getPropertySources()::addFirst);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "enabled, of, true or false",
    "reload, never, true or false",
    "when-disabled, allow, allowed or undecided",
    "order, first, a whole number"
  })
  void a_wrong_value_is_told_with_its_place_and_what_to_write(
      String key, String value, String expected) {
    AtomicReference<Environment> environment = new AtomicReference<>();
    context
        .withInitializer(starting -> environment.set(starting.getEnvironment()))
        .withInitializer(starting -> addYaml(starting, "consent:\n  " + key + ": " + value + "\n"))
        .run(
            started -> {
              assertThat(started).hasFailed();
              FailureAnalysis analysis =
                  new PropertyFailureAnalyzer(environment.get())
                      .analyze(started.getStartupFailure());
              assertThat(analysis).isNotNull();
              assertThat(analysis.getDescription())
                  .startsWith(
                      "The value '"
                          + value
                          + "' of 'consent."
                          + key
                          + "' cannot be used: expected "
                          + expected)
                  .contains("It stands in ", "application.yaml", "2:" + (5 + key.length()));
              assertThat(analysis.getAction()).contains("remove 'consent." + key + "'", "counts");
            });
  }

  @Test
  void every_word_for_false_switches_the_library_off() {
    for (String word : new String[] {"false", "off", "no", "FALSE"}) {
      context
          .withPropertyValues("consent.enabled=" + word)
          .run(
              started ->
                  assertThat(started)
                      .hasSingleBean(ConsentDisabledAutoConfiguration.class)
                      .doesNotHaveBean(ConsentAutoConfiguration.class));
    }
  }

  @Test
  void failures_of_others_are_left_to_others() {
    assertThat(new PropertyFailureAnalyzer(null).analyze(new IllegalStateException("x"))).isNull();
  }
}
