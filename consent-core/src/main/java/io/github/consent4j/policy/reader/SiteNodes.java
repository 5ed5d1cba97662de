package io.github.consent4j.policy.reader;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The lines of a file that are for the top level, and those for each item of {@code sites}: its own
 * ones, and those of the top level that it does not replace. Not thread-safe.
 */
final class SiteNodes {

  /** The value that takes a category of the top level out of a site. */
  static final String NONE = "none";

  private static final String CATEGORIES = "categories";
  private static final String SERVICES = "services";
  private static final String TEXTS = "texts";
  private static final String SIGNALS = "signals";
  private static final String LANGUAGES = "languages";

  /** The keys whose values are replaced key by key, with the number of levels. */
  private static final Map<String, Integer> LEVELS =
      Map.of("site", 1, "cookie", 1, "look", 2, CATEGORIES, 2, SERVICES, 2, TEXTS, 2, SIGNALS, 1);

  private final MappingNode file;
  private final Set<String> always;

  /**
   * @param always the services that every policy has
   */
  SiteNodes(MappingNode file, Set<String> always) {
    this.file = file;
    this.always = always;
  }

  /**
   * Returns the lines for the top level. Services that only its sites use are left out.
   *
   * @param sites the lines of each site
   */
  MappingNode top(List<MappingNode> sites) {
    Set<String> elsewhere = new HashSet<>();
    sites.forEach(site -> elsewhere.addAll(used(site)));
    elsewhere.removeAll(used(file));
    elsewhere.removeAll(always);
    MappingNode top =
        with(
            file,
            SERVICES,
            value(file, SERVICES) instanceof MappingNode services
                ? filtered(services, tuple -> !elsewhere.contains(name(tuple)))
                : null);
    return confirming(top, elsewhere);
  }

  /** Returns the languages that the sites of a file name; empty if it names none. */
  static Set<String> languages(MappingNode file) {
    Set<String> languages = words(value(file, LANGUAGES));
    for (Node site : Nodes.items(Nodes.child(file, "sites"))) {
      languages.addAll(words(Nodes.child(site, LANGUAGES)));
    }
    return languages;
  }

  /** Leaves services that are declared for other sites alone out of those that are confirmed. */
  private static MappingNode confirming(MappingNode root, Set<String> elsewhere) {
    return value(root, Confirmations.KEY) instanceof SequenceNode confirmed
        ? with(
            root,
            Confirmations.KEY,
            new SequenceNode(
                confirmed.getTag(),
                true,
                confirmed.getValue().stream()
                    .filter(item -> !elsewhere.contains(Nodes.text(item)))
                    .toList(),
                confirmed.getStartMark(),
                confirmed.getEndMark(),
                confirmed.getFlowStyle()))
        : root;
  }

  /**
   * Returns the lines for a site.
   *
   * @param own the site's own lines, without its address
   */
  MappingNode site(MappingNode own) {
    MappingNode merged = merged(file, own);
    if (value(merged, CATEGORIES) instanceof MappingNode categories) {
      merged = with(merged, CATEGORIES, filtered(categories, tuple -> !isNone(tuple)));
    }
    Set<String> used = used(merged);
    used.addAll(always);
    if (value(merged, SERVICES) instanceof MappingNode services) {
      Set<String> given = keys(value(own, SERVICES));
      merged =
          with(
              merged,
              SERVICES,
              filtered(
                  services, tuple -> used.contains(name(tuple)) || given.contains(name(tuple))));
      Set<String> elsewhere = keys(services);
      elsewhere.removeAll(keys(value(merged, SERVICES)));
      merged = confirming(merged, elsewhere);
    }
    if (value(merged, TEXTS) instanceof MappingNode texts) {
      merged = with(merged, TEXTS, texts(texts, own, words(value(merged, LANGUAGES)), used));
    }
    if (value(merged, SIGNALS) instanceof MappingNode signals) {
      Set<String> ids = keys(value(merged, CATEGORIES));
      ids.addAll(used);
      ids.addAll(keys(value(own, SIGNALS)));
      merged = with(merged, SIGNALS, filtered(signals, tuple -> ids.contains(name(tuple))));
    }
    return merged;
  }

  /** Leaves out texts of the top level in other languages, and for services of other sites. */
  private static MappingNode texts(
      MappingNode texts, MappingNode own, Set<String> languages, Set<String> used) {
    Set<String> given = keys(value(own, TEXTS));
    List<NodeTuple> kept = new ArrayList<>();
    for (NodeTuple language : texts.getValue()) {
      boolean isGiven = given.contains(name(language));
      if (!isGiven && !languages.contains(name(language))) {
        continue;
      }
      kept.add(
          !isGiven && language.getValueNode() instanceof MappingNode byKey
              ? new NodeTuple(
                  language.getKeyNode(),
                  filtered(
                      byKey,
                      text -> OwnTexts.serviceOf(name(text)).map(used::contains).orElse(true)))
              : language);
    }
    return copy(texts, kept);
  }

  private static MappingNode merged(MappingNode above, MappingNode own) {
    return merged(above, own, key -> LEVELS.getOrDefault(key, 0));
  }

  private static MappingNode merged(
      MappingNode above, MappingNode own, ToIntFunction<String> levels) {
    Set<NodeTuple> placed = new HashSet<>();
    List<NodeTuple> all = new ArrayList<>();
    for (NodeTuple inherited : above.getValue()) {
      NodeTuple replacing = find(own, name(inherited));
      if (replacing == null) {
        all.add(inherited);
      } else if (placed.add(replacing)) {
        all.add(merged(inherited, replacing, levels.applyAsInt(name(inherited))));
      }
    }
    // A key that stands twice stays so, for its message.
    own.getValue().stream().filter(tuple -> !placed.contains(tuple)).forEach(all::add);
    return copy(own, all);
  }

  private static NodeTuple merged(NodeTuple above, NodeTuple own, int levels) {
    return levels > 0
            && above.getValueNode() instanceof MappingNode inherited
            && own.getValueNode() instanceof MappingNode given
        ? new NodeTuple(own.getKeyNode(), merged(inherited, given, key -> levels - 1))
        : own;
  }

  /** Returns the services that the categories of a file name. */
  private static Set<String> used(MappingNode root) {
    Set<String> used = new LinkedHashSet<>();
    if (value(root, CATEGORIES) instanceof MappingNode categories) {
      for (NodeTuple category : categories.getValue()) {
        if (category.getValueNode() instanceof MappingNode fields) {
          used.addAll(words(value(fields, SERVICES)));
        }
      }
    }
    return used;
  }

  private static boolean isNone(NodeTuple tuple) {
    return tuple.getValueNode() instanceof ScalarNode scalar && scalar.getValue().equals(NONE);
  }

  private static Set<String> words(@Nullable Node node) {
    List<Node> items =
        node instanceof SequenceNode sequence
            ? sequence.getValue()
            : node == null ? List.of() : List.of(node);
    Set<String> words = new LinkedHashSet<>();
    for (Node item : items) {
      if (item instanceof ScalarNode scalar) {
        words.add(scalar.getValue());
      }
    }
    return words;
  }

  private static Set<String> keys(@Nullable Node node) {
    Set<String> keys = new LinkedHashSet<>();
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(tuple -> keys.add(name(tuple)));
    }
    return keys;
  }

  private static @Nullable Node value(MappingNode mapping, String key) {
    NodeTuple tuple = find(mapping, key);
    return tuple == null ? null : tuple.getValueNode();
  }

  private static @Nullable NodeTuple find(MappingNode mapping, String key) {
    for (NodeTuple tuple : mapping.getValue()) {
      if (name(tuple).equals(key)) {
        return tuple;
      }
    }
    return null;
  }

  /** Returns the key of an entry; a key that is no word has no name. */
  private static String name(NodeTuple tuple) {
    return tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
  }

  private static MappingNode filtered(MappingNode mapping, Predicate<NodeTuple> kept) {
    return copy(mapping, mapping.getValue().stream().filter(kept).toList());
  }

  /** Returns a mapping in which a key has another value; null leaves it as it is. */
  private static MappingNode with(MappingNode mapping, String key, @Nullable Node value) {
    return value == null
        ? mapping
        : copy(
            mapping,
            mapping.getValue().stream()
                .map(
                    tuple ->
                        name(tuple).equals(key) ? new NodeTuple(tuple.getKeyNode(), value) : tuple)
                .toList());
  }

  /** Returns a mapping with other entries, at the same place of the file. */
  static MappingNode copy(MappingNode mapping, List<NodeTuple> tuples) {
    return new MappingNode(
        mapping.getTag(),
        true,
        tuples,
        mapping.getStartMark(),
        mapping.getEndMark(),
        mapping.getFlowStyle());
  }
}
