package io.github.consent4j.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.consent4j.format.JsonReader.Token;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both versions of Jackson read the same. */
class JsonReaderTest {

  private static final String DOCUMENT =
      """
      {"id": "caf\\u00e9", "n": -7, "big": 1e3, "on": true, "off": false, "none": null,
       "list": ["a", {"in": [1, []]}, 2], "object": {"list": {"x": "y"}}}
      """;

  /** The two versions. */
  private enum Version {
    JACKSON_2,
    JACKSON_3;

    JsonReader of(String json) throws IOException {
      return this == JACKSON_2 ? Jackson2Reader.of(json) : Jackson3Reader.of(json);
    }

    JsonReader of(byte[] json, int length) throws IOException {
      return this == JACKSON_2 ? Jackson2Reader.of(json, length) : Jackson3Reader.of(json, length);
    }
  }

  private static List<String> tokens(JsonReader json) throws IOException {
    List<String> tokens = new ArrayList<>();
    while (json.next() != Token.END) {
      boolean hasText =
          switch (json.token()) {
            case NAME, STRING, SCALAR, NULL -> true;
            default -> false;
          };
      String where = json.isElement() ? json.name() + "[]" : json.name();
      tokens.add(json.token() + " " + where + (hasText ? " " + json.text() : ""));
    }
    return tokens;
  }

  @ParameterizedTest
  @EnumSource
  void tokens_come_with_their_names_and_texts(Version version) throws IOException {
    byte[] bytes = (DOCUMENT + "}").getBytes(StandardCharsets.UTF_8);
    List<String> tokens = tokens(version.of(DOCUMENT));

    assertThat(tokens)
        .containsSubsequence(
            "BEGIN_OBJECT ",
            "NAME id id",
            "STRING id caf\u00e9",
            "SCALAR n -7",
            "SCALAR big 1e3",
            "SCALAR on true",
            "SCALAR off false",
            "NULL none null",
            "BEGIN_ARRAY list",
            "STRING list[] a",
            "BEGIN_OBJECT list[]",
            "BEGIN_ARRAY in",
            "SCALAR in[] 1",
            "BEGIN_ARRAY in[]",
            "SCALAR list[] 2",
            "BEGIN_OBJECT object",
            "BEGIN_OBJECT list",
            "STRING x y");
    assertThat(tokens(version.of(bytes, bytes.length - 1))).isEqualTo(tokens);
  }

  @ParameterizedTest
  @EnumSource
  void members_are_read_one_by_one(Version version) throws IOException {
    List<String> names = new ArrayList<>();
    try (JsonReader json = version.of(DOCUMENT)) {
      assertThat(json.next()).isEqualTo(Token.BEGIN_OBJECT);
      while (json.nextMember()) {
        names.add(json.name());
        switch (json.name()) {
          case "n" -> assertThat(json.number()).isEqualTo(-7);
          case "on" -> assertThat(json.truth()).isTrue();
          case "list" -> {
            int start = json.start();
            json.skip();
            assertThat(DOCUMENT.substring(start, json.end()))
                .isEqualTo("[\"a\", {\"in\": [1, []]}, 2]");
          }
          default -> json.skip();
        }
      }
      assertThat(json.next()).isEqualTo(Token.END);
    }
    assertThat(names).containsExactly("id", "n", "big", "on", "off", "none", "list", "object");
  }

  @ParameterizedTest
  @EnumSource
  void a_value_of_another_type_is_an_IOException(Version version) throws IOException {
    try (JsonReader json = version.of("\"word\"")) {
      json.next();
      assertThatThrownBy(json::number).isInstanceOf(IOException.class);
      assertThatThrownBy(json::truth).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_value_is_read_with_all_that_is_in_it(Version version) throws IOException {
    JsonReader json = version.of(DOCUMENT);
    json.next();

    assertThat(json.value())
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("id", "caf\u00e9")
        .containsEntry("n", "-7")
        .containsEntry("big", "1e3")
        .containsEntry("on", "true")
        .containsEntry("none", null)
        .containsEntry("list", List.of("a", Map.of("in", List.of("1", List.of())), "2"))
        .containsEntry("object", Map.of("list", Map.of("x", "y")))
        .containsKey("off")
        .hasSize(8);
    assertThat(json.next()).isEqualTo(Token.END);
    assertThatThrownBy(json::value).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"a\"}", "{\"a\": tru}", "[1,]", "nul", "\"\\x\"", "{} }", "'a'"})
  void what_is_no_json_is_an_IOException(String text) {
    for (Version version : Version.values()) {
      assertThatThrownBy(() -> tokens(version.of(text)))
          .as(version.name())
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_is_nested_too_deeply_is_an_IOException(Version version) throws IOException {
    String deep = "[".repeat(JsonReader.DEEPEST);
    String end = "]".repeat(JsonReader.DEEPEST);

    assertThat(tokens(version.of(deep + end))).hasSize(2 * JsonReader.DEEPEST);
    assertThatThrownBy(() -> tokens(version.of("[" + deep + end + "]")))
        .isInstanceOf(IOException.class);
  }
}
