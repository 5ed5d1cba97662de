package io.github.consent4j.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SitePathTest {

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a?b=c#d", "/a//b", "/\u00fc"})
  void a_path_begins_with_one_slash(String path) {
    assertThat(SitePath.is(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "//a", "/\\a", "/\t/a", "https://a/", "/\u007f"})
  void nothing_that_browsers_may_read_as_another_site_is_one(String address) {
    assertThat(SitePath.is(address)).isFalse();
  }

  @Test
  void only_a_slash_begins_what_is_below_a_path() {
    assertThat(SitePath.isWithin("/consent", "/consent")).isTrue();
    assertThat(SitePath.isWithin("/consent/embed", "/consent")).isTrue();
    assertThat(SitePath.isWithin("/consents", "/consent")).isFalse();
    assertThat(SitePath.isWithin("/", "")).isTrue();
  }
}
