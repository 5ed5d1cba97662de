package io.github.consent4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownPropertiesTest {

  private final KnownProperties known = new KnownProperties();

  @ParameterizedTest
  @CsvSource({
    "enable, enabled",
    "enabel, enabled",
    "disabled, enabled",
    "when-disable, when-disabled",
    "reloads, reload",
    "hot-reload, reload",
    "confg, config",
    "policy-file, config",
    "filter-order, order",
    "base-path, policy.base-path",
    "base.path, policy.base-path",
    "basePath, policy.base-path",
    "base-pth, policy.base-path",
    "cookie-name, policy.cookie.name",
    "site.name, policy.site.name",
    "site.nmae, policy.site.name",
    "skip-paths[0], policy.skip-paths",
    "polcy.title, policy.title",
    "polciy.site.name, policy.site.name",
    "theme, policy.look.theme",
    "categories.necessary.required, policy.categories.necessary.required",
    "categories.my-own.services[0], policy.categories.my-own.services[0]",
    "services.econda.loads.hosts[1], policy.services.econda.loads.hosts[1]",
    "texts.en.title, policy.texts.en.title",
  })
  void a_wrong_name_means_the_nearest_right_one(String written, String meant) {
    assertThat(KnownProperties.contains(written)).isFalse();
    assertThat(known.meant(written)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api.url",
        "template",
        "users.max",
        "id",
        "age",
        "form.title",
        "site.id",
        "version",
        "mail.subject",
        "retention-days",
        "categories",
        "database.url"
      })
  void a_name_of_the_application_means_nothing(String written) {
    assertThat(KnownProperties.contains(written)).isFalse();
    assertThat(known.meant(written)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "enabled",
        "when-disabled",
        "whenDisabled",
        "when.disabled",
        "config",
        "reload",
        "order",
        "policy",
        "policy.anything",
        "policy[/a]"
      })
  void a_name_of_the_library_is_known(String written) {
    assertThat(KnownProperties.contains(written)).isTrue();
  }
}
