package io.github.consent4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.consent.ConsentListener;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.reader.PolicyReader;
import io.github.consent4j.servlet.ConsentFilter;
import io.github.consent4j.servlet.WhenDisabled;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;

/** Every bean of the starter gives way to one of the application, and it works without anything. */
class ReplaceableBeansTest {

  private static final String YAML =
      "site: { name: Own }\ncategories: { necessary: { required: true } }\n";

  private static final List<Class<?>> ALL =
      ImportCandidates.load(AutoConfiguration.class, null).getCandidates().stream()
          .filter(name -> name.startsWith("io.github.consent4j.spring."))
          // The classes of Spring Boot 4 are not there.
          .filter(name -> !name.contains("Boot4"))
          .<Class<?>>map(ReplaceableBeansTest::type)
          .toList();

  private final WebApplicationContextRunner context =
      new WebApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ALL.toArray(Class<?>[]::new)))
          .withBean(Policy.class, () -> POLICY);

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final Policy POLICY =
      new PolicyReader(BuiltInCatalogue.load())
          .read("own.yaml", new ByteArrayInputStream(YAML.getBytes(StandardCharsets.UTF_8)));

  @Test
  void no_bean_is_without_a_condition_that_lets_it_give_way() {
    List<String> fixed = new ArrayList<>();
    for (Class<?> configuration : ALL) {
      Stream.concat(Stream.of(configuration), Arrays.stream(configuration.getDeclaredClasses()))
          .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
          .filter(method -> method.isAnnotationPresent(Bean.class))
          .filter(method -> !method.isAnnotationPresent(ConditionalOnMissingBean.class))
          .forEach(method -> fixed.add(method.getName()));
    }
    assertThat(fixed).isEmpty();
  }

  @Test
  void a_policy() {
    context.run(
        started -> {
          assertThat(started).doesNotHaveBean(PolicySource.class);
          assertThat(started.getBean(ConsentFilter.class).policy()).isSameAs(POLICY);
        });
  }

  @Test
  void a_filter() {
    ConsentFilter own = new ConsentFilter(POLICY);
    context
        .withBean("own", ConsentFilter.class, () -> own)
        .run(
            started -> {
              assertThat(started.getBean(ConsentFilter.class)).isSameAs(own);
              assertThat(started.getBean(FilterRegistrationBean.class).getFilter()).isSameAs(own);
            });
  }

  @Test
  void the_registration_by_name_or_by_type() {
    FilterRegistrationBean<ConsentFilter> own =
        new FilterRegistrationBean<>(new ConsentFilter(POLICY));
    context
        .withBean("consentFilterRegistration", FilterRegistrationBean.class, () -> own)
        .run(started -> assertThat(started.getBean(FilterRegistrationBean.class)).isSameAs(own));
  }

  @Test
  void what_publishes_events() {
    ConsentListener own = event -> {};
    context
        .withBean("consentEventPublisher", ConsentListener.class, () -> own)
        .run(
            started ->
                assertThat(started.getBean("consentEventPublisher", ConsentListener.class))
                    .isSameAs(own));
  }

  @Test
  void the_resolver_of_arguments() {
    ConsentArgumentResolver own = new ConsentArgumentResolver(WhenDisabled.UNDECIDED);
    context
        .withBean(ConsentArgumentResolver.class, () -> own)
        .run(
            started -> {
              List<HandlerMethodArgumentResolver> resolvers = new ArrayList<>();
              started.getBean(ConsentWebMvcAutoConfiguration.class).addArgumentResolvers(resolvers);
              assertThat(resolvers).containsExactly(own);
            });
  }

  /** Each value is what an application may be without. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.fasterxml.jackson.databind",
        "com.fasterxml.jackson",
        "org.springframework.boot.actuate",
        "io.micrometer",
        "org.thymeleaf",
        "org.springframework.jdbc",
        "org.springframework.security",
        "org.springframework.web.servlet",
        "org.springframework.session",
        "jakarta.servlet.jsp"
      })
  void works_without(String packages) {
    context
        .withClassLoader(new FilteredClassLoader(packages))
        .run(
            started ->
                assertThat(started)
                    .hasNotFailed()
                    .hasSingleBean(ConsentFilter.class)
                    .hasBean("consentFilterRegistration"));
  }

  @Test
  void works_without_all_of_them() {
    context
        .withClassLoader(
            new FilteredClassLoader(
                "com.fasterxml.jackson.databind",
                "org.springframework.boot.actuate",
                "io.micrometer",
                "org.thymeleaf",
                "org.springframework.jdbc",
                "org.springframework.security",
                "org.springframework.web.servlet"))
        .run(started -> assertThat(started).hasNotFailed().hasSingleBean(ConsentFilter.class));
  }

  @Test
  void the_classes_that_are_filtered_are_those_that_are_named() {
    FilteredClassLoader filtered = new FilteredClassLoader("org.springframework.web.servlet");
    assertThatCode(
            () ->
                Class.forName("org.springframework.web.servlet.DispatcherServlet", false, filtered))
        .isInstanceOf(ClassNotFoundException.class);
  }
}
