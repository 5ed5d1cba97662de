package io.github.consent4j.servlet;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.Notice;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A store in memory, which can be full or slow. */
final class KeptRecords implements ConsentRecords {

  final List<ConsentRecord> all = new CopyOnWriteArrayList<>();
  final Map<String, Notice> notices = new ConcurrentHashMap<>();
  final Map<String, byte[]> inventories = new ConcurrentHashMap<>();
  final CountDownLatch asked = new CountDownLatch(1);
  volatile CountDownLatch goOn = new CountDownLatch(0);
  volatile boolean isFull;
  volatile boolean isClosed;

  ConsentRecord last() {
    return all.get(all.size() - 1);
  }

  @Override
  public void append(Collection<ConsentRecord> records) throws IOException {
    asked.countDown();
    try {
      goOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (isFull) {
      throw new IOException("No space left on device");
    }
    all.addAll(records);
  }

  @Override
  public void forEach(Query query, Consumer<ConsentRecord> action) {
    all.stream().filter(query::accepts).forEach(action);
  }

  @Override
  public void archive(Notice notice, byte[] inventory) throws IOException {
    if (isFull) {
      throw new IOException("No space left on device");
    }
    notices.put(notice.id(), notice);
    inventories.put(notice.policy(), inventory);
  }

  @Override
  public Optional<Notice> notice(String idStart) {
    return notices.values().stream().filter(each -> each.id().startsWith(idStart)).findFirst();
  }

  @Override
  public Optional<byte[]> inventory(String policy) {
    return Optional.ofNullable(inventories.get(policy));
  }

  @Override
  public int erase(String consentId) {
    int before = all.size();
    all.removeIf(record -> record.consentId().equals(consentId));
    return before - all.size();
  }

  @Override
  public long purge(Instant before) {
    return 0;
  }

  @Override
  public Verification verify() {
    return new Verification(all.size(), 0, 0, List.of(), List.of());
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
