package io.github.consent4j.policy.reader;

import io.github.consent4j.policy.ReferencePolicy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes broken files of good ones. The same seed makes the same file. */
final class PolicyMutations {

  private static final List<String> PIECES =
      List.of(
          "\t",
          "\n",
          "\r\n",
          "  ",
          "- ",
          "-",
          ": ",
          ":",
          "? ",
          "{",
          "}",
          "[",
          "]",
          ",",
          "\"",
          "'",
          "#",
          " #",
          "&a ",
          "*a",
          "*a ",
          "<<: *a",
          "!ENV ",
          "!!binary ",
          "!<",
          "|",
          ">",
          "%",
          "@",
          "`",
          "\\",
          "---\n",
          "...\n",
          "%YAML 1.1\n",
          "~",
          "null",
          "\u0000",
          "\u0085",
          "\u2028",
          "\ufeff",
          "\u00a0",
          "\ud83d\ude00",
          "\u201c",
          "${X}",
          "${",
          "/.*/",
          "^a$",
          "*",
          "P1Y",
          "PT99999999999H",
          "P-1D",
          "1e999",
          "<b>",
          "site: ",
          "services:\n",
          "categories:\n",
          "  stores: [{ name: a }]\n",
          "[[[[[[[[",
          "{{{{{{{{",
          "a: &a [*a]\n",
          "'''",
          "\"\\x\"");

  private final List<String> files;

  PolicyMutations() {
    files = new ArrayList<>(List.of(Mistake.good(), ReferencePolicy.YAML));
    Mistake.all().stream().limit(40).map(Mistake::file).forEach(files::add);
  }

  byte[] file(long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(files.get(random.nextInt(files.size())));
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      change(text, random);
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(10) == 0 && bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private void change(StringBuilder text, Random random) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + random.nextInt(30));
    switch (random.nextInt(9)) {
      case 0 -> text.delete(at, end);
      case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
      case 2 -> text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
      case 3 -> text.insert(at, text.substring(at, end));
      case 4 -> {
        String other = files.get(random.nextInt(files.size()));
        int from = random.nextInt(other.length());
        text.insert(at, other, from, Math.min(other.length(), from + random.nextInt(200)));
      }
      case 5 -> changeLine(text, random);
      case 6 -> text.insert(at, (char) random.nextInt(0x10000));
      case 7 ->
          text.insert(at, PIECES.get(random.nextInt(PIECES.size())).repeat(random.nextInt(300)));
      default -> text.setLength(at);
    }
  }

  /** Indents a line otherwise, moves it, or leaves it out. */
  private static void changeLine(StringBuilder text, Random random) {
    List<String> lines = new ArrayList<>(text.toString().lines().toList());
    if (lines.isEmpty()) {
      return;
    }
    int index = random.nextInt(lines.size());
    String line = lines.remove(index);
    switch (random.nextInt(4)) {
      case 0 -> lines.add(index, " ".repeat(random.nextInt(8)) + line.strip());
      case 1 -> lines.add(random.nextInt(lines.size() + 1), line);
      case 2 -> lines.addAll(index, List.of(line, line));
      default -> {
        // The line is left out.
      }
    }
    text.setLength(0);
    text.append(String.join("\n", lines)).append('\n');
  }
}
