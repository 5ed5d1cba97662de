package io.github.consent4j.gate.url;

/** Supplies the path and the query of a URL, for rules that need them only sometimes. */
public interface PathSource {

  /** Returns the path, as browsers send it. */
  CharSequence path();

  /** Returns the text between the question mark and the fragment; empty if there is none. */
  String query();
}
