package io.github.consent4j.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Selects the form of a text that fits a number, by the rules of the Unicode Common Locale Data
 * Repository (Unicode Technical Standard 35, part 3, section 5). The rules are data in {@code
 * plurals.properties}. Only whole numbers of zero or more are supported. Immutable and thread-safe.
 */
public final class Plurals {

  /** The form of every number that no rule covers. */
  public static final String OTHER = "other";

  private static final Pattern RELATION =
      Pattern.compile("([nivwftce])(?: % (\\d+))? (!?=) ([\\d.,]+)");

  private final Map<String, List<List<Relation>>> conditions = new LinkedHashMap<>();

  private Plurals(String rules) {
    for (String rule : rules.split(";")) {
      String[] formAndCondition = rule.split(":", 2);
      if (formAndCondition.length == 2) {
        conditions.put(formAndCondition[0].strip(), alternatives(formAndCondition[1].strip()));
      }
    }
  }

  /**
   * Returns the rules of one of {@link Texts#LANGUAGES}.
   *
   * @throws IllegalArgumentException if there are no rules for the language
   */
  public static Plurals of(String language) {
    String rules = Texts.read("plurals.properties").get(language);
    if (rules == null) {
      throw new IllegalArgumentException("No plural rules for '" + language + "'");
    }
    return new Plurals(rules);
  }

  /**
   * One comparison, such as {@code n % 100 = 3..10}.
   *
   * @param whole true if the number itself is compared; otherwise a property of its fraction, which
   *     is 0
   * @param divisor 0 if the number is not divided
   */
  private record Relation(boolean whole, long divisor, boolean equal, List<long[]> ranges) {

    static Relation parse(String text) {
      Matcher parts = RELATION.matcher(text);
      if (!parts.matches()) {
        throw new IllegalArgumentException("'" + text + "' is no relation of a plural rule");
      }
      List<long[]> ranges = new ArrayList<>();
      for (String range : parts.group(4).split(",")) {
        String[] ends = range.split("\\.\\.");
        ranges.add(new long[] {Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1])});
      }
      String divisor = parts.group(2);
      return new Relation(
          "ni".contains(parts.group(1)),
          divisor == null ? 0 : Long.parseLong(divisor),
          parts.group(3).equals("="),
          ranges);
    }

    boolean holds(long number) {
      long value = whole ? number : 0;
      long compared = divisor == 0 ? value : value % divisor;
      return equal
          == ranges.stream().anyMatch(range -> range[0] <= compared && compared <= range[1]);
    }
  }

  private static List<List<Relation>> alternatives(String condition) {
    List<List<Relation>> alternatives = new ArrayList<>();
    for (String alternative : condition.split(" or ")) {
      List<Relation> relations = new ArrayList<>();
      for (String relation : alternative.split(" and ")) {
        relations.add(Relation.parse(relation.strip()));
      }
      alternatives.add(relations);
    }
    return alternatives;
  }

  /** Returns the form that fits a number, such as {@code few}. */
  public String form(long number) {
    for (Map.Entry<String, List<List<Relation>>> form : conditions.entrySet()) {
      if (form.getValue().stream()
          .anyMatch(all -> all.stream().allMatch(relation -> relation.holds(number)))) {
        return form.getKey();
      }
    }
    return OTHER;
  }
}
