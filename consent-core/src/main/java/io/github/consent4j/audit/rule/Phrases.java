package io.github.consent4j.audit.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Phrases that are looked for in texts, word by word. A star at the end of a word stands for any
 * ending. Immutable and thread-safe.
 */
final class Phrases {

  private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]+");

  private final List<String[]> phrases;

  /**
   * @param lines phrases that are divided by commas and line breaks
   */
  Phrases(String... lines) {
    phrases =
        Stream.of(lines)
            .flatMap(line -> Stream.of(line.split("[,\n]")))
            .map(String::strip)
            .filter(phrase -> !phrase.isEmpty())
            .map(phrase -> phrase.split(" "))
            .toList();
  }

  /** Returns the words of a text, in lower case. */
  static List<String> words(String text) {
    return NO_LETTER
        .splitAsStream(text.toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** Returns the first phrase in a text, in the words of the text. */
  Optional<String> in(List<String> words) {
    for (int start = 0; start < words.size(); start++) {
      int length = lengthAt(words, start);
      if (length > 0) {
        return Optional.of(String.join(" ", words.subList(start, start + length)));
      }
    }
    return Optional.empty();
  }

  /** Returns the words that belong to no phrase. */
  List<String> without(List<String> words) {
    List<String> rest = new ArrayList<>();
    int start = 0;
    while (start < words.size()) {
      int length = lengthAt(words, start);
      if (length == 0) {
        rest.add(words.get(start));
      }
      start += Math.max(1, length);
    }
    return rest;
  }

  /** Returns the number of words of the longest phrase at a place; 0 if there is none. */
  private int lengthAt(List<String> words, int start) {
    int longest = 0;
    for (String[] phrase : phrases) {
      if (phrase.length > longest && isAt(phrase, words, start)) {
        longest = phrase.length;
      }
    }
    return longest;
  }

  private static boolean isAt(String[] phrase, List<String> words, int start) {
    if (start + phrase.length > words.size()) {
      return false;
    }
    for (int i = 0; i < phrase.length; i++) {
      if (!isMeant(phrase[i], words.get(start + i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMeant(String pattern, String word) {
    return pattern.endsWith("*")
        ? word.regionMatches(0, pattern, 0, pattern.length() - 1)
        : word.equals(pattern);
  }
}
