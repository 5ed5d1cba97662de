package io.github.consent4j.examples.comparison;

import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.embedded.jetty.JettyServletWebServerFactory;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.embedded.undertow.UndertowServletWebServerFactory;
import org.springframework.boot.web.servlet.server.ServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The servlet containers of this line of Spring Boot. */
enum Container {
  TOMCAT(TomcatServletWebServerFactory::new),
  JETTY(JettyServletWebServerFactory::new),
  UNDERTOW(UndertowServletWebServerFactory::new);

  private final Supplier<ServletWebServerFactory> factory;

  Container(Supplier<ServletWebServerFactory> factory) {
    this.factory = factory;
  }

  /** Runs the application in the container that the property {@code container} names. */
  @Configuration(proxyBeanMethods = false)
  static class Chosen {

    @Bean
    ServletWebServerFactory container(@Value("${container}") Container container) {
      return container.factory.get();
    }
  }
}
