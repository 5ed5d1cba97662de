package io.github.consent4j.gate.token;

import io.github.consent4j.gate.bytes.ArrayPool;
import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import io.github.consent4j.gate.bytes.Scan;
import java.io.IOException;

/**
 * A tag that is divided between two pieces. It is kept until its end arrives, or passed on in parts
 * if it is too long to be kept.
 */
public final class CutTag {

  /** The largest number of bytes of a tag that are kept. */
  public static final int MAXIMUM = 64 * 1024;

  private final Tag tag;
  private final TagHandler handler;
  private final ParserContext context;
  private final Output out;
  private final ByteArrayBuilder kept;
  private final TagEnd end = new TagEnd();

  /** The number of kept bytes at the last reading. */
  private int length;

  /** The hash of the name of a tag that is passed on in parts. */
  private long name;

  private boolean isHtml;

  CutTag(Tag tag, TagHandler handler, ParserContext context, Output out, ArrayPool arrays) {
    this.tag = tag;
    this.handler = handler;
    this.context = context;
    this.out = out;
    kept = new ByteArrayBuilder(arrays);
  }

  /** Keeps the beginning of a tag. */
  void begin(byte[] a, int lt, int to) throws IOException {
    out.passTo(lt);
    out.dropTo(to);
    kept.append(a, lt, to);
    tag.unfinished = false;
    end.start();
    end.advance(a, a[lt + 1] == '/' ? lt + 2 : lt + 1, to);
  }

  /** Keeps more of the tag, and returns the place where the tag or the bytes end. */
  int append(byte[] a, int from, int to) {
    int p = end.advance(a, from, to);
    kept.append(a, from, p);
    out.dropTo(p);
    return p;
  }

  /**
   * Passes more of a tag that is too long to be kept, up to the place where the next attribute may
   * begin.
   */
  int pass(byte[] a, int from, int to) throws IOException {
    int p = tag.unfinished ? end.advanceToAttribute(a, from, to) : end.advance(a, from, to);
    out.passTo(p);
    return p;
  }

  /** Returns whether the end of the tag has arrived. */
  boolean isComplete() {
    return end.isFound();
  }

  boolean isTooLong() {
    return kept.length > MAXIMUM;
  }

  /** Returns whether a part of the tag has been passed on, and another one will follow. */
  boolean isInParts() {
    return tag.unfinished;
  }

  /** Returns whether the next part may be kept. */
  boolean isAtAttribute() {
    return tag.unfinished && end.isBetweenAttributes();
  }

  /** Returns the number of bytes that can be kept without allocation. */
  int retained() {
    return kept.array.length;
  }

  /** Starts to read the complete tag, and returns the array that contains it. */
  byte[] open() {
    length = kept.length;
    kept.clear();
    out.read(kept.array, 0);
    return kept.array;
  }

  /** Returns the number of bytes to read. */
  int length() {
    return length;
  }

  boolean isBeingRead() {
    return out.isReading(kept.array);
  }

  /** Passes the kept bytes from a place on, without reading them. */
  void passUnread(int from) throws IOException {
    out.read(kept.array, from);
    out.passTo(kept.length);
    kept.clear();
  }

  /** Passes on the last part of the tag. */
  boolean readLastPart() throws IOException {
    byte[] part = open();
    tag.unfinished = false;
    tag.continued = true;
    tag.read(part, 0, 0, length);
    handler.startTag(tag, isHtml, out);
    return end(length);
  }

  /** Ends a tag in parts, and returns whether the element is an HTML element. */
  boolean end(int place) throws IOException {
    tag.unfinished = false;
    tag.continued = false;
    if (isHtml) {
      context.afterStartTag(tag, place);
    }
    return isHtml;
  }

  /**
   * Passes on the kept bytes of a tag that is too long to be kept whole.
   *
   * @return whether the next bytes must be kept, too, because an attribute has begun
   */
  boolean readPart() throws IOException {
    byte[] part = kept.array;
    length = kept.length;
    out.read(part, 0);
    boolean isEndTag = !tag.unfinished && part[1] == '/';
    if (isEndTag || (!tag.unfinished && !readName(part))) {
      tag.unfinished = !isEndTag;
      tag.element = Element.OTHER;
      tag.continued = false;
      passUnread(0);
      return false;
    }
    tag.continued = tag.unfinished;
    tag.unfinished = true;
    tag.read(part, 0, tag.continued ? 0 : tag.nameEnd, length);
    boolean keepsLast = tag.cutFrom > MAXIMUM / 2;
    if (keepsLast && tag.cutInValue) {
      tag.count--;
      tag.cutInValue = false;
    }
    tag.end = keepsLast ? tag.cutFrom : length;
    if (!tag.continued) {
      isHtml = context.beforeStartTag(tag.element, name, tag);
    }
    handler.startTag(tag, isHtml, out);
    out.passTo(tag.end);
    kept.length -= tag.end;
    System.arraycopy(part, tag.end, part, 0, kept.length);
    return keepsLast;
  }

  private boolean readName(byte[] part) {
    int p = 1;
    while (p < length && !Scan.is(part[p], Scan.TAG_NAME_END)) {
      p++;
    }
    int colon = context.hasPrefixes() ? Scan.find(part, 1, p, ':') : p;
    int from = colon < p ? colon + 1 : 1;
    name = NameHash.of(part, from, p);
    tag.nameEnd = p;
    tag.element = Element.of(name, part, from, p);
    return p < length;
  }

  /** Discards the tag. */
  void clear() {
    kept.clear();
    tag.unfinished = false;
    tag.continued = false;
  }

  /** Returns the memory to the pool. */
  void close() {
    kept.close();
  }
}
