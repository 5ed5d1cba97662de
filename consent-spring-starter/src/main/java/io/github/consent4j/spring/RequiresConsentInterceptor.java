package io.github.consent4j.spring;

import io.github.consent4j.servlet.view.ConsentView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.ModelAndViewDefiningException;

/**
 * Enforces {@link RequiresConsent}. Spring Boot registers it automatically; a standalone MockMvc
 * registers it with {@code addInterceptors}. Thread-safe.
 */
public final class RequiresConsentInterceptor implements HandlerInterceptor {

  /** Makes an interceptor. */
  public RequiresConsentInterceptor() {}

  /**
   * Answers in place of a handler whose consent is missing.
   *
   * @throws ModelAndViewDefiningException if the handler has a fallback, so that Spring shows it
   * @throws IllegalStateException if the application has no consent filter
   */
  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException, ModelAndViewDefiningException {
    if (!(handler instanceof HandlerMethod method)) {
      return true;
    }
    ConsentView consent = ConsentView.of(request);
    MissingConsent missing =
        MissingConsent.of(
                method,
                request.getMethod(),
                request.getHeader(HttpHeaders.ACCEPT),
                request.getAttribute(MissingConsent.FALLS_BACK) != null,
                consent)
            .orElse(null);
    if (missing == null) {
      return true;
    }
    if (missing.answer() == MissingConsent.Answer.FALLBACK) {
      request.setAttribute(MissingConsent.FALLS_BACK, true);
      throw new ModelAndViewDefiningException(fallback(missing, consent));
    }
    response.setHeader(HttpHeaders.CACHE_CONTROL, MissingConsent.NEVER_STORED);
    if (missing.answer() == MissingConsent.Answer.SETTINGS) {
      sendSettings(consent, request, response);
    } else {
      send(missing.problem(consent), request, response);
    }
    return false;
  }

  private static ModelAndView fallback(MissingConsent missing, ConsentView consent) {
    String name = missing.fallback();
    return missing
        .forward()
        .map(path -> new ModelAndView(MissingConsent.FORWARD + path))
        .orElseGet(
            () ->
                name.startsWith(MissingConsent.REDIRECT)
                    ? new ModelAndView(name)
                    : new ModelAndView(name, MissingConsent.ATTRIBUTE, consent));
  }

  private static void sendSettings(
      ConsentView consent, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String page = consent.settingsPage();
    if (page.isEmpty()) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    response.setContentType(MissingConsent.HTML);
    write(page, request, response);
  }

  private static void send(
      ConsentProblem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    response.setContentType(MissingConsent.PROBLEM);
    response.setCharacterEncoding("UTF-8");
    write(problem.json(), request, response);
  }

  private static void write(String body, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!HttpMethod.HEAD.matches(request.getMethod())) {
      response.getWriter().write(body);
    }
  }
}
