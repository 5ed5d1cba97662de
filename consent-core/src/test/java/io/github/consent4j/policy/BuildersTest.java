package io.github.consent4j.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildersTest {

  private static final Site SITE = Site.builder(LocalizedText.of("Site")).build();

  private static Service.Builder service(String id) {
    return Service.builder(id)
        .name(LocalizedText.of("Name"))
        .provider(Provider.builder("Company").country("DE").build())
        .purpose(LocalizedText.of("Purpose"));
  }

  private static Category.Builder category(String id) {
    return Category.builder(id)
        .title(LocalizedText.of("Title"))
        .description(LocalizedText.of("Description"));
  }

  @Test
  void a_property_that_is_set_twice_is_an_error_that_quotes_the_earlier_value() {
    Settings.Builder settings = Settings.builder().renewAfter(Period.ofMonths(3));

    assertThatThrownBy(() -> settings.renewAfter(Period.ofMonths(4)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("'renewAfter' is set already, to P3M");
  }

  @Test
  void a_list_that_is_set_twice_is_an_error_too() {
    Provider.Builder provider = Provider.builder("Company").transfersTo(List.of("US"));

    assertThatThrownBy(() -> provider.transfersTo(List.of("GB")))
        .hasMessage("'transfersTo' is set already, to [US]");
  }

  @Test
  void a_property_without_a_default_has_to_be_set() {
    assertThatThrownBy(() -> Service.builder("video").name(LocalizedText.of("Video")).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("'provider' is not set, and has no default");
    assertThatThrownBy(() -> Policy.builder().build())
        .hasMessage("'site' is not set, and has no default");
  }

  @Test
  void nothing_is_null() {
    assertThatThrownBy(() -> category("media").services(null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> Settings.builder().basePath(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("'basePath' must not be null");
  }

  @Test
  void a_builder_from_a_value_keeps_everything_that_is_not_set() {
    Service video = service("video").legalBasis(LegalBasis.EXEMPT).build();

    Service renamed = video.toBuilder().name(LocalizedText.of("Other")).build();

    assertThat(renamed.name()).isEqualTo(LocalizedText.of("Other"));
    assertThat(renamed.legalBasis()).isEqualTo(LegalBasis.EXEMPT);
    assertThat(renamed.toBuilder().name(LocalizedText.of("Name")).build()).isEqualTo(video);
    assertThat(renamed).isNotEqualTo(video);
  }

  @Test
  void values_with_the_same_properties_are_equal() {
    assertThat(category("media").services(List.of(service("video").build())).build())
        .isEqualTo(category("media").services(List.of(service("video").build())).build())
        .hasSameHashCodeAs(category("media").services(List.of(service("video").build())).build())
        .hasToString(
            category("media").services(List.of(service("video").build())).build().toString());
  }

  @Test
  void a_policy_can_be_built_without_a_file() {
    Policy policy =
        Policy.builder()
            .site(SITE)
            .categories(
                List.of(category("media").services(List.of(service("video").build())).build()))
            .build();

    assertThat(policy.languages()).containsExactly("en");
    assertThat(policy.settings()).isEqualTo(Settings.DEFAULTS);
    assertThat(policy.ids()).containsExactly("media", "video");
    assertThat(policy.toBuilder().revision("2").build().categories())
        .isEqualTo(policy.categories());
  }

  @Test
  void an_identifier_that_is_used_twice_is_an_error() {
    Policy.Builder policy =
        Policy.builder()
            .site(SITE)
            .categories(
                List.of(category("media").services(List.of(service("media").build())).build()));

    assertThatThrownBy(policy::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'media' is used for two categories or services");
  }
}
