package io.github.consent4j.record.jdbc;

import io.github.consent4j.record.ConsentRecords.Verification;
import io.github.consent4j.record.chain.ChainEntry;
import io.github.consent4j.record.chain.ChainVerifier;
import io.github.consent4j.record.chain.Checkpoint;
import io.github.consent4j.record.chain.CheckpointKey;
import io.github.consent4j.record.json.RecordJson;
import io.github.consent4j.record.sql.Transactions;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Verifies the chains of all nodes, in constant memory. Thread-safe. */
final class ChainCheck {

  private final Transactions transactions;
  private final EntryTable entries;
  private final CheckpointTable checkpoints;
  private final @Nullable CheckpointKey key;

  ChainCheck(
      Transactions transactions,
      EntryTable entries,
      CheckpointTable checkpoints,
      @Nullable CheckpointKey key) {
    this.transactions = transactions;
    this.entries = entries;
    this.checkpoints = checkpoints;
    this.key = key;
  }

  /** Verifies all chains. */
  Verification verify() throws SQLException {
    Set<String> nodes = new TreeSet<>();
    nodes.addAll(transactions.run(connection -> entries.nodes(connection)));
    nodes.addAll(transactions.run(CheckpointTable::nodes));
    long records = 0;
    long erased = 0;
    long signed = 0;
    List<String> breaks = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (String node : nodes) {
      Verification each = verify(node);
      records += each.records();
      erased += each.erased();
      signed += each.checkpoints();
      each.breaks().forEach(text -> breaks.add("node " + node + ", " + text));
      each.remarks().forEach(text -> remarks.add("node " + node + ": " + text));
    }
    return new Verification(records, erased, signed, breaks, remarks);
  }

  private Verification verify(String node) throws SQLException {
    List<Checkpoint> signed = transactions.run(connection -> checkpoints.all(connection, node));
    ChainVerifier verifier = new ChainVerifier(node, signed, key);
    long last = Long.MIN_VALUE;
    List<StoredEntry> page;
    do {
      long after = last;
      page = transactions.run(connection -> entries.chain(connection, node, after));
      for (StoredEntry stored : page) {
        check(verifier, stored);
        last = stored.entry().number();
      }
    } while (page.size() == EntryTable.PAGE);
    return verifier.result();
  }

  private static void check(ChainVerifier verifier, StoredEntry stored) {
    String place = "entry " + stored.entry().number();
    verifier.entry(place, stored.entry(), stored.content());
    String content = stored.content();
    if (content == null || stored.entry().kind() != ChainEntry.Kind.RECORD) {
      return;
    }
    try {
      if (!stored.agreesWith(RecordJson.read(content))) {
        verifier.unreadable(place, "the columns do not say what the payload says");
      }
    } catch (IOException e) {
      verifier.unreadable(place, "the payload is no record: " + e.getMessage());
    }
  }
}
