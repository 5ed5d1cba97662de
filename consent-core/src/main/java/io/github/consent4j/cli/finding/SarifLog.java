package io.github.consent4j.cli.finding;

import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.policy.Problem;
import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.audit.rule.Severity;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.format.Sha256;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes findings as SARIF (OASIS, version 2.1.0), which code hosts show beside the lines. */
public final class SarifLog {

  /** The pages of the library, in which each rule has an anchor. */
  private static final String RULES = "https://consent4j.github.io/rules#";

  private static final String HOME = "https://consent4j.github.io/";

  private final String tool;
  private final String version;
  private final String file;

  /**
   * @param tool name of the program
   * @param version version of the program
   * @param file the file that findings without a place are shown at
   */
  public SarifLog(String tool, String version, String file) {
    this.tool = tool;
    this.version = version;
    this.file = file;
  }

  /** Returns the log of one run, as JSON in UTF-8. */
  public byte[] toJson(List<Finding> findings) {
    Map<String, Rule> rules = new TreeMap<>();
    findings.forEach(finding -> rules.putIfAbsent(finding.rule().id(), finding.rule()));
    List<String> ids = new ArrayList<>(rules.keySet());
    JsonWriter json = JsonWriter.indented();
    json.beginObject();
    json.field("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json.field("version", "2.1.0");
    json.beginArray("runs");
    json.beginObject();
    json.beginObject("tool");
    json.beginObject("driver");
    json.field("name", tool);
    json.field("version", version);
    json.field("informationUri", HOME);
    json.beginArray("rules");
    rules.values().forEach(rule -> write(json, rule));
    json.endArray();
    json.endObject();
    json.endObject();
    json.field("columnKind", "unicodeCodePoints");
    json.beginArray("results");
    findings.forEach(finding -> write(json, finding, ids.indexOf(finding.rule().id())));
    json.endArray();
    json.endObject();
    json.endArray();
    json.endObject();
    return json.toBytes();
  }

  private static void write(JsonWriter json, Rule rule) {
    json.beginObject();
    json.field("id", rule.id());
    text(json, "shortDescription", rule.title() + '.');
    if (!rule.why().isEmpty()) {
      text(json, "fullDescription", rule.why());
    }
    String help = String.join(" ", rule.why(), rule.action()).strip();
    if (!help.isEmpty()) {
      text(json, "help", help);
    }
    json.field("helpUri", RULES + rule.id());
    json.beginObject("defaultConfiguration");
    json.field("level", level(rule.severity()));
    json.endObject();
    if (!rule.source().isEmpty()) {
      json.beginObject("properties");
      json.field("source", rule.source());
      json.endObject();
    }
    json.endObject();
  }

  private void write(JsonWriter json, Finding finding, int ruleIndex) {
    Problem.Place place = finding.place().orElse(new Problem.Place(file, 1, 1));
    json.beginObject();
    json.field("ruleId", finding.rule().id());
    json.field("ruleIndex", ruleIndex);
    json.field("level", level(finding.rule().severity()));
    text(json, "message", finding.message());
    json.beginArray("locations");
    json.beginObject();
    json.beginObject("physicalLocation");
    json.beginObject("artifactLocation");
    json.field("uri", uri(place.file()));
    json.endObject();
    json.beginObject("region");
    json.field("startLine", place.line());
    json.field("startColumn", place.column());
    json.endObject();
    json.endObject();
    json.endObject();
    json.endArray();
    json.beginObject("partialFingerprints");
    json.field("subject/v1", fingerprint(finding, place.file()));
    json.endObject();
    if (finding.waiver().isPresent()) {
      json.beginArray("suppressions");
      json.beginObject();
      json.field("kind", "inSource");
      json.field("justification", finding.waiver().get());
      json.endObject();
      json.endArray();
    }
    json.endObject();
  }

  /** Lines move and counts grow; the rule and its subject stay. */
  private static String fingerprint(Finding finding, String file) {
    String name = String.valueOf(Path.of(file).getFileName());
    return Sha256.base64(String.join("\n", finding.rule().id(), finding.subject(), name));
  }

  private static void text(JsonWriter json, String field, String text) {
    json.beginObject(field);
    json.field("text", text);
    json.endObject();
  }

  private static String level(Severity severity) {
    return EnumName.of(severity);
  }

  /** Returns the address of a file: relative if its path is, with slashes on every system. */
  private static String uri(String file) {
    Path path = Path.of(file);
    if (path.isAbsolute()) {
      return path.toUri().toASCIIString();
    }
    try {
      return new URI(null, null, file.replace('\\', '/'), null).toASCIIString();
    } catch (URISyntaxException e) {
      return path.toUri().toASCIIString();
    }
  }
}
