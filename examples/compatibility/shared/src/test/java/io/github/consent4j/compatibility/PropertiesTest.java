package io.github.consent4j.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What an operator is told who writes a property that is wrong. */
@ExtendWith(OutputCaptureExtension.class)
class PropertiesTest {

  private static SpringApplicationBuilder site(String... properties) {
    return new SpringApplicationBuilder(Site.class).properties("server.port=0").properties(properties);
  }

  @Test
  void a_wrong_value_and_a_name_that_is_nearly_right(CapturedOutput output) {
    assertThatThrownBy(
            () -> site("consent.when-disabled=allow", "consent.base-path=/privacy-choices").run())
        .isNotNull();

    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("The value 'allow' of 'consent.when-disabled' cannot be used: expected allowed or")
        .contains("remove 'consent.when-disabled'; without it, 'allowed' counts")
        .contains("'consent.base-path' is no property of Consent4j")
        .contains("did you mean 'consent.policy.base-path'?");
    assertThat(output.toString().split("did you mean 'consent.policy.base-path'", -1)).hasSize(2);
  }

  @Test
  void a_switch_that_is_none_leaves_the_library_on(CapturedOutput output) {
    assertThatThrownBy(() -> site("consent.enabled=offf").run()).isNotNull();

    assertThat(output)
        .contains("The value 'offf' of 'consent.enabled' cannot be used: expected true or false");
  }
}
