package io.github.consent4j.cli;

import io.github.consent4j.cli.Explanation.Rule;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains what a policy does with a URL, a cookie or a storage key. */
@Command(
    name = "explain",
    description = "Explains which service, category and line decide on a URL, cookie or key.",
    footerHeading = "%n",
    footer = {
      "Examples: " + ConsentCli.NAME + " explain consent.yaml https://www.youtube.com/embed/x",
      "          " + ConsentCli.NAME + " explain consent.yaml _pk_id.1.1fff",
      "Exits with 1 if the file does not declare it."
    })
final class ExplainCommand extends CliCommand {

  /** A host that no site has, if the command does not name the site's. */
  private static final String NO_HOST = "site.invalid";

  @Parameters(index = "0", paramLabel = "FILE", description = "The policy file.")
  Path file = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "URL|COOKIE|KEY",
      description = "An address, or the name of a cookie or storage key.")
  String subject = "";

  @Option(
      names = "--as",
      paramLabel = "KIND",
      description = "What it is, if the name leaves a doubt: url, cookie or key.")
  Resource.@Nullable Kind kind;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = NO_HOST,
      description = "The host of the site, which is no third party for its pages.")
  String host = NO_HOST;

  @Option(names = "--json", description = "Write JSON.")
  boolean json;

  ExplainCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    PolicyFiles files = new PolicyFiles();
    Policy policy = files.read(file);
    String site = host.toLowerCase(Locale.ROOT);
    Explainer explainer = new Explainer(policy, files.places(file), site);
    Explanation explanation = explainer.explain(resource(explainer), Optional.empty());
    if (!explanation.isDeclared()) {
      Policy all = KnownServices.load("en").policy();
      Explainer catalogue = new Explainer(all, FilePlaces.NONE, site);
      explanation = explainer.explain(explanation.resource(), Optional.of(catalogue));
    }
    if (json) {
      terminal().write(toJson(explanation));
    } else {
      print(explanation);
    }
    return explanation.isDeclared() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private Resource resource(Explainer explainer) {
    if (kind == Resource.Kind.URL) {
      return Resource.url(subject).orElse(new Resource(kind, "https://" + subject));
    }
    if (kind != null) {
      return new Resource(kind, subject);
    }
    return explainer.declaresName(subject)
        ? explainer.named(subject)
        : Resource.url(subject).orElseGet(() -> explainer.named(subject));
  }

  private void print(Explanation explanation) {
    Resource resource = explanation.resource();
    terminal().say(resource.kind().noun() + " " + resource.text());
    for (Rule rule : explanation.rules()) {
      terminal()
          .say(
              "  service '" + rule.service().id() + "' in category '" + rule.category().id() + "'");
      terminal().say("    declares it:  " + rule.text() + ", " + origin(rule));
      rule.use().ifPresent(use -> terminal().say("    is named in:  " + use));
    }
    if (!explanation.isDeclared()) {
      terminal().say("  no service of " + file + " declares it");
    }
    terminal().say("  before a choice:  " + outcome(explanation.passesBeforeChoice()));
    terminal().say("  after yes:        " + outcome(explanation.passesAfterYes()));
    terminal().say("  after no:         " + outcome(explanation.passesAfterNo()));
    explanation.why().forEach(reason -> terminal().say("  " + reason));
    if (!explanation.known().isEmpty()) {
      terminal()
          .say(
              "  The catalogue knows it: add "
                  + explanation.known().stream()
                      .map(service -> service.id() + " (" + service.provider().name() + ")")
                      .collect(Collectors.joining(" or "))
                  + " to a category.");
    }
  }

  private static String origin(Rule rule) {
    return rule.place()
        .map(place -> "in " + place)
        .orElse("from the catalogue's '" + rule.service().id() + "'");
  }

  private static String outcome(boolean passes) {
    return passes ? "passes" : "is held back";
  }

  private static byte[] toJson(Explanation explanation) {
    JsonWriter json = JsonWriter.indented();
    json.beginObject();
    json.field("kind", EnumName.of(explanation.resource().kind()));
    json.field("subject", explanation.resource().text());
    json.field("declared", explanation.isDeclared());
    json.beginArray("rules");
    for (Rule rule : explanation.rules()) {
      json.beginObject();
      json.field("service", rule.service().id());
      json.field("category", rule.category().id());
      json.field("rule", rule.text());
      json.field("declaredAt", rule.place().orElse(null));
      json.field("usedAt", rule.use().orElse(null));
      json.endObject();
    }
    json.endArray();
    json.beginObject("passes");
    json.field("beforeChoice", explanation.passesBeforeChoice());
    json.field("afterYes", explanation.passesAfterYes());
    json.field("afterNo", explanation.passesAfterNo());
    json.endObject();
    json.field("why", explanation.why());
    json.field("catalogue", explanation.known().stream().map(Service::id).toList());
    json.endObject();
    return json.toBytes();
  }
}
