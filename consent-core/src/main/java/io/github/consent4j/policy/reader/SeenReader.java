package io.github.consent4j.policy.reader;

import io.github.consent4j.audit.rule.FileRules;
import io.github.consent4j.policy.RecordKeeping;
import io.github.consent4j.policy.Settings;
import org.jspecify.annotations.Nullable;

/** Reads where what was seen at a site is kept, and whether browsers report what scripts store. */
final class SeenReader {

  private final Problems problems;

  SeenReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads the key {@code seen}.
   *
   * @param seen its value; null if there is none
   */
  void read(@Nullable Fields seen, RecordKeeping records, Settings.Builder settings) {
    if (seen == null) {
      return;
    }
    seen.refuseEmpty("file");
    String file = seen.parsed("file", SeenReader::file);
    if (file != null) {
      settings.seenFile(file);
    }
    settings.seenStorage(seen.flag("storage"));
    boolean inDatabase = seen.flag("database");
    settings.seenInDatabase(inDatabase);
    if (inDatabase) {
      seen.refuse("file", "what was seen is kept in the database; name one of the two");
      if (records.store() != RecordKeeping.Store.JDBC) {
        problems.add(
            seen.place("database"),
            FileRules.MISPLACED_KEY,
            "'seen.database' makes no sense without a database for the records: write 'records: {"
                + " store: jdbc }', or name a file, as in 'seen: { file: consent-seen.yaml }'");
      }
    }
    seen.end();
  }

  private static String file(String file) {
    if (!file.endsWith(".yaml") && !file.endsWith(".yml")) {
      throw new IllegalArgumentException(
          "'"
              + file
              + "' is not a file for what was seen: expected a name such as consent-seen.yaml");
    }
    return file;
  }
}
