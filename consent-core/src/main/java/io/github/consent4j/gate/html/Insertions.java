package io.github.consent4j.gate.html;

import io.github.consent4j.format.ConsentAttribute;
import io.github.consent4j.policy.Service;

/**
 * What a page gets in place of what is held back, and what is put into every page. All HTML is
 * ASCII, so that it reads the same in every encoding that the gate takes as bytes.
 */
public interface Insertions {

  /** Identifier of {@link #settingsForm}. */
  String SETTINGS_FORM = "consent-settings";

  /**
   * Hears in which language the page says that it is written, before anything but the head is asked
   * for. Not called for a page that says nothing.
   *
   * @param tag the value of {@code lang}: letters, digits and dashes, and no more than a few
   */
  default void language(String tag) {}

  /**
   * Hears against which other address the page's relative ones are read from here on, before
   * anything but the head is asked for. Not called for a page that does not name its host.
   *
   * @param origin scheme, host and port if it is named
   */
  default void base(String origin) {}

  /** HTML to stand first in {@code <head>}; may be empty. */
  default String head() {
    return "";
  }

  /**
   * HTML of the guard alone, to stand first in documents that stand in an attribute of the page and
   * have scripts; empty for none.
   */
  default String guard() {
    return "";
  }

  /**
   * The guard alone, to stand before the first script of XML that is not XHTML, as SVG; empty for
   * none.
   */
  default String guardInXml() {
    return "";
  }

  /** HTML to stand first in {@code <body>}; may be empty. Only asked for when it has a place. */
  default String body() {
    return "";
  }

  /**
   * Address of the document that stands in for a frame, not escaped.
   *
   * @param service whose content the frame shows
   * @param url absolute URL that the frame would have loaded
   */
  String frame(Service service, String url);

  /**
   * What a frame is called while something stands in for it, in letters, digits and dashes; empty
   * to leave its name alone. Browsers remember by name what a frame has shown, and show it again to
   * who goes back to the page: so it is no name that the frame has when it is live, and no other
   * frame's.
   *
   * @param url what the frame would have loaded; empty if that is not known
   */
  default String frameName(String url) {
    return "";
  }

  /**
   * Title of a frame to which the page gives none, escaped for an attribute; empty for none.
   *
   * @param service whose content the frame shows
   */
  default String frameTitle(Service service) {
    return "";
  }

  /**
   * Address of the document that stands in for a frame whose content no service declares, not
   * escaped; empty to leave such a frame blank.
   *
   * @param url absolute {@code http} or {@code https} URL that the frame would have loaded
   */
  default String undeclaredFrame(String url) {
    return "";
  }

  /** The same as {@link #frameTitle} for such a frame. */
  default String undeclaredFrameTitle(String url) {
    return "";
  }

  /** HTML to stand before an element that only a held-back script brings to life; may be empty. */
  default String beforeMarked(Service service) {
    return "";
  }

  /**
   * HTML to stand before an image that is held back, and whose alternative text says that it means
   * something; may be empty.
   *
   * @param service whose image it is
   * @param url absolute URL of the image
   */
  default String beforeImage(Service service, String url) {
    return "";
  }

  /** HTML to stand behind the whole page, by what has been asked for in it; may be empty. */
  default String behindPage() {
    return "";
  }

  /**
   * Address of the settings, for links that the page marks with {@link ConsentAttribute#OPEN}; not
   * escaped, and empty for none.
   */
  default String settings() {
    return "";
  }

  /**
   * HTML with a form that is not shown, leads to the settings and is called {@link #SETTINGS_FORM},
   * for buttons so marked; empty for none.
   */
  default String settingsForm() {
    return "";
  }
}
