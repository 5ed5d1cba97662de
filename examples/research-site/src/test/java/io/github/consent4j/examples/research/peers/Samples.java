package io.github.consent4j.examples.research.peers;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All measured values, by tool and by the name of the measure. */
final class Samples {

  private final Map<Tool, Map<String, List<Double>>> all = new EnumMap<>(Tool.class);

  void add(Tool tool, String what, double value) {
    all.computeIfAbsent(tool, first -> new TreeMap<>())
        .computeIfAbsent(what, first -> new ArrayList<>())
        .add(value);
  }

  /**
   * @param when the prefix of each name
   */
  void addAll(Tool tool, String when, Map<String, Number> values) {
    values.forEach((what, value) -> add(tool, when + ' ' + what, value.doubleValue()));
  }

  /** Returns all values in the order of their measurement. */
  List<Double> of(Tool tool, String what) {
    return all.getOrDefault(tool, Map.of()).getOrDefault(what, List.of());
  }

  /** Returns the median. */
  double median(Tool tool, String what) {
    List<Double> sorted = of(tool, what).stream().sorted().toList();
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException(tool + " has no " + what);
    }
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
