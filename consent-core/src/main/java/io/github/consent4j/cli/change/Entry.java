package io.github.consent4j.cli.change;

import io.github.consent4j.format.EnumName;
import java.util.Map;

/**
 * One thing in an inventory, with its fields by name. Immutable.
 *
 * @param id what stays the same while the thing changes
 * @param label what people read
 * @param substance facts; the elements of a list are one each line
 * @param wording words for visitors, by field and language
 */
record Entry(
    Kind kind,
    String id,
    String label,
    Map<String, String> substance,
    Map<String, String> wording) {

  /** The kinds of things in an inventory. */
  enum Kind {
    /** What the policy says for the whole site. */
    POLICY,
    /** Whose site it is. */
    SITE,
    /** A question to visitors. */
    CATEGORY,
    /** A service. */
    SERVICE,
    /** Something that a service stores. */
    ITEM,
    /** Something that was seen and is not declared. */
    UNDECLARED
  }

  Entry {
    substance = Map.copyOf(substance);
    wording = Map.copyOf(wording);
  }

  /** Returns the identifier among everything in the inventory. */
  String key() {
    return EnumName.of(kind) + ' ' + id;
  }
}
