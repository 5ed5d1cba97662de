package io.github.consent4j.spring.test;

import io.github.consent4j.policy.Policy;
import io.github.consent4j.servlet.ConsentFilter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcConfigurer;

/**
 * The visitor of a request through MockMvc. Needs spring-test.
 *
 * <pre>{@code
 * mvc.perform(get("/").with(consent().granted("statistics")))
 * }</pre>
 *
 * <p>The policy is that of the filter in the application context. A stand-alone set-up without one
 * {@linkplain #consentFilter(ConsentFilter) applies the filter}, or names it in every request with
 * {@link #under(ConsentFilter)}.
 */
public final class MockMvcConsent extends ConsentChoice<MockMvcConsent>
    implements RequestPostProcessor {

  private MockMvcConsent(Choice choice, @Nullable Supplier<Policy> policy) {
    super(choice, policy);
  }

  /** Returns a visitor who has accepted everything. */
  public static MockMvcConsent consent() {
    return new MockMvcConsent(Choice.EVERYTHING, null);
  }

  /**
   * Returns what adds the filter of the application context to a MockMvc that is set up by hand,
   * and what makes {@link WithConsent} apply to it. Spring Boot's own MockMvc has both already.
   *
   * <pre>{@code
   * MockMvcBuilders.webAppContextSetup(context).apply(consentFilter()).build()
   * }</pre>
   */
  public static MockMvcConfigurer consentFilter() {
    return new MockMvcFilter(null);
  }

  /**
   * Returns what adds a filter to a MockMvc that is set up by hand, and what makes {@link
   * WithConsent} apply to it.
   *
   * <pre>{@code
   * MockMvcBuilders.standaloneSetup(new Pages()).apply(consentFilter(filter)).build()
   * }</pre>
   */
  public static MockMvcConfigurer consentFilter(ConsentFilter filter) {
    return new MockMvcFilter(filter);
  }

  @Override
  MockMvcConsent with(Choice changed, @Nullable Supplier<Policy> policy) {
    return new MockMvcConsent(changed, policy);
  }

  /**
   * Adds the consent cookie to a request, in place of one that is there.
   *
   * @throws IllegalStateException if the policy cannot be found
   */
  @Override
  public MockHttpServletRequest postProcessRequest(MockHttpServletRequest request) {
    MockMvcRequest page = new MockMvcRequest(request);
    page.add(page.cookie(choice, named == null ? page.policy() : named.get()));
    return request;
  }
}
