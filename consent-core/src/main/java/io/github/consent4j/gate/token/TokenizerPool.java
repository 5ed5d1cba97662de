package io.github.consent4j.gate.token;

import io.github.consent4j.gate.bytes.ArrayPool;
import io.github.consent4j.gate.bytes.Pool;

/**
 * Objects that tokenizers reuse one after another, so that a page needs little memory beyond its
 * output. An object is reset before it is used again. Thread-safe.
 */
public final class TokenizerPool {

  private final ArrayPool arrays = new ArrayPool();
  private final Pool<Tag> tags = new Pool<>();
  private final Pool<Edits> edits = new Pool<>();
  private final Pool<ForeignContent> foreign = new Pool<>();

  /** Returns the pool of arrays. */
  public ArrayPool arrays() {
    return arrays;
  }

  /** Returns an empty tag. */
  public Tag takeTag() {
    Tag taken = tags.take();
    Tag tag = taken == null ? new Tag() : taken;
    tag.forget();
    return tag;
  }

  /** Returns a tag to the pool. The caller must not use it any more. */
  public void giveBack(Tag tag) {
    // Otherwise the page would stay in memory.
    tag.forget();
    tags.giveBack(tag);
  }

  /** Returns an empty set of changes. */
  public Edits takeEdits() {
    Edits taken = edits.take();
    Edits changes = taken == null ? new Edits() : taken;
    changes.clear();
    return changes;
  }

  /** Returns a set of changes to the pool. The caller must not use it any more. */
  public void giveBack(Edits given) {
    // Otherwise the texts would stay in memory.
    given.clear();
    edits.giveBack(given);
  }

  /** Returns an object without open elements. */
  public ForeignContent takeForeign() {
    ForeignContent taken = foreign.take();
    ForeignContent content = taken == null ? new ForeignContent() : taken;
    content.cutTo(0);
    return content;
  }

  /** Returns the object to the pool. The caller must not use it any more. */
  public void giveBack(ForeignContent given) {
    foreign.giveBack(given);
  }
}
