package io.github.consent4j.policy.reader;

import io.github.consent4j.text.Suggestions;
import io.github.consent4j.text.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads {@code texts}: the texts with which a site replaces those of the pages, by language and
 * key. Not thread-safe.
 */
final class OwnTexts {

  /**
   * The keys of texts that can differ for one service. The identifier of the service ends the key.
   */
  private static final List<String> FOR_ONE =
      List.of("embed.title.", "embed.once.", "embed.always.");

  private static final String FACTS_OF_THE_LANGUAGE = "language.";
  private static final Pattern PLACE = Pattern.compile("\\{[^}]*}?");

  private final Problems problems;
  private final Set<String> services;

  /**
   * @param services identifiers of the services of the site
   */
  OwnTexts(Problems problems, Set<String> services) {
    this.problems = problems;
    this.services = services;
  }

  Map<String, Map<String, String>> read(Fields root, List<String> languages) {
    Map<String, Map<String, String>> texts = new LinkedHashMap<>();
    Fields outer = root.fields("texts");
    if (outer == null) {
      return texts;
    }
    outer
        .keys()
        .forEach(
            language -> {
              Optional<String> known =
                  Texts.serving(language.text()).stream()
                      .filter(Texts.LANGUAGES::contains)
                      .findFirst();
              if (!languages.contains(language.text()) || known.isEmpty()) {
                problems.add(
                    language.node(),
                    "'"
                        + language.text()
                        + "' is not one of this site's languages"
                        + Suggestions.didYouMean(language.text(), languages)
                        + (outer.isMapping(language.text())
                            ? ""
                            : "; each text stands below one, as in 'en: { title: ... }'"));
                return;
              }
              Fields fields = outer.fields(language.text());
              if (fields == null) {
                return;
              }
              texts.put(language.text(), read(fields, language.text(), Texts.ofPages(known.get())));
            });
    return texts;
  }

  private Map<String, String> read(Fields fields, String language, Map<String, String> known) {
    known.keySet().removeIf(key -> key.startsWith(FACTS_OF_THE_LANGUAGE));
    Map<String, String> own = new LinkedHashMap<>();
    for (Fields.Word key : fields.keys()) {
      Optional<String> forOne = beginning(key.text(), known.keySet());
      String builtIn = known.get(forOne.map(OwnTexts::general).orElse(key.text()));
      String text = fields.text(key.text());
      if (builtIn == null) {
        problems.add(
            key.node(),
            "unknown key '"
                + key.text()
                + "' in the texts in '"
                + language
                + "'"
                + Suggestions.nearest(key.text(), known.keySet())
                    .orElse("; the keys are those of page_en.properties"));
      } else if (text == null) {
        problems.add(key.node(), "'" + key.text() + "' is empty");
      } else {
        forOne.ifPresent(beginning -> checkService(key, beginning));
        checkPlaces(key, text, builtIn);
        own.put(key.text(), text);
      }
    }
    return own;
  }

  /** Returns the service that a text is for; empty if it is for all. */
  static Optional<String> serviceOf(String key) {
    return FOR_ONE.stream()
        .filter(key::startsWith)
        .map(beginning -> key.substring(beginning.length()))
        .findFirst();
  }

  private static Optional<String> beginning(String key, Set<String> known) {
    return FOR_ONE.stream()
        .filter(beginning -> key.startsWith(beginning) && !known.contains(key))
        .findFirst();
  }

  private static String general(String beginning) {
    return beginning.substring(0, beginning.length() - 1);
  }

  private void checkService(Fields.Word key, String beginning) {
    String service = key.text().substring(beginning.length());
    if (!services.contains(service)) {
      problems.add(
          key.node(),
          "'"
              + key.text()
              + "' is for a service '"
              + service
              + "', which no category has"
              + Suggestions.didYouMean(service, services));
    }
  }

  private void checkPlaces(Fields.Word key, String text, String builtIn) {
    Set<String> strange = places(text);
    strange.removeAll(places(builtIn));
    if (!strange.isEmpty()) {
      problems.add(
          key.node(),
          "'"
              + key.text()
              + "' cannot fill in "
              + String.join(", ", strange)
              + "; the text it replaces reads: "
              + builtIn);
    }
  }

  private static Set<String> places(String text) {
    return PLACE
        .matcher(text)
        .results()
        .map(place -> place.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
