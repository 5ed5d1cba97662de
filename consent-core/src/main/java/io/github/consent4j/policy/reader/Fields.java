package io.github.consent4j.policy.reader;

import io.github.consent4j.audit.rule.FileRules;
import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.text.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The keys of one YAML mapping, read by name. Everything unexpected is reported as a problem with
 * its position, and reading continues with a harmless value. Not thread-safe.
 */
class Fields {

  /** A word and its position in the file. */
  record Word(String text, Node node) {}

  private static final String COMMA_HINT =
      "a text with a comma needs quotes, as in { en: \"Yes, please\" }";

  private final MappingNode mapping;
  private final String what;
  private final Problems problems;
  private final Map<String, NodeTuple> values = new LinkedHashMap<>();
  private final Set<String> read = new LinkedHashSet<>();

  /**
   * @param what the name of the mapping in messages, such as {@code category 'statistics'}
   */
  Fields(MappingNode mapping, String what, Problems problems) {
    this.mapping = mapping;
    this.what = what;
    this.problems = problems;
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(
            tuple.getKeyNode(),
            FileRules.WRONG_SHAPE,
            "a key must be a plain word; a text with {{ in it needs quotes");
        continue;
      }
      NodeTuple earlier = values.putIfAbsent(key.getValue(), tuple);
      if (earlier != null) {
        problems.add(
            key,
            FileRules.DUPLICATE_KEY,
            "duplicate key '"
                + key.getValue()
                + "' in "
                + what
                + "; it stands in line "
                + (earlier.getKeyNode().getStartMark().getLine() + 1)
                + " already");
      }
    }
  }

  MappingNode node() {
    return mapping;
  }

  boolean has(String key) {
    Node value = value(key);
    return value != null && !isNull(value);
  }

  /** Returns whether a key is present without a value. */
  boolean isEmpty(String key) {
    Node value = value(key);
    return value != null && isNull(value);
  }

  boolean isMapping(String key) {
    return value(key) instanceof MappingNode;
  }

  /** Returns all keys, in the order of the file. */
  List<Word> keys() {
    List<Word> keys = new ArrayList<>(values.size());
    values.forEach((key, tuple) -> keys.add(new Word(key, tuple.getKeyNode())));
    return keys;
  }

  /** Returns the position of a key, or of the mapping itself if the key is missing. */
  Node place(String key) {
    NodeTuple tuple = values.get(key);
    return tuple == null ? mapping : tuple.getKeyNode();
  }

  @Nullable String text(String key) {
    Node value = value(key);
    return value == null ? null : scalar(value, "'" + key + "'");
  }

  /** Reads and parses a word. An error of the parser is reported as a problem. */
  <T> @Nullable T parsed(String key, Function<String, T> parser) {
    Node value = value(key);
    String text = text(key);
    return value == null || text == null ? null : parsed(new Word(text, value), parser);
  }

  <T> @Nullable T parsed(Word word, Function<String, T> parser) {
    try {
      return parser.apply(word.text());
    } catch (IllegalArgumentException e) {
      problems.add(word.node(), String.valueOf(e.getMessage()));
      return null;
    }
  }

  boolean flag(String key) {
    return flag(key, false);
  }

  boolean flag(String key, boolean fallback) {
    Boolean flag =
        parsed(
            key,
            text ->
                switch (text.toLowerCase(Locale.ROOT)) {
                  case "true", "yes", "on" -> true;
                  case "false", "no", "off" -> false;
                  default ->
                      throw new IllegalArgumentException(
                          "'" + key + "' must be true or false, not '" + text + "'");
                });
    return flag == null ? fallback : flag;
  }

  /** Reads one of the constants of an enumeration, by its {@linkplain EnumName name in files}. */
  <E extends Enum<E>> E option(String key, E fallback) {
    E option = optionOrNull(key, fallback.getDeclaringClass());
    return option == null ? fallback : option;
  }

  <E extends Enum<E>> @Nullable E optionOrNull(String key, Class<E> type) {
    return parsed(key, text -> constant(key, text, type));
  }

  private static <E extends Enum<E>> E constant(String key, String text, Class<E> type) {
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = EnumName.of(constant);
      if (isMeant(name, text)) {
        return constant;
      }
      names.add(name);
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not a value of '" + key + "'" + Suggestions.didYouMean(text, names));
  }

  /**
   * Returns whether a text stands for a constant. YAML reads {@code on} and {@code off} as truth
   * values, and some tools write them as {@code true} and {@code false}.
   */
  private static boolean isMeant(String name, String text) {
    return name.equals(text)
        || switch (text.toLowerCase(Locale.ROOT)) {
          case "true", "on" -> name.equals("on");
          case "false", "off" -> name.equals("off");
          default -> false;
        };
  }

  /** Reads a list of words; a single word counts as a list of one. */
  List<Word> words(String key) {
    Node value = value(key);
    if (value == null || isNull(value)) {
      return List.of();
    }
    if (value instanceof ScalarNode) {
      String text = scalar(value, "'" + key + "'");
      return text == null ? List.of() : List.of(new Word(text, value));
    }
    if (!(value instanceof SequenceNode sequence)) {
      problems.add(value, FileRules.WRONG_SHAPE, "'" + key + "' must be a list such as [a, b]");
      return List.of();
    }
    List<Word> words = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      String text = scalar(item, "each item of '" + key + "'");
      if (text != null) {
        words.add(new Word(text, item));
      }
    }
    return words;
  }

  /** Reads a list of words as above, without their positions. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Word word : words(key)) {
      texts.add(word.text());
    }
    return texts;
  }

  <T> List<T> parsedList(String key, Function<String, T> parser) {
    List<T> parsed = new ArrayList<>();
    for (Word word : words(key)) {
      T value = parsed(word, parser);
      if (value != null) {
        parsed.add(value);
      }
    }
    return parsed;
  }

  /** Returns the mapping below a key, or null if the key is missing. */
  @Nullable Fields fields(String key) {
    Node value = value(key);
    if (value == null || isNull(value)) {
      return null;
    }
    return fields(value, "'" + key + "'");
  }

  /** Reads a list of mappings. */
  List<Fields> fieldsList(String key, String itemName) {
    Node value = value(key);
    if (value == null || isNull(value)) {
      return List.of();
    }
    if (!(value instanceof SequenceNode sequence)) {
      problems.add(
          value,
          FileRules.WRONG_SHAPE,
          "'" + key + "' must be a list: write '- ' before each item");
      return List.of();
    }
    List<Fields> list = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      Fields fields = fields(item, itemName);
      if (fields != null) {
        list.add(fields);
      }
    }
    return list;
  }

  /**
   * Reads a mapping from names to mappings, in the order of the file; an empty value counts as {}.
   */
  Map<Word, Fields> entries(String key, String itemName) {
    return entries(key, itemName, "", entry -> {});
  }

  /**
   * Reads a mapping from names to mappings as above, in which one word may stand in place of a
   * mapping.
   *
   * @param word the word
   * @param named receives the entries whose value is the word; they are not returned
   */
  Map<Word, Fields> entries(String key, String itemName, String word, Consumer<Word> named) {
    Fields outer = fields(key);
    if (outer == null) {
      return Map.of();
    }
    Map<Word, Fields> entries = new LinkedHashMap<>();
    outer.values.forEach(
        (name, tuple) -> {
          Node value = tuple.getValueNode();
          if (value instanceof ScalarNode scalar
              && !isNull(value)
              && scalar.getValue().equals(word)) {
            named.accept(new Word(name, tuple.getKeyNode()));
            return;
          }
          String itemWhat = itemName + " '" + name + "'";
          Fields fields =
              isNull(value)
                  ? new Fields(
                      new MappingNode(
                          Tag.MAP,
                          true,
                          List.of(),
                          value.getStartMark(),
                          value.getEndMark(),
                          DumperOptions.FlowStyle.FLOW),
                      itemWhat,
                      problems)
                  : fields(value, itemWhat);
          if (fields != null) {
            entries.put(new Word(name, tuple.getKeyNode()), fields);
          }
        });
    return entries;
  }

  /** Reads a text: either one for all languages, or one for each of them. */
  @Nullable LocalizedText localized(String key, Collection<String> languages) {
    Node value = value(key);
    if (value == null || isNull(value)) {
      return null;
    }
    if (value instanceof ScalarNode) {
      String text = scalar(value, "'" + key + "'");
      return text == null ? null : LocalizedText.of(text);
    }
    Fields byLanguage = fields(value, "'" + key + "'");
    if (byLanguage == null) {
      return null;
    }
    Map<String, String> texts = new LinkedHashMap<>();
    boolean readable = true;
    for (Word language : byLanguage.keys()) {
      String text = byLanguage.text(language.text());
      if (!LanguageTags.isTag(language.text())) {
        problems.add(language.node(), FileRules.UNKNOWN_LANGUAGE, noLanguage(language.text(), key));
        readable = false;
      } else if (text == null && byLanguage.isInBraces()) {
        problems.add(
            language.node(),
            "'" + language.text() + "' of '" + key + "' has no text; " + COMMA_HINT);
        readable = false;
      } else if (text != null) {
        texts.put(language.text(), text);
      }
    }
    if (texts.isEmpty()) {
      return null;
    }
    LocalizedText localized = new LocalizedText(texts);
    for (String language : languages) {
      if (readable && !localized.covers(language)) {
        problems.add(
            place(key),
            FileRules.MISSING_TRANSLATION,
            "missing translation: '" + key + "' has no text for the language '" + language + "'");
      }
    }
    return localized;
  }

  /** Reads a text as above, or a list of words for all languages. */
  @Nullable LocalizedText localizedList(String key, Collection<String> languages) {
    if (!(value(key) instanceof SequenceNode)) {
      return localized(key, languages);
    }
    List<String> words = texts(key);
    return words.isEmpty() ? null : LocalizedText.of(String.join(", ", words));
  }

  private static String noLanguage(String word, String key) {
    return "'"
        + word
        + "' is not a language tag such as 'en'; the texts of '"
        + key
        + "' stand behind one each: "
        + COMMA_HINT;
  }

  /** Returns whether the mapping is written on one line, as in {@code { a: b, c: d }}. */
  private boolean isInBraces() {
    return mapping.getFlowStyle() == DumperOptions.FlowStyle.FLOW;
  }

  void requireKeys(String... keys) {
    for (String key : keys) {
      if (!has(key)) {
        problems.addMissing(
            mapping,
            key,
            isEmpty(key) ? place(key) : mapping,
            isEmpty(key)
                ? "'" + key + "' of " + what + " has no value; write one"
                : what + " needs the key '" + key + "'");
      }
    }
  }

  /** Reports keys that have no value. */
  void refuseEmpty(String... keys) {
    for (String key : keys) {
      if (isEmpty(key)) {
        problems.add(
            place(key),
            FileRules.EMPTY_KEY,
            "'" + key + "' is empty; name what is meant, or remove the line");
      }
    }
  }

  /** Reports a problem with the value of a key. */
  void report(String key, String message) {
    Node value = value(key);
    problems.add(value == null ? mapping : value, message);
  }

  /**
   * Reports what breaks a rule of its own, so that a later problem with the same value is left out.
   */
  void explain(String key, Rule rule, String message) {
    Node value = value(key);
    problems.explain(value == null ? mapping : value, rule, message);
  }

  /** Reports a key that is not allowed here. */
  void refuse(String key, String reason) {
    if (has(key)) {
      problems.add(
          place(key),
          FileRules.MISPLACED_KEY,
          "'" + key + "' makes no sense in " + what + ": " + reason);
    }
  }

  /** Reports every key that has not been read, and so is unknown. */
  void end() {
    values.forEach(
        (key, tuple) -> {
          if (!read.contains(key)) {
            problems.addUnknown(
                mapping,
                tuple.getKeyNode(),
                KeyHints.meant(key, read),
                "unknown key '"
                    + key
                    + "' in "
                    + what
                    + KeyHints.key(key, read)
                    + hint(key, tuple.getValueNode()));
          }
        });
  }

  private String hint(String key, Node value) {
    String hint = LookAlikes.hint(key);
    return hint.isEmpty() && isInBraces() && isNull(value) && key.indexOf(':') < 0
        ? "; " + COMMA_HINT
        : hint;
  }

  private @Nullable Node value(String key) {
    read.add(key);
    NodeTuple tuple = values.get(key);
    return tuple == null ? null : tuple.getValueNode();
  }

  private @Nullable Fields fields(Node value, String name) {
    if (value instanceof MappingNode nested) {
      return new Fields(nested, name, problems);
    }
    problems.add(
        value,
        FileRules.WRONG_SHAPE,
        name
            + " must be keys, each with a value, "
            + (value instanceof SequenceNode sequence
                    && sequence.getFlowStyle() == DumperOptions.FlowStyle.BLOCK
                ? "not a list: write 'key: value', without '-'"
                : "such as " + example(name)));
    return null;
  }

  private static String example(String name) {
    if (name.startsWith("category ")) {
      return "{ services: [a, b] }";
    }
    return switch (name) {
      case "'provider'" -> "{ name: Example Ltd }";
      case "'cookie'" -> "{ name: consent }";
      case "'loads'" -> "{ hosts: [example.org] }";
      case "an item of 'stores'" -> "{ name: a, lifetime: session, purpose: What it is for }";
      default -> "{ key: value }";
    };
  }

  private @Nullable String scalar(Node value, String name) {
    if (isNull(value)) {
      return null;
    }
    if (value instanceof ScalarNode scalar) {
      return scalar.getValue().strip();
    }
    problems.add(value, FileRules.WRONG_SHAPE, name + " must be a single value");
    return null;
  }

  private static boolean isNull(Node value) {
    return value instanceof ScalarNode scalar
        && (scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank());
  }
}
