package io.github.consent4j.record.export;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.Notice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A store that forgets. */
public class StoreInMemory implements ConsentRecords {

  private final List<ConsentRecord> records = new ArrayList<>();
  private final List<Notice> notices = new ArrayList<>();
  private final Map<String, byte[]> inventories = new HashMap<>();

  @Override
  public void append(Collection<ConsentRecord> added) {
    records.addAll(added);
  }

  @Override
  public void forEach(Query query, Consumer<ConsentRecord> action) {
    records.stream().filter(query::accepts).forEach(action);
  }

  @Override
  public void archive(Notice notice, byte[] inventory) {
    notices.add(notice);
    inventories.put(notice.policy(), inventory);
  }

  @Override
  public Optional<Notice> notice(String idStart) {
    return notices.stream().filter(notice -> notice.id().startsWith(idStart)).findFirst();
  }

  @Override
  public Optional<byte[]> inventory(String policy) {
    return Optional.ofNullable(inventories.get(policy));
  }

  @Override
  public int erase(String consentId) {
    int before = records.size();
    records.removeIf(record -> record.consentId().equals(consentId));
    return before - records.size();
  }

  @Override
  public long purge(Instant before) {
    int size = records.size();
    records.removeIf(record -> record.validUntil().isBefore(before));
    return size - records.size();
  }

  @Override
  public Verification verify() {
    return new Verification(records.size(), 0, 0, List.of(), List.of());
  }

  @Override
  public void close() {}
}
