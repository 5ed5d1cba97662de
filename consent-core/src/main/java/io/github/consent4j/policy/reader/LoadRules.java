package io.github.consent4j.policy.reader;

import io.github.consent4j.policy.Loads;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.UrlPattern;
import io.github.consent4j.text.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code loads} of a service. What a file says is added to what is known of the service;
 * {@code remove} takes out what is known. Not thread-safe.
 */
final class LoadRules {

  private final List<UrlPattern> urls;
  private final List<NamePattern> scripts;
  private final List<String> inline;

  private LoadRules(Loads known) {
    urls = new ArrayList<>(known.urls());
    scripts = new ArrayList<>(known.scripts());
    inline = new ArrayList<>(known.inline());
  }

  /**
   * Returns by what a service is recognised, or null if the file says nothing about it.
   *
   * @param fields the keys below {@code loads}
   * @param known by what the service is known to be recognised
   */
  static @Nullable Loads read(@Nullable Fields fields, @Nullable Loads known) {
    if (fields == null) {
      return null;
    }
    fields.refuseEmpty("hosts", "scripts", "inline", "remove");
    LoadRules rules = new LoadRules(known == null ? Loads.NOTHING : known);
    rules.readFrom(fields);
    fields.end();
    return new Loads(
        rules.urls.stream().distinct().toList(),
        rules.scripts.stream().distinct().toList(),
        rules.inline.stream().distinct().toList());
  }

  private void readFrom(Fields fields) {
    fields.words("remove").forEach(word -> fields.parsed(word, this::remove));
    urls.addAll(fields.parsedList("hosts", UrlPattern::parse));
    scripts.addAll(fields.parsedList("scripts", ValueParsers::script));
    fields.words("inline").stream().map(Fields.Word::text).forEach(inline::add);
  }

  private boolean remove(String rule) {
    List<String> known = known();
    boolean removed = urls.removeIf(url -> url.toString().equals(rule));
    removed |= scripts.removeIf(name -> name.glob().equals(rule));
    removed |= inline.remove(rule);
    if (!removed) {
      throw new IllegalArgumentException(
          "'"
              + rule
              + "' cannot be removed: "
              + (known.isEmpty()
                  ? "nothing is known of what this service loads"
                  : "this service is not known to be recognised by it; it is by "
                      + String.join(", ", known))
              + Suggestions.didYouMean(rule, known));
    }
    return true;
  }

  private List<String> known() {
    return Stream.of(
            urls.stream().map(UrlPattern::toString),
            scripts.stream().map(NamePattern::glob),
            inline.stream())
        .flatMap(each -> each)
        .toList();
  }
}
