package io.github.consent4j.policy.reader;

import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.text.Texts;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The library's own texts about services in some languages. They are read when they are first
 * needed. Thread-safe.
 */
final class Wording {

  private final ReentrantLock lock = new ReentrantLock();
  private final Set<String> languages = new LinkedHashSet<>();
  private final Purposes purposes = new Purposes(this::vocabulary);
  private @Nullable Map<String, LocalizedText> services;
  private @Nullable Map<String, LocalizedText> vocabulary;

  /**
   * @param tags the language tags of the readers; whoever reads another language gets English
   */
  Wording(Collection<String> tags) {
    languages.add(Texts.DEFAULT);
    for (String tag : tags) {
      for (String serving : Texts.serving(tag)) {
        if (Texts.LANGUAGES.contains(serving)) {
          languages.add(serving);
          break;
        }
      }
    }
  }

  /** Returns the texts about single services and categories, by key. */
  Map<String, LocalizedText> services() {
    lock.lock();
    try {
      if (services == null) {
        services = read(Texts::ofServices);
      }
      return services;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the purposes that files can name by a key. */
  Purposes purposes() {
    return purposes;
  }

  private Map<String, LocalizedText> vocabulary() {
    lock.lock();
    try {
      if (vocabulary == null) {
        vocabulary = read(Texts::ofPurposes);
      }
      return vocabulary;
    } finally {
      lock.unlock();
    }
  }

  private Map<String, LocalizedText> read(Function<String, Map<String, String>> file) {
    Map<String, Map<String, String>> byKey = new LinkedHashMap<>();
    for (String language : languages) {
      for (Map.Entry<String, String> text : file.apply(language).entrySet()) {
        byKey
            .computeIfAbsent(text.getKey(), key -> new LinkedHashMap<>())
            .put(language, text.getValue());
      }
    }
    Map<String, LocalizedText> texts = new LinkedHashMap<>();
    byKey.forEach((key, byLanguage) -> texts.put(key, new LocalizedText(byLanguage)));
    return texts;
  }
}
