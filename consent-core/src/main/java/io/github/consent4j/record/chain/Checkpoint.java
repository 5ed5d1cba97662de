package io.github.consent4j.record.chain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the chain of a node was at one time. Its signature covers all other parts, and through the
 * link every entry before. Immutable.
 *
 * @param node name of the node whose chain it is
 * @param sequence position among the checkpoints of the node, from 1; a gap shows that one is
 *     missing
 * @param first number of the oldest entry that the store still had; what lies before was purged.
 *     One more than {@code number} if there was none.
 * @param number number of the newest entry; 0 if there was none
 * @param link link of the newest entry; {@link ChainEntry#START} if there was none
 * @param at when the checkpoint was made, to the millisecond
 * @param key identifier of the key that signed it; null without a signature
 * @param signature Ed25519 signature of {@link #text()}, in URL-safe Base64 without padding; null
 *     if nobody signed it
 */
public record Checkpoint(
    String node,
    long sequence,
    long first,
    long number,
    String link,
    Instant at,
    @Nullable String key,
    @Nullable String signature) {

  public Checkpoint {
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Returns a checkpoint that nobody signed. */
  public static Checkpoint unsigned(
      String node, long sequence, long first, long number, String link, Instant at) {
    return new Checkpoint(node, sequence, first, number, link, at, null, null);
  }

  /** Returns whether somebody signed it. The signature may be wrong. */
  public boolean isSigned() {
    return key != null && signature != null;
  }

  /** Returns the text that is signed: a heading and each part in a line of its own. */
  public String text() {
    return String.join(
        "\n",
        "Consent4j checkpoint 1",
        node,
        Long.toString(sequence),
        Long.toString(first),
        Long.toString(number),
        link,
        at.toString());
  }
}
