package io.github.consent4j.format;

import java.util.Locale;

/**
 * The attributes of HTML that this library gives a meaning. Scripts and style sheets get the names
 * from here.
 */
public enum ConsentAttribute {
  /** An element that the library has put into the page. */
  UI,

  /** Where the user opens the settings: the site puts it on a link or button. */
  OPEN,

  /** What the gate and the guard let pass: the site puts it on an element. */
  SKIP,

  /** The service of a blocked element, or of the notice that stands before it. */
  SERVICE,

  /** The address of blocked content. */
  SRC,

  /** The type of a blocked script. */
  TYPE,

  /** The classes that mark the element behind a notice. */
  MARKS,

  /** Which of the library's own pages a document is. */
  PAGE,

  /** The choices for which a page was made, as the consent cookie writes them. */
  CHOICES,

  /** The categories and services that nobody is asked about. */
  ALWAYS,

  /** The categories and services that the visitor has allowed. */
  ALLOWED,

  /** On the page's script if the visitor has decided. */
  MADE,

  /** On the page's script if everybody gets the same page. */
  SHARED,

  /** The services and categories that need a reload of the page when they are allowed. */
  AGAIN,

  /** The services whose content the visitor wants to see once. */
  ONCE,

  /** The address of the script that shows allowed content. */
  MORE,

  /** The address of the rules for a visitor who has decided again. */
  RULES,

  /** The address of the script for sites that swap their documents. */
  SWAP;

  /**
   * How each name begins. It also stands before the name of an attribute that is out of effect
   * until its content is allowed, such as {@code srcset}.
   */
  public static final String PREFIX = "data-consent-";

  private final String end = name().toLowerCase(Locale.ROOT);
  private final String attribute = PREFIX + end;

  /** Returns the name as HTML and selectors write it. */
  public String attribute() {
    return attribute;
  }

  /** Returns what follows {@link #PREFIX} in the name. */
  public String end() {
    return end;
  }
}
