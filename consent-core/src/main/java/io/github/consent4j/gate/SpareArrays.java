package io.github.consent4j.gate;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Memory that one gate has used and another may use again, so that a page costs little beyond its
 * output. Keeps a few pieces only. Thread-safe.
 */
final class SpareArrays {

  private static final int KEPT = 16;
  private static final int LARGEST = 128 * 1024;

  private final AtomicReferenceArray<byte @Nullable []> kept = new AtomicReferenceArray<>(KEPT);
  private final Spares<Tag> tags = new Spares<>();
  private final Spares<Edits> edits = new Spares<>();
  private final Spares<ForeignContent> foreign = new Spares<>();

  /** An array of at least this length, with anything in it. */
  byte[] take(int length) {
    for (int i = 0; i < KEPT; i++) {
      byte[] array = kept.get(i);
      if (array != null && array.length >= length && kept.compareAndSet(i, array, null)) {
        return array;
      }
    }
    return new byte[length];
  }

  /** Takes an array back that nobody uses any more. */
  void giveBack(byte[] array) {
    for (int i = 0; i < KEPT && array.length > 0 && array.length <= LARGEST; i++) {
      if (kept.get(i) == null && kept.compareAndSet(i, null, array)) {
        return;
      }
    }
  }

  Tag takeTag() {
    Tag tag = tags.take();
    return tag == null ? new Tag() : tag;
  }

  /** Takes a tag back that nobody uses any more. */
  void giveBack(Tag tag) {
    tag.forget();
    tags.giveBack(tag);
  }

  Edits takeEdits() {
    Edits taken = edits.take();
    return taken == null ? new Edits() : taken;
  }

  /** Takes changes back that nobody will make any more. */
  void giveBack(Edits given) {
    given.clear();
    edits.giveBack(given);
  }

  ForeignContent takeForeign() {
    ForeignContent taken = foreign.take();
    return taken == null ? new ForeignContent() : taken;
  }

  /** Takes back what knows of elements that are closed by now. */
  void giveBack(ForeignContent given) {
    given.cutTo(0);
    foreign.giveBack(given);
  }
}
