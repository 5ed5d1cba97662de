package io.github.consent4j.examples.comparison;

import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** An application with most of what touches responses in applications of Spring Boot. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({Container.Chosen.class, ShopSecurity.class, ShopPages.class})
class Shop {

  @Bean
  FilterRegistrationBean<ShallowEtagHeaderFilter> entityTags() {
    return new FilterRegistrationBean<>(new ShallowEtagHeaderFilter());
  }

  /**
   * Starts the application.
   *
   * @param consent whether the library is switched on
   */
  static ConfigurableApplicationContext start(Container container, boolean consent) {
    return new SpringApplicationBuilder(Shop.class)
        .properties(
            Map.ofEntries(
                Map.entry("container", container.name()),
                Map.entry("consent.enabled", consent),
                Map.entry("consent.config", "classpath:comparison/consent.yaml"),
                Map.entry("server.port", 0),
                Map.entry("server.servlet.context-path", "/shop"),
                Map.entry("server.compression.enabled", true),
                Map.entry("spring.application.name", "shop"),
                Map.entry("spring.datasource.url", "jdbc:h2:mem:${random.uuid}"),
                Map.entry("spring.main.banner-mode", "off"),
                Map.entry("spring.main.lazy-initialization", true),
                Map.entry("spring.session.jdbc.initialize-schema", "always"),
                // has no effect before Java 21
                Map.entry("spring.threads.virtual.enabled", true),
                Map.entry("spring.web.resources.static-locations", "classpath:/comparison/static/"),
                Map.entry("logging.pattern.console", Log.PATTERN)))
        .run();
  }
}
