package io.github.consent4j.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs with consent-servlet on the class path and without the starter. */
@Tag("no-starter")
class NoStarterTest {

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void an_application_that_forgot_the_starter_does_not_start_and_learns_what_to_do(
      CapturedOutput output) {
    assertThatThrownBy(() -> start()).isInstanceOf(ApplicationContextException.class);

    assertThat(output)
        .contains("no ConsentFilter is registered", "depend on consent-spring-starter");
  }

  @Test
  void it_starts_when_the_library_is_switched_off() {
    start("--server.servlet.context-parameters.consent.enabled=false").close();
  }

  private static ConfigurableApplicationContext start(String... arguments) {
    SpringApplication site = new SpringApplication(Empty.class);
    site.setDefaultProperties(Map.of("server.port", "0"));
    return site.run(arguments);
  }

  @EnableAutoConfiguration
  static class Empty {}
}
