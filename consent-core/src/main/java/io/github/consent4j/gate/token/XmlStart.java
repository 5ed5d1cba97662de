package io.github.consent4j.gate.token;

import io.github.consent4j.gate.bytes.ArrayPool;
import io.github.consent4j.gate.bytes.Scan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Inserts the content that must come first in an XML document. XHTML gets it in its head and body.
 * Any other document, such as SVG, gets only the guard, and only before the first element that may
 * run a script: pictures and feeds are not changed.
 */
public final class XmlStart {

  private static final byte[] XMLNS = Scan.ascii("xmlns");

  /**
   * Parts of namespaces whose elements run scripts or can be transformed into such elements, and of
   * values that cannot be read.
   */
  private static final List<String> BINDING =
      List.of("/1999/xhtml", "/2000/svg", "/1999/xsl/transform", "&");

  private final byte[] head;
  private final byte[] guard;
  private final Supplier<String> body;
  private final ArrayPool arrays;

  private boolean isXhtml;

  /** True if the document may contain elements of XHTML or SVG. No other elements run scripts. */
  private boolean knowsScripts;

  private boolean headDone;
  private boolean bodyDone;
  private boolean rootRuns;

  /**
   * @param head content at the start of the head of XHTML
   * @param guard content before scripts of other documents
   * @param body supplies the content for the body; it is called when the start of the body is known
   * @param arrays memory to read with
   */
  public XmlStart(String head, String guard, Supplier<String> body, ArrayPool arrays) {
    this.head = Scan.ascii(head);
    this.guard = Scan.ascii(guard);
    this.body = body;
    this.arrays = arrays;
  }

  /** Handles a start tag, before any part of it has been passed. */
  void before(Tag tag, boolean isRoot, Output out) throws IOException {
    if (isRoot) {
      isXhtml = tag.element == Element.HTML;
    }
    if (headDone) {
      return;
    }
    knowsScripts = knowsScripts || isXhtml || bindsElements(tag);
    if (knowsScripts && runs(tag)) {
      if (isRoot) {
        rootRuns = true;
      } else {
        headDone = true;
        out.insert(tag.start, isXhtml ? head : guard);
      }
    }
  }

  /** Returns whether a tag declares, or may declare, a namespace of XHTML or SVG. */
  private boolean bindsElements(Tag tag) {
    for (int i = 0; i < tag.count; i++) {
      if (tag.hasValue(i)
          && Scan.startsWithIgnoringCase(tag.bytes, tag.nameFrom(i), tag.nameTo(i), XMLNS)) {
        String name = value(tag, i);
        if (BINDING.stream().anyMatch(name::contains)) {
          return true;
        }
      }
    }
    return tag.unfinished;
  }

  private boolean runs(Tag tag) {
    if (tag.element == Element.SCRIPT || tag.unfinished) {
      return true;
    }
    for (int i = 0; i < tag.count; i++) {
      int name = tag.nameFrom(i);
      boolean handler =
          tag.nameTo(i) - name > 2
              && Scan.lowerCase(tag.bytes[name]) == 'o'
              && Scan.lowerCase(tag.bytes[name + 1]) == 'n';
      if (handler || (tag.hasValue(i) && value(tag, i).contains("script:"))) {
        return true;
      }
    }
    return false;
  }

  private String value(Tag tag, int i) {
    int from = tag.valueFrom(i);
    String text = new String(tag.bytes, from, tag.valueTo(i) - from, StandardCharsets.ISO_8859_1);
    String meant = text.indexOf('&') < 0 ? text : CharacterReferences.decode(text, arrays);
    return meant.toLowerCase(Locale.ROOT);
  }

  /** Handles a start tag, after all of it but its end has been passed. */
  void after(Tag tag, int end, Output out) throws IOException {
    if (rootRuns) {
      rootRuns = false;
      headDone = true;
      behindRoot(tag, end, out);
    }
    if (isXhtml && (tag.element == Element.HEAD || tag.element == Element.BODY)) {
      if (!headDone) {
        headDone = true;
        out.insert(end, head);
      }
      if (tag.element == Element.BODY && !bodyDone) {
        bodyDone = true;
        out.insert(end, Scan.ascii(body.get()));
      }
    }
  }

  /** Inserts the guard at the first place within the root. A root without content gets content. */
  private void behindRoot(Tag tag, int end, Output out) throws IOException {
    if (!tag.selfClosing) {
      out.insert(end, guard);
    } else if (out.isReading(tag.bytes) && tag.end == end && guard.length > 0) {
      out.insert(end - 2, Scan.ascii(">"));
      out.insert(end - 2, guard);
      int name = tag.start + 1;
      out.insert(end - 2, Scan.ascii("</"));
      out.insert(end - 2, Arrays.copyOfRange(tag.bytes, name, tag.nameEnd));
      out.insert(end - 2, Scan.ascii(">"));
      out.dropTo(end);
    }
  }
}
