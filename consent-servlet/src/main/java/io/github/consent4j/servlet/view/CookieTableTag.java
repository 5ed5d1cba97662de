package io.github.consent4j.servlet.view;

import java.io.IOException;

/**
 * The tag {@code <consent:cookieTable/>}: everything that the policy declares. Not thread-safe.
 *
 * @see ConsentView#cookieTable()
 */
public final class CookieTableTag extends ConsentTag {

  /** Makes a tag, for the container. */
  public CookieTableTag() {}

  @Override
  public void doTag() throws IOException {
    write(view().cookieTable());
  }
}
