package io.github.consent4j.policy;

/** A choice that has a word of its own in YAML and JSON. */
public interface Option {

  /** The word, in lower case with dashes. */
  String id();
}
