package io.github.consent4j.spring;

import io.github.consent4j.servlet.view.VisitorView;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;

/**
 * What a visitor gets who has not allowed what a handler requires with {@link RequiresConsent}.
 * Immutable.
 *
 * @param ids identifiers of services and categories
 * @param answer kind of the answer
 * @param fallback name of a view or path; empty if there is none
 */
record MissingConsent(List<String> ids, Answer answer, String fallback) {

  static final String HTML = "text/html;charset=UTF-8";
  static final String PROBLEM = "application/problem+json";
  static final String NEVER_STORED = "no-store";

  /** The attribute of a fallback's model that contains the view of the visitor. */
  static final String ATTRIBUTE = "consent";

  /** The attribute of requests for which a fallback answers already. */
  static final String FALLS_BACK = RequiresConsent.class.getName();

  static final String FORWARD = "forward:";
  static final String REDIRECT = "redirect:";

  enum Answer {
    FALLBACK,
    SETTINGS,
    PROBLEM
  }

  /** Returns the annotation that counts for a handler; null if there is none. */
  static @Nullable RequiresConsent annotation(HandlerMethod handler) {
    RequiresConsent ofMethod =
        AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RequiresConsent.class);
    return ofMethod == null
        ? AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), RequiresConsent.class)
        : ofMethod;
  }

  /**
   * Returns what is missing; empty if the handler may answer.
   *
   * @param method method of the request
   * @param accept what the client accepts; null if it does not say
   * @param fallsBack whether a fallback answers already
   */
  static Optional<MissingConsent> of(
      HandlerMethod handler,
      String method,
      @Nullable String accept,
      boolean fallsBack,
      VisitorView consent) {
    RequiresConsent required = annotation(handler);
    if (required == null || HttpMethod.OPTIONS.matches(method)) {
      return Optional.empty();
    }
    // Each is asked, so that the page is loaded again when the visitor allows the last one.
    List<String> missing =
        Arrays.stream(required.value()).filter(id -> !consent.allows(id)).toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new MissingConsent(
                missing, answer(required.fallback(), accept, fallsBack), required.fallback()));
  }

  private static Answer answer(String fallback, @Nullable String accept, boolean fallsBack) {
    String types = accept == null ? "" : accept.toLowerCase(Locale.ROOT);
    boolean wantsPage = types.contains("text/html") || types.contains("application/xhtml+xml");
    boolean wantsJson = !wantsPage && types.contains("json");
    if (!fallback.isEmpty() && !wantsJson && !fallsBack) {
      return Answer.FALLBACK;
    }
    return wantsPage ? Answer.SETTINGS : Answer.PROBLEM;
  }

  /** Returns the path within the application that answers; empty if a view does. */
  Optional<String> forward() {
    return fallback.startsWith("/")
        ? Optional.of(fallback)
        : Optional.of(fallback)
            .filter(name -> name.startsWith(FORWARD))
            .map(name -> name.substring(FORWARD.length()));
  }

  /** Returns the problem that a program gets. */
  ConsentProblem problem(VisitorView consent) {
    return ConsentProblem.of(ids, consent.settingsAddress());
  }
}
