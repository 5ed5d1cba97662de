package io.github.consent4j.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebLinkTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"https://example.org/a?b=c", "HTTP://example.org", "/", "/en/data-protection#a"})
  void web_addresses_and_paths_are_linked(String address) {
    assertThat(WebLink.of(address)).contains(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "https://example.org/\n",
        "relative",
        ""
      })
  void nothing_else_is_linked(String address) {
    assertThat(WebLink.of(address)).isEmpty();
    assertThat(WebLink.path(address)).isEqualTo("/");
  }

  @Test
  void a_path_is_not_another_site() {
    assertThat(WebLink.path("https://evil.example/")).isEqualTo("/");
    assertThat(WebLink.path("/here?a=b")).isEqualTo("/here?a=b");
  }

  @Test
  void parameters_are_encoded_and_joined() {
    assertThat(WebLink.with(WebLink.with("/c", "return", "/a?b=c&d"), "saved", "1"))
        .isEqualTo("/c?return=%2Fa%3Fb%3Dc%26d&saved=1");
  }
}
