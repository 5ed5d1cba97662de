package io.github.consent4j.policy.reader;

import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.policy.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A mistake in a policy file, and what its message has to say.
 *
 * @param title the mistake
 * @param file the file with the mistake
 * @param place line and column to which the message points
 * @param error whether the file cannot be used
 * @param cause words that name the cause
 * @param fix words that say what to do; empty if the cause says it
 */
record Mistake(String title, String file, String place, boolean error, String cause, String fix) {

  private static final String TABLE = "mistakes.txt";
  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");
  private static final char POINTER = '¶';

  /** Returns the table of mistakes. */
  static List<Mistake> all() {
    List<String> lines = lines();
    int begin = lines.indexOf("== FILE");
    int end = lines.indexOf("== END");
    List<String> good = lines.subList(begin + 1, end);
    List<Mistake> mistakes = new ArrayList<>();
    int from = -1;
    for (int i = end + 1; i <= lines.size(); i++) {
      if (i == lines.size() || lines.get(i).startsWith("== ")) {
        if (from >= 0) {
          mistakes.add(of(good, lines.subList(from, i)));
        }
        from = i;
      }
    }
    return mistakes;
  }

  /** Returns the file without a mistake. */
  static String good() {
    List<String> lines = lines();
    return String.join("\n", lines.subList(lines.indexOf("== FILE") + 1, lines.indexOf("== END")))
        + "\n";
  }

  private static List<String> lines() {
    try (InputStream in = Mistake.class.getResourceAsStream(TABLE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Mistake of(List<String> good, List<String> entry) {
    List<String> removed = behind(entry, "- ");
    List<String> added = behind(entry, "+ ");
    String told = entry.stream().filter(line -> line.matches("[>!] .*")).findFirst().orElseThrow();
    String[] words = told.substring(2).split(" \\| ?", 2);
    List<String> marked = removed.isEmpty() ? added : changed(good, removed, added);
    String place = "1:1";
    for (int i = 0; i < marked.size(); i++) {
      int column = marked.get(i).indexOf(POINTER);
      if (column >= 0) {
        place = (i + 1) + ":" + (column + 1);
      }
    }
    return new Mistake(
        entry.get(0).substring(3),
        String.join("\n", marked).replace(String.valueOf(POINTER), "") + "\n",
        place,
        told.startsWith(">"),
        words[0].strip(),
        words.length > 1 ? words[1].strip() : "");
  }

  private static List<String> behind(List<String> entry, String sign) {
    return entry.stream()
        .filter(line -> line.startsWith(sign))
        .map(line -> unescaped(line.substring(sign.length())))
        .toList();
  }

  /** Replaces the escapes of characters that nobody could see in the table. */
  private static String unescaped(String line) {
    return ESCAPE
        .matcher(line)
        .replaceAll(found -> Character.toString(Integer.parseInt(found.group(1), 16)));
  }

  /** Replaces line by line; what is left over follows the last line. */
  private static List<String> changed(List<String> good, List<String> removed, List<String> added) {
    List<String> lines = new ArrayList<>(good);
    int at = -1;
    int last = -1;
    for (int i = 0; i < removed.size(); i++) {
      at = lines.indexOf(removed.get(i));
      if (at < 0) {
        throw new IllegalArgumentException("No such line: " + removed.get(i));
      }
      if (i < added.size()) {
        lines.set(at, added.get(i));
        last = at;
      } else {
        lines.remove(at);
      }
    }
    for (int i = removed.size(); i < added.size(); i++) {
      lines.add(++last, added.get(i));
    }
    return lines;
  }

  /** What is right about the problems that a check of the file found. */
  record Grade(boolean position, boolean cause, boolean fix, String told) {

    boolean isRight() {
      return position && cause && fix;
    }
  }

  /**
   * Grades what a check found. An error counts if it is the first one, as that one is read first.
   */
  Grade grade(PolicyCheck check) {
    List<Problem> candidates =
        error
            ? check.problems().stream().filter(Problem::isError).limit(1).toList()
            : check.problems().stream().filter(each -> !each.isError()).toList();
    boolean position =
        candidates.stream().anyMatch(each -> place.equals(each.line() + ":" + each.column()));
    String messages = String.join("\n", candidates.stream().map(Problem::message).toList());
    return new Grade(
        position && (error || check.policy().isPresent()),
        hasWords(messages, cause),
        hasWords(messages, fix),
        String.join("\n", check.problems().stream().map(Problem::toString).toList()));
  }

  private static boolean hasWords(String message, String words) {
    return Arrays.stream(words.split(" & ")).allMatch(message::contains);
  }
}
