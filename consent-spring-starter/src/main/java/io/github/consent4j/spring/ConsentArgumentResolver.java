package io.github.consent4j.spring;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.servlet.ConsentFilter;
import io.github.consent4j.servlet.WhenDisabled;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Resolves the visitor's {@link Consent} as an argument of handler methods. Spring Boot registers
 * it automatically; a standalone MockMvc registers it with {@code setCustomArgumentResolvers}.
 * Thread-safe.
 */
public final class ConsentArgumentResolver implements HandlerMethodArgumentResolver {

  private final @Nullable WhenDisabled fixed;

  /** Makes a resolver that uses {@link ConsentFilter#consent}. */
  public ConsentArgumentResolver() {
    fixed = null;
  }

  /**
   * Makes a resolver for an application without a filter.
   *
   * @param fixed consent of every visitor
   */
  public ConsentArgumentResolver(WhenDisabled fixed) {
    this.fixed = fixed;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Consent.class;
  }

  /**
   * @throws IllegalStateException if the request is no servlet request, or if the application has
   *     no filter
   */
  @Override
  public Consent resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    if (fixed != null) {
      return fixed.consent();
    }
    HttpServletRequest servletRequest = request.getNativeRequest(HttpServletRequest.class);
    if (servletRequest == null) {
      throw new IllegalStateException("Consent is only known in a servlet request");
    }
    return ConsentFilter.consent(servletRequest);
  }
}
