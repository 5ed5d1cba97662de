package io.github.consent4j.policy;

import java.util.Locale;
import java.util.Optional;

/**
 * A class of elements that a service's script turns into something else: {@code
 * blockquote.twitter-tweet} or {@code .twitter-tweet}. Immutable and thread-safe.
 *
 * @param element name of the element in lower case; empty for any element
 * @param className the class, case-sensitive
 */
public record MarkerClass(Optional<String> element, String className) {

  /**
   * Reads {@code [element].class}.
   *
   * @throws IllegalArgumentException if the text is not of that form
   */
  public static MarkerClass parse(String text) {
    int dot = text.indexOf('.');
    if (!text.matches("([A-Za-z][A-Za-z0-9-]*)?\\.[A-Za-z_-][A-Za-z0-9_-]*")) {
      throw new IllegalArgumentException(
          "'" + text + "' must be an element and a class such as 'blockquote.twitter-tweet'");
    }
    String element = text.substring(0, dot).toLowerCase(Locale.ROOT);
    return new MarkerClass(
        element.isEmpty() ? Optional.empty() : Optional.of(element), text.substring(dot + 1));
  }

  @Override
  public String toString() {
    return element.orElse("") + "." + className;
  }
}
