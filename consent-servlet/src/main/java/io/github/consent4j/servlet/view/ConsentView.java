package io.github.consent4j.servlet.view;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The {@link VisitorView} of an application with servlets: {@code ConsentView.of(request)}. Not
 * thread-safe.
 */
public final class ConsentView extends VisitorView {

  private final ServletVisit visit;

  private ConsentView(ServletVisit visit, @Nullable String language) {
    super(visit, language);
    this.visit = visit;
  }

  /** Returns the view for the visitor of a request, which may be wrapped. */
  public static ConsentView of(HttpServletRequest request) {
    return new ConsentView(new ServletVisit(request), null);
  }

  @Override
  public ConsentView in(String tag) {
    return new ConsentView(visit, tag);
  }
}
