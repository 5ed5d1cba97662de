package io.github.consent4j.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sentences that checks write into the evidence, in another language. The evidence is in
 * English for everybody; a report in another language recognises the sentence and says it again.
 * Immutable and thread-safe.
 */
final class Sentences {

  private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

  private final String language;
  private final List<Sentence> sentences = new ArrayList<>();

  private record Sentence(Pattern english, String other) {}

  /**
   * @param language the language of the translations
   * @param text the sentences, each on a line with its translation on the next one; lines that are
   *     empty or begin with {@code #} are skipped
   */
  Sentences(String language, String text) {
    this.language = language;
    List<String> lines =
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    for (int i = 0; i + 1 < lines.size(); i += 2) {
      sentences.add(new Sentence(pattern(lines.get(i)), lines.get(i + 1)));
    }
  }

  private static Pattern pattern(String english) {
    StringBuilder pattern = new StringBuilder();
    Matcher place = PLACE.matcher(english);
    int end = 0;
    while (place.find()) {
      pattern.append(Pattern.quote(english.substring(end, place.start()))).append("(.+?)");
      end = place.end();
    }
    return Pattern.compile(pattern + Pattern.quote(english.substring(end)), Pattern.DOTALL);
  }

  /** Returns a text in the other language, or as it is if no sentence fits. */
  Wording of(String english) {
    return translated(english)
        .map(text -> new Wording(text, language))
        .orElseGet(() -> new Wording(english, "en"));
  }

  private Optional<String> translated(String english) {
    for (Sentence sentence : sentences) {
      Matcher found = sentence.english.matcher(english);
      if (found.matches()) {
        return Optional.of(filled(sentence.other, found));
      }
    }
    return Optional.empty();
  }

  /** Fills in the values, which may be sentences themselves. */
  private String filled(String other, Matcher found) {
    return PLACE
        .matcher(other)
        .replaceAll(
            place -> {
              String value = found.group(1 + Integer.parseInt(place.group(1)));
              return Matcher.quoteReplacement(translated(value).orElse(value));
            });
  }
}
