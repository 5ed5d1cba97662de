package io.github.consent4j.policy.reader;

import io.github.consent4j.policy.LocalizedText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A directory with one file for each service, such as {@code youtube.yaml}. A service's file has
 * the keys of a service in a policy, and these: {@code category}, where a site is likely to put it;
 * {@code provider} can be a word, which names the file {@code providers/<word>.yaml}. If there is a
 * file {@code files.packed}, it has the content of all of them. Thread-safe.
 */
final class CatalogueDirectory {

  /** The list of services: one identifier on a line. What follows a tab is for other readers. */
  private static final String LIST = "services.txt";

  private static final String PACKED = "files.packed";

  private final Function<String, @Nullable InputStream> files;
  private final @Nullable PackedFiles packed;

  /**
   * @param files opens a file of the directory by its name; returns null if there is none
   */
  CatalogueDirectory(Function<String, @Nullable InputStream> files) {
    this.files = files;
    InputStream in = files.apply(PACKED);
    packed = in == null ? null : PackedFiles.read(in);
  }

  /** Returns the identifiers of all services. */
  List<String> ids() {
    List<String> ids = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(open(LIST), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int end = line.indexOf('\t');
        ids.add(end < 0 ? line : line.substring(0, end));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(LIST + " cannot be read", e);
    }
    return ids;
  }

  /** Opens a file that has to be there. */
  private InputStream open(String name) {
    InputStream in = files.apply(name);
    if (in == null) {
      throw new IllegalStateException("The library's own file " + name + " is missing");
    }
    return in;
  }

  /** Reads the file of a service. */
  ServiceDraft service(String id, Wording wording) {
    String file = id + ".yaml";
    Problems problems = new Problems();
    Fields fields = fields(file, wording.services(), problems);
    providerOf(fields.node(), wording, problems);
    fields = new Fields(fields.node(), "service '" + id + "'", problems);
    String category = fields.text("category");
    ServiceDraft draft = ServiceDraft.builtIn(fields, wording.purposes());
    problems.throwIfAny();
    return draft.usuallyIn(category);
  }

  /** Reads the file with what all services have in common. */
  Fields common(Problems problems) {
    Fields read = fields("common.yaml", Map.of(), problems);
    return new Fields(read.node(), YamlDocument.ROOT, problems);
  }

  private Fields fields(String file, Map<String, LocalizedText> texts, Problems problems) {
    Fields fields =
        packed == null
            ? YamlDocument.read(file, open(file), problems)
            : new Fields(packed.root(file), YamlDocument.ROOT, problems);
    new TextReferences(texts, problems).resolve(fields.node());
    return fields;
  }

  /** Puts the provider's file in the place of its name, and its sources behind the service's. */
  private void providerOf(MappingNode service, Wording wording, Problems problems) {
    Node word = value(service, "provider");
    if (!(word instanceof ScalarNode name)) {
      return;
    }
    MappingNode provider =
        fields("providers/" + name.getValue() + ".yaml", wording.services(), problems).node();
    if (value(provider, "sources") instanceof SequenceNode more
        && value(service, "sources") instanceof SequenceNode own) {
      own.getValue().addAll(more.getValue());
    }
    List<NodeTuple> ofProvider = new ArrayList<>(provider.getValue());
    ofProvider.removeIf(tuple -> isKey(tuple, "sources"));
    provider.setValue(ofProvider);
    List<NodeTuple> ofService = new ArrayList<>();
    for (NodeTuple tuple : service.getValue()) {
      ofService.add(isKey(tuple, "provider") ? new NodeTuple(tuple.getKeyNode(), provider) : tuple);
    }
    service.setValue(ofService);
  }

  private static @Nullable Node value(MappingNode mapping, String key) {
    for (NodeTuple tuple : mapping.getValue()) {
      if (isKey(tuple, key)) {
        return tuple.getValueNode();
      }
    }
    return null;
  }

  private static boolean isKey(NodeTuple tuple, String key) {
    return tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key);
  }
}
