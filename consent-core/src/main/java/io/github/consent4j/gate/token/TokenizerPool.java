package io.github.consent4j.gate.token;

import io.github.consent4j.gate.bytes.ArrayPool;
import io.github.consent4j.gate.bytes.Pool;

/**
 * What tokenizers need and leave to each other, so that a page costs little beyond its output. What
 * is taken is reset first. Thread-safe.
 */
public final class TokenizerPool {

  private final ArrayPool arrays = new ArrayPool();
  private final Pool<Tag> tags = new Pool<>();
  private final Pool<Edits> edits = new Pool<>();
  private final Pool<ForeignContent> foreign = new Pool<>();

  /** Arrays for anything. */
  public ArrayPool arrays() {
    return arrays;
  }

  /** A tag that nothing has been read into. */
  public Tag takeTag() {
    Tag taken = tags.take();
    Tag tag = taken == null ? new Tag() : taken;
    tag.forget();
    return tag;
  }

  /** Takes a tag back that nobody uses any more. */
  public void giveBack(Tag tag) {
    // or the page would stay in memory
    tag.forget();
    tags.giveBack(tag);
  }

  /** No changes yet. */
  public Edits takeEdits() {
    Edits taken = edits.take();
    Edits changes = taken == null ? new Edits() : taken;
    changes.clear();
    return changes;
  }

  /** Takes changes back that nobody will make any more. */
  public void giveBack(Edits given) {
    // or their texts would stay in memory
    given.clear();
    edits.giveBack(given);
  }

  /** Knows of no element yet. */
  public ForeignContent takeForeign() {
    ForeignContent taken = foreign.take();
    ForeignContent content = taken == null ? new ForeignContent() : taken;
    content.cutTo(0);
    return content;
  }

  /** Takes back what nobody uses any more. */
  public void giveBack(ForeignContent given) {
    foreign.giveBack(given);
  }
}
