package io.github.consent4j.spring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The defaults of a policy's keys that the tables of the README name as a single word. */
final class ReadmeDefaults {

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private ReadmeDefaults() {}

  /** Returns the defaults by key; {@code *} stands for any name. */
  static Map<String, String> byKey() throws IOException {
    Map<String, String> defaults = new TreeMap<>();
    String header = "";
    for (String line : Files.readAllLines(Path.of("../README.md"))) {
      String[] cells = line.split("(?<!\\\\)\\|", -1);
      if (cells.length < 5) {
        header = "";
      } else if (header.isEmpty()) {
        header = cells[1].strip() + '|' + cells[3].strip();
      } else if (header.equals("key|default")) {
        add(keys(cells[1]), cells[3].strip(), defaults);
      }
    }
    return defaults;
  }

  private static List<String> keys(String cell) {
    List<String> keys = new ArrayList<>();
    for (MatchResult code : CODE.matcher(cell).results().toList()) {
      String written = code.group(1).replaceAll("<[^>]+>", "*");
      keys.add(
          written.startsWith(".")
              ? keys.get(0).substring(0, keys.get(0).lastIndexOf('.')) + written
              : written);
    }
    return keys;
  }

  private static void add(List<String> keys, String cell, Map<String, String> defaults) {
    String[] parts = cell.split(", ");
    if (keys.size() < parts.length) {
      return;
    }
    for (int i = 0; i < keys.size(); i++) {
      String part = parts.length == 1 ? parts[0] : i < parts.length ? parts[i] : "";
      if (part.matches("`[^`]+`")) {
        defaults.put(keys.get(i), part.substring(1, part.length() - 1));
      }
    }
  }
}
