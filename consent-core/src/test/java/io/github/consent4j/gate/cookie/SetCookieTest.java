package io.github.consent4j.gate.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetCookieTest {

  private static SetCookie cookie(String name, String value, String domain, String path) {
    return new SetCookie(name, value, Optional.of(domain), path, OptionalLong.of(60), true, true);
  }

  @Test
  void is_written_with_every_attribute_in_its_place() {
    assertThat(cookie("name", "v1.x+y~z", "example.org", "/app"))
        .hasToString(
            "name=v1.x+y~z; Path=/app; Domain=example.org; Max-Age=60; Secure; Partitioned;"
                + " SameSite=Lax");
    assertThat(new SetCookie("n", "", Optional.empty(), "/", OptionalLong.empty(), false, false))
        .hasToString("n=; Path=/; SameSite=Lax");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a;b", "a=b", "a,b", "a\r\nb", "a\u0000", "\u00e4", "a\"b"})
  void a_name_that_could_break_out_is_refused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> cookie(name, "", "a", "/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a;b", "a,b", "a\rb", "a\nb", "a\u0000", "\u00e4", "\"", "\\"})
  void a_value_that_could_break_out_is_refused(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> cookie("a", value, "a", "/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "/a;b", "/a\nb", "/\u00e4"})
  void a_path_that_could_break_out_is_refused(String path) {
    assertThatIllegalArgumentException().isThrownBy(() -> cookie("a", "", "a", path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".a", "a;b", "a b", "a..b", "a\nb"})
  void a_domain_that_could_break_out_is_refused(String domain) {
    assertThatIllegalArgumentException().isThrownBy(() -> cookie("a", "", domain, "/"));
  }
}
