package io.github.consent4j.policy.reader;

import io.github.consent4j.audit.rule.FileRules;
import io.github.consent4j.policy.PolicyException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads YAML as a tree of nodes, because only nodes know their line and column. */
final class YamlDocument {

  private static final int MAX_CHARACTERS = 1 << 20;
  private static final int MAX_DEPTH = 20;
  private static final int MAX_REFERENCES = 20;

  /** Decides the type of a word; costs more to build than a small file to read. */
  private static final Resolver RESOLVER = new Resolver();

  /** The number of bytes of the longest character in UTF-8. */
  private static final int BYTES_PER_CHARACTER = 4;

  /** The name of the root in messages. */
  static final String ROOT = "the file";

  private static final String EXPECTED = " must hold the keys 'site' and 'categories'";

  private YamlDocument() {}

  /**
   * Reads a policy.
   *
   * @return the fields of the root
   * @throws PolicyException if the text is not YAML, its root is not a mapping, or it is another
   *     tool's file
   */
  static Fields readPolicy(String source, InputStream in, Problems problems) {
    return read(source, in, problems, true);
  }

  /**
   * Reads a document whose root is a mapping.
   *
   * @return the fields of the root
   * @throws PolicyException if the text is not YAML, or its root is not a mapping
   */
  static Fields read(String source, InputStream in, Problems problems) {
    return read(source, in, problems, false);
  }

  private static Fields read(String source, InputStream in, Problems problems, boolean policy) {
    FileText file = FileText.decode(source, bytes(source, in));
    if (file.text().length() > MAX_CHARACTERS) {
      throw file.refuse(0, FileRules.TOO_LONG, "longer than " + MAX_CHARACTERS + " characters");
    }
    Node root = compose(file);
    if (policy ? !isPolicy(root) : !(root instanceof MappingNode)) {
      refuseForeign(file, root);
    }
    if (root instanceof MappingNode mapping) {
      new Misreadings(problems).check(mapping);
      problems.throwIfAny();
      return new Fields(mapping, ROOT, problems);
    }
    throw file.refuse(
        0,
        FileRules.WRONG_SHAPE,
        root == null
            ? "the file is empty; it" + EXPECTED
            : "the file"
                + EXPECTED
                + (root instanceof SequenceNode ? ", not a list: write 'site:', without '-'" : ""));
  }

  private static boolean isPolicy(@Nullable Node root) {
    return Nodes.child(root, "site") != null || Nodes.child(root, Includes.KEY) != null;
  }

  private static void refuseForeign(FileText file, @Nullable Node root) {
    ForeignFile.told(file.text(), root)
        .ifPresent(
            told -> {
              throw file.refuse(0, FileRules.FOREIGN_FILE, told);
            });
  }

  /** Marks positions with the name of their file, because a policy can consist of several. */
  private static final class NamedReader extends StreamReader {

    private static final int[] NO_CHARACTERS = {};

    private final String source;

    NamedReader(FileText file) {
      super(new StringReader(file.text()));
      source = file.source();
    }

    @Override
    public Mark getMark() {
      return new Mark(source, getIndex(), getLine(), getColumn(), NO_CHARACTERS, 0);
    }
  }

  private static byte[] bytes(String source, InputStream in) {
    try (in) {
      return in.readNBytes(BYTES_PER_CHARACTER * (MAX_CHARACTERS + 1));
    } catch (IOException e) {
      throw new UncheckedIOException(source + " cannot be read", e);
    }
  }

  private static @Nullable Node compose(FileText file) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(MAX_REFERENCES);
    try {
      return new Composer(new ParserImpl(new NamedReader(file), options), RESOLVER, options)
          .getSingleNode();
    } catch (MarkedYAMLException e) {
      refuseForeign(file, null);
      throw new YamlAdvice(file, new Yaml(options)).on(e);
    } catch (ReaderException e) {
      int index = file.text().offsetByCodePoints(0, e.getPosition());
      String name = String.format(Locale.ROOT, "U+%04X", e.getCodePoint());
      throw file.refuse(
          index,
          FileRules.STRANGE_CHARACTER,
          "the character " + name + " has no place in a text; remove it");
    } catch (YAMLException e) {
      throw file.refuse(
          0, FileRules.NOT_YAML, "not YAML: " + limit(String.valueOf(e.getMessage())));
    }
  }

  private static String limit(String message) {
    if (message.startsWith("Nesting Depth")) {
      return "nested more than " + MAX_DEPTH + " deep";
    }
    if (message.startsWith("Number of aliases")) {
      return "more than " + MAX_REFERENCES + " references such as *name";
    }
    return message;
  }
}
