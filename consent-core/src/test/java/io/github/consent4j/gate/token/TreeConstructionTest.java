package io.github.consent4j.gate.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.gate.TestData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The html5lib tree construction tests. They decide whether the gate distinguishes tags from text
 * as a browser's parser does.
 */
class TreeConstructionTest {

  private static final Set<String> WATCHED =
      Set.of(
          "script", "iframe", "img", "image", "link", "source", "video", "audio", "track", "embed",
          "object", "param", "input", "base", "meta", "frame", "use", "feImage", "style");

  private static final Pattern ELEMENT = Pattern.compile("\\| +<(?:svg |math )?([^ >]+)>");
  private static final Pattern ATTRIBUTE = Pattern.compile("\\| +([^ \"][^=]*)=\".*");

  private record Case(String file, String data, Map<String, Integer> watched) {}

  @Test
  void misses_no_watched_element() throws IOException {
    List<String> missed = new ArrayList<>();
    List<String> reportedTooMuch = new ArrayList<>();
    int relevant = 0;
    for (Path file : TestData.files("html5lib/tree-construction", ".dat")) {
      for (Case test : read(file)) {
        relevant += test.watched.isEmpty() ? 0 : 1;
        compare(test, found(test.data), missed, reportedTooMuch);
      }
    }
    assertThat(relevant).isGreaterThan(290);
    assertThat(missed).isEmpty();
    // These are frames outside of a frameset, and elements that a late frameset or a noscript
    // removes.
    assertThat(reportedTooMuch).hasSizeLessThanOrEqualTo(15);
  }

  private static void compare(
      Case test, Map<String, Integer> found, List<String> missed, List<String> tooMuch) {
    String where = test.file + ": " + test.data + " expected " + test.watched + " found " + found;
    boolean missing =
        test.watched.entrySet().stream()
            .anyMatch(e -> found.getOrDefault(e.getKey(), 0) < e.getValue());
    if (missing) {
      missed.add(where);
    } else if (!found.equals(test.watched)) {
      tooMuch.add(where);
    }
  }

  private static Map<String, Integer> found(String data) throws IOException {
    RecordingHandler handler = new RecordingHandler();
    HtmlTokenizer tokenizer =
        new HtmlTokenizer(
            handler,
            new Output((b, o, l) -> {}),
            new DocumentStart("", ""),
            HtmlTokenizer.Syntax.HTML);
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    tokenizer.write(bytes, 0, bytes.length);
    tokenizer.finish();
    Map<String, Integer> found = new TreeMap<>();
    for (RecordingHandler.Seen tag : handler.tags) {
      String name = tag.html() && tag.name().equals("image") ? "img" : tag.name();
      name = name.equals("feimage") ? "feImage" : name;
      if (WATCHED.contains(name)) {
        found.merge(name + new TreeSet<>(tag.attributes().keySet()), 1, Integer::sum);
      }
    }
    return found;
  }

  private static List<Case> read(Path file) throws IOException {
    List<Case> cases = new ArrayList<>();
    String all = Files.readString(file);
    for (String block : ("\n" + all).split("\n#data\n")) {
      Map<String, String> sections = sections(block);
      String data = sections.get("data");
      String document = sections.get("document");
      boolean skipped = sections.containsKey("document-fragment") || data == null;
      if (!skipped && document != null) {
        cases.add(new Case(file.getFileName().toString(), data, watched(document)));
      }
    }
    return cases;
  }

  private static Map<String, String> sections(String block) {
    Map<String, String> sections = new HashMap<>();
    Matcher marks =
        Pattern.compile(
                "(?m)^#(errors|new-errors|document-fragment|script-on|script-off|document)$")
            .matcher(block);
    String name = "data";
    int from = 0;
    while (marks.find()) {
      sections.put(name, block.substring(from, Math.max(from, marks.start() - 1)));
      name = marks.group(1);
      from = Math.min(marks.end() + 1, block.length());
    }
    sections.put(name, block.substring(from));
    return sections;
  }

  private static Map<String, Integer> watched(String document) {
    Map<String, Integer> watched = new TreeMap<>();
    String current = null;
    Set<String> attributes = new TreeSet<>();
    for (String line : (document + "\n| <end>").split("\n")) {
      Matcher element = ELEMENT.matcher(line);
      Matcher attribute = ATTRIBUTE.matcher(line);
      if (element.matches()) {
        if (current != null && WATCHED.contains(current)) {
          watched.merge(current + attributes, 1, Integer::sum);
        }
        current = element.group(1);
        attributes = new TreeSet<>();
      } else if (attribute.matches() && current != null) {
        attributes.add(attribute.group(1).replaceFirst("^(xlink|xml|xmlns) ", "$1:"));
      }
    }
    return watched;
  }
}
