package io.github.consent4j.audit.rule;

import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Checks the words that visitors read before they decide: purposes that say nothing, words that
 * steer, and labels that do not say what a button does. Not thread-safe.
 */
final class WordingLint {

  /** The number of characters after which few read on. */
  private static final int LONGEST = 600;

  private static final String REFUSAL = "choice.reject-all";
  private static final List<String> ANSWERS = List.of("choice.accept-all", REFUSAL, "choice.save");
  private static final String LABELS = "choice.";

  /** Section 25 TDDDG, or article 5(3) of directive 2002/58/EC. */
  private static final Pattern DEVICE_ACCESS = Pattern.compile("\\b25\\b|2002/58");

  /** Article 6 GDPR. */
  private static final Pattern PROCESSING = Pattern.compile("\\b6\\b");

  /** The places that a text must not lose, by the key of the text. */
  private static final Map<String, List<String>> FACTS =
      Map.of(
          "intro",
          List.of("{0}"),
          "recipients",
          List.of("{0}", "{1}"),
          "transfer",
          List.of("{0}"),
          "embed.text",
          List.of("{0}", "{1}"),
          "embed.transfer",
          List.of("{0}"));

  private final Policy policy;
  private final Predicate<List<String>> isWritten;
  private final List<Breach> breaches;

  /**
   * @param isWritten returns whether the file has a key, by the way to it
   * @param breaches receives what breaks a rule
   */
  WordingLint(Policy policy, Predicate<List<String>> isWritten, List<Breach> breaches) {
    this.policy = policy;
    this.isWritten = isWritten;
    this.breaches = breaches;
  }

  void check() {
    for (Category category : policy.categories()) {
      List<String> way = List.of("categories", category.id());
      if (isWritten.test(List.of("categories", category.id(), "description"))) {
        checkText(category.description(), "description", way);
      }
      for (Service service : category.services()) {
        if (isWritten.test(List.of("services", service.id()))) {
          check(service);
        }
      }
    }
    for (String language : policy.languages()) {
      policy.texts(language).forEach((key, text) -> checkOwn(language, key, text));
    }
  }

  private void check(Service service) {
    List<String> way = List.of("services", service.id());
    checkPurpose(service.purpose(), "purpose", way);
    service.necessity().ifPresent(text -> checkPurpose(text, "necessity", way));
    for (CookieDescriptor item : service.stores()) {
      List<String> below = List.of("services", service.id(), "stores", item.name().glob());
      checkPurpose(item.purpose(), "purpose", below);
      item.necessity().ifPresent(text -> checkPurpose(text, "necessity", below));
    }
  }

  private void checkPurpose(LocalizedText purpose, String key, List<String> way) {
    purpose
        .byLanguage()
        .forEach(
            (language, text) -> {
              List<String> words = Phrases.words(text);
              Optional<String> vague = WordList.VAGUE.in(words);
              if (vague.isPresent()
                  && WordList.FILLERS.without(WordList.VAGUE.without(words)).isEmpty()) {
                add(
                    LintRules.VAGUE_PURPOSE,
                    way,
                    key,
                    language,
                    "'"
                        + vague.get()
                        + "' is all that this text says; say what is done with which data, as in"
                        + " 'Counts page views'");
              }
            });
    checkText(purpose, key, way);
  }

  private void checkText(LocalizedText text, String key, List<String> way) {
    text.byLanguage()
        .forEach(
            (language, words) -> {
              checkEmotive(words, way, key, language);
              if (words.length() > LONGEST) {
                add(
                    LintRules.LONG_TEXT,
                    way,
                    key,
                    language,
                    "this text has "
                        + words.length()
                        + " characters, and few will read more than "
                        + LONGEST
                        + "; the rest belongs into the privacy policy");
              }
            });
    boolean isForAll = text.byLanguage().containsKey("");
    if (isForAll && policy.languages().size() > 1 && Phrases.words(text.in("")).size() > 1) {
      add(
          LintRules.LANGUAGE_MISMATCH,
          way,
          key,
          "",
          "this text is the same in "
              + String.join(", ", policy.languages())
              + "; write it in each language, as in '{ "
              + policy.languages().get(0)
              + ": ... }', or name a purpose of the library");
    }
  }

  private void checkEmotive(String text, List<String> way, String key, String language) {
    WordList.EMOTIVE
        .in(Phrases.words(text))
        .ifPresent(
            found ->
                add(
                    LintRules.EMOTIVE_WORDING,
                    way,
                    key,
                    language,
                    "'" + found + "' steers the visitor; say plainly what happens"));
  }

  /** Checks a text with which the site replaces one of the library. */
  private void checkOwn(String language, String key, String text) {
    List<String> way = List.of("texts", language);
    checkEmotive(text, way, key, "");
    List<String> words = Phrases.words(text);
    if (key.startsWith(LABELS)) {
      WordList.STEERING_LABELS
          .in(words)
          .ifPresent(
              found ->
                  add(
                      LintRules.EMOTIVE_WORDING,
                      way,
                      key,
                      "",
                      "'" + found + "' steers the visitor to this answer; leave it out"));
    }
    boolean isUnclear = ANSWERS.contains(key) && isOneOf(WordList.UNCLEAR_LABELS, words);
    boolean isEvasive = key.equals(REFUSAL) && isOneOf(WordList.EVASIVE_LABELS, words);
    if (isUnclear || isEvasive) {
      add(
          LintRules.UNCLEAR_LABEL,
          way,
          key,
          "",
          "'" + text + "' does not say what the button does; leave '" + key + "' out, or say it");
    }
    checkFacts(way, key, text);
  }

  private static boolean isOneOf(Phrases phrases, List<String> words) {
    return phrases.in(words).isPresent() && phrases.without(words).isEmpty();
  }

  private void checkFacts(List<String> way, String key, String text) {
    List<String> lost =
        FACTS.getOrDefault(key, List.of()).stream().filter(each -> !text.contains(each)).toList();
    if (!lost.isEmpty()) {
      add(
          LintRules.TEXT_WITHOUT_FACT,
          way,
          key,
          "",
          "'"
              + key
              + "' leaves out "
              + String.join(", ", lost)
              + ", which visitors have to be told; write it into the text");
    }
    if (key.equals("legal") && !namesBothConsents(text)) {
      add(
          LintRules.ONE_CONSENT_NAMED,
          way,
          key,
          "",
          "'legal' has to name both consents: section 25 TDDDG, or directive 2002/58/EC, and Art."
              + " 6(1)(a) GDPR");
    }
  }

  /** Returns whether a text names the consent to device access and that to the processing. */
  static boolean namesBothConsents(String text) {
    return DEVICE_ACCESS.matcher(text).find() && PROCESSING.matcher(text).find();
  }

  private void add(Rule rule, List<String> way, String key, String language, String message) {
    List<String> toKey = new ArrayList<>(way);
    toKey.add(key);
    List<String> toLanguage = new ArrayList<>(toKey);
    toLanguage.add(language);
    breaches.add(
        new Breach(
            rule, language.isEmpty() ? List.of(toKey) : List.of(toLanguage, toKey), message));
  }
}
