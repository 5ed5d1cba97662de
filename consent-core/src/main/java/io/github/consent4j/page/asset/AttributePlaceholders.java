package io.github.consent4j.page.asset;

import io.github.consent4j.format.ConsentAttribute;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills the names of {@link ConsentAttribute} into scripts and style sheets. Four placeholders
 * stand for each attribute, such as {@code SERVICE}:
 *
 * <ul>
 *   <li>{@code $SERVICE} is its name, for selectors and calls
 *   <li>{@code $SERVICE_END} is what follows the prefix in its name
 *   <li>{@code $SERVICE_KEY} is the property of {@code dataset}
 *   <li>{@code $SERVICE_KEY_END} is what follows the prefix in that property
 * </ul>
 *
 * <p>{@code $PREFIX} and {@code $PREFIX_KEY} are the prefixes, and {@code $PREFIX_LENGTH} is the
 * length of the first one. Other placeholders stay as they are.
 */
final class AttributePlaceholders {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$([A-Z_]+)");
  private static final Map<String, String> NAMES = names();

  private AttributePlaceholders() {}

  private static Map<String, String> names() {
    String prefix = ConsentAttribute.PREFIX;
    String keyPrefix = prefix.substring("data-".length(), prefix.length() - 1);
    Map<String, String> names = new HashMap<>();
    names.put("PREFIX", prefix);
    names.put("PREFIX_KEY", keyPrefix);
    names.put("PREFIX_LENGTH", String.valueOf(prefix.length()));
    for (ConsentAttribute attribute : ConsentAttribute.values()) {
      String end = attribute.end();
      String keyEnd = end.substring(0, 1).toUpperCase(Locale.ROOT) + end.substring(1);
      names.put(attribute.name(), attribute.attribute());
      names.put(attribute.name() + "_END", end);
      names.put(attribute.name() + "_KEY", keyPrefix + keyEnd);
      names.put(attribute.name() + "_KEY_END", keyEnd);
    }
    return Map.copyOf(names);
  }

  static String fill(String text) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(NAMES.getOrDefault(found.group(1), found.group())));
  }
}
