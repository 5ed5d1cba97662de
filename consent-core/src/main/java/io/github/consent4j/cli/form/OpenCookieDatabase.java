package io.github.consent4j.cli.form;

import io.github.consent4j.audit.item.DeclaredItem;
import io.github.consent4j.audit.item.DeclaredItems;
import io.github.consent4j.format.CsvText;
import io.github.consent4j.page.TableWords;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes what a policy stores with the columns of the Open Cookie Database. Immutable and
 * thread-safe.
 */
public final class OpenCookieDatabase {

  private static final List<String> COLUMNS =
      List.of(
          "ID",
          "Platform",
          "Category",
          "Cookie / Data Key name",
          "Domain",
          "Description",
          "Retention period",
          "Data Controller",
          "User Privacy & GDPR Rights Portals",
          "Wildcard match");

  private final DeclaredItems items;
  private final TableWords words;

  /**
   * @param policy the policy to list
   * @param language a language tag; what is not there in this language is in the policy's default
   *     language
   */
  public OpenCookieDatabase(Policy policy, String language) {
    this.items = new DeclaredItems(policy);
    this.words = new TableWords(policy, language);
  }

  /** Returns the table in UTF-8. The database has no byte order mark. */
  public byte[] toBytes() {
    StringBuilder csv = new StringBuilder(CsvText.row(COLUMNS));
    items.all().map(this::row).map(CsvText::row).forEach(csv::append);
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  private List<String> row(DeclaredItem item) {
    Service service = item.service();
    return List.of(
        id(item).toString(),
        words.of(service.name()),
        category(item),
        name(item.declared().name()),
        item.declared().domain().flatMap(declared -> item.domain()).orElse(""),
        words.of(item.declared().purpose()),
        words.lifetime(item.declared()),
        service.provider().name(),
        service.provider().privacyPolicy().orElse(""),
        isPrefix(item.declared().name()) ? "1" : "0");
  }

  /** Returns the same identifier for the same item of any site. */
  static UUID id(DeclaredItem item) {
    return UUID.nameUUIDFromBytes(item.id().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns the category of the database that means the same; the title of the policy's category if
   * there is none.
   */
  private String category(DeclaredItem item) {
    return knownCategory(item).orElseGet(() -> words.of(item.category().title()));
  }

  /** Returns the category of the database that means the same; empty if there is none. */
  static Optional<String> knownCategory(DeclaredItem item) {
    if (item.category().required()) {
      return Optional.of("Functional");
    }
    return switch (item.category().id()) {
      case "statistics" -> Optional.of("Analytics");
      case "marketing" -> Optional.of("Marketing");
      default -> Optional.empty();
    };
  }

  /** Returns a name as the database writes it: the beginning alone if any end matches. */
  static String name(NamePattern name) {
    return isPrefix(name) ? name.start() : name.glob();
  }

  static boolean isPrefix(NamePattern name) {
    return !name.isLiteral() && name.isPrefix();
  }
}
