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
 * ahead of every other filter. Does nothing if the application has registered one itself, if it has
 * the Spring starter, which does the same later, or if the context parameter or system property
 * {@code consent.enabled} is {@code false}. Thread-safe.
 */
public final class ConsentInitializer implements ServletContainerInitializer {

  private static final String ENABLED = "consent.enabled";
  private static final String NAME = "consent";
  private static final String STARTER = "io/github/consent4j/spring/ConsentAutoConfiguration.class";

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    if (isEnabled(context) && !hasStarter(context) && !isRegistered(context)) {
      FilterRegistration.Dynamic registration = context.addFilter(NAME, ConsentFilter.class);
      if (registration != null) {
        map(registration);
      }
    }
  }

  private static boolean isEnabled(ServletContext context) {
    String parameter = context.getInitParameter(ENABLED);
    return !"false".equals(parameter == null ? System.getProperty(ENABLED) : parameter);
  }

  /** Asks without loading the class, for which Spring may not be there. */
  private static boolean hasStarter(ServletContext context) {
    ClassLoader loader = context.getClassLoader();
    return loader != null && loader.getResource(STARTER) != null;
  }

  private static boolean isRegistered(ServletContext context) {
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
