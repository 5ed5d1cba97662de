package io.github.consent4j.gate.url;

/** Knows the path of a URL, for rules that only sometimes ask for it. */
public interface PathSource {

  /** The path, as browsers send it. */
  CharSequence path();
}
