package io.github.consent4j.gate.rule;

import java.util.Optional;

/**
 * Reads the URL of a {@code meta} refresh, as the HTML standard's "shared refresh steps" define.
 */
public final class MetaRefresh {

  private MetaRefresh() {}

  /** Returns the URL in the attribute {@code content}; empty if the page reloads itself. */
  public static Optional<String> url(String content) {
    int p = skip(content, 0, " \t\n\f\r");
    int digits = p;
    p = skip(content, p, "0123456789.");
    boolean separated = p < content.length() && " \t\n\f\r;,".indexOf(content.charAt(p)) >= 0;
    if (p == digits || !separated) {
      return Optional.empty();
    }
    p = skip(content, p, " \t\n\f\r");
    p = p < content.length() && ";,".indexOf(content.charAt(p)) >= 0 ? p + 1 : p;
    p = skip(content, p, " \t\n\f\r");
    int url = p;
    if (content.regionMatches(true, p, "url", 0, 3)) {
      int equals = skip(content, p + 3, " \t\n\f\r");
      if (equals < content.length() && content.charAt(equals) == '=') {
        url = skip(content, equals + 1, " \t\n\f\r");
      }
    }
    return url < content.length() ? Optional.of(unquote(content.substring(url))) : Optional.empty();
  }

  private static String unquote(String text) {
    char quote = text.charAt(0);
    if (quote != '"' && quote != '\'') {
      return text;
    }
    int close = text.indexOf(quote, 1);
    return text.substring(1, close < 0 ? text.length() : close);
  }

  private static int skip(String text, int from, String characters) {
    int p = from;
    while (p < text.length() && characters.indexOf(text.charAt(p)) >= 0) {
      p++;
    }
    return p;
  }
}
