package io.github.consent4j.cli;

/** Numbers of things in English. */
final class Plural {

  private Plural() {}

  /** Returns {@code 1 error} or {@code 2 errors}. */
  static String of(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
