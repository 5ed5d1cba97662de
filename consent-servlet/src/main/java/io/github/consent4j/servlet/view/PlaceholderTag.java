package io.github.consent4j.servlet.view;

import jakarta.servlet.jsp.JspException;
import java.io.IOException;

/**
 * The tag {@code <consent:placeholder service="youtube">}: its body if the visitor allows the
 * service, or else a placeholder. Not thread-safe.
 *
 * @see ConsentView#placeholder(String)
 */
public final class PlaceholderTag extends ConsentTag {

  private String id = "";

  /** Makes a tag, for the container. */
  public PlaceholderTag() {}

  /**
   * Sets the service that the body needs.
   *
   * @param id identifier of a service, or of a category
   */
  public void setService(String id) {
    this.id = id;
  }

  @Override
  public void doTag() throws JspException, IOException {
    ConsentView view = view();
    if (view.allows(id)) {
      writeBody();
    } else {
      write(view.placeholder(id));
    }
  }
}
