package io.github.consent4j.servlet.wrap;

import jakarta.servlet.http.Cookie;
import java.util.Locale;
import java.util.Map;

/** Writes a cookie of the application as the value of a {@code Set-Cookie} header. */
final class CookieText {

  private CookieText() {}

  /** Returns whether a header can contain the cookie. Otherwise the container refuses it. */
  static boolean isWritable(Cookie cookie) {
    String value = cookie.getValue() == null ? "" : cookie.getValue();
    return isPlain(cookie.getName())
        && isPlain(value)
        && cookie.getAttributes().entrySet().stream()
            .allMatch(entry -> isPlain(entry.getKey()) && isPlain(entry.getValue()));
  }

  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c >= 0x20 && c < 0x7f && c != ';');
  }

  static String of(Cookie cookie) {
    StringBuilder text = new StringBuilder(cookie.getName()).append('=');
    text.append(cookie.getValue() == null ? "" : cookie.getValue());
    for (Map.Entry<String, String> attribute : cookie.getAttributes().entrySet()) {
      switch (attribute.getKey().toLowerCase(Locale.ROOT)) {
        // The form in which a flag is stored differs between versions of Servlet.
        case "secure" -> flag(text, "Secure", cookie.getSecure());
        case "httponly" -> flag(text, "HttpOnly", cookie.isHttpOnly());
        // A negative age means the browser session, but in a header it deletes the cookie.
        case "max-age" -> {
          if (cookie.getMaxAge() >= 0) {
            text.append("; Max-Age=").append(cookie.getMaxAge());
          }
        }
        case "partitioned" -> flag(text, "Partitioned", !"false".equals(attribute.getValue()));
        default -> {
          text.append("; ").append(attribute.getKey());
          if (!attribute.getValue().isEmpty()) {
            text.append('=').append(attribute.getValue());
          }
        }
      }
    }
    return text.toString();
  }

  private static void flag(StringBuilder text, String name, boolean set) {
    if (set) {
      text.append("; ").append(name);
    }
  }
}
