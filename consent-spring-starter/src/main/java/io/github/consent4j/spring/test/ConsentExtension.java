package io.github.consent4j.spring.test;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.servlet.ConsentFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Runs servlets and filter chains behind the consent filter, without a container and without
 * Spring. Needs JUnit 5 or later. Requests and responses are of any kind, such as the mocks of
 * spring-test.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ConsentExtension site = new ConsentExtension();
 *
 * @Test
 * @WithConsent("statistics")
 * void visits_are_counted() throws Exception {
 *   MockHttpServletResponse response =
 *       site.run(new Home(), new MockHttpServletRequest("GET", "/"), new MockHttpServletResponse());
 * }
 * }</pre>
 *
 * <p>The visitor has not decided, unless {@link WithConsent} or {@link #visitor} says otherwise.
 * Tests can have parameters of the types {@link Consent}, {@link ConsentFilter} and {@link Policy}.
 * Thread-safe.
 */
public final class ConsentExtension
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

  private final ConsentFilter filter;

  /**
   * Makes an extension with the policy in {@code consent.yaml} on the class path.
   *
   * @throws IllegalStateException if there is no such file
   * @throws io.github.consent4j.policy.PolicyException if it cannot be used
   */
  public ConsentExtension() {
    this(new ConsentFilter(PolicyOfTest.onClassPath()));
  }

  private ConsentExtension(ConsentFilter filter) {
    this.filter = filter;
  }

  /** Returns an extension with a policy. */
  public static ConsentExtension of(Policy policy) {
    return new ConsentExtension(new ConsentFilter(policy));
  }

  /** Returns an extension with a filter that the test has built with a policy. */
  public static ConsentExtension of(ConsentFilter filter) {
    return new ConsentExtension(filter);
  }

  /**
   * Returns an extension with a policy in the code of the test.
   *
   * @param yaml what would stand in {@code consent.yaml}
   * @throws io.github.consent4j.policy.PolicyException if it cannot be used
   */
  public static ConsentExtension ofYaml(String yaml) {
    return of(PolicyOfTest.of(yaml));
  }

  /** Returns the filter. */
  public ConsentFilter filter() {
    return filter;
  }

  /** Returns the policy of the filter. */
  public Policy policy() {
    return filter.policy();
  }

  /** Sets the visitor of the rest of the running test. */
  public void visitor(TestVisitor visitor) {
    begin(visitor.choice);
  }

  /** Returns the consent of the visitor of the running test. */
  public Consent consent() {
    return choice().under(policy());
  }

  private static Choice choice() {
    return CurrentTest.choice().orElse(Choice.NONE);
  }

  /**
   * Runs a servlet behind the filter, for the visitor of the running test. A request with a consent
   * cookie keeps it.
   *
   * @return the response, complete
   */
  public <R extends HttpServletResponse> R run(
      Servlet servlet, HttpServletRequest request, R response)
      throws ServletException, IOException {
    return run((FilterChain) servlet::service, request, response);
  }

  /**
   * Runs the rest of a filter chain behind the filter, in the same manner.
   *
   * @return the response, complete
   */
  public <R extends HttpServletResponse> R run(
      FilterChain chain, HttpServletRequest request, R response)
      throws ServletException, IOException {
    filter.doFilter(VisitorRequest.of(request, choice(), policy()), response, chain);
    return response;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    begin(annotation(context).map(Choice::of).orElse(null));
  }

  private void begin(@Nullable Choice choice) {
    CurrentTest.begin(choice, () -> Optional.of(policy()));
  }

  private static Optional<WithConsent> annotation(ExtensionContext context) {
    Optional<WithConsent> found =
        AnnotationSupport.findAnnotation(context.getTestMethod(), WithConsent.class);
    Class<?> type = context.getRequiredTestClass();
    while (found.isEmpty() && type != null) {
      found = AnnotationSupport.findAnnotation(type, WithConsent.class);
      type = Modifier.isStatic(type.getModifiers()) ? null : type.getEnclosingClass();
    }
    return found;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    CurrentTest.end();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Consent.class || type == ConsentFilter.class || type == Policy.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type == Consent.class) {
      return consent();
    }
    return type == Policy.class ? policy() : filter;
  }
}
