package io.github.consent4j.servlet.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EntityTagsTest {

  private final EntityTags tags = new EntityTags(List.of("11111111", "22222222"));

  @Test
  void the_name_of_a_rendering_is_added_within_the_quotes() {
    assertThat(EntityTags.suffixed("\"abc\"", "11111111")).isEqualTo("\"abc--cc-11111111\"");
    assertThat(EntityTags.suffixed("W/\"abc\"", "11111111")).isEqualTo("W/\"abc--cc-11111111\"");
    assertThat(EntityTags.suffixed("\"abc--cc-33333333\"", "11111111"))
        .isEqualTo("\"abc--cc-11111111\"");
  }

  @Test
  void a_tag_without_quotes_gets_no_name() {
    assertThat(EntityTags.suffixed("abc", "11111111")).isEmpty();
    assertThat(EntityTags.suffixed("\"a\"b\"", "11111111")).isEmpty();
  }

  @Test
  void the_application_sees_its_own_tags_only_for_current_renderings() {
    List<String> values =
        List.of("\"a--cc-11111111\", W/\"b--cc-33333333\"", "W/\"c,d--cc-22222222\"", "\"e\"");
    assertThat(tags.ifNoneMatch(values, tag -> false)).containsExactly("\"a\", W/\"c,d\"");
    assertThat(tags.ifNoneMatch(values, tag -> true)).containsExactly("\"a\", W/\"c,d\", \"e\"");
    assertThat(tags.ifNoneMatch(List.of("\"b--cc-33333333\""), tag -> true)).isEmpty();
    assertThat(tags.ifNoneMatch(List.of("nonsense"), tag -> true)).isEmpty();
    assertThat(tags.ifNoneMatch(List.of(" * "), tag -> false)).containsExactly("*");
  }

  @Test
  void a_condition_on_another_rendering_still_fails() {
    assertThat(tags.ifMatch(List.of("\"a--cc-11111111\", \"b--cc-33333333\", \"c\"", "*")))
        .containsExactly("\"a\", \"b--cc-33333333\", \"c\"", "*");
  }
}
