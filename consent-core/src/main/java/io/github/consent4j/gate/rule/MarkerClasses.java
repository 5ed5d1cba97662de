package io.github.consent4j.gate.rule;

import io.github.consent4j.gate.bytes.ByteKeys;
import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.token.AttributeName;
import io.github.consent4j.gate.token.Tag;
import java.util.List;

/** Finds, by their class, elements that only a blocked script activates. */
public final class MarkerClasses {

  private final HtmlRules rules;
  private final DeclaringServices declaring;

  public MarkerClasses(HtmlRules rules, DeclaringServices declaring) {
    this.rules = rules;
    this.declaring = declaring;
  }

  /**
   * Returns the blocked service that an element has a marker class of; otherwise {@link
   * DeclaringServices#PASSES}.
   */
  public int find(Tag tag) {
    int attribute = tag.find(AttributeName.CLASS);
    if (attribute < 0
        || !tag.hasValue(attribute)
        || tag.continued
        || !mayBeIn(tag.bytes, tag.valueFrom(attribute), tag.valueTo(attribute))) {
      return DeclaringServices.PASSES;
    }
    declaring.reset();
    int p = tag.valueFrom(attribute);
    int to = tag.valueTo(attribute);
    while (p < to) {
      int from = Scan.skipSpace(tag.bytes, p, to);
      p = from;
      while (p < to && !Scan.is(tag.bytes[p], Scan.SPACE)) {
        p++;
      }
      List<HtmlRules.Mark> found =
          rules.marks().get(tag.bytes, from, p, ByteKeys.hash(tag.bytes, from, p));
      if (found != null) {
        addDeclaring(tag, found);
      }
    }
    return declaring.verdict();
  }

  /**
   * Returns whether one of the classes in a value may be a marker class. The value may be in
   * quotes.
   */
  public boolean mayBeIn(byte[] bytes, int valueFrom, int valueTo) {
    return rules.mayHoldMark(bytes, valueFrom, valueTo);
  }

  private void addDeclaring(Tag tag, List<HtmlRules.Mark> found) {
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
