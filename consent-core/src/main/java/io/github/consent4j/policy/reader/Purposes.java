package io.github.consent4j.policy.reader;

import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.text.Suggestions;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The purposes that a file can name by a key such as {@code plays-videos}, so that nobody has to
 * write them in every language. Immutable and thread-safe.
 */
final class Purposes {

  private static final Pattern KEY = Pattern.compile("[a-z]+(-[a-z]+)+");
  private static final String SERVICE = "{0}";

  private final Supplier<Map<String, LocalizedText>> vocabulary;

  /**
   * @param vocabulary returns the sentences by key; is asked when a file first names a key
   */
  Purposes(Supplier<Map<String, LocalizedText>> vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * Reads a purpose: a key of the vocabulary, or a text.
   *
   * @param service the name of the service, for sentences that contain it
   */
  @Nullable LocalizedText read(Fields fields, Collection<String> languages, LocalizedText service) {
    String key = fields.isMapping("purpose") ? null : fields.text("purpose");
    if (key == null || !KEY.matcher(key).matches()) {
      return fields.localized("purpose", languages);
    }
    LocalizedText sentence = vocabulary.get().get(key);
    if (sentence != null) {
      return about(service, sentence);
    }
    fields.report(
        "purpose",
        "'"
            + key
            + "' is not a known purpose"
            + Suggestions.didYouMean(key, vocabulary.get().keySet())
            + "; a text of your own has more than one word");
    return null;
  }

  private static LocalizedText about(LocalizedText service, LocalizedText sentence) {
    if (sentence.byLanguage().values().stream().noneMatch(text -> text.contains(SERVICE))) {
      return sentence;
    }
    Map<String, String> filled = new LinkedHashMap<>();
    sentence
        .byLanguage()
        .forEach(
            (language, text) -> filled.put(language, text.replace(SERVICE, service.in(language))));
    return new LocalizedText(filled);
  }
}
