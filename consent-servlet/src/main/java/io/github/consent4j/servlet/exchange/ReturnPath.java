package io.github.consent4j.servlet.exchange;

import io.github.consent4j.format.SitePath;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks where a visitor is sent after a choice: only ever to a path on this site. */
public final class ReturnPath {

  private static final int LONGEST = 2048;
  private static final String UNSAFE = "\"<>^`{|}";

  private static final Pattern ORIGIN = Pattern.compile("^https?://[^/?#\\\\]+(?=/)");

  private static final Pattern ADDRESS =
      Pattern.compile("((?i:https?)://[^/?#\\\\]*)([/?#].*)?", Pattern.DOTALL);

  private ReturnPath() {}

  /**
   * The path in a form that can stand in a header; empty when the text is not a path on this site.
   *
   * @param text path, optionally with query and fragment
   */
  public static Optional<String> of(@Nullable String text) {
    if (text == null || text.length() > LONGEST || !SitePath.is(text)) {
      return Optional.empty();
    }
    return Optional.of(encode(text));
  }

  /**
   * The same for a path or an address of the very origin that a request goes to, of which only the
   * path is left.
   */
  public static Optional<String> of(String text, HttpServletRequest request) {
    Matcher address = ADDRESS.matcher(text);
    if (!address.matches()) {
      return of(text);
    }
    String rest = Objects.requireNonNullElse(address.group(2), "/");
    return SameSiteCheck.isOwn(address.group(1), request)
        ? of(rest.startsWith("/") ? rest : '/' + rest)
        : Optional.empty();
  }

  /**
   * The same for what a script knows: a page's whole address. Its host is left out, whatever it is.
   *
   * @param text path or address, optionally with query and fragment
   */
  public static Optional<String> ofAddress(String text) {
    return of(ORIGIN.matcher(text).replaceFirst(""));
  }

  /** An address in a form that can stand in a header. */
  public static String encode(String text) {
    StringBuilder path = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b <= ' ' || UNSAFE.indexOf(b) >= 0) {
        path.append('%').append(String.format("%02X", b));
      } else {
        path.append((char) b);
      }
    }
    return path.toString();
  }
}
