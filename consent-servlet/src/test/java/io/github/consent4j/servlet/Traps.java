package io.github.consent4j.servlet;

import java.util.Map;

/** Traps of servlet containers, by number; every one is stepped into by a test, or explained. */
final class Traps {

  /** Where no test on a container says more than this. */
  static final Map<Integer, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry(18, "the order of filters is a matter of registration: StartUpTest, starter"),
          Map.entry(19, "the container's own session cookie passes every filter; it is declared"),
          Map.entry(33, "marks of other rewriters belong to the HTML gate"));

  static final int COUNT = 33;

  private Traps() {}
}
