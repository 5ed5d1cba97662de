package io.github.consent4j.servlet.view;

import jakarta.servlet.jsp.JspException;
import java.io.IOException;

/**
 * The tag {@code <consent:settingsLink>Cookies</consent:settingsLink>}: a link to the settings. Its
 * body is the content of the link; without a body, the link has their name in the visitor's
 * language. Not thread-safe.
 */
public final class SettingsLinkTag extends ConsentTag {

  private static final String END = "</a>";

  /** Makes a tag, for the container. */
  public SettingsLinkTag() {}

  @Override
  public void doTag() throws JspException, IOException {
    if (getJspBody() == null) {
      write(view().settingsLink());
      return;
    }
    String empty = view().settingsLink("");
    if (empty.endsWith(END)) {
      write(empty.substring(0, empty.length() - END.length()));
      writeBody();
      write(END);
    }
  }
}
