package io.github.consent4j.cli;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of another consent tool, or an inventory of this one, recognised by its
 * content.
 *
 * @param tool the name of the tool
 * @param read reads the file into a draft
 */
record ToolFile(String tool, ToolImport read) {

  private static final String EXPECTED =
      "; expected a configuration of Klaro, vanilla-cookieconsent or tarteaucitron, the JSON of"
          + " Cookiebot's cookie list, or inventory.json";

  /** The start of an object that a script assigns, hands over or exports. */
  private static final Pattern OBJECT = Pattern.compile("(?:[=(]|\\bdefault|\\breturn)\\s*(?=\\{)");

  private static final Pattern JOB =
      Pattern.compile(
          "tarteaucitron\\s*\\.\\s*job\\b[^;]{0,80}?\\.\\s*push\\s*\\(\\s*['\"]([\\w-]+)['\"]");

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
}
