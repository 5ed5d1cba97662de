package io.github.consent4j.servlet.proof;

import io.github.consent4j.consent.ConsentEvent;
import io.github.consent4j.policy.RecordKeeping;
import io.github.consent4j.policy.RecordKeeping.WhenFull;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecord.Event;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.Notice;
import io.github.consent4j.record.keep.Health;
import io.github.consent4j.record.keep.NotKeptException;
import io.github.consent4j.record.keep.RecordIds;
import io.github.consent4j.record.keep.Recorder;
import io.github.consent4j.record.keep.Statistics;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Keeps proof of the decisions at a site, and says whether a decision counts of which there is
 * none. Thread-safe.
 */
public final class Proof implements AutoCloseable {

  private final Recorder recorder;
  private final RecordKeeping settings;
  private final RecordIds ids;

  /** The notices that the recorder has got, with their policies. There are few. */
  private final Set<String> archived = ConcurrentHashMap.newKeySet();

  private Proof(Recorder recorder, RecordKeeping settings, Clock clock) {
    this.recorder = recorder;
    this.settings = settings;
    this.ids = new RecordIds(clock);
  }

  /** Returns one that keeps nothing; every decision counts. */
  public static Proof off() {
    return new Proof(Recorder.off(), RecordKeeping.NONE, Clock.systemUTC());
  }

  /**
   * Returns one that keeps records.
   *
   * @param recorder keeps the records; closed with this object
   * @param settings say what happens to a decision without proof
   */
  public static Proof of(Recorder recorder, RecordKeeping settings, Clock clock) {
    return new Proof(recorder, settings, clock);
  }

  /** Returns whether records are kept. */
  public boolean isOn() {
    return recorder.store().isPresent();
  }

  /** Returns whether records name the visitor's truncated address and user agent. */
  public boolean namesVisitor() {
    return settings.truncatedVisitor();
  }

  /** Returns the store; empty if nothing is kept. */
  public Optional<ConsentRecords> store() {
    return recorder.store();
  }

  /**
   * Keeps what visitors were shown, in the background, once for each policy.
   *
   * @param inventory returns the inventory of the notice's policy as JSON
   */
  public void archive(Notice notice, Supplier<byte[]> inventory) {
    if (archived.add(notice.policy() + notice.id())) {
      recorder.archive(notice, inventory.get());
    }
  }

  /**
   * Keeps the record of a decision. On return it survives a crash of the machine.
   *
   * @return whether the decision counts; what grants nothing new always does
   */
  public boolean keep(ConsentEvent decision, Circumstances circumstances) {
    Optional<ConsentRecord> record = RecordOf.decision(decision, ids.next(), circumstances);
    if (record.isEmpty() || !isOn()) {
      return true;
    }
    try {
      recorder.keep(record.get());
      return true;
    } catch (NotKeptException e) {
      // The recorder has told the log.
      return settings.whenFull() == WhenFull.ACCEPT || !grants(record.get());
    }
  }

  /** Returns whether a decision grants something that was not granted before. */
  private static boolean grants(ConsentRecord record) {
    return record.event() == Event.GIVEN || record.event() == Event.CHANGED;
  }

  /** Returns how well records are being kept. */
  public Health health() {
    return recorder.health();
  }

  /** Returns the numbers of decisions. */
  public Statistics statistics() {
    return recorder.statistics();
  }

  /** Ends the recorder, which closes the store. */
  @Override
  public void close() {
    recorder.close();
  }
}
