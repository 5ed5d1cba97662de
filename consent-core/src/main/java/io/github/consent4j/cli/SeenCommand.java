package io.github.consent4j.cli;

import io.github.consent4j.format.EnumName;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.CatalogueIndex;
import io.github.consent4j.seen.journal.Proposal;
import io.github.consent4j.seen.journal.SeenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what a site has seen, and proposes lines of the policy for what no service declares. */
@Command(
    name = "seen",
    description = "Lists what a site has seen, and what to declare of it.",
    footerHeading = "%n",
    footer = {
      "The site writes the file if its policy says so: 'seen: { file: /path/consent-seen.yaml }'.",
      "Exits with 1 if anything is not declared."
    })
final class SeenCommand extends CliCommand {

  @Parameters(
      paramLabel = "FILE",
      description = "The file that the site writes, such as consent-seen.yaml.")
  Path file = Path.of("");

  @Option(names = "--json", description = "Write JSON.")
  boolean json;

  SeenCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    List<Seen.Item> items = read();
    Proposal proposal = new Proposal(items, new CatalogueIndex());
    if (json) {
      terminal().write(toJson(items, proposal));
    } else {
      print(items, proposal);
    }
    return items.stream().allMatch(item -> item.service().isPresent())
        ? ExitCode.CLEAN
        : ExitCode.FINDINGS;
  }

  private List<Seen.Item> read() {
    if (!Files.exists(file)) {
      throw new UnusableException(
          file + " is not there; the site writes it if its policy has 'seen: { file: ... }'");
    }
    try {
      return SeenFile.read(file);
    } catch (IOException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    }
  }

  private void print(List<Seen.Item> items, Proposal proposal) {
    print("Not declared:", items.stream().filter(item -> item.service().isEmpty()).toList());
    print("Declared:", items.stream().filter(item -> item.service().isPresent()).toList());
    if (!proposal.toString().isEmpty()) {
      terminal().say("");
      terminal().say(proposal.toString().stripTrailing());
    }
  }

  private void print(String title, List<Seen.Item> items) {
    if (items.isEmpty()) {
      return;
    }
    terminal().say(title);
    for (Seen.Item item : items) {
      String name = kind(item) + " " + item.name();
      terminal()
          .say(
              String.format(
                      Locale.ROOT,
                      "  %-40s %-20s %s, %s to %s%s%s",
                      name,
                      item.service().orElse(""),
                      times(item),
                      item.first().toString().substring(0, 10),
                      item.last().toString().substring(0, 10),
                      item.pages().isEmpty() ? "" : ", on " + String.join(" ", item.pages()),
                      item.attributes().map(SeenCommand::attributes).orElse(""))
                  .stripTrailing());
    }
  }

  private static String times(Seen.Item item) {
    return item.count() + (item.count() == 1 ? " time" : " times") + states(item.byConsent());
  }

  private static String states(Seen.ByConsent counts) {
    List<String> states = new ArrayList<>();
    add(states, counts.before(), " before a decision");
    add(states, counts.refused(), " refused");
    add(states, counts.allowed(), " allowed");
    add(states, counts.blocked(), " held back");
    return states.isEmpty() ? "" : " (" + String.join(", ", states) + ")";
  }

  private static void add(List<String> states, long count, String state) {
    if (count > 0) {
      states.add(count + state);
    }
  }

  private static String attributes(Seen.Attributes attributes) {
    return "; "
        + attributes.lifetime().map(Duration::toString).orElse("session")
        + (attributes.secure() ? ", Secure" : "")
        + (attributes.httpOnly() ? ", HttpOnly" : "");
  }

  private static String kind(Seen.Item item) {
    return EnumName.of(item.kind());
  }

  private static byte[] toJson(List<Seen.Item> items, Proposal proposal) {
    JsonWriter json = JsonWriter.indented();
    json.beginObject();
    json.beginArray("seen");
    for (Seen.Item item : items) {
      json.beginObject();
      json.field("kind", kind(item));
      json.field("name", item.name());
      json.field("service", item.service().orElse(null));
      json.field("pages", item.pages());
      json.field("first", item.first().toString());
      json.field("last", item.last().toString());
      json.field("count", String.valueOf(item.count()));
      json.beginObject("byConsent");
      json.field("before", item.byConsent().before());
      json.field("refused", item.byConsent().refused());
      json.field("allowed", item.byConsent().allowed());
      json.field("blocked", item.byConsent().blocked());
      json.endObject();
      item.attributes().ifPresent(attributes -> write(json, attributes));
      json.endObject();
    }
    json.endArray();
    json.beginObject("add");
    for (Map.Entry<String, Set<String>> category : proposal.toAdd().entrySet()) {
      json.field(category.getKey(), List.copyOf(category.getValue()));
    }
    json.endObject();
    json.field("services", proposal.services());
    json.endObject();
    return json.toBytes();
  }

  private static void write(JsonWriter json, Seen.Attributes attributes) {
    json.beginObject("attributes");
    json.field("secure", attributes.secure());
    json.field("httpOnly", attributes.httpOnly());
    json.field("sameSite", attributes.sameSite().orElse(null));
    json.field("path", attributes.path().orElse(null));
    json.field("domain", attributes.domain().orElse(null));
    json.field("lifetime", attributes.lifetime().map(Duration::toString).orElse("session"));
    json.endObject();
  }
}
