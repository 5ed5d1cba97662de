package io.github.consent4j.servlet.view;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.jsp.JspException;
import jakarta.servlet.jsp.PageContext;
import jakarta.servlet.jsp.tagext.JspFragment;
import jakarta.servlet.jsp.tagext.SimpleTagSupport;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The part that all tags share. */
abstract class ConsentTag extends SimpleTagSupport {

  private @Nullable String language;

  /**
   * Sets the language of the markup.
   *
   * @param language language tag; null or unknown for the language that the browser asks for
   */
  public void setLanguage(@Nullable String language) {
    this.language = language;
  }

  ConsentView view() {
    PageContext page = (PageContext) getJspContext();
    ConsentView view = ConsentView.of((HttpServletRequest) page.getRequest());
    return language == null ? view : view.in(language);
  }

  void write(String html) throws IOException {
    getJspContext().getOut().write(html);
  }

  void writeBody() throws JspException, IOException {
    JspFragment body = getJspBody();
    if (body != null) {
      body.invoke(null);
    }
  }
}
