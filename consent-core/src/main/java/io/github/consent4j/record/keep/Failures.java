package io.github.consent4j.record.keep;

import io.github.consent4j.record.ConsentRecord;
import java.util.Collection;
import java.util.stream.Stream;

/** Says in a log what has failed, and nothing about visitors. */
final class Failures {

  private static final int LONGEST = 200;
  private static final int DEEPEST = 4;

  private Failures() {}

  /**
   * Returns the classes and messages of an exception and its causes, the first line of each. A
   * message that names something of a visitor is left out: databases quote the values that they
   * refuse.
   */
  static String describe(Throwable thrown, Collection<ConsentRecord> records) {
    StringBuilder text = new StringBuilder();
    Throwable each = thrown;
    String before = "";
    for (int depth = 0; each != null && depth < DEEPEST; depth++) {
      String message = message(each);
      text.append(depth == 0 ? "" : ", caused by ").append(each.getClass().getName());
      if (!message.isEmpty() && !before.contains(message) && !isPersonal(message, records)) {
        text.append(": ").append(message);
      }
      before = message;
      each = each.getCause();
    }
    return text.toString();
  }

  private static String message(Throwable thrown) {
    String message = thrown.getMessage();
    String line = message == null ? "" : message.lines().findFirst().orElse("").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }

  private static boolean isPersonal(String message, Collection<ConsentRecord> records) {
    return records.stream()
        .flatMap(
            record ->
                Stream.concat(
                    Stream.of(record.consentId()),
                    Stream.concat(record.address().stream(), record.agent().stream())))
        .anyMatch(value -> !value.isEmpty() && message.contains(value));
  }
}
