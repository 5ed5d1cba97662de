package io.github.consent4j.gate.url;

/** Supplies the path of a URL, for rules that need it only sometimes. */
public interface PathSource {

  /** Returns the path, as browsers send it. */
  CharSequence path();
}
