package io.github.consent4j.policy.reader;

import io.github.consent4j.format.EnumName;
import io.github.consent4j.policy.LocalizedText;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Records which keys a reader asks for, and what for. It stands for a file that has every key, each
 * with as little below it as possible.
 */
final class RecordingFields extends Fields {

  /** A key that stands for all keys of a mapping whose keys are not fixed, and is a language. */
  private static final String ANY = "en";

  private final SchemaShape shape;
  private final boolean mappings;

  /**
   * @param mappings whether a value that can be a word or a mapping is a mapping
   */
  RecordingFields(SchemaShape shape, boolean mappings) {
    super(empty(), "recorded", new Problems());
    this.shape = shape;
    this.mappings = mappings;
  }

  private static MappingNode empty() {
    Mark mark = new Mark("schema", 0, 0, 0, new int[0], 0);
    return new MappingNode(Tag.MAP, true, List.of(), mark, mark, DumperOptions.FlowStyle.BLOCK);
  }

  private RecordingFields below(SchemaShape nested) {
    return new RecordingFields(nested, mappings);
  }

  @Override
  boolean has(String key) {
    return true;
  }

  @Override
  boolean isEmpty(String key) {
    return false;
  }

  @Override
  boolean isMapping(String key) {
    return mappings;
  }

  @Override
  List<Word> keys() {
    shape.open();
    return List.of(new Word(ANY, node()));
  }

  @Override
  String text(String key) {
    shape.key(key).scalar();
    return null;
  }

  @Override
  <T> T parsed(String key, Function<String, T> parser) {
    shape.key(key).scalar();
    return null;
  }

  @Override
  boolean flag(String key, boolean fallback) {
    shape.key(key).flag();
    return fallback;
  }

  @Override
  <E extends Enum<E>> E optionOrNull(String key, Class<E> type) {
    shape.key(key).oneOf(Arrays.stream(type.getEnumConstants()).map(EnumName::of).toList());
    return null;
  }

  @Override
  List<Word> words(String key) {
    shape.key(key).words();
    return List.of();
  }

  @Override
  LocalizedText localized(String key, Collection<String> languages) {
    shape.key(key).localized();
    return null;
  }

  @Override
  LocalizedText localizedList(String key, Collection<String> languages) {
    shape.key(key).localized();
    shape.key(key).words();
    return null;
  }

  @Override
  Fields fields(String key) {
    return below(shape.key(key).mapping());
  }

  @Override
  List<Fields> fieldsList(String key, String itemName) {
    return List.of(below(shape.key(key).items()));
  }

  @Override
  Map<Word, Fields> entries(String key, String itemName, String word, Consumer<Word> named) {
    SchemaShape.Value value = shape.key(key);
    Map<Word, Fields> entries = new LinkedHashMap<>();
    entries.put(new Word(ANY, node()), below(value.entries(word)));
    return entries;
  }

  @Override
  void requireKeys(String... keys) {
    shape.require(keys);
  }

  @Override
  void refuse(String key, String reason) {}

  @Override
  void refuseEmpty(String... keys) {}

  @Override
  void end() {}
}
