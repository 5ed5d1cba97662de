package io.github.consent4j.servlet.render;

import io.github.consent4j.servlet.exchange.FetchDestination;
import io.github.consent4j.servlet.exchange.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a browser takes a response for. */
public enum BodyKind {
  /** A page by the rules of HTML. */
  HTML,
  /** A page by the rules of XML. */
  XML,
  STYLE_SHEET,
  /** XML of which a page takes a part. */
  DRAWING,
  OTHER,
  /** It depends on the first bytes. */
  UNKNOWN;

  /** As many bytes as browsers look at (WHATWG MIME Sniffing, section 7). */
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
   * Tells by the headers.
   *
   * @param contentType what the response says
   * @param nosniff whether it forbids to look into its bytes
   * @param destination what the browser wants it for
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
    // pages in quirks mode take a style sheet of any type, and all pages take one of none
    if (type.isStyleSheet() || (destination == FetchDestination.STYLE && !nosniff)) {
      return STYLE_SHEET;
    }
    return type.isUnknown() && !nosniff ? UNKNOWN : OTHER;
  }

  /** Looks into the first bytes of a response whose headers do not tell. */
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
   * Whether first bytes of HTML may be those of a piece of a page: there is more than space and
   * comments in them, and no sign of a document.
   */
  public static boolean mayBePiece(byte[] bytes, int length) {
    String start =
        new String(bytes, 0, Math.min(length, SNIFFED_BYTES), StandardCharsets.ISO_8859_1);
    Matcher first = BEFORE_DOCUMENT.matcher(start);
    return first.lookingAt()
        && first.end() < start.length()
        && !DOCUMENT.matcher(start).region(first.end(), start.length()).lookingAt();
  }

  /** Whether it belongs to a page, and leaves as it is unless something in it may be held back. */
  public boolean belongsToPage() {
    return this == STYLE_SHEET || this == DRAWING;
  }

  public boolean isPage() {
    return this == HTML || this == XML;
  }
}
