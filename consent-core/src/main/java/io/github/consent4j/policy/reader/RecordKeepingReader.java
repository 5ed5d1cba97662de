package io.github.consent4j.policy.reader;

import io.github.consent4j.audit.rule.FileRules;
import io.github.consent4j.audit.rule.PolicyRules;
import io.github.consent4j.policy.Lifetime;
import io.github.consent4j.policy.RecordKeeping;
import io.github.consent4j.policy.RecordKeeping.Store;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Period;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the key {@code records}: whether and where proof of consent is kept. */
final class RecordKeepingReader {

  static final String KEY = "records";

  /** What stands in names of files, and so in the name of a node. */
  private static final String NODE = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";

  /** What a record names of the visitor besides the random identifier. */
  private enum Visitor {
    NONE,
    TRUNCATED
  }

  private final Problems problems;

  RecordKeepingReader(Problems problems) {
    this.problems = problems;
  }

  RecordKeeping read(@Nullable Fields fields) {
    if (fields == null) {
      return RecordKeeping.NONE;
    }
    Store store = fields.optionOrNull("store", Store.class);
    String directory = fields.parsed("directory", RecordKeepingReader::path);
    String dataSource = fields.text("data-source");
    String key = fields.parsed("key", RecordKeepingReader::path);
    String node = fields.parsed("node", RecordKeepingReader::node);
    Period keep = fields.parsed("keep", RecordKeepingReader::keep);
    Visitor visitor = fields.option("visitor", Visitor.NONE);
    RecordKeeping.Builder records =
        RecordKeeping.builder()
            .whenFull(fields.option("when-full", RecordKeeping.NONE.whenFull()))
            .truncatedVisitor(visitor == Visitor.TRUNCATED);
    if (directory != null) {
      records.directory(directory);
    }
    if (dataSource != null) {
      records.dataSource(dataSource);
    }
    if (key != null) {
      records.key(key);
    }
    if (node != null) {
      records.node(node);
    }
    if (keep != null) {
      records.keepAfter(keep);
    }
    fields.refuseEmpty(
        "store", "directory", "data-source", "key", "node", "when-full", "keep", "visitor");
    fields.end();
    Store meant = store == null ? implied(fields) : store;
    check(fields, meant);
    warn(fields, directory, key, visitor);
    return records.store(meant).build();
  }

  /** Returns the store that the other keys mean. */
  private static Store implied(Fields fields) {
    return fields.has("data-source")
        ? Store.JDBC
        : fields.has("directory") ? Store.FILE : Store.NONE;
  }

  private void check(Fields fields, Store store) {
    boolean saysNothing = !fields.has("store") && store == Store.NONE;
    if (saysNothing && !fields.isEmpty("directory") && !fields.isEmpty("store")) {
      problems.add(
          fields.node(),
          FileRules.MISSING_KEY,
          "'records' does not say where records are kept: write 'directory', as in 'records: {"
              + " directory: consent-records }', or 'store: jdbc' for a database");
    }
    if (store == Store.FILE) {
      fields.requireKeys("directory");
      fields.refuse("data-source", "the records are kept in files; write 'store: jdbc' instead");
    }
  }

  private void warn(
      Fields fields, @Nullable String directory, @Nullable String key, Visitor visitor) {
    if (visitor == Visitor.TRUNCATED) {
      problems.add(
          fields.place("visitor"),
          PolicyRules.VISITOR_IN_RECORDS,
          "records contain a part of the visitor's IP address and the browser's name. The random"
              + " identifier proves a consent without them, and no more may be stored than is"
              + " necessary (GDPR, article 5(1)(c)); write down why it is needed, or remove"
              + " 'visitor'");
    }
    if (directory != null && key != null && isWithin(directory, key)) {
      Node place = fields.place("key");
      problems.add(
          place,
          PolicyRules.KEY_BESIDE_RECORDS,
          "the key that signs the records lies in their directory: whoever can change the records"
              + " can sign them anew; keep the key elsewhere, where only the application can read"
              + " it");
    }
  }

  private static boolean isWithin(String directory, String key) {
    Path records = Path.of(directory).toAbsolutePath().normalize();
    return Path.of(key).toAbsolutePath().normalize().startsWith(records);
  }

  private static String path(String text) {
    try {
      return Path.of(text).toString();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a path of this machine: " + e.getReason());
    }
  }

  private static String node(String text) {
    if (!text.matches(NODE)) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not the name of a node: expected at most 63 letters, digits, dots and dashes,"
              + " as in 'web-1'");
    }
    return text;
  }

  private static Period keep(String text) {
    try {
      if (Lifetime.parse(text) instanceof Lifetime.Expiring time
          && time.amount() instanceof Period period) {
        return period;
      }
    } catch (IllegalArgumentException e) {
      // One message for whatever is no time in days or longer.
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is not a time to keep records after a decision has lapsed: expected years, months"
            + " or days, such as '3 years' or P3Y");
  }
}
