package io.github.consent4j.record.export;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.Notice;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The notices and policy facts of a store, the latest ones of which stay in memory. Not
 * thread-safe.
 */
public final class Archive {

  private static final int IN_MEMORY = 32;

  private final ConsentRecords store;
  private final Map<String, PolicyFacts> policies = new Latest<>();
  private final Map<String, Optional<Notice>> notices = new Latest<>();

  /** The entries that were asked for last. */
  private static final class Latest<V> extends LinkedHashMap<String, V> {

    private static final long serialVersionUID = 1L;

    Latest() {
      super(IN_MEMORY, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > IN_MEMORY;
    }
  }

  /**
   * @param store the store to read from
   */
  public Archive(ConsentRecords store) {
    this.store = store;
  }

  /**
   * Returns what the policy of a record said, {@link PolicyFacts#UNKNOWN} if it is not archived.
   *
   * @throws IOException if the store cannot be read
   */
  public PolicyFacts policy(ConsentRecord record) throws IOException {
    PolicyFacts facts = policies.get(record.policy());
    if (facts == null) {
      Optional<byte[]> inventory = store.inventory(record.policy());
      facts = inventory.isPresent() ? PolicyFacts.read(inventory.get()) : PolicyFacts.UNKNOWN;
      policies.put(record.policy(), facts);
    }
    return facts;
  }

  /**
   * Returns the words that a visitor was shown; empty if there were none or they are not archived.
   *
   * @throws IOException if the store cannot be read
   */
  public Optional<Notice> notice(ConsentRecord record) throws IOException {
    if (record.notice().isEmpty()) {
      return Optional.empty();
    }
    String id = record.notice().get();
    Optional<Notice> notice = notices.get(id);
    if (notice == null) {
      notice = id.length() < Notice.SHORT_LENGTH ? Optional.empty() : store.notice(id);
      notices.put(id, notice);
    }
    return notice;
  }
}
