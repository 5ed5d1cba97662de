package io.github.consent4j.cli;

import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.cli.finding.FindingReport;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.text.Suggestions;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains the rules that files and pages are checked by. */
@Command(
    name = "rules",
    description = "Explains the rules that policies and pages are checked by.",
    footerHeading = "%n",
    footer = {
      "Examples: " + ConsentCli.NAME + " rules vague-purpose",
      "          " + ConsentCli.NAME + " rules GDPR",
      "Exits with 1 if no rule is found."
    })
final class RulesCommand extends CliCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "QUERY",
      description = "A part of a name, title or standard. Without it, all are listed.")
  @Nullable String query;

  @Option(names = "--json", description = "Write JSON.")
  boolean json;

  RulesCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    List<Rule> all = AllRules.all();
    List<Rule> found = query == null ? all : find(all, query);
    if (json) {
      terminal().write(toJson(found));
    } else if (query == null) {
      found.forEach(this::printLine);
      terminal().say(Plural.of(found.size(), "rule"));
    } else {
      found.forEach(this::print);
    }
    if (found.isEmpty() && query != null) {
      terminal()
          .err()
          .println(
              "There is no rule with '"
                  + query
                  + "'"
                  + Suggestions.didYouMean(query, all.stream().map(Rule::id).toList()));
    }
    return found.isEmpty() ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  /** Returns the rule of that name, or else every rule that matches. */
  private static List<Rule> find(List<Rule> all, String query) {
    List<Rule> named = all.stream().filter(rule -> rule.id().equals(query)).toList();
    return named.isEmpty() ? all.stream().filter(rule -> matches(rule, query)).toList() : named;
  }

  private static boolean matches(Rule rule, String query) {
    String part = query.toLowerCase(Locale.ROOT);
    return Stream.of(rule.id(), rule.title(), rule.source())
        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(part));
  }

  private void printLine(Rule rule) {
    terminal()
        .say(
            String.format(
                Locale.ROOT,
                "%-28s %-8s %s",
                rule.id(),
                EnumName.of(rule.severity()),
                rule.title()));
  }

  private void print(Rule rule) {
    terminal().say(rule.id() + " (" + EnumName.of(rule.severity()) + ")");
    terminal().say("  " + rule.title() + '.');
    terminal().say("  why:    " + rule.why());
    terminal().say("  do:     " + rule.action());
    if (!rule.source().isEmpty()) {
      terminal().say("  source: " + rule.source());
    }
    terminal().say("");
  }

  private static byte[] toJson(List<Rule> rules) {
    JsonWriter json = JsonWriter.indented();
    json.beginObject();
    json.beginArray("rules");
    rules.forEach(rule -> FindingReport.write(json, rule));
    json.endArray();
    json.endObject();
    return json.toBytes();
  }
}
