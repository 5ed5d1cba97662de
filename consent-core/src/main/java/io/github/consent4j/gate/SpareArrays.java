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
  private final AtomicReferenceArray<@Nullable Tag> tags = new AtomicReferenceArray<>(KEPT);
  private final AtomicReferenceArray<@Nullable Edits> edits = new AtomicReferenceArray<>(KEPT);

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
    if (array.length > 0 && array.length <= LARGEST) {
      giveBack(kept, array);
    }
  }

  Tag takeTag() {
    Tag tag = take(tags);
    return tag == null ? new Tag() : tag;
  }

  /** Takes a tag back that nobody uses any more. */
  void giveBack(Tag tag) {
    tag.forget();
    giveBack(tags, tag);
  }

  Edits takeEdits() {
    Edits taken = take(edits);
    return taken == null ? new Edits() : taken;
  }

  /** Takes changes back that nobody will make any more. */
  void giveBack(Edits given) {
    given.clear();
    giveBack(edits, given);
  }

  private static <T> @Nullable T take(AtomicReferenceArray<@Nullable T> from) {
    for (int i = 0; i < KEPT; i++) {
      T piece = from.get(i);
      if (piece != null && from.compareAndSet(i, piece, null)) {
        return piece;
      }
    }
    return null;
  }

  private static <T> void giveBack(AtomicReferenceArray<@Nullable T> to, T piece) {
    for (int i = 0; i < KEPT; i++) {
      if (to.get(i) == null && to.compareAndSet(i, null, piece)) {
        return;
      }
    }
  }
}
