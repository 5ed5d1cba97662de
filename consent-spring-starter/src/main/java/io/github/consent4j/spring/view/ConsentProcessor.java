package io.github.consent4j.spring.view;

import io.github.consent4j.servlet.view.ConsentView;
import io.github.consent4j.servlet.view.VisitorView;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.context.IWebContext;
import org.thymeleaf.engine.AttributeName;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.processor.element.AbstractAttributeTagProcessor;
import org.thymeleaf.processor.element.IElementTagStructureHandler;
import org.thymeleaf.standard.expression.StandardExpressions;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.web.servlet.IServletWebRequest;
import org.unbescape.html.HtmlEscape;

/** One attribute of the dialect. Thread-safe. */
final class ConsentProcessor extends AbstractAttributeTagProcessor {

  private final Effect effect;

  /** What an attribute does with its element. */
  @FunctionalInterface
  interface Effect {
    void on(Element element, VisitorView consent);
  }

  /**
   * An element with the attribute.
   *
   * @param value value of the attribute; null if it has none
   */
  record Element(
      ITemplateContext context,
      IProcessableElementTag tag,
      AttributeName attribute,
      @Nullable String value,
      IElementTagStructureHandler structure) {

    /**
     * Returns the service or category that the attribute names.
     *
     * @throws TemplateProcessingException if it names none
     */
    String id() {
      Object named = value != null && value.indexOf('{') >= 0 ? evaluated(value) : value;
      if (named == null || named.toString().isBlank()) {
        throw new TemplateProcessingException(
            "'" + attribute + "' needs the identifier of a service or category");
      }
      return named.toString().strip();
    }

    private @Nullable Object evaluated(String expression) {
      return StandardExpressions.getExpressionParser(context.getConfiguration())
          .parseExpression(context, expression)
          .execute(context);
    }

    boolean isLink() {
      return tag.getElementCompleteName().equalsIgnoreCase("a");
    }

    void set(String name, String text) {
      structure.setAttribute(name, HtmlEscape.escapeHtml4Xml(text));
    }
  }

  ConsentProcessor(String prefix, String name, int precedence, Effect effect) {
    super(TemplateMode.HTML, prefix, null, false, name, true, precedence, true);
    this.effect = effect;
  }

  @Override
  protected void doProcess(
      ITemplateContext context,
      IProcessableElementTag tag,
      AttributeName attribute,
      @Nullable String value,
      IElementTagStructureHandler structure) {
    VisitorView consent = visitorView(context).in(context.getLocale().toLanguageTag());
    effect.on(new Element(context, tag, attribute, value, structure), consent);
  }

  private static VisitorView visitorView(ITemplateContext context) {
    if (context instanceof IWebContext web) {
      return web.getExchange().getRequest() instanceof IServletWebRequest request
          ? OfServlets.view(request)
          : VisitorView.among(web.getExchange()::getAttributeValue);
    }
    throw new TemplateProcessingException(
        "Only the template of a page can ask for consent: there is no visitor here");
  }

  /** A class of its own, because a reactive application has no servlets. */
  private static final class OfServlets {

    static VisitorView view(IServletWebRequest request) {
      return ConsentView.of((HttpServletRequest) request.getNativeRequestObject());
    }
  }
}
