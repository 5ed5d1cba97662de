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

  private static final String ENABLED = "consent.enabled";
  private static final String NAME = "consent";
  private static final String WHEN_DISABLED = "consent.when-disabled";
  private static final String STARTER = "io/github/consent4j/spring/ConsentAutoConfiguration.class";
  private static final String BOOT = "org/springframework/boot/SpringApplication.class";

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    if (!isEnabled(context)) {
      WhenDisabled.parse(property(context, WHEN_DISABLED)).answerIn(context);
    } else if (has(context, STARTER) && has(context, BOOT)) {
      context.addListener(FilterCheck.whenStarted(context));
    } else if (!isRegistered(context)) {
      FilterRegistration.Dynamic registration = context.addFilter(NAME, ConsentFilter.class);
      if (registration != null) {
        map(registration);
      }
    }
  }

  static boolean isEnabled(ServletContext context) {
    return !"false".equals(property(context, ENABLED));
  }

  private static @Nullable String property(ServletContext context, String name) {
    String parameter = context.getInitParameter(name);
    return parameter == null ? System.getProperty(name) : parameter;
  }

  /** Asks without loading the class, for which Spring may not be there. */
  private static boolean has(ServletContext context, String type) {
    ClassLoader loader = context.getClassLoader();
    return loader != null && loader.getResource(type) != null;
  }

  static boolean isRegistered(ServletContext context) {
    return context.getFilterRegistrations().values().stream()
        .anyMatch(filter -> ConsentFilter.class.getName().equals(filter.getClassName()));
  }

  private static void map(FilterRegistration.Dynamic registration) {
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    // dispatches to a servlet by its name have no URL
    registration.addMappingForServletNames(
        EnumSet.of(DispatcherType.FORWARD, DispatcherType.INCLUDE), false, "*");
  }
}
