package io.github.consent4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.policy.CspMode;
import io.github.consent4j.policy.Enforcement;
import io.github.consent4j.policy.PageRendering;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.Service;
import io.github.consent4j.servlet.ConsentFilter;
import io.github.consent4j.servlet.NeedsConsent;
import io.github.consent4j.servlet.WhenDisabled;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

class ConsentAutoConfigurationTest {

  private static final String POLICY =
      """
      site: { name: Institute }
      categories:
        necessary: { required: true, services: [webedition] }
        external-media: { services: [youtube] }
      """;

  @TempDir private Path folder;

  private final WebApplicationContextRunner context =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  ConsentAutoConfiguration.class,
                  ConsentDisabledAutoConfiguration.class,
                  ConsentWebMvcAutoConfiguration.class));

  @Test
  void registers_the_filter_ahead_of_spring_session_and_spring_security() throws Exception {
    withPolicy(POLICY)
        .run(
            started -> {
              FilterRegistrationBean<?> registration =
                  started.getBean("consentFilterRegistration", FilterRegistrationBean.class);
              assertThat(registration.getFilter()).isInstanceOf(ConsentFilter.class);
              assertThat(registration.getOrder())
                  .isEqualTo(Integer.MIN_VALUE + 40)
                  .isLessThan(Integer.MIN_VALUE + 50)
                  .isLessThan(-100);
            });
  }

  @Test
  void uses_the_configured_order() throws Exception {
    withPolicy(POLICY)
        .withPropertyValues("consent.order=7")
        .run(
            started ->
                assertThat(
                        started
                            .getBean("consentFilterRegistration", FilterRegistrationBean.class)
                            .getOrder())
                    .isEqualTo(7));
  }

  @Test
  void reads_a_policy_in_the_application_properties() {
    context
        .withPropertyValues(
            "consent.policy.site.name=Institute",
            "consent.policy.languages[0]=de",
            "consent.policy.categories.necessary.required=true",
            "consent.policy.categories.external-media.services[0]=youtube",
            "consent.policy.categories.external-media.services[1]=twitter")
        .run(
            started -> {
              Policy policy = started.getBean(Policy.class);
              assertThat(policy.languages()).containsExactly("de");
              assertThat(policy.category("external-media").orElseThrow().services())
                  .extracting(Service::id)
                  .containsExactly("youtube", "twitter");
            });
  }

  @Test
  void keys_with_special_characters_are_written_in_brackets_in_the_properties() {
    context
        .withPropertyValues(
            "consent.policy.site.name=Institute",
            "consent.policy.categories.necessary.required=true",
            "consent.policy.categories.external-media.services[0]=youtube",
            "consent.policy.categories.external-media.enforce=false",
            "consent.policy.rendering[/news/*]=shared",
            "consent.policy.texts.en[embed.once.youtube]=Play")
        .run(
            started -> {
              Policy policy = started.getBean(Policy.class);
              assertThat(policy.settings().delivery().renderingOf("/news/1"))
                  .isEqualTo(PageRendering.SHARED);
              assertThat(policy.texts("en")).containsEntry("embed.once.youtube", "Play");
              assertThat(policy.category("external-media").orElseThrow().enforce())
                  .isEqualTo(Enforcement.OFF);
            });
  }

  @Test
  void single_keys_in_the_properties_count_over_the_file(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("base.yaml"), "categories: { necessary: { required: true } }");
    Path file =
        Files.writeString(
            folder.resolve("consent.yaml"),
            """
            include: base.yaml
            site: { name: "${institute.name}", imprint: "${institute.imprint:/imprint}" }
            csp: enforce
            renew-after: P3M
            """);
    String[] common = {"consent.config=file:" + file, "institute.name=Institute"};
    context
        .withPropertyValues(common)
        .withPropertyValues("consent.policy.csp=report-only", "consent.policy.site.imprint=/about")
        .run(
            started -> {
              Policy policy = started.getBean(Policy.class);
              assertThat(policy.settings().delivery().csp()).isEqualTo(CspMode.REPORT_ONLY);
              assertThat(policy.settings().renewAfter()).hasMonths(3);
              assertThat(policy.site().name().in("en")).isEqualTo("Institute");
              assertThat(policy.site().imprint().orElseThrow().in("en")).isEqualTo("/about");
            });
    context
        .withPropertyValues(common)
        .withPropertyValues("consent.policy.csp=sometimes", "consent.policy.renew-after=${nothing}")
        .run(
            started ->
                assertThat(started.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("consent.policy.renew-after: '${nothing}' has no value"));
    Files.writeString(file, "\nsite: { nam: X }\n");
    context
        .withPropertyValues(common)
        .withPropertyValues("consent.policy.csp=sometimes")
        .run(
            started ->
                assertThat(started.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("consent.policy.csp: 'sometimes' is not a value of 'csp'")
                    .hasMessageContaining("consent.yaml:2:9: unknown key 'nam' in 'site'"));
  }

  @Test
  void keys_in_the_properties_do_not_hide_that_a_named_file_is_missing() {
    context
        .withPropertyValues(
            "consent.config=file:/nowhere/consent.yaml",
            "consent.policy.site.name=Institute",
            "consent.policy.categories.necessary.required=true")
        .run(
            started ->
                assertThat(started.getStartupFailure())
                    .rootCause()
                    .hasMessage("There is no consent policy at 'file:/nowhere/consent.yaml'"));
  }

  @Test
  void names_the_property_that_is_wrong() {
    context
        .withPropertyValues(
            "consent.policy.site.nam=Institute",
            "consent.policy.categories.necessary.required=true",
            "consent.policy.categories.external-media.services[0]=twitter",
            "consent.policy.categories.external-media.services[1]=youtub",
            "consent.policy.csp=sometimes")
        .run(
            started -> {
              FailureAnalysis analysis =
                  new PolicyFailureAnalyzer().analyze(started.getStartupFailure());
              assertThat(analysis).isNotNull();
              assertThat(analysis.getDescription().lines())
                  .contains(
                      "consent.policy.site.nam: unknown key 'nam' in 'site'; did you mean 'name'?",
                      "consent.policy.categories.external-media.services[1]: unknown service"
                          + " 'youtub'; did you mean 'youtube'?",
                      "consent.policy.csp: 'sometimes' is not a value of 'csp'; known are enforce, off,"
                          + " report-only");
            });
  }

  @Test
  void a_folder_is_no_policy() {
    context
        .withPropertyValues("consent.config=" + folder)
        .run(
            started -> {
              FailureAnalysis analysis =
                  new PolicyFailureAnalyzer().analyze(started.getStartupFailure());
              assertThat(analysis).isNotNull();
              assertThat(analysis.getDescription())
                  .isEqualTo(
                      "The consent policy at 'file:"
                          + folder
                          + "' cannot be read: it is a folder, or closed to this program");
            });
  }

  @Test
  void can_be_switched_off() {
    context
        .withPropertyValues("consent.enabled=false")
        .run(
            started -> {
              assertThat(started).doesNotHaveBean(ConsentFilter.class);
              assertThat(asked(started).allows("statistics")).isTrue();
            });
    context
        .withPropertyValues("consent.enabled=false", "consent.when-disabled=undecided")
        .run(started -> assertThat(asked(started).allows("statistics")).isFalse());
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void the_log_says_that_it_is_switched_off(CapturedOutput log) {
    context
        .withPropertyValues("consent.enabled=false")
        .run(
            started ->
                assertThat(log)
                    .containsOnlyOnce("consent.enabled is false: nothing is blocked")
                    .contains("learns that everything is allowed"));
  }

  /** Returns the consent that application code receives. */
  private static Consent asked(WebApplicationContext started) {
    return ConsentFilter.consent(new MockHttpServletRequest(started.getServletContext()));
  }

  @Test
  void a_registration_of_the_application_replaces_that_of_the_starter() throws Exception {
    withPolicy(POLICY)
        .withUserConfiguration(OwnRegistration.class)
        .run(
            started -> {
              assertThat(registration(started, "consentFilterRegistration").isEnabled()).isFalse();
              assertThat(registration(started, "ownConsentFilter").isEnabled()).isTrue();
            });
  }

  private static FilterRegistrationBean<?> registration(ApplicationContext started, String name) {
    return started.getBean(name, FilterRegistrationBean.class);
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnRegistration {

    @Bean
    FilterRegistrationBean<ConsentFilter> ownConsentFilter(ConsentFilter filter) {
      FilterRegistrationBean<ConsentFilter> registration = new FilterRegistrationBean<>(filter);
      registration.addUrlPatterns("/site/*");
      return registration;
    }
  }

  @Test
  void uses_a_policy_bean_of_the_application() throws Exception {
    Policy own =
        new PolicySource(
                new ConsentProperties(true, WhenDisabled.ALLOWED, write(POLICY), null, true, 0),
                new DefaultResourceLoader(),
                new StandardEnvironment())
            .read();

    context
        .withBean(Policy.class, () -> own)
        .run(started -> assertThat(started.getBean(Policy.class)).isSameAs(own));
  }

  @Test
  void the_policy_bean_is_the_one_in_force() throws Exception {
    withPolicy(POLICY)
        .run(
            started -> {
              ConsentFilter filter = started.getBean(ConsentFilter.class);
              assertThat(started.getBean(Policy.class)).isSameAs(filter.policy());

              write(POLICY.replace("Institute", "Hospital"));
              filter.reload();

              assertThat(filter.policy().site().name().in("en")).isEqualTo("Hospital");
              assertThat(started.getBean(Policy.class)).isSameAs(filter.policy());
              assertThat(filter.status().problems()).isEmpty();
            });
  }

  @Test
  void follows_a_file_unless_that_is_switched_off() throws Exception {
    for (String reload : List.of("true", "off")) {
      write(POLICY);
      SpringApplicationBuilder site =
          new SpringApplicationBuilder(SecuredSiteTest.Site.class)
              .properties(
                  "server.port=0", "consent.config=" + write(POLICY), "consent.reload=" + reload);
      try (ConfigurableApplicationContext started = site.run()) {
        assertThat(hasWatch()).isEqualTo(reload.equals("true"));
        ConsentFilter filter = started.getBean(ConsentFilter.class);
        write(POLICY.replace("Institute", "Hospital"));
        if (reload.equals("true")) {
          Instant end = Instant.now().plusSeconds(30);
          while (!filter.policy().site().name().in("en").equals("Hospital")) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(20);
          }
        }
      }
      assertThat(hasWatch()).isFalse();
    }
  }

  private static boolean hasWatch() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("consent-policy-watch"));
  }

  @Test
  void an_own_filter_may_take_the_policy_of_the_file() throws Exception {
    withPolicy(POLICY)
        .withUserConfiguration(OwnFilter.class)
        .run(
            started ->
                assertThat(started.getBean(ConsentFilter.class).status().source())
                    .isEqualTo("code"));
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnFilter {

    @Bean
    ConsentFilter ownFilter(Policy policy) {
      return new ConsentFilter(policy);
    }
  }

  @Test
  void works_without_spring_mvc() throws Exception {
    withPolicy(POLICY)
        .withClassLoader(new FilteredClassLoader(WebMvcConfigurer.class))
        .run(
            started ->
                assertThat(started)
                    .hasSingleBean(ConsentFilter.class)
                    .doesNotHaveBean(ConsentWebMvcAutoConfiguration.class));
  }

  @Test
  void does_not_start_with_a_broken_policy_and_says_where_it_is_broken() throws Exception {
    withPolicy(POLICY.replace("youtube", "youtub"))
        .run(
            started -> {
              assertThat(started).hasFailed();
              FailureAnalysis analysis =
                  new PolicyFailureAnalyzer().analyze(started.getStartupFailure());
              assertThat(started.getStartupFailure()).hasRootCauseInstanceOf(PolicyException.class);
              assertThat(analysis).isNotNull();
              assertThat(analysis.getDescription())
                  .contains("consent.yaml:4:32: unknown service 'youtub'; did you mean 'youtube'?");
            });
  }

  @Test
  void does_not_start_without_a_policy_and_says_what_to_write() {
    context
        .withPropertyValues("consent.config=classpath:nowhere.yaml")
        .run(
            started -> {
              assertThat(started).hasFailed();
              FailureAnalysis analysis =
                  new PolicyFailureAnalyzer().analyze(started.getStartupFailure());
              assertThat(analysis).isNotNull();
              assertThat(analysis.getDescription()).contains("classpath:nowhere.yaml");
              assertThat(analysis.getAction()).contains("consent.yaml");
            });
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void explains_to_operators_what_to_do(CapturedOutput output) {
    SpringApplicationBuilder site =
        new SpringApplicationBuilder(SecuredSiteTest.Site.class)
            .properties("server.port=0", "consent.config=classpath:nowhere.yaml");

    assertThatThrownBy(site::run).hasRootCauseInstanceOf(PolicyNotFoundException.class);

    assertThat(output)
        .contains("APPLICATION FAILED TO START", "classpath:nowhere.yaml", "necessary:");
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void logs_at_the_start_what_is_not_blocked(CapturedOutput output) throws Exception {
    String policy =
        POLICY.replace("[youtube]", "[youtube, map], enforce: report")
            + "services: { map: { name: Map, purpose: Shows the way } }\n";
    SpringApplicationBuilder site =
        new SpringApplicationBuilder(SecuredSiteTest.Site.class)
            .properties("server.port=0", "consent.config=" + write(policy));

    site.run().close();

    assertThat(output)
        .contains(
            "Category 'external-media' holds nothing back, and nobody is asked about it: its"
                + " 'enforce' is 'report'")
        .contains("Nothing of service 'map' can be held back: say what it 'stores' and 'loads'")
        .doesNotContain("Category 'necessary'", "service 'youtube'");
  }

  private WebApplicationContextRunner withPolicy(String yaml) throws Exception {
    return context.withPropertyValues("consent.config=" + write(yaml));
  }

  private String write(String yaml) throws Exception {
    return Files.writeString(folder.resolve("consent.yaml"), yaml).toUri().toString();
  }

  @Test
  void several_sites_can_be_among_the_properties() {
    context
        .withPropertyValues(
            "consent.policy.site.name=Portal",
            "consent.policy.categories.necessary.required=true",
            "consent.policy.categories.external-media.services=youtube",
            "consent.policy.sites[0].host=shop.example.org",
            "consent.policy.sites[0].site.name=Shop",
            "consent.policy.sites[1].path=/en/*",
            "consent.policy.sites[1].revision=2")
        .run(
            started -> {
              Policy policy = started.getBean(Policy.class);
              assertThat(policy.at("shop.example.org", "/").site().name().in("en"))
                  .isEqualTo("Shop");
              assertThat(policy.at("www.example.org", "/en/x").revision()).isEqualTo("2");
            });
  }

  @Test
  void a_bean_says_whose_consent_is_needed() throws Exception {
    withPolicy(POLICY.replace("Institute", "Institute, needs-consent: by-request"))
        .withBean(NeedsConsent.class, () -> request -> request.getHeader("Free") == null)
        .run(
            started -> {
              assertThat(allowsYoutube(started, "Free")).isTrue();
              assertThat(allowsYoutube(started, "Other")).isFalse();
            });
  }

  private static boolean allowsYoutube(ApplicationContext started, String header) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
    request.addHeader(header, "1");
    AtomicBoolean allowed = new AtomicBoolean();
    started
        .getBean(ConsentFilter.class)
        .doFilter(
            request,
            new MockHttpServletResponse(),
            (passed, response) ->
                allowed.set(ConsentFilter.consent((HttpServletRequest) passed).allows("youtube")));
    return allowed.get();
  }
}
