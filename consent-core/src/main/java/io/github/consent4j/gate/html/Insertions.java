package io.github.consent4j.gate.html;

import io.github.consent4j.format.ConsentAttribute;
import io.github.consent4j.policy.Service;

/**
 * What is inserted into a page: placeholders for blocked content, and markup for every page. All
 * HTML is ASCII, so that it means the same in every encoding that the gate reads as bytes.
 */
public interface Insertions {

  /** The id of the form from {@link #settingsForm}. */
  String SETTINGS_FORM = "consent-settings";

  /**
   * Receives the language that the page declares. Of the other methods, at most {@link #head} is
   * called before. Not called for a page without a language.
   *
   * @param tag the value of {@code lang}: letters, digits and dashes, of limited length
   */
  default void language(String tag) {}

  /**
   * Receives the base URL of the page's relative URLs from here on. Of the other methods, at most
   * {@link #head} is called before. Not called for a page whose base names no host.
   *
   * @param origin scheme, host and, if it is named, port
   */
  default void base(String origin) {}

  /** Returns the HTML that is inserted at the start of {@code <head>}; may be empty. */
  default String head() {
    return "";
  }

  /**
   * Returns the HTML of the guard alone. It is inserted at the start of documents that are nested
   * in an attribute of the page and contain scripts; empty for none.
   */
  default String guard() {
    return "";
  }

  /**
   * Returns the guard alone as XML. It is inserted before the first script of XML other than XHTML,
   * such as SVG; empty for none.
   */
  default String guardInXml() {
    return "";
  }

  /**
   * Returns the HTML that is inserted at the start of {@code <body>}; may be empty. Only called if
   * the page has a place for it.
   */
  default String body() {
    return "";
  }

  /**
   * Returns the URL of the placeholder document of a frame, not escaped.
   *
   * @param service service whose content the frame shows
   * @param url absolute URL that the frame would have loaded
   */
  String frame(Service service, String url);

  /**
   * Returns the name of a frame while it shows a placeholder, in letters, digits and dashes; empty
   * if its name stays. Browsers remember by name what a frame has shown, and show that again when
   * the visitor goes back to the page. So this name must differ from the frame's own one and from
   * that of every other frame.
   *
   * @param url URL that the frame would have loaded; empty if it is not known
   */
  default String frameName(String url) {
    return "";
  }

  /**
   * Returns the title of a frame to which the page gives none, escaped for an attribute; empty for
   * none.
   *
   * @param service service whose content the frame shows
   */
  default String frameTitle(Service service) {
    return "";
  }

  /**
   * Returns the URL of the placeholder document of a frame whose content no service declares, not
   * escaped; empty if such a frame stays blank.
   *
   * @param url absolute {@code http} or {@code https} URL that the frame would have loaded
   */
  default String undeclaredFrame(String url) {
    return "";
  }

  /** Returns what {@link #frameTitle} returns, for a frame whose content no service declares. */
  default String undeclaredFrameTitle(String url) {
    return "";
  }

  /**
   * Returns the HTML that is inserted before an element that only a blocked script activates; may
   * be empty.
   */
  default String beforeMarked(Service service) {
    return "";
  }

  /**
   * Returns the HTML that is inserted before a blocked image with an alternative text; may be
   * empty.
   *
   * @param service service that the image belongs to
   * @param url absolute URL of the image
   */
  default String beforeImage(Service service, String url) {
    return "";
  }

  /**
   * Returns the HTML that is inserted behind the page. It may depend on the earlier calls for the
   * page; may be empty.
   */
  default String behindPage() {
    return "";
  }

  /**
   * Returns the URL of the settings, for links that the page marks with {@link
   * ConsentAttribute#OPEN}; not escaped, and empty for none.
   */
  default String settings() {
    return "";
  }

  /**
   * Returns the HTML of an invisible form that leads to the settings and has the id {@link
   * #SETTINGS_FORM}, for buttons with that mark; empty for none.
   */
  default String settingsForm() {
    return "";
  }
}
