package io.github.consent4j.servlet;

import java.util.Map;

/** Traps of servlet containers, by number. Each one is tested or explained. */
final class Traps {

  /** Traps that are tested elsewhere, because a test on a container would add nothing. */
  static final Map<Integer, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry(18, "the order of filters is a matter of registration: StartUpTest, starter"),
          Map.entry(19, "the container's own session cookie passes every filter; it is declared"),
          Map.entry(33, "marks of other rewriters belong to the HTML gate"));

  static final int COUNT = 33;

  private Traps() {}
}
