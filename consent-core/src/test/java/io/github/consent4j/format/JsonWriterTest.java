package io.github.consent4j.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

  private static String text(JsonWriter json) {
    return new String(json.toBytes(), StandardCharsets.UTF_8);
  }

  private static JsonWriter sample(JsonWriter json) {
    return json.beginObject()
        .field("made", true)
        .field("at", (String) null)
        .field("languages", List.of("de", "en"))
        .field("none", List.of())
        .beginArray("services")
        .beginObject()
        .field("id", "youtube")
        .endObject()
        .beginObject()
        .endObject()
        .endArray()
        .beginObject("site")
        .field("name", "Z\u00fcrich")
        .endObject()
        .endObject();
  }

  @Test
  void a_cleared_writer_begins_anew() {
    JsonWriter json = JsonWriter.compact().beginObject().field("half", 1).beginArray("written");
    assertThat(text(sample(json.clear()))).isEqualTo(text(sample(JsonWriter.compact())));
  }

  @Test
  void parts_members_and_elements_by_commas() {
    assertThat(text(sample(JsonWriter.compact())))
        .isEqualTo(
            "{\"made\":true,\"at\":null,\"languages\":[\"de\",\"en\"],\"none\":[],"
                + "\"services\":[{\"id\":\"youtube\"},{}],\"site\":{\"name\":\"Z\u00fcrich\"}}");
  }

  @Test
  void writes_a_line_for_each_of_them_for_people() {
    assertThat(text(sample(JsonWriter.indented())))
        .isEqualTo(
            """
            {
              "made" : true,
              "at" : null,
              "languages" : [
                "de",
                "en"
              ],
              "none" : [ ],
              "services" : [
                {
                  "id" : "youtube"
                },
                { }
              ],
              "site" : {
                "name" : "Z\u00fcrich"
              }
            }""");
  }

  @Test
  void a_reader_gets_back_every_character() throws Exception {
    StringBuilder every = new StringBuilder();
    for (char c = 0; c < 0x2100; c++) {
      every.append(c);
    }
    every.appendCodePoint(0x1F36A);
    byte[] json = JsonWriter.compact().beginObject().field("x", "" + every).endObject().toBytes();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      parser.nextToken();
      parser.nextToken();
      assertThat(parser.getText()).isEqualTo("" + every);
    }
  }
}
