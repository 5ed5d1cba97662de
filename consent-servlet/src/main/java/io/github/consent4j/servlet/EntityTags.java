package io.github.consent4j.servlet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Entity tags of rendered pages: the application's own tag with a suffix that names the rendering,
 * {@code "abc--cc-1a2b3c4d"}. Immutable.
 */
final class EntityTags {

  private static final String SEPARATOR = "--cc-";
  private static final Pattern TAG = Pattern.compile("((?:W/)?\"[^\"]*)\"");

  private final List<String> current;

  /**
   * @param current names of the renderings that this visitor may get now
   */
  EntityTags(List<String> current) {
    this.current = current;
  }

  /** The tag of a rendering; empty when the application's tag is not well-formed. */
  static String suffixed(String tag, String rendering) {
    Matcher matcher = TAG.matcher(tag.strip());
    if (!matcher.matches()) {
      return "";
    }
    String own = matcher.group(1);
    int separator = own.lastIndexOf(SEPARATOR);
    return (separator < 0 ? own : own.substring(0, separator)) + SEPARATOR + rendering + '"';
  }

  /**
   * What the application sees of {@code If-None-Match}: tags of the current renderings without
   * their suffix; those of other renderings are dropped.
   *
   * @param keepsPlain which tags without a suffix stay: those of what leaves as it is
   */
  List<String> ifNoneMatch(List<String> values, Predicate<String> keepsPlain) {
    List<String> kept = new ArrayList<>();
    for (String value : values) {
      if (value.strip().equals("*")) {
        return List.of("*");
      }
      Matcher tags = TAG.matcher(value);
      while (tags.find()) {
        String own = tags.group(1);
        int separator = own.lastIndexOf(SEPARATOR);
        if (separator < 0 ? keepsPlain.test(tags.group()) : isCurrent(own, separator)) {
          kept.add((separator < 0 ? own : own.substring(0, separator)) + '"');
        }
      }
    }
    return kept.isEmpty() ? List.of() : List.of(String.join(", ", kept));
  }

  /**
   * What the application sees of {@code If-Match}: tags of other renderings stay as they are, so
   * that they match nothing and the precondition fails.
   */
  List<String> ifMatch(List<String> values) {
    return values.stream()
        .map(
            value ->
                TAG.matcher(value)
                    .replaceAll(
                        tag -> {
                          String own = tag.group(1);
                          int separator = own.lastIndexOf(SEPARATOR);
                          boolean current = separator >= 0 && isCurrent(own, separator);
                          return Matcher.quoteReplacement(
                              (current ? own.substring(0, separator) : own) + '"');
                        }))
        .toList();
  }

  /** Whether a tag names one of the current renderings. */
  boolean hasCurrent(List<String> values) {
    return values.stream()
        .flatMap(value -> TAG.matcher(value).results())
        .map(tag -> tag.group(1))
        .anyMatch(own -> own.contains(SEPARATOR) && isCurrent(own, own.lastIndexOf(SEPARATOR)));
  }

  private boolean isCurrent(String own, int separator) {
    return current.contains(own.substring(separator + SEPARATOR.length()));
  }
}
