package io.github.consent4j.cli;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an operator asks about: a URL, a cookie or a storage key. Immutable.
 *
 * @param text an absolute URL, or a name
 */
record Resource(Kind kind, String text) {

  /** The kind of a resource. The identifier is the word for it on the command line. */
  enum Kind {
    URL("URL"),
    COOKIE("cookie"),
    KEY("storage key");

    private final String noun;

    Kind(String noun) {
      this.noun = noun;
    }

    String noun() {
      return noun;
    }
  }

  /** A host name with a dot, and what may follow it in a URL. */
  private static final Pattern HOST =
      Pattern.compile("(?i)[a-z0-9-]+(\\.[a-z0-9-]+)*\\.[a-z]{2,}(:\\d+)?([/?#].*)?");

  /** Returns what a text is without doubt; empty if it is a name, of a cookie or a key. */
  static Optional<Resource> url(String text) {
    if (text.regionMatches(true, 0, "http:", 0, 5) || text.regionMatches(true, 0, "https:", 0, 6)) {
      return Optional.of(new Resource(Kind.URL, text));
    }
    if (text.startsWith("//")) {
      return Optional.of(new Resource(Kind.URL, "https:" + text));
    }
    return HOST.matcher(text).matches()
        ? Optional.of(new Resource(Kind.URL, "https://" + text))
        : Optional.empty();
  }
}
