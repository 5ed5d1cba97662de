package io.github.consent4j.servlet.exchange;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;

/** What a browser wants a response for, as far as it says so (Fetch Metadata; else Accept). */
public enum FetchDestination {
  /** A page in a window of its own. */
  WINDOW,
  /** A page inside another page. */
  FRAME,
  /** A page, or rather something else: a feed, perhaps. */
  READER,
  /** Of what an XML page is made by its own style sheet (XSLT). */
  TRANSFORM,
  /** A style sheet; over http also that of an XML page (XSLT). */
  STYLE,
  /** A drawing of which a page takes a part ({@code use} in SVG), with all that this loads. */
  PART,
  /** Data for a script, which may be a piece of a page. */
  SCRIPTED,
  /** An image, or whatever else is surely no page. */
  PIECE,
  /** It is not said. */
  OTHER;

  private static final String ANYTHING = "*/*";

  public static FetchDestination of(HttpServletRequest request) {
    String destination = request.getHeader("Sec-Fetch-Dest");
    if (destination != null) {
      return switch (destination.toLowerCase(Locale.ROOT)) {
        case "document" -> WINDOW;
        case "iframe", "frame", "embed", "object" -> FRAME;
        case "xslt" -> TRANSFORM;
        case "style" -> STYLE;
        case "empty" -> SCRIPTED;
        // images as such come from other sites, too
        case "image" -> "same-origin".equals(request.getHeader("Sec-Fetch-Mode")) ? PART : PIECE;
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
    String accept = request.getHeader("Accept");
    String accepted = accept == null ? ANYTHING : accept.toLowerCase(Locale.ROOT);
    if ("XMLHttpRequest".equals(request.getHeader("X-Requested-With"))) {
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

  /** Whether the browser will show the response as a page. */
  public boolean isPage() {
    return this == WINDOW || this == FRAME || this == READER;
  }

  /** Whether XML of any kind becomes a page there, or a page is made of it. */
  public boolean readsXml() {
    return this == WINDOW || this == FRAME || this == TRANSFORM || this == STYLE;
  }

  /** Whether the response may be a page: a cache may keep it for those to whom it will be one. */
  public boolean mayBePage() {
    return this != PIECE && this != PART && this != STYLE;
  }

  /** Whether a page for this destination carries the library's guard. */
  public boolean takesHead() {
    return this != SCRIPTED;
  }

  /** Whether a page for this destination carries the banner. */
  public boolean takesBanner() {
    return this != FRAME && this != SCRIPTED && this != TRANSFORM;
  }

  /** Whether notices in a page for this destination come with the script that they want. */
  public boolean takesNotices() {
    return this != FRAME;
  }
}
