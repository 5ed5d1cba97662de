package io.github.consent4j.gate.rule;

import io.github.consent4j.gate.bytes.ByteKeys;
import io.github.consent4j.gate.bytes.GramFilter;
import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.token.AttributeName;
import io.github.consent4j.gate.token.NameHash;
import io.github.consent4j.policy.ElementSelector;
import io.github.consent4j.policy.Service;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The elements that services mark in pages. Immutable and thread-safe. */
public final class MarkRules {

  /** Set in {@link #firstLetters} if the name of the element alone may decide. */
  private static final int BY_NAME = 1 << 31;

  /**
   * A mark of one service.
   *
   * @param element name in lower case; empty for any element
   * @param services the service, alone
   */
  record Mark(byte[] element, int[] services) {}

  /**
   * The marks by one attribute.
   *
   * @param whatever those for any value
   * @param byValue those for one value
   */
  record AttributeMarks(List<Mark> whatever, ByteKeys<List<Mark>> byValue) {}

  private final ByteKeys<List<Mark>> classes;
  private final GramFilter classGrams;
  private final ByteKeys<AttributeMarks> attributes;
  private final ByteKeys<List<Mark>> elements;
  private final boolean hasClasses;
  private final boolean hasAttributes;
  private final boolean hasElements;

  /** The names of elements that may be marked, as a bit set of the last bits of their hashes. */
  private final long names;

  /** The names of elements that are marked by their name, in the same form. */
  private final long ownNames;

  /** The hashes of these names, at places that they determine; 0 where there is none. */
  private final long[] ownHashes;

  /** The first letters of the attributes that decide, as bits. */
  private final int letters;

  /** The attributes that decide, as far as the gate knows them; {@link AttributeName#bit}. */
  private final long knownAttributes;

  private final List<String> otherAttributes = new ArrayList<>();

  MarkRules(List<Service> services) {
    Map<String, List<Mark>> byClass = new HashMap<>();
    Map<String, Map<String, List<Mark>>> byAttribute = new HashMap<>();
    Map<String, List<Mark>> byElement = new HashMap<>();
    long marked = 0;
    long markedAlone = 0;
    for (int i = 0; i < services.size(); i++) {
      for (ElementSelector selector : services.get(i).marks()) {
        Mark mark = new Mark(Scan.ascii(selector.element()), new int[] {i});
        marked |= nameBits(selector);
        if (selector.isClass()) {
          byClass.computeIfAbsent(selector.value(), key -> new ArrayList<>()).add(mark);
        } else if (selector.attribute().isEmpty()) {
          markedAlone |= nameBits(selector);
          byElement.computeIfAbsent(selector.element(), key -> new ArrayList<>()).add(mark);
        } else {
          byAttribute
              .computeIfAbsent(selector.attribute(), key -> new HashMap<>())
              .computeIfAbsent(selector.value(), key -> new ArrayList<>())
              .add(mark);
        }
      }
    }
    names = marked;
    ownNames = markedAlone;
    ownHashes = hashes(byElement.keySet());
    classes = new ByteKeys<>(byClass);
    classGrams =
        new GramFilter(
            byClass.keySet().stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toList());
    elements = new ByteKeys<>(byElement);
    attributes = new ByteKeys<>(compiled(byAttribute));
    hasClasses = !byClass.isEmpty();
    hasElements = !byElement.isEmpty();
    hasAttributes = !byAttribute.isEmpty();
    int first = hasClasses ? letter("class") : 0;
    long known = 0;
    for (String name : byAttribute.keySet()) {
      first |= letter(name);
      byte[] bytes = Scan.ascii(name);
      AttributeName attribute = AttributeName.of(bytes, 0, bytes.length);
      if (attribute == AttributeName.OTHER) {
        otherAttributes.add(name);
      } else {
        known |= attribute.bit();
      }
    }
    letters = first;
    knownAttributes = known;
  }

  private static Map<String, AttributeMarks> compiled(
      Map<String, Map<String, List<Mark>>> byAttribute) {
    Map<String, AttributeMarks> compiled = new HashMap<>();
    byAttribute.forEach(
        (name, byValue) -> {
          Map<String, List<Mark>> values = new HashMap<>(byValue);
          List<Mark> whatever = values.remove("");
          compiled.put(
              name,
              new AttributeMarks(whatever == null ? List.of() : whatever, new ByteKeys<>(values)));
        });
    return compiled;
  }

  private static long[] hashes(Collection<String> names) {
    long[] hashes = new long[Integer.highestOneBit(Math.max(1, names.size())) << 2];
    for (String name : names) {
      long hash = hash(name);
      int place = place(hash, hashes);
      while (hashes[place] != 0) {
        place = (place + 1) & (hashes.length - 1);
      }
      hashes[place] = hash;
    }
    return hashes;
  }

  private static int place(long hash, long[] hashes) {
    return (int) ((hash * 0x9E3779B97F4A7C15L) >>> 32) & (hashes.length - 1);
  }

  private static long hash(String name) {
    byte[] bytes = Scan.ascii(name);
    return NameHash.of(bytes, 0, bytes.length);
  }

  private boolean isOwn(long hash) {
    int place = place(hash, ownHashes);
    while (ownHashes[place] != 0) {
      if (ownHashes[place] == hash) {
        return true;
      }
      place = place + 1 & ownHashes.length - 1;
    }
    return false;
  }

  private static int letter(String name) {
    return 1 << (name.charAt(0) & 31);
  }

  private static long nameBits(ElementSelector mark) {
    if (mark.element().isEmpty()) {
      return -1;
    }
    return 1L << (hash(mark.element()) & 63);
  }

  /** Returns whether no service marks anything. */
  public boolean isEmpty() {
    return names == 0;
  }

  /** Returns whether elements whose name has this hash may be marked. */
  public boolean mayBeMarked(long name) {
    return (names >>> (int) (name & 63) & 1) != 0;
  }

  /**
   * Returns the first letters of the attributes by which an element may be marked, as bits.
   * Negative if its name may decide.
   */
  public int firstLetters(long name) {
    boolean own = (ownNames >>> (int) (name & 63) & 1) != 0 && isOwn(name);
    return own ? letters | BY_NAME : letters;
  }

  /** Returns whether an element may be marked by its name alone. */
  public boolean hasElements() {
    return hasElements;
  }

  boolean hasAttributes() {
    return hasAttributes;
  }

  /** Returns whether an attribute that the gate knows decides. */
  public boolean concerns(AttributeName name) {
    return (knownAttributes & name.bit()) != 0;
  }

  /** Returns the names of the other attributes that decide, in lower case. */
  List<String> otherAttributes() {
    return otherAttributes;
  }

  /** Returns whether a value may contain the name of a class that marks. */
  boolean mayHoldClass(byte[] bytes, int from, int to) {
    return hasClasses && classGrams.mayBeIn(bytes, from, to);
  }

  /** Returns the marks by class, by its name. */
  ByteKeys<List<Mark>> classes() {
    return classes;
  }

  /** Returns the marks by other attributes, by their names in lower case. */
  ByteKeys<AttributeMarks> attributes() {
    return attributes;
  }

  /** Returns the marks by the name of the element, in lower case. */
  ByteKeys<List<Mark>> elements() {
    return elements;
  }
}
