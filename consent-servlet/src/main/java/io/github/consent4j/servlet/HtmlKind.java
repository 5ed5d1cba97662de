package io.github.consent4j.servlet;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells whether a browser takes a response for a page. */
enum HtmlKind {
  PAGE,
  OTHER,
  /** Without a content type browsers look into the bytes. */
  UNKNOWN;

  /** As many bytes as browsers look at (WHATWG MIME Sniffing, section 7). */
  static final int SNIFFED_BYTES = 1445;

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
          "<!--",
          "<?xml");

  static HtmlKind ofType(@Nullable String contentType) {
    if (contentType == null || contentType.isBlank()) {
      return UNKNOWN;
    }
    return switch (contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)) {
      case "text/html", "application/xhtml+xml" -> PAGE;
      default -> OTHER;
    };
  }

  /** Whether a page is read by the rules of XML. */
  static boolean isXml(@Nullable String contentType) {
    return contentType != null
        && contentType
            .split(";", 2)[0]
            .strip()
            .toLowerCase(Locale.ROOT)
            .equals("application/xhtml+xml");
  }

  /** Looks into the first bytes of a response without a content type. */
  static HtmlKind ofBytes(byte[] bytes, int length) {
    String start =
        new String(bytes, 0, Math.min(length, SNIFFED_BYTES), StandardCharsets.ISO_8859_1)
            .stripLeading()
            .toLowerCase(Locale.ROOT);
    for (String sign : SIGNS) {
      if (start.startsWith(sign)) {
        return PAGE;
      }
    }
    return OTHER;
  }

  /** The charset that a content type names, if Java knows it. */
  static Optional<Charset> charset(@Nullable String contentType) {
    if (contentType == null) {
      return Optional.empty();
    }
    for (String parameter : contentType.split(";")) {
      String[] pair = parameter.strip().split("=", 2);
      if (pair.length == 2 && pair[0].strip().equalsIgnoreCase("charset")) {
        String name = pair[1].strip().replace("\"", "");
        try {
          return Optional.of(Charset.forName(name));
        } catch (IllegalArgumentException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
