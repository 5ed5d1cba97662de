package io.github.consent4j.policy.reader;

import io.github.consent4j.audit.rule.FileRules;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Finds what YAML accepts and reads as something else than its author meant: a text that begins
 * with {@code !} or {@code &}, a merge key, a quote that ends lines later, a list of keys one level
 * too deep. Such a mistake changes the meaning of the lines that follow, so that nothing else is
 * said of the file until it is corrected. Not thread-safe.
 */
final class Misreadings {

  /** The tag of a catalogue's references to texts. */
  private static final String TEXT = "!text";

  private static final String OPENING_QUOTES = "\u201c\u201e\u201d\u00ab\u00bb\u2018\u201a";
  private static final Pattern KEY_WITHIN = Pattern.compile("(?:^|[\\s,{])([a-z-]{4,}):(?:\\s|$)");
  private static final Pattern BULLET =
      Pattern.compile("^(?:[\u2022\u00b7\u2013\u2014\u25aa]|\\d{1,2}\\.)\\s");
  private static final Pattern DASH = Pattern.compile("^-[A-Za-z\"'{]");
  private static final Pattern KEY_WITHOUT_COLON =
      Pattern.compile("\\s([a-z-]{4,})\\s+(?:/|https?:|\\[)");

  private final Problems problems;
  private final Set<Node> seen = new HashSet<>();
  private final Set<Node> open = new HashSet<>();

  Misreadings(Problems problems) {
    this.problems = problems;
  }

  void check(MappingNode root) {
    look(root);
    checkServices(root);
    checkMargin(root);
  }

  private void look(Node node) {
    if (open.contains(node)) {
      problems.add(
          node, FileRules.MISREAD, "'*' refers to the place in which it stands itself; remove it");
      return;
    }
    if (!seen.add(node)) {
      return;
    }
    open.add(node);
    lookInto(node);
    open.remove(node);
  }

  private void lookInto(Node node) {
    if (node instanceof ScalarNode scalar) {
      checkScalar(scalar);
    } else if (node.getTag().getValue().startsWith("!")) {
      reportTag(node);
    }
    for (NodeTuple entry : Nodes.entries(node)) {
      if (entry.getKeyNode().getTag().equals(Tag.MERGE)) {
        problems.add(
            entry.getKeyNode(),
            FileRules.MERGE_KEY,
            "'<<' takes keys over from elsewhere, which this file does not know; write the keys"
                + " here once more");
      } else {
        look(entry.getKeyNode());
      }
      look(entry.getValueNode());
    }
    if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(this::look);
      checkItems(sequence);
    }
  }

  private void checkScalar(ScalarNode scalar) {
    String tag = scalar.getTag().getValue();
    String text = scalar.getValue();
    if (tag.startsWith("!") && !tag.equals(TEXT)) {
      reportTag(scalar);
    } else if (scalar.getAnchor() != null && text.isEmpty()) {
      problems.add(scalar, FileRules.MISREAD, YamlAdvice.needsQuotes("&"));
    } else if (Nodes.isPlain(scalar)) {
      checkPlain(scalar, text);
    } else if (spansLines(scalar) && isQuoted(scalar)) {
      Matcher key = KEY_WITHIN.matcher(text);
      if (key.find() && KeyHints.isKey(key.group(1))) {
        problems.add(
            scalar,
            FileRules.MISREAD,
            "the quote that opens here is not closed before '" + key.group(1) + ":'");
      }
    }
  }

  private void checkPlain(ScalarNode scalar, String text) {
    if (!text.isEmpty() && OPENING_QUOTES.indexOf(text.charAt(0)) >= 0) {
      problems.add(
          scalar,
          FileRules.MISREAD,
          "only the quotes \" and ' count, not "
              + text.charAt(0)
              + " as word processors write it; write the quotes anew");
      return;
    }
    if (spansLines(scalar) && BULLET.matcher(text).find()) {
      problems.add(
          scalar, FileRules.MISREAD, "the items of a list begin with '- ', one in each line");
      return;
    }
    if (DASH.matcher(text).find()) {
      problems.add(
          scalar,
          FileRules.MISREAD,
          "a space is missing after '-', which begins an item of a list");
      return;
    }
    Matcher key = spansLines(scalar) ? KEY_WITHOUT_COLON.matcher(text) : null;
    if (key != null && key.find() && KeyHints.isKey(key.group(1))) {
      problems.add(
          scalar,
          FileRules.MISREAD,
          "this text goes on in the next line, with '"
              + key.group(1)
              + "'; if that is a key, a ':' is missing after it");
    }
  }

  private void reportTag(Node node) {
    String tag = node.getTag().getValue();
    problems.add(
        node,
        FileRules.YAML_TAG,
        tag.matches("!(?i:env|env_var|getenv)")
            ? "'"
                + tag
                + "' is unknown here; a value from the environment is written \"${NAME}\" or"
                + " \"${NAME:default}\""
            : "'" + tag + "' is unknown here; " + YamlAdvice.needsQuotes("!"));
  }

  /** Reports {@code services} with declarations below {@code categories} or {@code site}. */
  private void checkServices(MappingNode root) {
    for (String outer : new String[] {"categories", "site", "look"}) {
      Node within = Nodes.child(root, outer);
      for (NodeTuple entry : Nodes.entries(within)) {
        String key = Nodes.text(entry.getKeyNode());
        if ((key.equals("services") || key.equals("categories"))
            && isOutOfPlace(entry.getValueNode())) {
          problems.add(
              entry.getKeyNode(),
              FileRules.MISPLACED_KEY,
              "'"
                  + key
                  + ":' is indented too far, so that it belongs to '"
                  + outer
                  + "'; it stands at the left margin, in the same column as '"
                  + outer
                  + ":', and the lines below it move with it");
        }
      }
    }
  }

  /** Returns whether a value declares services or categories, or lacks its lines. */
  private static boolean isOutOfPlace(Node value) {
    boolean category =
        List.of("title", "description", "services", "required").stream()
            .anyMatch(key -> Nodes.child(value, key) != null);
    return !category && (value instanceof MappingNode || Nodes.text(value).isEmpty());
  }

  /** Reports services that stand beside {@code services} instead of below it. */
  private void checkMargin(MappingNode root) {
    for (NodeTuple entry : root.getValue()) {
      String key = Nodes.text(entry.getKeyNode());
      boolean service =
          List.of("loads", "stores", "provider").stream()
              .anyMatch(each -> Nodes.child(entry.getValueNode(), each) != null);
      if (service && KeyHints.meant(key, Set.of("services")).isEmpty()) {
        problems.add(
            entry.getKeyNode(),
            FileRules.MISPLACED_KEY,
            "service '"
                + key
                + "' stands at the left margin; it belongs under 'services:', so indent it and the"
                + " lines below it");
      }
    }
  }

  /** Reports a list each of whose items is one key of the same thing. */
  private void checkItems(SequenceNode list) {
    Set<String> keys = new HashSet<>();
    for (Node item : list.getValue()) {
      List<NodeTuple> entries = Nodes.entries(item);
      boolean single =
          entries.size() == 1 && KeyHints.isKey(Nodes.text(entries.get(0).getKeyNode()));
      if (!single || !keys.add(Nodes.text(entries.get(0).getKeyNode()))) {
        return;
      }
    }
    if (keys.size() > 1) {
      problems.add(
          list.getValue().get(1),
          FileRules.MISREAD,
          "each '-' begins a new item; write it before the first key of an item alone, and the other"
              + " keys below that key");
    }
  }

  private static boolean isQuoted(ScalarNode scalar) {
    return switch (scalar.getScalarStyle()) {
      case SINGLE_QUOTED, DOUBLE_QUOTED -> true;
      default -> false;
    };
  }

  private static boolean spansLines(Node node) {
    return node.getEndMark() != null && node.getStartMark().getLine() < node.getEndMark().getLine();
  }
}
