package io.github.consent4j.servlet.view;

import jakarta.servlet.jsp.JspException;
import java.io.IOException;

/**
 * The tag {@code <consent:unless allowed="statistics">}: its body is part of the page only if the
 * visitor does not allow a service or category. Not thread-safe.
 */
public final class UnlessTag extends IfTag {

  /** Makes a tag, for the container. */
  public UnlessTag() {}

  @Override
  public void doTag() throws JspException, IOException {
    if (!isAllowed()) {
      writeBody();
    }
  }
}
