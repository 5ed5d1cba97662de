package io.github.consent4j.spring.view;

import io.github.consent4j.servlet.view.ConsentView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.SmartView;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.view.ContentNegotiatingViewResolver;
import org.springframework.web.servlet.view.ViewResolverComposite;

/**
 * Gives the templates of every engine a {@link ConsentView}, as an attribute of the model. It
 * leaves a model alone that has such an attribute already, and that of a redirect, of a forward,
 * and of a view that is no page: such a view may write the whole model. Thread-safe.
 */
public final class ConsentModelInterceptor implements HandlerInterceptor {

  /** The usual name of the attribute. */
  public static final String ATTRIBUTE = "consent";

  private final String attribute;
  private final BeanFactory beans;

  /**
   * Makes an interceptor.
   *
   * @param attribute name of the attribute
   * @param beans the beans of the application, by whose names handlers may name views
   */
  public ConsentModelInterceptor(String attribute, BeanFactory beans) {
    this.attribute = attribute;
    this.beans = beans;
  }

  @Override
  public void postHandle(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable ModelAndView shown) {
    if (shown != null
        && shown.hasView()
        && !shown.getModel().containsKey(attribute)
        && isPage(shown)
        && (PagePreference.isForPages(request.getHeader(HttpHeaders.ACCEPT)) || !mayBeNoPage())) {
      shown.addObject(attribute, ConsentView.of(request));
    }
  }

  private boolean isPage(ModelAndView shown) {
    String name = shown.getViewName();
    if (name == null) {
      return isPage(shown.getView());
    }
    if (name.startsWith("redirect:") || name.startsWith("forward:")) {
      return false;
    }
    return !beans.containsBean(name)
        || !beans.isTypeMatch(name, View.class)
        || isPage(beans.getBean(name, View.class));
  }

  private static boolean isPage(@Nullable View view) {
    if (view == null || (view instanceof SmartView smart && smart.isRedirectView())) {
      return false;
    }
    String type = view.getContentType();
    return type == null || isPage(type);
  }

  private static boolean isPage(String type) {
    try {
      return PagePreference.isPage(MediaType.parseMediaType(type));
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }

  /** Returns whether the application may show a named view as something else than a page. */
  private boolean mayBeNoPage() {
    return beans.getBeanProvider(ViewResolver.class).stream()
        .flatMap(
            resolver ->
                resolver instanceof ViewResolverComposite composite
                    ? composite.getViewResolvers().stream()
                    : Stream.of(resolver))
        .anyMatch(
            resolver ->
                resolver instanceof ContentNegotiatingViewResolver negotiating
                    && !negotiating.getDefaultViews().isEmpty());
  }
}
