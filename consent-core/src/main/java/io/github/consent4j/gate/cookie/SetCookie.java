package io.github.consent4j.gate.cookie;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A cookie that the library itself sets. {@link #toString()} returns it as the value of a {@code
 * Set-Cookie} header. Characters that could end a part of the header are refused. Immutable and
 * thread-safe.
 *
 * @param name a token (RFC 9110, section 5.6.2)
 * @param value characters that need no quoting (RFC 6265, section 4.1.1)
 * @param domain host name; empty for the host alone
 * @param path path on the site, beginning with a slash
 * @param maxAge lifetime in seconds; zero deletes; empty for the browser session
 * @param secure whether it is sent by https alone
 * @param partitioned whether it is stored per top-level site
 */
public record SetCookie(
    String name,
    String value,
    Optional<String> domain,
    String path,
    OptionalLong maxAge,
    boolean secure,
    boolean partitioned) {

  private static final String SEPARATORS = "()<>@,;:\\\"/[]?={}";

  public SetCookie {
    if (!isName(name)) {
      throw new IllegalArgumentException("The name of a cookie has characters that end it");
    }
    if (!value.chars().allMatch(SetCookie::isValueCharacter)) {
      throw new IllegalArgumentException("The value of cookie '" + name + "' needs quoting");
    }
    if (domain.filter(d -> !d.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*")).isPresent()) {
      throw new IllegalArgumentException("The domain of cookie '" + name + "' is not a host name");
    }
    if (!path.startsWith("/") || !path.chars().allMatch(SetCookie::isPathCharacter)) {
      throw new IllegalArgumentException("The path of cookie '" + name + "' is not a plain path");
    }
  }

  /** Returns whether a text is a token, which cookie names must be. */
  static boolean isToken(String text) {
    return !text.isEmpty() && text.chars().allMatch(SetCookie::isTokenCharacter);
  }

  static boolean isTokenCharacter(int c) {
    return c > ' ' && c < 0x7f && SEPARATORS.indexOf(c) < 0;
  }

  /**
   * Returns whether browsers take a text for the whole name of a cookie. Scripts set names that are
   * no tokens.
   */
  static boolean isName(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f && "=,;\"\\".indexOf(c) < 0);
  }

  static boolean isPath(String text) {
    return text.startsWith("/") && text.chars().allMatch(SetCookie::isPathCharacter);
  }

  private static boolean isValueCharacter(int c) {
    return c > ' ' && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
  }

  private static boolean isPathCharacter(int c) {
    return c >= ' ' && c < 0x7f && c != ';';
  }

  /** Returns the value of the header. {@code SameSite} is always {@code Lax}. */
  @Override
  public String toString() {
    StringBuilder header = new StringBuilder(name).append('=').append(value);
    header.append("; Path=").append(path);
    domain.ifPresent(host -> header.append("; Domain=").append(host));
    maxAge.ifPresent(seconds -> header.append("; Max-Age=").append(seconds));
    if (secure) {
      header.append("; Secure");
    }
    if (partitioned) {
      header.append("; Partitioned");
    }
    return header.append("; SameSite=Lax").toString();
  }
}
