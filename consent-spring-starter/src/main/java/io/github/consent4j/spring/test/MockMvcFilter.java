package io.github.consent4j.spring.test;

import io.github.consent4j.servlet.ConsentFilter;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.ConfigurableMockMvcBuilder;
import org.springframework.test.web.servlet.setup.MockMvcConfigurer;
import org.springframework.web.context.WebApplicationContext;

/** Adds a filter to a MockMvc, and the visitor of each test to its requests. */
final class MockMvcFilter implements MockMvcConfigurer {

  private final @Nullable ConsentFilter given;

  /**
   * @param given the filter; null for that of the application context
   */
  MockMvcFilter(@Nullable ConsentFilter given) {
    this.given = given;
  }

  @Override
  public RequestPostProcessor beforeMockMvcCreated(
      ConfigurableMockMvcBuilder<?> builder, WebApplicationContext context) {
    ConsentFilter filter = given == null ? filterOf(context) : given;
    builder.addFilter(filter, "consentFilter", Map.of(), EnumSet.allOf(DispatcherType.class), "/*");
    return request -> WithConsentProcessor.process(request, filter::policy);
  }

  private static ConsentFilter filterOf(WebApplicationContext context) {
    return ContextFilter.in(context)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The application context has no ConsentFilter: say consentFilter(filter)"));
  }
}
