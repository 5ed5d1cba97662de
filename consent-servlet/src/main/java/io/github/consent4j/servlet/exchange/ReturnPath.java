package io.github.consent4j.servlet.exchange;

import io.github.consent4j.format.SitePath;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks the address that a visitor is sent to after a choice. It is always a path on this site.
 */
public final class ReturnPath {

  private static final int LONGEST = 2048;
  private static final String UNSAFE = "\"<>^`{|}";

  private static final Pattern ORIGIN = Pattern.compile("^https?://[^/?#\\\\]+(?=/)");

  private static final Pattern ADDRESS =
      Pattern.compile("((?i:https?)://[^/?#\\\\]*)([/?#].*)?", Pattern.DOTALL);

  private ReturnPath() {}

  /**
   * Returns the path in a form that is valid in a header; empty if the text is not a path on this
   * site.
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
   * Returns the path of a path or of an address. The address must have the origin of the request.
   */
  public static Optional<String> of(String text, RequestHead request) {
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
   * Returns the path of a page's whole address, as a script knows it. The host is ignored.
   *
   * @param text path or address, optionally with query and fragment
   */
  public static Optional<String> ofAddress(String text) {
    return of(ORIGIN.matcher(text).replaceFirst(""));
  }

  /** Returns an address in a form that is valid in a header. */
  public static String encode(String text) {
    StringBuilder path = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b <= ' ' || UNSAFE.indexOf(b) >= 0) {
        path.append('%').append(String.format(Locale.ROOT, "%02X", b));
      } else {
        path.append((char) b);
      }
    }
    return path.toString();
  }
}
