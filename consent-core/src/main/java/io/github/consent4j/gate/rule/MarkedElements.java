package io.github.consent4j.gate.rule;

import io.github.consent4j.gate.bytes.ByteKeys;
import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.token.AttributeName;
import io.github.consent4j.gate.token.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the elements that only a blocked script activates, and scripts by what marks them. */
public final class MarkedElements {

  private final MarkRules marks;
  private final DeclaringServices declaring;

  public MarkedElements(HtmlRules rules, DeclaringServices declaring) {
    marks = rules.marks();
    this.declaring = declaring;
  }

  /**
   * Returns the blocked service that marks an element; otherwise {@link DeclaringServices#PASSES}.
   */
  public int find(Tag tag) {
    if (tag.continued) {
      return DeclaringServices.PASSES;
    }
    int attribute = tag.find(AttributeName.CLASS);
    boolean hasClass =
        attribute >= 0
            && tag.hasValue(attribute)
            && mayBeIn(tag.bytes, tag.valueFrom(attribute), tag.valueTo(attribute));
    if (!hasClass && !marks.hasAttributes() && !marks.hasElements()) {
      return DeclaringServices.PASSES;
    }
    declaring.reset();
    if (hasClass) {
      addByClass(tag, attribute);
    }
    if (marks.hasElements()) {
      addDeclaring(tag, get(marks.elements(), tag.bytes, tag.start + 1, tag.nameEnd));
    }
    if (marks.hasAttributes()) {
      addByAttributes(tag);
    }
    return declaring.verdict();
  }

  /**
   * Decides on a script by its address and by what marks it. It is allowed as soon as one service
   * that declares either is allowed.
   *
   * @param verdict what the URL gate has just decided on the address
   * @return the blocked service, as {@link UrlGate#decide} returns it
   */
  public int decide(Tag tag, int verdict) {
    if (marks.isEmpty() || (verdict == UrlGate.PASSES && declaring.isDeclared())) {
      return verdict;
    }
    declaring.reset();
    find(tag);
    return declaring.isDeclared() ? declaring.reportedVerdict() : verdict;
  }

  private void addByClass(Tag tag, int attribute) {
    int p = tag.valueFrom(attribute);
    int to = tag.valueTo(attribute);
    while (p < to) {
      int from = Scan.skipSpace(tag.bytes, p, to);
      p = from;
      while (p < to && !Scan.is(tag.bytes[p], Scan.SPACE)) {
        p++;
      }
      addDeclaring(tag, marks.classes().get(tag.bytes, from, p, ByteKeys.hash(tag.bytes, from, p)));
    }
  }

  private void addByAttributes(Tag tag) {
    for (int i = 0; i < tag.count; i++) {
      MarkRules.AttributeMarks found =
          get(marks.attributes(), tag.bytes, tag.nameFrom(i), tag.nameTo(i));
      if (found != null) {
        addDeclaring(tag, found.whatever());
        if (tag.hasValue(i)) {
          int from = tag.valueFrom(i);
          int to = tag.valueTo(i);
          addDeclaring(
              tag, found.byValue().get(tag.bytes, from, to, ByteKeys.hash(tag.bytes, from, to)));
        }
      }
    }
  }

  /** Returns what is found by a name that may be written in capitals. */
  private static <V> @Nullable V get(ByteKeys<V> keys, byte[] bytes, int from, int to) {
    for (int p = from; p < to; p++) {
      if (bytes[p] >= 'A' && bytes[p] <= 'Z') {
        String name = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        byte[] lower = name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return keys.get(lower, 0, lower.length, ByteKeys.hash(lower, 0, lower.length));
      }
    }
    return keys.get(bytes, from, to, ByteKeys.hash(bytes, from, to));
  }

  /**
   * Returns whether one of the classes in a value may be one that marks. The value may be in
   * quotes.
   */
  public boolean mayBeIn(byte[] bytes, int valueFrom, int valueTo) {
    return marks.mayHoldClass(bytes, valueFrom, valueTo);
  }

  private void addDeclaring(Tag tag, @Nullable List<MarkRules.Mark> found) {
    if (found == null) {
      return;
    }
    int length = tag.nameEnd - tag.start - 1;
    for (int i = 0; i < found.size(); i++) {
      byte[] element = found.get(i).element();
      if (element.length == 0
          || (element.length == length
              && Scan.startsWithIgnoringCase(tag.bytes, tag.start + 1, tag.nameEnd, element))) {
        declaring.add(found.get(i).services());
      }
    }
  }
}
