package io.github.consent4j.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Registers {@link ConsentFilter} before every other filter when a container starts an application
 * that has this library. Does nothing if the application has registered one itself. With the Spring
 * Boot starter, it leaves the registration to Spring Boot, and stops the start if no filter was
 * registered. If the context parameter or system property {@code consent.enabled} is {@code false},
 * nothing is registered, and {@code consent.when-disabled} determines what {@link
 * ConsentFilter#consent} returns. Thread-safe.
 */
public final class ConsentInitializer implements ServletContainerInitializer {

  private static final String NAME = "consent";
  private static final String STARTER = "io/github/consent4j/spring/ConsentAutoConfiguration.class";
  private static final String BOOT = "org/springframework/boot/SpringApplication.class";

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    if (!WhenDisabled.isEnabled(context)) {
      WhenDisabled.configured(context).answerIn(context::setAttribute);
    } else if (has(context, STARTER) && has(context, BOOT)) {
      context.addListener(FilterCheck.whenStarted(context));
    } else if (!FilterCheck.isRegistered(context)) {
      FilterRegistration.Dynamic registration = context.addFilter(NAME, ConsentFilter.class);
      if (registration != null) {
        map(registration);
      }
    }
  }

  /** Checks without loading the class, because Spring may not be present. */
  private static boolean has(ServletContext context, String type) {
    ClassLoader loader = context.getClassLoader();
    return loader != null && loader.getResource(type) != null;
  }

  private static void map(FilterRegistration.Dynamic registration) {
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    // Dispatches to a servlet by name have no URL.
    registration.addMappingForServletNames(
        EnumSet.of(DispatcherType.FORWARD, DispatcherType.INCLUDE), false, "*");
  }
}
