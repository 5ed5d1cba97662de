package io.github.consent4j.gate.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.consent4j.gate.TestData;
import io.github.consent4j.gate.bytes.ArrayPool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The html5lib tokenizer tests, as far as they contain start tags. */
class Html5libTokenizerTest {

  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9A-Fa-f]{4})");

  /** Suffixes that show the state in which a text has ended. */
  private static final List<String> SENTINELS =
      List.of("<img id=s>", "\"><img id=s>", "'><img id=s>", "--><img id=s>");

  private record Case(
      String file,
      String name,
      String input,
      String state,
      String lastStartTag,
      List<RecordingHandler.Seen> tags) {

    byte[] bytes() {
      return input.getBytes(StandardCharsets.UTF_8);
    }
  }

  private record Run(List<RecordingHandler.Seen> tags, byte[] output) {}

  private static final List<Case> CASES = new ArrayList<>();
  private static int tests;

  @BeforeAll
  static void read() throws IOException {
    for (Path file : TestData.files("html5lib/tokenizer", ".test")) {
      for (JsonNode test : new ObjectMapper().readTree(file.toFile()).path("tests")) {
        read(file.getFileName().toString(), test);
      }
    }
  }

  private static void read(String file, JsonNode test) {
    boolean twice = test.path("doubleEscaped").asBoolean();
    String input = unescape(test.path("input").asText(), twice);
    CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    if (!encoder.canEncode(input)) {
      return;
    }
    tests++;
    List<RecordingHandler.Seen> tags = new ArrayList<>();
    for (JsonNode token : test.path("output")) {
      if (token.path(0).asText().equals("StartTag")) {
        Map<String, String> attributes = new LinkedHashMap<>();
        token
            .path(2)
            .properties()
            .forEach(
                e ->
                    attributes.put(
                        unescape(e.getKey(), twice), unescape(e.getValue().asText(), twice)));
        String name = unescape(token.path(1).asText(), twice);
        tags.add(new RecordingHandler.Seen(name, attributes, token.path(3).asBoolean(), true));
      }
    }
    List<String> states = new ArrayList<>();
    test.path("initialStates").forEach(s -> states.add(s.asText()));
    for (String state : states.isEmpty() ? List.of("Data state") : states) {
      String description = test.path("description").asText();
      String last = test.path("lastStartTag").asText("");
      CASES.add(new Case(file, description, input, state, last, tags));
    }
  }

  private static void startIn(HtmlTokenizer tokenizer, String state, String name) {
    switch (state) {
      case "Data state" -> tokenizer.startIn(Element.Content.MARKUP, name);
      case "RCDATA state" -> tokenizer.startIn(Element.Content.RCDATA, name);
      case "RAWTEXT state" -> tokenizer.startIn(Element.Content.RAWTEXT, name);
      case "Script data state" -> tokenizer.startIn(Element.Content.SCRIPT_DATA, name);
      case "PLAINTEXT state" -> tokenizer.startIn(Element.Content.PLAINTEXT, name);
      case "CDATA section state" -> tokenizer.startInCdataSection();
      default -> throw new IllegalArgumentException(state);
    }
  }

  private static String unescape(String text, boolean twice) {
    return twice
        ? ESCAPE
            .matcher(text)
            .replaceAll(m -> String.valueOf((char) Integer.parseInt(m.group(1), 16)))
        : text;
  }

  private static Run run(Case test, byte[] input, Collection<Integer> cuts) {
    RecordingHandler handler = new RecordingHandler();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlTokenizer tokenizer =
        new HtmlTokenizer(
            handler,
            new Output(out::write),
            new DocumentStart("", ""),
            HtmlTokenizer.Syntax.HTML_TOKENS);
    startIn(tokenizer, test.state, test.lastStartTag);
    try {
      int from = 0;
      for (int cut : cuts) {
        tokenizer.write(input, from, cut);
        from = cut;
      }
      tokenizer.write(input, from, input.length);
      tokenizer.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Run(handler.tags, out.toByteArray());
  }

  @Test
  void finds_every_tag_and_attribute_and_no_other() {
    assertThat(tests).isEqualTo(6802);
    assertThat(CASES).hasSize(7028);
    for (Case test : CASES) {
      Run run = run(test, test.bytes(), List.of());
      assertThat(run.tags).as("%s: %s", test.file, test.name).isEqualTo(test.tags);
      assertThat(run.output).as("%s: %s", test.file, test.name).isEqualTo(test.bytes());
    }
  }

  @Test
  void finds_the_same_wherever_the_input_is_cut() {
    int runs = 0;
    for (Case test : CASES) {
      byte[] input = test.bytes();
      List<Integer> everywhere = new ArrayList<>();
      for (int cut = 1; cut < input.length; cut++) {
        Run run = run(test, input, List.of(cut));
        assertThat(run.tags).as("%s cut at %d", test.input, cut).isEqualTo(test.tags);
        assertThat(run.output).as("%s cut at %d", test.input, cut).isEqualTo(input);
        everywhere.add(cut);
        runs++;
      }
      Run run = run(test, input, everywhere);
      assertThat(run.tags).as("%s byte by byte", test.input).isEqualTo(test.tags);
      assertThat(run.output).isEqualTo(input);
      runs++;
    }
    assertThat(runs).isGreaterThan(61_000);
  }

  @Test
  void ends_in_the_same_state_whether_tags_are_skipped_or_read() {
    int runs = 0;
    for (Case test : CASES) {
      if (!test.state.equals("Data state") || switchesState(test)) {
        continue;
      }
      for (String sentinel : SENTINELS) {
        byte[] input = (test.input + sentinel).getBytes(StandardCharsets.UTF_8);
        boolean read =
            run(test, input, List.of()).tags.stream()
                .anyMatch(t -> t.name().equals("img") && "s".equals(t.attributes().get("id")));
        assertThat(skippedTo(input)).as("%s%s", test.input, sentinel).isEqualTo(read);
        runs++;
      }
    }
    assertThat(runs).isGreaterThan(26_000);
  }

  /**
   * Returns whether the parser would change the state of the tokenizer. These tests leave that out.
   */
  private static boolean switchesState(Case test) {
    return test.tags.stream()
        .anyMatch(
            t -> {
              byte[] name = t.name().getBytes(StandardCharsets.UTF_8);
              long hash = NameHash.of(name, 0, name.length);
              Element element = Element.of(hash, name, 0, name.length);
              return element.content != Element.Content.MARKUP || element == Element.SVG;
            });
  }

  /** Returns whether the tokenizer finds the sentinel when it reads only watched tags. */
  private static boolean skippedTo(byte[] input) {
    RecordingHandler handler = new RecordingHandler();
    HtmlTokenizer tokenizer =
        new HtmlTokenizer(
            handler, new Output((b, o, l) -> {}), DocumentStart.none(), HtmlTokenizer.Syntax.HTML);
    try {
      tokenizer.write(input, 0, input.length);
      tokenizer.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return handler.tags.stream()
        .anyMatch(t -> t.name().equals("img") && "s".equals(t.attributes().get("id")));
  }

  @Test
  void decodes_every_character_reference_in_attribute_values() throws IOException {
    int checked = 0;
    for (String file : List.of("namedEntities", "numericEntities", "entities")) {
      Path path = TestData.folder("html5lib/tokenizer").resolve(file + ".test");
      for (JsonNode test : new ObjectMapper().readTree(path.toFile()).path("tests")) {
        String input = test.path("input").asText();
        boolean text = test.path("output").size() == 1;
        if (input.contains("\"") || !text || !test.at("/output/0/0").asText().equals("Character")) {
          continue;
        }
        if (input.contains("<") || isAmbiguous(input, test.at("/output/0/1").asText())) {
          continue;
        }
        assertThat(CharacterReferences.decode(input, new ArrayPool()))
            .as(test.path("description").asText())
            .isEqualTo(test.at("/output/0/1").asText());
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(4_500);
  }

  /**
   * Returns whether a reference ends before a letter, digit or equals sign: attributes differ
   * there.
   */
  private static boolean isAmbiguous(String input, String output) {
    int same = 0;
    while (same < Math.min(input.length(), output.length())
        && input.charAt(input.length() - 1 - same) == output.charAt(output.length() - 1 - same)) {
      same++;
    }
    String rest = input.substring(input.length() - same);
    return !input.equals(output)
        && rest.matches("(?s)[=A-Za-z0-9].*")
        && !input.endsWith(";" + rest);
  }

  @Test
  void leaves_an_ambiguous_ampersand_alone() {
    assertThat(CharacterReferences.decode("?a&amp=1&ampb&copy;&copy&notit;&not;", new ArrayPool()))
        .isEqualTo("?a&amp=1&ampb\u00a9\u00a9&notit;\u00ac");
  }
}
