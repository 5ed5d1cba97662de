package io.github.consent4j.servlet.view;

import jakarta.servlet.jsp.JspException;
import java.io.IOException;

/**
 * The tag {@code <consent:if allowed="statistics">}: its body is part of the page only if the
 * visitor allows a service, or a category with every service in it. Not thread-safe.
 */
public class IfTag extends ConsentTag {

  private String id = "";

  /** Makes a tag, for the container. */
  public IfTag() {}

  /**
   * Sets what the visitor has to allow.
   *
   * @param id identifier of a service or category
   */
  public void setAllowed(String id) {
    this.id = id;
  }

  boolean isAllowed() {
    return view().allows(id);
  }

  @Override
  public void doTag() throws JspException, IOException {
    if (isAllowed()) {
      writeBody();
    }
  }
}
