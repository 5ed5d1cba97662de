package io.github.consent4j.spring.test;

import io.github.consent4j.policy.Policy;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.ConfigurableMockMvcBuilder;
import org.springframework.test.web.servlet.setup.MockMvcConfigurer;
import org.springframework.web.context.WebApplicationContext;

/**
 * Makes the visitor of the running test that of every request through a MockMvc. A request with a
 * consent cookie keeps it.
 */
final class WithConsentProcessor implements MockMvcConfigurer {

  @Override
  public RequestPostProcessor beforeMockMvcCreated(
      ConfigurableMockMvcBuilder<?> builder, WebApplicationContext context) {
    return request -> process(request, MockMvcRequest::policy);
  }

  static MockHttpServletRequest process(MockHttpServletRequest request, Supplier<Policy> policy) {
    return process(request, page -> policy.get());
  }

  private static MockHttpServletRequest process(
      MockHttpServletRequest request, Function<MockMvcRequest, Policy> policy) {
    CurrentTest.choice()
        .ifPresent(
            choice -> {
              MockMvcRequest page = new MockMvcRequest(request);
              VisitorCookie cookie = page.cookie(choice, policy.apply(page));
              if (!page.has(cookie)) {
                page.add(cookie);
              }
            });
    return request;
  }
}
