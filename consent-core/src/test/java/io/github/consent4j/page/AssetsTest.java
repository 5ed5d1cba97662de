package io.github.consent4j.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssetsTest {

  private final Assets assets = assets(ReferencePolicy.get());

  private static Assets assets(Policy policy) {
    return Assets.of(policy, RevisionMarks.of(policy));
  }

  private static Assets.Asset asset(Assets assets, String name) {
    return assets.find(assets.pathOf(name)).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"guard.js", "page.js", "shared.js", "settings.js", "panel.css", "document.css"})
  void every_file_is_found_and_its_compressed_form_is_the_same_file(String name)
      throws IOException {
    Assets.Asset asset = asset(assets, name);

    assertThat(assets.pathOf(name)).matches("[0-9a-f]{12}/[a-z]+\\.(js|css)");
    assertThat(asset.contentType()).startsWith(name.endsWith("css") ? "text/css" : "text/javas");
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(asset.gzipped()))) {
      assertThat(gzip.readAllBytes()).isEqualTo(asset.bytes());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"guard.js", "page.js", "shared.js", "settings.js", "panel.css", "document.css"})
  void names_do_not_catch_the_eye_of_content_blockers(String name) {
    assertThat(assets.pathOf(name)).doesNotContain("cookie", "consent", "gdpr", "banner");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "panel.css", "000000000000/panel.css", "../panel.css"})
  void nothing_else_is_found(String path) {
    assertThat(assets.find(path)).isEmpty();
  }

  @Test
  void asking_for_a_file_that_does_not_exist_is_an_error() {
    assertThatThrownBy(() -> assets.pathOf("nonsense.js"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nonsense.js");
  }

  @Test
  void another_policy_has_another_guard_at_another_address() {
    String yaml = ReferencePolicy.YAML.replace("[youtube, twitter]", "[youtube]");
    Assets other = assets(ReferencePolicy.read(yaml));

    assertThat(other.pathOf("guard.js")).isNotEqualTo(assets.pathOf("guard.js"));
    assertThat(other.pathOf("panel.css")).isEqualTo(assets.pathOf("panel.css"));
  }

  @Test
  void the_guard_carries_the_rules_and_nothing_else_of_the_policy() {
    String guard = new String(asset(assets, "guard.js").bytes(), StandardCharsets.UTF_8);

    assertThat(guard)
        .contains("emos_jcvid", "[\"youtube\",\"")
        .doesNotContain("$DATA", "econda GmbH");
  }
}
