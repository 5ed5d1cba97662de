package io.github.consent4j.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.Locale;

/**
 * Stops the start of an application that has this library, and no filter that holds anything back.
 *
 * <p>Spring Boot with an embedded container looks for no initializer. It creates an instance from
 * {@code AutoConfiguration.imports}, which needs no type of Spring's, and registers it as a filter,
 * because every bean that is one is registered. The starter, which brings the real filter, leaves
 * it out.
 */
final class FilterCheck implements Filter {

  @Override
  public void init(FilterConfig config) {
    check(config.getServletContext());
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
  }

  /** A check for when everything of an application has been registered. */
  static ServletContextListener whenStarted(ServletContext context) {
    return new ServletContextListener() {
      @Override
      public void contextInitialized(ServletContextEvent event) {
        // the context of the event refuses to tell its filters
        check(context);
      }
    };
  }

  private static void check(ServletContext context) {
    boolean isSwitchedOff = WhenDisabled.in(context) != null || !WhenDisabled.isEnabled(context);
    if (!isSwitchedOff && !hasFilter(context)) {
      throw new IllegalStateException(
          "Consent4j is on the class path and no ConsentFilter is registered, so nothing would be"
              + " held back: in Spring Boot depend on consent-spring-starter, elsewhere register"
              + " io.github.consent4j.servlet.ConsentFilter, or switch it off by the context"
              + " parameter consent.enabled=false (in Spring Boot"
              + " server.servlet.context-parameters.consent.enabled=false)");
    }
  }

  /** Returns whether the application has registered the filter of this library. */
  static boolean isRegistered(ServletContext context) {
    return context.getFilterRegistrations().values().stream()
        .anyMatch(filter -> ConsentFilter.class.getName().equals(filter.getClassName()));
  }

  /** A filter that delegates to ours is told by its name alone. */
  private static boolean hasFilter(ServletContext context) {
    return isRegistered(context)
        || context.getFilterRegistrations().entrySet().stream()
            .filter(filter -> !FilterCheck.class.getName().equals(filter.getValue().getClassName()))
            .anyMatch(filter -> filter.getKey().toLowerCase(Locale.ROOT).contains("consent"));
  }
}
