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
 * Stops the start of an application that has this library but no filter that blocks anything.
 *
 * <p>Spring Boot with an embedded container calls no initializer. It creates an instance of this
 * class from {@code AutoConfiguration.imports}, which needs no Spring type, and registers it,
 * because Spring Boot registers every bean that is a filter. The starter, which registers the real
 * filter, excludes this class.
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

  /** Returns a listener that checks the application when all its filters are registered. */
  static ServletContextListener whenStarted(ServletContext context) {
    return new ServletContextListener() {
      @Override
      public void contextInitialized(ServletContextEvent event) {
        // The context of the event does not give access to its filters.
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

  /**
   * Returns whether there is such a filter. A filter that delegates to this library's is recognised
   * by its name alone.
   */
  private static boolean hasFilter(ServletContext context) {
    return isRegistered(context)
        || context.getFilterRegistrations().entrySet().stream()
            .filter(filter -> !FilterCheck.class.getName().equals(filter.getValue().getClassName()))
            .anyMatch(filter -> filter.getKey().toLowerCase(Locale.ROOT).contains("consent"));
  }
}
