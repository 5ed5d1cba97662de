package io.github.consent4j.servlet.render;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Entity tags of rendered pages. Such a tag is the application's own tag with a suffix that names
 * the rendering, {@code "abc--cc-1a2b3c4d"}. If the application sends no tag, it consists of the
 * rendering and of the date by which the application recognises its page, {@code
 * W/"--cc-1a2b3c4d-65536f00"}. Immutable.
 */
public final class EntityTags {

  private static final String SEPARATOR = "--cc-";
  private static final Pattern TAG = Pattern.compile("((?:W/)?\"[^\"]*)\"");
  private static final Pattern DATED = Pattern.compile("W/\"--cc-([0-9a-f]{8})-([0-9a-f]{1,12})");

  /** The tags of a visitor for whom no earlier rendering can be reused. */
  public static final EntityTags NONE = new EntityTags(List.of());

  private final List<String> current;

  /**
   * @param current names of the renderings that this visitor may get now
   */
  public EntityTags(List<String> current) {
    this.current = current;
  }

  /** Returns whether the tags of a request may contain tags of renderings. */
  public static boolean areRenderings(List<String> values) {
    for (String value : values) {
      if (value.contains(SEPARATOR)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the tag of a rendering; empty if the application's tag is not well-formed. */
  static String suffixed(String tag, String rendering) {
    Matcher matcher = TAG.matcher(tag.strip());
    if (!matcher.matches()) {
      return "";
    }
    String own = matcher.group(1);
    if (DATED.matcher(own).matches()) {
      // A tag of this form names a rendering. It is not a tag of the application.
      return "";
    }
    int separator = own.lastIndexOf(SEPARATOR);
    return (separator < 0 ? own : own.substring(0, separator)) + SEPARATOR + rendering + '"';
  }

  /**
   * Returns the tag of a rendering whose application sends only a date. It is a weak tag, because
   * more than one page may be made within a second.
   */
  static String dated(Instant date, String rendering) {
    return "W/\"" + SEPARATOR + rendering + '-' + Long.toHexString(date.getEpochSecond()) + '"';
  }

  /** Returns the date of a current rendering that the application recognises only by its date. */
  public Optional<Instant> date(List<String> values) {
    return datedTags(values)
        .filter(dated -> current.contains(dated.group(1)))
        .map(dated -> Instant.ofEpochSecond(Long.parseLong(dated.group(2), 16)))
        .findFirst();
  }

  /**
   * Returns the unchanged tag of a current rendering that the application recognises only by its
   * date.
   */
  public Optional<String> datedTag(List<String> values) {
    return datedTags(values)
        .filter(dated -> current.contains(dated.group(1)))
        .map(dated -> dated.group() + '"')
        .findFirst();
  }

  private static Stream<MatchResult> datedTags(List<String> values) {
    return values.stream()
        .flatMap(value -> TAG.matcher(value).results())
        .flatMap(
            tag -> {
              Matcher dated = DATED.matcher(tag.group(1));
              return dated.matches() ? Stream.of(dated.toMatchResult()) : Stream.empty();
            });
  }

  /**
   * Returns the value of {@code If-None-Match} for the application. Tags of the current renderings
   * lose their suffix. Those of other renderings are dropped.
   *
   * @param keepsPlain decides which tags without a suffix are kept: those of unchanged responses
   */
  public List<String> ifNoneMatch(List<String> values, Predicate<String> keepsPlain) {
    List<String> kept = new ArrayList<>();
    for (String value : values) {
      if (value.strip().equals("*")) {
        return List.of("*");
      }
      Matcher tags = TAG.matcher(value);
      while (tags.find()) {
        String own = tags.group(1);
        int separator = own.lastIndexOf(SEPARATOR);
        if (DATED.matcher(own).matches()) {
          continue;
        }
        if (separator < 0 ? keepsPlain.test(tags.group()) : isCurrent(own, separator)) {
          kept.add((separator < 0 ? own : own.substring(0, separator)) + '"');
        }
      }
    }
    return kept.isEmpty() ? List.of() : List.of(String.join(", ", kept));
  }

  /**
   * Returns the value of {@code If-Match} for the application. Tags of other renderings are kept,
   * so that they match nothing and the precondition fails.
   */
  public List<String> ifMatch(List<String> values) {
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

  /** Returns whether a tag names one of the current renderings. */
  boolean hasCurrent(List<String> values) {
    return values.stream()
        .flatMap(value -> TAG.matcher(value).results())
        .map(tag -> tag.group(1))
        .anyMatch(own -> own.contains(SEPARATOR) && isCurrent(own, own.lastIndexOf(SEPARATOR)));
  }

  private boolean isCurrent(String own, int separator) {
    Matcher dated = DATED.matcher(own);
    return current.contains(
        dated.matches() ? dated.group(1) : own.substring(separator + SEPARATOR.length()));
  }
}
