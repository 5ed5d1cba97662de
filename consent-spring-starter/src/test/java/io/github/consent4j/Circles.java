package io.github.consent4j;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds names in circles, with Tarjan's algorithm. */
final class Circles {

  private final Map<String, Set<String>> uses;
  private final Map<String, Integer> order = new HashMap<>();
  private final Map<String, Integer> lowest = new HashMap<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final Set<Set<String>> found = new HashSet<>();

  private Circles(Map<String, Set<String>> uses) {
    this.uses = uses;
  }

  /** Returns the largest sets of at least two names in which each name leads to every other one. */
  static Set<Set<String>> in(Map<String, Set<String>> uses) {
    Circles circles = new Circles(uses);
    for (String name : uses.keySet()) {
      if (!circles.order.containsKey(name)) {
        circles.follow(name);
      }
    }
    return circles.found;
  }

  private void follow(String name) {
    order.put(name, order.size());
    lowest.put(name, order.get(name));
    open.push(name);
    for (String used : uses.getOrDefault(name, Set.of())) {
      if (!order.containsKey(used)) {
        follow(used);
        lowest.merge(name, lowest.get(used), Math::min);
      } else if (open.contains(used)) {
        lowest.merge(name, order.get(used), Math::min);
      }
    }
    if (lowest.get(name).equals(order.get(name))) {
      close(name);
    }
  }

  private void close(String name) {
    Set<String> circle = new TreeSet<>();
    String last;
    do {
      last = open.pop();
      circle.add(last);
    } while (!last.equals(name));
    if (circle.size() > 1) {
      found.add(circle);
    }
  }
}
