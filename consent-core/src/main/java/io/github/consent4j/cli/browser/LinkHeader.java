package io.github.consent4j.cli.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The hosts that a {@code Link} header lets the browser connect to (RFC 8288). */
final class LinkHeader {

  private static final Pattern LINK = Pattern.compile("<([^>]*)>([^,]*)");

  /** A host to connect to, and the relation that says so. */
  record Hint(String url, String type) {}

  private LinkHeader() {}

  static List<Hint> hosts(@Nullable String header) {
    List<Hint> hints = new ArrayList<>();
    Matcher link = LINK.matcher(header == null ? "" : header);
    while (link.find()) {
      String parameters = link.group(2).toLowerCase(Locale.ROOT);
      for (String type : List.of("preconnect", "dns-prefetch")) {
        if (parameters.matches("(?s).*\\brel\\s*=\\s*\"?[^\";]*\\b" + type + "\\b.*")) {
          hints.add(new Hint(link.group(1).replaceFirst("^//", "https://"), type));
          break;
        }
      }
    }
    return hints;
  }
}
