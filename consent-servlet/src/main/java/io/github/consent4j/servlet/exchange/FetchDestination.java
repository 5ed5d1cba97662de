package io.github.consent4j.servlet.exchange;

import java.util.Locale;

/**
 * The browser's purpose of a request, as far as it is declared (Fetch Metadata, or else Accept).
 */
public enum FetchDestination {
  /** A page in a window of its own. */
  WINDOW,
  /** A page inside another page. */
  FRAME,
  /** A page, or more likely something else, such as a feed. */
  READER,
  /** A document that the style sheet of an XML page (XSLT) includes in the page. */
  TRANSFORM,
  /** A style sheet; over http also that of an XML page (XSLT). */
  STYLE,
  /**
   * A drawing that a page uses a part of ({@code use} in SVG), with everything that this part
   * loads.
   */
  PART,
  /** Data for a script, which may be a part of a page. */
  SCRIPTED,
  /** An image, or another type that is certainly no page. */
  PIECE,
  /** The request does not say. */
  OTHER;

  private static final String ANYTHING = "*/*";

  public static FetchDestination of(RequestHead request) {
    String destination = request.header("Sec-Fetch-Dest");
    if (destination != null) {
      return switch (destination.toLowerCase(Locale.ROOT)) {
        case "document" -> WINDOW;
        case "iframe", "frame", "embed", "object" -> FRAME;
        case "xslt" -> TRANSFORM;
        case "style" -> STYLE;
        case "empty" -> SCRIPTED;
        // Plain images come from other sites, too.
        case "image" -> "same-origin".equals(request.header("Sec-Fetch-Mode")) ? PART : PIECE;
        case "audio",
            "audioworklet",
            "font",
            "json",
            "manifest",
            "paintworklet",
            "report",
            "script",
            "serviceworker",
            "sharedworker",
            "track",
            "video",
            "worker" ->
            PIECE;
        default -> OTHER;
      };
    }
    String accept = request.header("Accept");
    String accepted = accept == null ? ANYTHING : accept.toLowerCase(Locale.ROOT);
    if ("XMLHttpRequest".equals(request.header("X-Requested-With"))) {
      return SCRIPTED;
    }
    return ofAccept(accepted.strip());
  }

  private static FetchDestination ofAccept(String accept) {
    if (accept.startsWith("text/css")) {
      return STYLE;
    }
    if (accept.startsWith("text/html") || accept.startsWith("application/xhtml+xml")) {
      return WINDOW;
    }
    if (accept.contains("text/html") || accept.contains("application/xhtml+xml")) {
      return READER;
    }
    return accept.isEmpty() || accept.contains("/*") ? OTHER : PIECE;
  }

  /** Returns whether the browser will show the response as a page. */
  public boolean isPage() {
    return this == WINDOW || this == FRAME || this == READER;
  }

  /** Returns whether XML of any type becomes a page, or a part of one, for this destination. */
  public boolean readsXml() {
    return this == WINDOW || this == FRAME || this == TRANSFORM || this == STYLE;
  }

  /**
   * Returns whether the response may be a page. A cache may keep it for requests that show it as
   * one.
   */
  public boolean mayBePage() {
    return this != PIECE && this != PART && this != STYLE;
  }

  /** Returns whether a page for this destination contains the library's guard. */
  public boolean takesHead() {
    return this != SCRIPTED;
  }

  /** Returns whether a page for this destination contains the banner. */
  public boolean takesBanner() {
    return this != FRAME && this != SCRIPTED && this != TRANSFORM;
  }

  /** Returns whether notices in a page for this destination come with their script. */
  public boolean takesNotices() {
    return this != FRAME;
  }
}
