package io.github.consent4j.policy.reader;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * YAML files that the build has packed into one, so that they need not be parsed. Only the files
 * that are asked for are unpacked. The format is described where the build writes it, in {@code
 * PackCatalogue}. Thread-safe.
 */
final class PackedFiles {

  private static final int WORD = 0;
  private static final int LIST = 1;
  private static final int KEYS = 2;

  private static final int[] NO_CHARACTERS = {};

  private final byte[] packed;
  private final int[] textEnds;
  private final int textStart;
  private final @Nullable String[] texts;
  private final @Nullable Tag[] tags;
  private final Map<String, Integer> files = new HashMap<>();
  private final int nodeStart;
  private int at;

  private PackedFiles(byte[] packed) {
    this.packed = packed;
    int number = number();
    textEnds = new int[number];
    texts = new String[number];
    tags = new Tag[number];
    int end = 0;
    for (int i = 0; i < number; i++) {
      end += number();
      textEnds[i] = end;
    }
    textStart = at;
    at += end;
    for (int left = number(); left > 0; left--) {
      files.put(text(number()), number());
    }
    nodeStart = at;
  }

  /**
   * Reads packed files.
   *
   * @param in closed afterwards
   */
  static PackedFiles read(InputStream in) {
    try (in) {
      return new PackedFiles(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("The packed catalogue cannot be read", e);
    }
  }

  /**
   * Returns the root of a file. The caller may change it.
   *
   * @throws IllegalStateException if there is no such file
   */
  synchronized MappingNode root(String file) {
    Integer start = files.get(file);
    if (start == null) {
      throw new IllegalStateException("The library's own file " + file + " is missing");
    }
    at = nodeStart + start;
    return (MappingNode) node(new Mark(file, 0, 0, 0, NO_CHARACTERS, 0));
  }

  private Node node(Mark place) {
    int kind = number();
    return switch (kind) {
      case WORD -> word(place);
      case LIST -> list(place);
      case KEYS -> keys(place);
      default -> throw new IllegalStateException("The packed catalogue is broken: " + kind);
    };
  }

  private ScalarNode word(Mark place) {
    String text = text(number());
    return new ScalarNode(
        tag(number()), text, place, place, DumperOptions.ScalarStyle.DOUBLE_QUOTED);
  }

  private SequenceNode list(Mark place) {
    int size = number();
    List<Node> items = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      items.add(node(place));
    }
    return new SequenceNode(Tag.SEQ, true, items, place, place, DumperOptions.FlowStyle.BLOCK);
  }

  private MappingNode keys(Mark place) {
    int size = number();
    List<NodeTuple> tuples = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      tuples.add(new NodeTuple(node(place), node(place)));
    }
    return new MappingNode(Tag.MAP, true, tuples, place, place, DumperOptions.FlowStyle.BLOCK);
  }

  private String text(int index) {
    String known = texts[index];
    if (known == null) {
      int start = index == 0 ? 0 : textEnds[index - 1];
      known =
          new String(packed, textStart + start, textEnds[index] - start, StandardCharsets.UTF_8);
      texts[index] = known;
    }
    return known;
  }

  private Tag tag(int index) {
    Tag known = tags[index];
    if (known == null) {
      known = new Tag(text(index));
      tags[index] = known;
    }
    return known;
  }

  private int number() {
    int number = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = packed[at++];
      number |= (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
    }
  }
}
