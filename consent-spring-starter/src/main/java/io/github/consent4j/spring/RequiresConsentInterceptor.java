package io.github.consent4j.spring;

import io.github.consent4j.servlet.view.ConsentView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
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

  private static final String FORWARD = "forward:";
  private static final String REDIRECT = "redirect:";

  /** The attribute of a fallback's model that contains the {@link ConsentView}. */
  private static final String ATTRIBUTE = "consent";

  /** The request attribute that marks requests for which a fallback answers already. */
  private static final String FALLS_BACK = RequiresConsentInterceptor.class.getName();

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
    if (!(handler instanceof HandlerMethod method)
        || HttpMethod.OPTIONS.matches(request.getMethod())) {
      return true;
    }
    RequiresConsent required = annotation(method);
    if (required == null) {
      return true;
    }
    ConsentView consent = ConsentView.of(request);
    // Each is asked, so that the page is loaded again when the visitor allows the last one.
    List<String> missing =
        Arrays.stream(required.value()).filter(id -> !consent.allows(id)).toList();
    if (missing.isEmpty()) {
      return true;
    }
    Wanted wanted = Wanted.by(request);
    boolean fallsBack =
        !required.fallback().isEmpty()
            && wanted != Wanted.JSON
            && request.getAttribute(FALLS_BACK) == null;
    if (fallsBack) {
      request.setAttribute(FALLS_BACK, true);
      throw new ModelAndViewDefiningException(fallback(required.fallback(), consent));
    }
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (wanted == Wanted.PAGE) {
      sendSettings(consent, request, response);
    } else {
      send(ConsentProblem.of(missing, consent.settingsAddress()), request, response);
    }
    return false;
  }

  /** What an answer has to be. */
  private enum Wanted {
    PAGE,
    JSON,
    ANYTHING;

    static Wanted by(HttpServletRequest request) {
      String accept = request.getHeader(HttpHeaders.ACCEPT);
      String types = accept == null ? "" : accept.toLowerCase(Locale.ROOT);
      if (types.contains("text/html") || types.contains("application/xhtml+xml")) {
        return PAGE;
      }
      return types.contains("json") ? JSON : ANYTHING;
    }
  }

  private static @Nullable RequiresConsent annotation(HandlerMethod method) {
    RequiresConsent ofMethod =
        AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), RequiresConsent.class);
    return ofMethod == null
        ? AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), RequiresConsent.class)
        : ofMethod;
  }

  private static ModelAndView fallback(String name, ConsentView consent) {
    return name.startsWith("/") || name.startsWith(FORWARD) || name.startsWith(REDIRECT)
        ? new ModelAndView(name.startsWith("/") ? FORWARD + name : name)
        : new ModelAndView(name, ATTRIBUTE, consent);
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
    response.setContentType("text/html;charset=UTF-8");
    write(page, request, response);
  }

  private static void send(
      ConsentProblem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    response.setContentType("application/problem+json");
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
