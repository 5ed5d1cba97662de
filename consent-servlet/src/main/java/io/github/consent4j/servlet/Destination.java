package io.github.consent4j.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;

/** What a browser wants a response for, as far as it says so (Fetch Metadata; else Accept). */
enum Destination {
  /** A page in a window of its own. */
  WINDOW,
  /** A page inside another page. */
  FRAME,
  /** Data for a script, which may be a piece of a page. */
  SCRIPTED,
  /** Anything else: an image, a style sheet, or a client that does not say. */
  OTHER;

  static Destination of(HttpServletRequest request) {
    String destination = request.getHeader("Sec-Fetch-Dest");
    if (destination != null) {
      return switch (destination.toLowerCase(Locale.ROOT)) {
        case "document" -> WINDOW;
        case "iframe", "frame", "embed", "object" -> FRAME;
        case "empty" -> SCRIPTED;
        default -> OTHER;
      };
    }
    if ("XMLHttpRequest".equals(request.getHeader("X-Requested-With"))) {
      return SCRIPTED;
    }
    String accept = request.getHeader("Accept");
    return accept != null && namesPages(accept.toLowerCase(Locale.ROOT)) ? WINDOW : OTHER;
  }

  private static boolean namesPages(String accept) {
    return accept.contains("text/html") || accept.contains("application/xhtml+xml");
  }

  /** Whether the browser will show the response as a page. */
  boolean isPage() {
    return this == WINDOW || this == FRAME;
  }

  /** Whether a page for this destination carries the library's guard. */
  boolean takesHead() {
    return this != SCRIPTED;
  }

  /** Whether a page for this destination carries the banner. */
  boolean takesBanner() {
    return this == WINDOW || this == OTHER;
  }

  /** Whether notices in a page for this destination come with the script that they want. */
  boolean takesNotices() {
    return this != FRAME;
  }
}
