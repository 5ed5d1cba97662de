package io.github.consent4j.policy;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a page that a service's script turns into something else, as a simple CSS
 * selector: by class ({@code blockquote.twitter-tweet}, {@code .twitter-tweet}), id ({@code
 * div#disqus_thread}), attribute ({@code a[data-pin-do]}, {@code [data-type=map]}), or the name of
 * a custom element ({@code pretix-widget}, {@code fb:login-button}). Immutable and thread-safe.
 *
 * @param element name of the element in lower case; empty for any element
 * @param attribute name of the attribute that it must have, in lower case: {@code class} and {@code
 *     id} are two of them; empty if the name of the element decides
 * @param value the class, or the value of another attribute, case-sensitive; empty for any value
 */
public record ElementSelector(String element, String attribute, String value) {

  private static final String NAME = "[A-Za-z][A-Za-z0-9:_-]*";

  private static final Pattern SELECTOR =
      Pattern.compile(
          "(?<element>%1$s)?(?:(?<sign>[.#])(?<name>[A-Za-z_-][A-Za-z0-9_-]*)".formatted(NAME)
              + "|\\[(?<attribute>%1$s)(?:=(?<quote>[\"']?)(?<value>[^\"'\\]\\s]+)\\k<quote>)?])?"
                  .formatted(NAME));

  /**
   * Reads a selector.
   *
   * @throws IllegalArgumentException if the text is not of one of those forms
   */
  public static ElementSelector parse(String text) {
    Matcher parts = SELECTOR.matcher(text);
    if (!parts.matches()) {
      throw unreadable(text);
    }
    String element = lower(parts.group("element"));
    if (parts.group("sign") != null) {
      String attribute = parts.group("sign").equals(".") ? "class" : "id";
      return new ElementSelector(element, attribute, parts.group("name"));
    }
    if (parts.group("attribute") != null) {
      String attribute = lower(parts.group("attribute"));
      String value = parts.group("value");
      if (value == null && attribute.equals("class")) {
        throw unreadable(text);
      }
      return new ElementSelector(element, attribute, value == null ? "" : value);
    }
    if (element.indexOf('-') < 0 && element.indexOf(':') < 0) {
      throw unreadable(text);
    }
    return new ElementSelector(element, "", "");
  }

  private static String lower(@Nullable String name) {
    return name == null ? "" : name.toLowerCase(Locale.ROOT);
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' must name elements by class, id, attribute or as a custom element, such as"
            + " 'blockquote.twitter-tweet', 'div#disqus_thread', 'a[data-pin-do]' or"
            + " 'pretix-widget'");
  }

  /** Returns whether the class of an element decides. */
  public boolean isClass() {
    return attribute.equals("class");
  }

  @Override
  public String toString() {
    if (attribute.isEmpty()) {
      return element;
    }
    if (isClass()) {
      return element + '.' + value;
    }
    boolean id = attribute.equals("id") && value.matches("[A-Za-z_-][A-Za-z0-9_-]*");
    return element
        + (id ? "#" + value : "[" + attribute + (value.isEmpty() ? "" : "=" + value) + "]");
  }
}
