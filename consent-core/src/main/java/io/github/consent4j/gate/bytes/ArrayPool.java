package io.github.consent4j.gate.bytes;

import io.github.consent4j.gate.token.Edits;
import io.github.consent4j.gate.token.ForeignContent;
import io.github.consent4j.gate.token.Tag;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Memory that one gate has used and another may use again, so that a page costs little beyond its
 * output. Keeps a few pieces only. Thread-safe.
 */
public final class ArrayPool {

  private static final int KEPT = 16;
  private static final int LARGEST = 128 * 1024;

  private final AtomicReferenceArray<byte @Nullable []> kept = new AtomicReferenceArray<>(KEPT);
  private final Pool<Tag> tags = new Pool<>();
  private final Pool<Edits> edits = new Pool<>();
  private final Pool<ForeignContent> foreign = new Pool<>();

  /** An array of at least this length, with anything in it. */
  public byte[] take(int length) {
    for (int i = 0; i < KEPT; i++) {
      byte[] array = kept.get(i);
      if (array != null && array.length >= length && kept.compareAndSet(i, array, null)) {
        return array;
      }
    }
    return new byte[length];
  }

  /** Takes an array back that nobody uses any more. */
  public void giveBack(byte[] array) {
    for (int i = 0; i < KEPT && array.length > 0 && array.length <= LARGEST; i++) {
      if (kept.get(i) == null && kept.compareAndSet(i, null, array)) {
        return;
      }
    }
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
