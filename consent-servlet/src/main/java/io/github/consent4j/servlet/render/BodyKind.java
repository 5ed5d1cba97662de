package io.github.consent4j.servlet.render;

import io.github.consent4j.servlet.exchange.FetchDestination;
import io.github.consent4j.servlet.exchange.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kind of content that a browser reads a response as. */
public enum BodyKind {
  /** A page in HTML. */
  HTML,
  /** A page in XML. */
  XML,
  STYLE_SHEET,
  /** XML that a page uses a part of. */
  DRAWING,
  OTHER,
  /** The first bytes decide. */
  UNKNOWN;

  /** The number of bytes that browsers examine (WHATWG MIME Sniffing, section 7). */
  public static final int SNIFFED_BYTES = 1445;

  private static final Pattern BEFORE_DOCUMENT =
      Pattern.compile("(?:\u00ef\u00bb\u00bf)?(?:\\s++|<\\?[^>]*+(?:>|$)|<!--(?s:.*?)(?:-->|$))*+");

  private static final Pattern DOCUMENT =
      Pattern.compile("(?i)<(?:!doctype|html|head|body|frameset)\\b");

  private static final String XML_SIGN = "<?xml";

  private static final List<String> SIGNS =
      List.of(
          "<!doctype html",
          "<html",
          "<head",
          "<script",
          "<iframe",
          "<h1",
          "<div",
          "<font",
          "<table",
          "<a",
          "<style",
          "<title",
          "<b",
          "<body",
          "<br",
          "<p",
          "<!--");

  /**
   * Determines the kind from the headers.
   *
   * @param contentType type of the response
   * @param nosniff true if the response forbids to examine its bytes
   * @param destination the browser's purpose of the request
   */
  public static BodyKind of(
      @Nullable String contentType, boolean nosniff, FetchDestination destination) {
    MediaType type = MediaType.of(contentType);
    if (type.isHtml()) {
      return HTML;
    }
    if (type.isXhtml() || (type.isXml() && destination.readsXml())) {
      return XML;
    }
    if (type.isXml() && destination == FetchDestination.PART) {
      return DRAWING;
    }
    // Pages in quirks mode accept a style sheet of any type, and all pages accept one without a
    // type.
    if (type.isStyleSheet() || (destination == FetchDestination.STYLE && !nosniff)) {
      return STYLE_SHEET;
    }
    return type.isUnknown() && !nosniff ? UNKNOWN : OTHER;
  }

  /** Determines the kind from the first bytes, for a response whose headers do not decide. */
  public static BodyKind ofBytes(byte[] bytes, int length, FetchDestination destination) {
    String start =
        new String(bytes, 0, Math.min(length, SNIFFED_BYTES), StandardCharsets.ISO_8859_1)
            .stripLeading()
            .toLowerCase(Locale.ROOT);
    if (start.startsWith(XML_SIGN)) {
      return destination.readsXml() ? XML : OTHER;
    }
    for (String sign : SIGNS) {
      if (start.startsWith(sign)) {
        return HTML;
      }
    }
    return OTHER;
  }

  /**
   * Returns whether the first bytes of HTML may begin a fragment of a page. They then contain more
   * than white space and comments, and no sign of a document.
   */
  public static boolean mayBePiece(byte[] bytes, int length) {
    String start =
        new String(bytes, 0, Math.min(length, SNIFFED_BYTES), StandardCharsets.ISO_8859_1);
    Matcher first = BEFORE_DOCUMENT.matcher(start);
    return first.lookingAt()
        && first.end() < start.length()
        && !DOCUMENT.matcher(start).region(first.end(), start.length()).lookingAt();
  }

  /**
   * Returns whether it is a part of a page. Such content is not changed unless it contains
   * something that may be blocked.
   */
  public boolean belongsToPage() {
    return this == STYLE_SHEET || this == DRAWING;
  }

  public boolean isPage() {
    return this == HTML || this == XML;
  }
}
