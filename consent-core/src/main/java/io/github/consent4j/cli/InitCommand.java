package io.github.consent4j.cli;

import io.github.consent4j.policy.Service;
import io.github.consent4j.text.Suggestions;
import io.github.consent4j.text.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a policy file from a few answers, or from the file of another tool. */
@Command(
    name = "init",
    description = "Writes a policy file. Asks for what the options do not say.",
    footerHeading = "%n",
    footer = {
      "Examples: " + ConsentCli.NAME + " init",
      "          " + ConsentCli.NAME + " init --name Example --service youtube,webedition",
      "          " + ConsentCli.NAME + " init --from klaro-config.js --name Example",
      "Exits with 1 if something is left to do in the file."
    })
final class InitCommand extends CliCommand {

  private static final String SERVICE_HINT =
      "; '" + ConsentCli.NAME + " services' lists what is known";

  @Option(names = "--name", paramLabel = "NAME", description = "Name of the site's operator.")
  String name = "";

  @Option(
      names = "--language",
      paramLabel = "LANG",
      split = ",",
      description = "Languages of the site, the default first, such as de,en.")
  List<String> languages = List.of();

  @Option(
      names = "--privacy-policy",
      paramLabel = "LINK",
      description = "Path or address of the privacy policy.")
  String privacyPolicy = "";

  @Option(names = "--imprint", paramLabel = "LINK", description = "Path or address of the imprint.")
  String imprint = "";

  @Option(
      names = "--service",
      paramLabel = "ID",
      split = ",",
      description = "Services that the site uses; CATEGORY:ID puts one into a category.")
  List<String> services = List.of();

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = {
        "A file to bring over: a configuration of Klaro, vanilla-cookieconsent or",
        "tarteaucitron, the JSON of Cookiebot's cookie list, or inventory.json."
      })
  @Nullable Path from;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The file to write (default: consent.yaml); - is the terminal.")
  String output = "consent.yaml";

  @Option(names = "--force", description = "Replace a file that is there.")
  boolean force;

  InitCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    DraftOutput target = new DraftOutput(terminal(), output, force);
    KnownServices known = KnownServices.load(Texts.DEFAULT);
    PolicyDraft draft = new PolicyDraft();
    languages.forEach(draft::addLanguage);
    List<String> left = new ArrayList<>();
    if (from != null) {
      ToolFile file = ToolFile.of(from.toString(), text(from));
      left.addAll(file.read().into(draft, known));
      terminal().err().println("Brought over from " + file.tool() + ".");
    }
    draft.setName(name);
    draft.setPrivacyPolicy(privacyPolicy);
    draft.setImprint(imprint);
    services.forEach(service -> add(draft, known, service));
    if (terminal().isInteractive() && name.isEmpty()) {
      ask(draft, known);
    }
    if (draft.name().isEmpty()) {
      throw new UnusableException(
          "whose site is it? Say --name, as in --name \"Example University\"");
    }
    if (draft.languages().isEmpty()) {
      draft.addLanguage(Texts.DEFAULT);
    }
    return target.write(draft, known, left);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UnusableException(file + ": " + PolicyFiles.reason(file, e));
    }
  }

  private static void add(PolicyDraft draft, KnownServices known, String word) {
    int colon = word.indexOf(':');
    String id = word.substring(colon + 1).strip();
    Service service =
        known.named(id).orElseThrow(() -> new UnusableException(unknown(known, id) + SERVICE_HINT));
    draft.add(colon < 0 ? known.category(service) : word.substring(0, colon), service.id());
  }

  private static String unknown(KnownServices known, String id) {
    return "the catalogue knows no service '" + id + "'" + Suggestions.didYouMean(id, known.ids());
  }

  // --- questions

  private void ask(PolicyDraft draft, KnownServices known) {
    draft.setName(terminal().ask("Name of the site's operator", draft.name()));
    if (draft.languages().isEmpty()) {
      String usual = Locale.getDefault().getLanguage();
      String languages =
          terminal()
              .ask(
                  "Languages of the site, the default first",
                  Texts.LANGUAGES.contains(usual) ? usual : Texts.DEFAULT);
      words(languages).forEach(draft::addLanguage);
    }
    draft.setPrivacyPolicy(
        terminal().ask("Privacy policy, a path or address", draft.privacyPolicy()));
    draft.setImprint(terminal().ask("Imprint, a path or address", draft.imprint()));
    if (!draft.hasServices()) {
      String answer = terminal().ask("Services, such as youtube, econda", "");
      words(answer).forEach(word -> addKnown(draft, known, word));
    }
  }

  /** Adds a service, and asks once more if the catalogue does not know it. */
  private void addKnown(PolicyDraft draft, KnownServices known, String word) {
    Optional<Service> service = known.named(word);
    if (service.isEmpty()) {
      String other = terminal().ask(unknown(known, word) + ". Another name, or nothing", "");
      service = known.named(other);
    }
    service.ifPresent(one -> draft.add(known.category(one), one.id()));
  }

  private static List<String> words(String answer) {
    return Arrays.stream(answer.split("[,\\s]+")).filter(word -> !word.isEmpty()).toList();
  }
}
