import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Packs the texts that translators edit into one file for each language. The build runs it as {@code
 * java PackTexts.java FROM TO}.
 *
 * <p>The file {@code keys.txt} has the keys of all languages, one a line: the kind of the texts, as
 * the names of the files have it before the language, a colon, and the key. A file such as {@code
 * de.txt} has the texts in the same order, one a line. The line is empty if the language has no such
 * text.
 */
public final class PackTexts {

  private static final List<String> KINDS = List.of("page", "purposes", "services");

  private PackTexts() {}

  /** Returns the texts of one language by kind and key. */
  private static Map<String, String> texts(Path from, String language) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String kind : KINDS) {
      Path file = from.resolve(kind + "_" + language + ".properties");
      Properties properties = new Properties();
      if (!Files.exists(file)) {
        continue;
      }
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      }
      for (String key : properties.stringPropertyNames()) {
        String text = properties.getProperty(key);
        if (text.isEmpty() || text.contains("\n")) {
          throw new IllegalArgumentException(file + ": " + key + ": expected a text of one line");
        }
        texts.put(kind + ":" + key, text);
      }
    }
    return texts;
  }

  private static void pack(Path from, Path to) throws IOException {
    Map<String, Map<String, String>> languages = new TreeMap<>();
    Set<String> keys = new TreeSet<>();
    try (Stream<Path> files = Files.list(from)) {
      List<String> tags =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.matches("page_\\w+\\.properties"))
              .map(name -> name.replaceAll("page_|\\.properties", ""))
              .toList();
      for (String tag : tags) {
        languages.put(tag, texts(from, tag));
        keys.addAll(languages.get(tag).keySet());
      }
    }
    Files.writeString(to.resolve("keys.txt"), String.join("\n", keys) + "\n");
    for (Map.Entry<String, Map<String, String>> language : languages.entrySet()) {
      Files.writeString(
          to.resolve(language.getKey() + ".txt"),
          keys.stream()
              .map(key -> language.getValue().getOrDefault(key, ""))
              .collect(Collectors.joining("\n", "", "\n")));
    }
  }

  public static void main(String[] places) throws IOException {
    Path to = Path.of(places[1]);
    Files.createDirectories(to);
    pack(Path.of(places[0]), to);
  }
}
