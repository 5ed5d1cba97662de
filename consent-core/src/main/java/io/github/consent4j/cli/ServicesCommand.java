package io.github.consent4j.cli;

import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.MarkerClass;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Provider;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.StorageKind;
import io.github.consent4j.policy.UrlPattern;
import io.github.consent4j.text.Suggestions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what the catalogue knows. */
@Command(
    name = "services",
    description = "Lists the services that the catalogue knows, with hosts and cookies.",
    footerHeading = "%n",
    footer = {
      "Examples: " + ConsentCli.NAME + " services youtube",
      "          " + ConsentCli.NAME + " services _ga",
      "Exits with 1 if no service is found."
    })
final class ServicesCommand extends CliCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "QUERY",
      description = "A part of a name, provider, host or cookie. Without it, all are listed.")
  @Nullable String query;

  @Option(
      names = "--language",
      paramLabel = "LANG",
      defaultValue = "en",
      description = "Language of the texts, such as de (default: en).")
  String language = "en";

  @Option(names = "--json", description = "Write JSON.")
  boolean json;

  ServicesCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    KnownServices known = KnownServices.load(language);
    List<Service> found =
        known.all().stream().filter(service -> query == null || matches(service, query)).toList();
    if (json) {
      terminal().write(toJson(found));
    } else if (query == null) {
      found.forEach(this::printLine);
      terminal().say(Plural.of(found.size(), "service"));
    } else {
      found.forEach(this::print);
    }
    if (found.isEmpty() && query != null) {
      terminal()
          .err()
          .println(
              "The catalogue knows no service with '"
                  + query
                  + "'"
                  + Suggestions.didYouMean(query, known.ids()));
    }
    return found.isEmpty() ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private static boolean matches(Service service, String query) {
    String part = query.toLowerCase(Locale.ROOT);
    Stream<String> words =
        Stream.of(
                Stream.of(service.id(), service.provider().name()),
                service.name().byLanguage().values().stream(),
                service.loads().urls().stream().map(UrlPattern::toString),
                service.loads().scripts().stream().map(NamePattern::glob),
                service.stores().stream().map(stored -> stored.name().glob()))
            .flatMap(some -> some);
    return words.anyMatch(word -> word.toLowerCase(Locale.ROOT).contains(part))
        || service.stores().stream().anyMatch(stored -> stored.name().matches(query))
        || service.loads().urls().stream().anyMatch(url -> url.isOn(part));
  }

  private void printLine(Service service) {
    terminal()
        .say(
            String.format(
                Locale.ROOT,
                "%-24s %-32s %s",
                service.id(),
                service.name().in(language),
                provider(service)));
  }

  private void print(Service service) {
    terminal().say(service.id());
    print("name", Stream.of(service.name().in(language)));
    print("provider", Stream.of(provider(service)));
    print("privacy policy", service.provider().privacyPolicy().stream());
    print("purpose", Stream.of(service.purpose().in(language)));
    print("hosts", service.loads().urls().stream().map(UrlPattern::toString));
    print("scripts", service.loads().scripts().stream().map(NamePattern::glob));
    print("inline scripts", service.loads().inline().stream());
    print("elements", service.marks().stream().map(MarkerClass::toString));
    print("stores", service.stores().stream().map(ServicesCommand::stored));
    terminal().say("");
  }

  private void print(String label, Stream<String> values) {
    String[] first = {"  " + label + ":"};
    values.forEach(
        value -> {
          terminal().say(String.format(Locale.ROOT, "%-18s %s", first[0], value));
          first[0] = "";
        });
  }

  /** Returns the name of a provider and its country. */
  private static String provider(Service service) {
    return service.provider().name() + country(service.provider()).orElse("");
  }

  private static Optional<String> country(Provider provider) {
    return provider.country().map(country -> " (" + country + ")");
  }

  private static String stored(CookieDescriptor stored) {
    String kind = stored.kind() == StorageKind.COOKIE ? "" : ", " + stored.kind().id();
    String domain = stored.domain().map(name -> ", on " + name).orElse("");
    return stored.name() + " (" + stored.lifetime() + kind + domain + ")";
  }

  private byte[] toJson(List<Service> services) {
    JsonWriter json = JsonWriter.indented();
    json.beginObject();
    json.beginArray("services");
    for (Service service : services) {
      json.beginObject();
      json.field("id", service.id());
      json.field("name", service.name().in(language));
      json.field("purpose", service.purpose().in(language));
      json.beginObject("provider");
      json.field("name", KnownServices.isOfSite(service) ? null : service.provider().name());
      json.field("country", service.provider().country().orElse(null));
      json.field("privacyPolicy", service.provider().privacyPolicy().orElse(null));
      json.endObject();
      json.field("hosts", service.loads().urls().stream().map(UrlPattern::toString).toList());
      json.field("scripts", service.loads().scripts().stream().map(NamePattern::glob).toList());
      json.field("inlineMarkers", service.loads().inline());
      json.field("marks", service.marks().stream().map(MarkerClass::toString).toList());
      json.beginArray("stores");
      for (CookieDescriptor stored : service.stores()) {
        json.beginObject();
        json.field("name", stored.name().glob());
        json.field("kind", stored.kind().id());
        json.field("domain", stored.domain().orElse(null));
        json.field("lifetime", stored.lifetime().toString());
        json.endObject();
      }
      json.endArray();
      json.endObject();
    }
    json.endArray();
    json.endObject();
    return json.toBytes();
  }
}
