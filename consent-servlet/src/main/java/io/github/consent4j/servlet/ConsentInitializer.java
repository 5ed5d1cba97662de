package io.github.consent4j.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Registers {@link ConsentFilter} when a container starts an application that has this library,
 * ahead of every other filter. Does nothing if the application has registered one itself. Leaves it
 * to Spring Boot where the starter is there, and stops the start if no filter has come of that. If
 * the context parameter or system property {@code consent.enabled} is {@code false}, nothing is
 * registered, and {@code consent.when-disabled} says what {@link ConsentFilter#consent} answers.
 * Thread-safe.
 */
public final class ConsentInitializer implements ServletContainerInitializer {

  private static final String NAME = "consent";
  private static final String STARTER = "io/github/consent4j/spring/ConsentAutoConfiguration.class";
  private static final String BOOT = "org/springframework/boot/SpringApplication.class";

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    if (!WhenDisabled.isEnabled(context)) {
      WhenDisabled.configured(context).answerIn(context);
    } else if (has(context, STARTER) && has(context, BOOT)) {
      context.addListener(FilterCheck.whenStarted(context));
    } else if (!FilterCheck.isRegistered(context)) {
      FilterRegistration.Dynamic registration = context.addFilter(NAME, ConsentFilter.class);
      if (registration != null) {
        map(registration);
      }
    }
  }

  /** Asks without loading the class, for which Spring may not be there. */
  private static boolean has(ServletContext context, String type) {
    ClassLoader loader = context.getClassLoader();
    return loader != null && loader.getResource(type) != null;
  }

  private static void map(FilterRegistration.Dynamic registration) {
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    // dispatches to a servlet by its name have no URL
    registration.addMappingForServletNames(
        EnumSet.of(DispatcherType.FORWARD, DispatcherType.INCLUDE), false, "*");
  }
}
