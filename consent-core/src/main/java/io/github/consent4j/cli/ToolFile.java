package io.github.consent4j.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of another consent tool, or an inventory of this one, recognised by its
 * content.
 *
 * @param tool the name of the tool
 */
record ToolFile(String tool, ToolImport read) {

  /** Reads one kind of file into a draft. */
  @FunctionalInterface
  interface ToolImport {

    /** Adds to the draft what can be brought over. Returns what cannot, a line each. */
    List<String> into(PolicyDraft draft, KnownServices known);
  }

  private static final String EXPECTED =
      "; expected a configuration of Klaro, vanilla-cookieconsent or tarteaucitron, the JSON of"
          + " Cookiebot's cookie list, or inventory.json";

  /** The start of an object that a script assigns, hands over or exports. */
  private static final Pattern OBJECT = Pattern.compile("(?:[=(]|\\bdefault|\\breturn)\\s*(?=\\{)");

  private static final Pattern JOB =
      Pattern.compile(
          "tarteaucitron\\s*\\.\\s*job\\b[^;]{0,80}?\\.\\s*push\\s*\\(\\s*['\"]([\\w-]+)['\"]");

  /** The usual words for categories, and the ones of this library. */
  private static final Map<String, String> CATEGORIES =
      Map.ofEntries(
          Map.entry("necessary", PolicyDraft.NECESSARY),
          Map.entry("essential", PolicyDraft.NECESSARY),
          Map.entry("required", PolicyDraft.NECESSARY),
          Map.entry("security", PolicyDraft.NECESSARY),
          Map.entry("statistics", "statistics"),
          Map.entry("statistic", "statistics"),
          Map.entry("analytics", "statistics"),
          Map.entry("analytic", "statistics"),
          Map.entry("performance", "statistics"),
          Map.entry("marketing", "marketing"),
          Map.entry("advertising", "marketing"),
          Map.entry("advertisement", "marketing"),
          Map.entry("ads", "marketing"),
          Map.entry("targeting", "marketing"),
          Map.entry("functional", "functional"),
          Map.entry("functionality", "functional"),
          Map.entry("preferences", "functional"),
          Map.entry("media", "external-media"),
          Map.entry("video", "external-media"),
          Map.entry("external-media", "external-media"));

  /**
   * Recognises a file.
   *
   * @throws UnusableException if it belongs to no known tool
   */
  static ToolFile of(String name, String text) {
    String start = text.strip();
    if (start.startsWith("{")) {
      Object json = ScriptLiterals.read(text, text.indexOf('{'));
      return ofObject(json)
          .orElseThrow(() -> new UnusableException(name + " is of no known tool" + EXPECTED));
    }
    Matcher job = JOB.matcher(text);
    if (job.find()) {
      return new ToolFile("tarteaucitron", new TarteaucitronImport(jobs(job), privacyUrl(text)));
    }
    Matcher object = OBJECT.matcher(text);
    while (object.find()) {
      Optional<ToolFile> file = ofObject(ScriptLiterals.read(text, object.end()));
      if (file.isPresent()) {
        return file.get();
      }
    }
    throw new UnusableException(name + " is of no known tool" + EXPECTED);
  }

  private static Optional<ToolFile> ofObject(@Nullable Object object) {
    if (!Json.text(object, "schemaVersion").isEmpty()
        && !Json.list(object, "categories").isEmpty()) {
      return Optional.of(new ToolFile("inventory.json", new InventoryImport(object)));
    }
    if (Json.list(object, "cookies").stream().anyMatch(c -> !Json.text(c, "Name").isEmpty())) {
      return Optional.of(new ToolFile("Cookiebot", new CookiebotImport(object)));
    }
    boolean services = !Json.list(object, "services").isEmpty();
    if (services || !Json.list(object, "apps").isEmpty()) {
      String key = services ? "services" : "apps";
      return Optional.of(new ToolFile("Klaro", new KlaroImport(object, Json.list(object, key))));
    }
    return Json.map(object, "categories").isEmpty()
        ? Optional.empty()
        : Optional.of(new ToolFile("vanilla-cookieconsent", new CookieConsentImport(object)));
  }

  private static List<String> jobs(Matcher job) {
    return job.reset().results().map(result -> result.group(1)).distinct().toList();
  }

  private static String privacyUrl(String text) {
    Matcher url =
        Pattern.compile("['\"]?privacyUrl['\"]?\\s*:\\s*['\"]([^'\"]+)['\"]").matcher(text);
    return url.find() ? url.group(1) : "";
  }

  /** Returns the category of this library that another tool's word means. */
  static String category(String word) {
    String plain = word.toLowerCase(Locale.ROOT).strip();
    return CATEGORIES.getOrDefault(plain, Slug.of(plain, "other"));
  }
}
