package io.github.consent4j.page.markup;

/** By which rules browsers read what is written. */
public enum Syntax {
  HTML,
  /** Every element ends, every attribute has a value, and each piece names its namespace. */
  XML
}
