package io.github.consent4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

@ExtendWith(OutputCaptureExtension.class)
class PropertyNameCheckTest {

  private final StandardEnvironment environment = new StandardEnvironment();

  private void check() {
    PropertyNameCheck check = new PropertyNameCheck();
    check.setEnvironment(environment);
    check.postProcessBeanFactory(new DefaultListableBeanFactory());
  }

  private void yaml(String text) throws IOException {
    ByteArrayResource file =
        new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8), "application.yaml");
    new YamlPropertySourceLoader()
        .load("application.yaml", file)
        .forEach(environment.getPropertySources()::addFirst);
  }

  private static List<String> warnings(CapturedOutput output) {
    return output.getOut().lines().filter(line -> line.contains("did you mean")).toList();
  }

  @Test
  void tells_the_right_name_and_the_line_but_no_value(CapturedOutput output) throws IOException {
    yaml(
        """
        consent:
          base-path: /geheim
          enable: geheim
          polcy.site.name: geheim
        """);
    check();

    assertThat(warnings(output))
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("WARN").doesNotContain("geheim"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "'consent.base-path' is no property of Consent4j and has no effect on it;"
                            + " did you mean 'consent.policy.base-path'?",
                        "application.yaml",
                        "2:14"))
        .anySatisfy(line -> assertThat(line).contains("'consent.enabled'?", "3:11"))
        .anySatisfy(line -> assertThat(line).contains("'consent.policy.site.name'?", "4:20"));
  }

  @Test
  void tells_each_name_once(CapturedOutput output) throws IOException {
    yaml("consent: { skip-paths: [/a, /b], enable: true }");
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("own", Map.of("consent.enable", "false")));
    check();

    assertThat(warnings(output)).hasSize(2);
  }

  @Test
  void names_the_environment_variable_or_else_the_source(CapturedOutput output) {
    environment
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource(
                "test-systemEnvironment", Map.of("CONSENT_BASE_PATH", "/x")));
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("commandLineArgs", Map.of("consent.reloads", "x")));
    check();

    assertThat(warnings(output))
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("CONSENT_BASE_PATH", "policy.base-path"))
        .anySatisfy(line -> assertThat(line).contains("commandLineArgs", "'consent.reload'?"));
  }

  @Test
  void takes_the_name_of_the_product_for_the_prefix(CapturedOutput output) throws IOException {
    yaml("consent4j: { enabled: false, config: x, site.name: y, other: z }");
    check();

    assertThat(warnings(output))
        .hasSize(3)
        .anySatisfy(line -> assertThat(line).contains("'consent4j.enabled'", "'consent.enabled'?"));
  }

  @Test
  void is_silent_about_right_names_and_those_of_the_application(CapturedOutput output)
      throws IOException {
    yaml(
        """
        consent:
          enabled: true
          when-disabled: allowed
          config: classpath:consent.yaml
          reload: false
          order: 3
          policy: { csp: off, nonsense: 1 }
          forms: { max-age: 3 }
          banner-team: web
        consentful.base-path: x
        """);
    check();

    assertThat(warnings(output)).isEmpty();
  }
}
