package io.github.consent4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.policy.CspMode;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.servlet.ConsentFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** A policy beside {@code consent.yaml} for each active profile. */
class ProfilesTest {

  @TempDir private Path folder;

  private WebApplicationContextRunner site;

  @BeforeEach
  void writePolicy() throws IOException {
    write(
        "consent.yaml",
        """
        site: { name: Institute, imprint: /imprint }
        categories:
          necessary: { required: true }
          external-media: { services: [youtube] }
        csp: off
        """);
    site =
        new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ConsentAutoConfiguration.class))
            .withPropertyValues("consent.config=" + location("consent.yaml"));
  }

  private void write(String name, String yaml) throws IOException {
    Files.writeString(folder.resolve(name), yaml);
  }

  private String location(String name) {
    return "file:" + folder.resolve(name);
  }

  private WebApplicationContextRunner active(String profiles) {
    return site.withPropertyValues("spring.profiles.active=" + profiles);
  }

  @Test
  void its_keys_count_over_the_file_and_those_of_the_last_profile_most() throws IOException {
    write("consent-test.yaml", "site: { name: Test }\ncsp: report-only\n");
    write("consent-local.yaml", "csp: enforce\n");
    write("consent-other.yaml", "site: { name: Other }\n");
    active("test,local")
        .run(
            started -> {
              Policy policy = started.getBean(Policy.class);
              assertThat(policy.site().name().in("en")).isEqualTo("Test");
              assertThat(policy.site().imprint().orElseThrow().in("en")).isEqualTo("/imprint");
              assertThat(policy.settings().delivery().csp()).isEqualTo(CspMode.ENFORCE);
              assertThat(started.getBean(ConsentFilter.class).status().source())
                  .isEqualTo(
                      String.join(
                          ", ",
                          location("consent.yaml"),
                          location("consent-test.yaml"),
                          location("consent-local.yaml")));
            });
    active("local,test")
        .withPropertyValues("consent.policy.site.name=Properties")
        .run(
            started -> {
              Policy policy = started.getBean(Policy.class);
              assertThat(policy.site().name().in("en")).isEqualTo("Properties");
              assertThat(policy.settings().delivery().csp()).isEqualTo(CspMode.REPORT_ONLY);
              assertThat(started.getBean(ConsentFilter.class).status().source())
                  .endsWith("consent-test.yaml, consent.policy");
            });
  }

  @Test
  void without_an_active_profile_the_default_one_counts() throws IOException {
    write("consent-default.yaml", "csp: enforce\n");
    site.run(started -> assertThat(csp(started.getBean(Policy.class))).isEqualTo(CspMode.ENFORCE));
    active("test")
        .run(started -> assertThat(csp(started.getBean(Policy.class))).isEqualTo(CspMode.OFF));
  }

  private static CspMode csp(Policy policy) {
    return policy.settings().delivery().csp();
  }

  @Test
  void a_mistake_is_told_with_the_file_that_has_it() throws IOException {
    write("consent-test.yaml", "csp: off\nsite: { nam: Test }\n");
    active("test")
        .run(
            started ->
                assertThat(started.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("consent-test.yaml:2:9: unknown key 'nam' in 'site'"));
  }

  @Test
  void a_change_of_any_of_the_files_counts_also_of_one_that_appears() throws IOException {
    active("test")
        .run(
            started -> {
              ConsentFilter filter = started.getBean(ConsentFilter.class);
              PolicySource source = started.getBean(PolicySource.class);
              assertThat(source.files())
                  .contains(folder.resolve("consent.yaml"), folder.resolve("consent-test.yaml"));

              write("consent-test.yaml", "site: { name: Test }\n");
              filter.reload();
              assertThat(filter.policy().site().name().in("en")).isEqualTo("Test");
              assertThat(filter.status().source()).endsWith("consent-test.yaml");
            });
  }

  @Test
  void is_found_on_the_class_path_too() {
    assertThat(PolicyLocations.ofProfile("classpath:consent.yaml", "test"))
        .isEqualTo("classpath:consent-test.yaml");
    assertThat(PolicyLocations.ofProfile("file:/etc/a.b/consent", "test"))
        .isEqualTo("file:/etc/a.b/consent-test");
  }
}
