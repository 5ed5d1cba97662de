package io.github.consent4j.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import io.github.consent4j.seen.Seen.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The page about the inventory: its example and its tables are what the library writes. {@code
 * -Dconsent4j.docs=write} writes them anew.
 */
class InventoryPageTest {

  private static final Path PAGE = Path.of("src/docs/inventory.md");

  @Test
  void the_examples_and_tables_are_those_of_the_library() throws IOException {
    String page = Files.readString(PAGE);
    Inventory inventory = new Inventory(example(page));
    String expected = with(page, "example", json(published(inventory)));
    expected = with(expected, "observed", json(observed(inventory)));
    expected = with(expected, "fields", tables(InventorySchemaTest.definition()));
    if ("write".equals(System.getProperty("consent4j.docs"))) {
      Files.writeString(PAGE, expected);
    }
    assertThat(Files.readString(PAGE))
        .as("write it anew with -Dtest=InventoryPageTest -Dconsent4j.docs=write")
        .isEqualTo(expected);
  }

  private static Policy example(String page) {
    Matcher yaml =
        Pattern.compile("^```yaml\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL).matcher(page);
    assertThat(yaml.find()).isTrue();
    return ReferencePolicy.read(yaml.group(1));
  }

  private static String published(Inventory inventory) {
    return text(inventory.toJson()).replace("\"version\" : null", "\"version\" : \"1.0.0\"");
  }

  /** Returns the members of the first item of statistics that the public inventory has not. */
  private static String observed(Inventory inventory) {
    String all =
        text(
            inventory
                .withPlaces()
                .observed(
                    List.of(
                        SeenThing.of(Kind.COOKIE, "counter_id").set(null, Duration.ofDays(395))),
                    ObservedInventoryTest.FROM,
                    ObservedInventoryTest.TO)
                .toJson());
    int item = all.indexOf("\"id\" : \"counter/cookie/counter_id\"");
    int start = all.indexOf("\"declaredAt\"", item);
    int end = all.indexOf("\n            }", start);
    return all.substring(start, end).indent(0).replace("\n              ", "\n");
  }

  private static String json(String text) {
    return "```json\n" + text.strip() + "\n```\n";
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String with(String page, String name, String content) {
    Pattern place =
        Pattern.compile("(<!-- generated: " + name + " -->\n).*?(<!-- end -->)", Pattern.DOTALL);
    Matcher found = place.matcher(page);
    assertThat(found.find()).as(name).isTrue();
    return page.substring(0, found.end(1)) + content + page.substring(found.start(2));
  }

  private static String tables(JsonNode schema) {
    List<String> lines = new ArrayList<>();
    table("The document", schema, lines);
    for (Map.Entry<String, JsonNode> part : schema.get("$defs").properties()) {
      if (part.getValue().has("properties")) {
        table("`" + part.getKey() + "`", part.getValue(), lines);
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static void table(String title, JsonNode part, List<String> lines) {
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.add("### " + title);
    lines.add("| member | type | meaning |");
    lines.add("|---|---|---|");
    rows("", part, lines);
  }

  private static void rows(String above, JsonNode part, List<String> lines) {
    List<String> required = new ArrayList<>();
    part.path("required").forEach(name -> required.add(name.asText()));
    for (Map.Entry<String, JsonNode> member : part.path("properties").properties()) {
      String name = above + member.getKey();
      JsonNode value = member.getValue();
      lines.add(
          "| `"
              + name
              + "`"
              + (required.contains(member.getKey()) ? "" : ", not always")
              + " | "
              + type(value)
              + " | "
              + value.path("description").asText()
              + " |");
      rows(name + ".", value, lines);
      rows(name + "[].", value.path("items"), lines);
    }
  }

  private static String type(JsonNode value) {
    if (value.has("const")) {
      return "`" + value.get("const").asText() + "`";
    }
    if (value.has("$ref")) {
      return ref(value);
    }
    List<String> types = new ArrayList<>();
    value.path("enum").forEach(each -> types.add(each.isNull() ? "null" : code(each)));
    value.path("anyOf").forEach(each -> types.add(each.has("$ref") ? ref(each) : "null"));
    if (value.path("type").isArray()) {
      value.get("type").forEach(each -> types.add(each.asText()));
    } else if (value.path("items").has("$ref")) {
      types.add("array of " + ref(value.get("items")));
    } else if (value.has("items")) {
      types.add("array of " + value.get("items").get("type").asText() + "s");
    } else if (value.has("type")) {
      types.add(value.get("type").asText());
    }
    return String.join(", ", types);
  }

  private static String code(JsonNode word) {
    return "`" + word.asText() + "`";
  }

  private static String ref(JsonNode value) {
    return "`" + value.get("$ref").asText().replace("#/$defs/", "") + "`";
  }
}
