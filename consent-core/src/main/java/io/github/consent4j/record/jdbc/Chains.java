package io.github.consent4j.record.jdbc;

import io.github.consent4j.record.chain.Checkpoint;
import io.github.consent4j.record.chain.CheckpointKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The ends of all nodes' chains, and their checkpoints. Thread-safe. */
final class Chains {

  private final EntryTable entries;
  private final CheckpointTable checkpoints;
  private final @Nullable CheckpointKey key;
  private final Clock clock;

  Chains(
      EntryTable entries, CheckpointTable checkpoints, @Nullable CheckpointKey key, Clock clock) {
    this.entries = entries;
    this.checkpoints = checkpoints;
    this.key = key;
    this.clock = clock;
  }

  /** Returns the end of a chain. It outlives its entries, in the checkpoint of their purge. */
  Head head(Connection connection, String node) throws SQLException {
    Head head = entries.head(connection, node);
    if (head != null) {
      return head;
    }
    Checkpoint last = checkpoints.newest(connection, node);
    return last == null ? Head.none(node) : new Head(node, last.number(), last.link(), last.at());
  }

  /** Signs the end of a chain, if there is a key and the last checkpoint does not say the same. */
  void sign(Connection connection, Head head) throws SQLException {
    if (key != null && key.canSign() && head.number() > 0) {
      make(connection, head, 1, key);
    }
  }

  /**
   * Says that a chain begins with a later entry from now on.
   *
   * @throws SQLNonTransientException if earlier checkpoints are signed, and there is no key
   */
  void begin(Connection connection, Head head, long first) throws SQLException {
    make(connection, head, first, key != null && key.canSign() ? key : null);
  }

  private void make(Connection connection, Head head, long first, @Nullable CheckpointKey signer)
      throws SQLException {
    Checkpoint last = checkpoints.newest(connection, head.node());
    if (last != null && last.number() == head.number() && last.first() >= first) {
      return;
    }
    Checkpoint next =
        Checkpoint.unsigned(
            head.node(),
            last == null ? 1 : last.sequence() + 1,
            last == null ? first : Math.max(first, last.first()),
            head.number(),
            head.link(),
            clock.instant());
    if (signer != null) {
      next = signer.sign(next);
    } else if (last != null && last.isSigned()) {
      throw new SQLNonTransientException(
          "The checkpoints of node '"
              + head.node()
              + "' are signed, so records can be purged only with the private key that signs them");
    }
    checkpoints.insert(connection, next);
  }
}
