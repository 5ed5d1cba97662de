package io.github.consent4j.cli;

import io.github.consent4j.cli.PolicyDraft.OwnService;
import io.github.consent4j.cli.PolicyDraft.Stored;
import io.github.consent4j.policy.Service;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Writes a draft as a policy file with comments. */
final class DraftFile {

  /** A word that YAML reads as a text, in braces too. */
  private static final String PLAIN = "[A-Za-z_/.][A-Za-z0-9_/.-]*";

  private static final Set<String> YAML_WORDS =
      Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

  private static final String START =
      """
      # What this site stores in browsers and loads from others, for Consent4j.
      # 'consent-cli check' finds mistakes, 'consent-cli services' lists what is known.

      """;

  private static final Map<String, String> REASONS =
      Map.of(
          PolicyDraft.NECESSARY,
          "Works without asking: only what the site cannot do without.",
          "statistics",
          "Visitors are asked: what counts and measures.",
          "external-media",
          "Visitors are asked: what is shown from other sites.",
          "marketing",
          "Visitors are asked: what serves advertising.");

  private final PolicyDraft draft;
  private final KnownServices known;
  private final Predicate<String> hasTexts;
  private final StringBuilder file = new StringBuilder(START);

  /**
   * @param hasTexts whether the library has title and description of a category
   */
  DraftFile(PolicyDraft draft, KnownServices known, Predicate<String> hasTexts) {
    this.draft = draft;
    this.known = known;
    this.hasTexts = hasTexts;
  }

  String write() {
    line("site:");
    line("  name: " + quoted(draft.name()));
    link("privacy-policy", draft.privacyPolicy(), "/privacy");
    link("imprint", draft.imprint(), "/imprint");
    line("");
    line("# The default comes first.");
    line(
        "languages: ["
            + String.join(", ", draft.languages().stream().map(DraftFile::quoted).toList())
            + "]");
    line("");
    line("categories:");
    draft.categories().forEach(this::category);
    unconfirmed();
    if (!draft.own().isEmpty()) {
      line("");
      line("# What the catalogue does not know.");
      line("services:");
      draft.own().forEach(this::own);
    }
    if (!draft.notes().isEmpty()) {
      line("");
      draft.notes().forEach(note -> line("# " + note));
    }
    return file.toString();
  }

  private void link(String key, String value, String example) {
    line(value.isEmpty() ? "  # " + key + ": " + example : "  " + key + ": " + quoted(value));
  }

  private void category(String id, List<String> services) {
    Optional.ofNullable(REASONS.get(id)).ifPresent(reason -> line("  # " + reason));
    line("  " + id + ":");
    boolean necessary = id.equals(PolicyDraft.NECESSARY);
    if (necessary) {
      line("    required: true");
    }
    if (!hasTexts.test(id)) {
      String title = title(id);
      line("    title: " + quoted(title));
      line("    description: " + quoted(title + "."));
    }
    if (!services.isEmpty()) {
      line("    services:");
      services.forEach(service -> line("      - " + pad(quoted(service)) + comment(service)));
    } else if (!necessary) {
      line("    services: []");
    }
  }

  /** Writes what the operator has to look at. Only the operator can take the sign away. */
  private void unconfirmed() {
    List<String> services =
        draft.categories().values().stream()
            .flatMap(List::stream)
            .filter(id -> known.service(id).filter(KnownServices::isUnconfirmed).isPresent())
            .toList();
    if (!services.isEmpty()) {
      line("");
      line(
          "# 'consent-cli check' says what no source confirms of these services. Look at it, then");
      line("# take away the sign '#' before the line.");
      line("# confirmed: [" + String.join(", ", services) + "]");
    }
  }

  private static String title(String id) {
    String words = id.replace('-', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private String comment(String service) {
    return known
        .service(service)
        .map(one -> "# " + one.name().in(draft.languages().get(0)) + provider(one))
        .orElse("# see below");
  }

  private static String provider(Service service) {
    return KnownServices.isOfSite(service) ? "" : ", " + service.provider().name();
  }

  private static String pad(String word) {
    return String.format(Locale.ROOT, "%-24s ", word);
  }

  private void own(OwnService service) {
    line("  " + service.id() + ":");
    line("    name: " + quoted(service.name()));
    line("    purpose: " + quoted(service.purpose()));
    line(
        "    # provider: { name: Example Ltd, country: DE, privacy-policy: https://example.com/privacy }");
    stores(service.stores());
    if (!service.hosts().isEmpty() || !service.scripts().isEmpty() || !service.inline().isEmpty()) {
      line("    loads:");
      list("hosts", service.hosts());
      list("scripts", service.scripts());
      list("inline", service.inline());
    }
  }

  private void stores(List<Stored> stores) {
    if (!stores.isEmpty()) {
      line("    stores:");
      stores.forEach(one -> line("      - " + stored(one)));
    }
  }

  private static String stored(Stored stored) {
    return "{ name: "
        + quoted(stored.name())
        + (stored.kind().equals("cookie") ? "" : ", kind: " + stored.kind())
        + ", lifetime: "
        + stored.lifetime()
        + ", purpose: "
        + quoted(stored.purpose())
        + " }";
  }

  private void list(String key, List<String> values) {
    if (!values.isEmpty()) {
      line(
          "      "
              + key
              + ": ["
              + String.join(", ", values.stream().map(DraftFile::quoted).toList())
              + "]");
    }
  }

  private void line(String text) {
    file.append(text).append('\n');
  }

  /** Returns a text as a scalar of YAML. */
  static String quoted(String text) {
    if (text.matches(PLAIN) && !YAML_WORDS.contains(text.toLowerCase(Locale.ROOT))) {
      return text;
    }
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\s+", " ");
    return '"' + escaped.strip() + '"';
  }
}
