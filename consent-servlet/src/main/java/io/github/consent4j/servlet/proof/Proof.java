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
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps proof of the decisions at a site, and says whether a decision counts of which there is
 * none. Thread-safe.
 */
public final class Proof implements AutoCloseable {

  private final Recorder recorder;
  private final RecordKeeping settings;
  private final RecordIds ids;

  private final Optional<NoticesOfOthers> others;

  private Proof(Recorder recorder, RecordKeeping settings, Clock clock) {
    this.recorder = recorder;
    this.settings = settings;
    this.ids = new RecordIds(clock);
    this.others = recorder.store().map(store -> new NoticesOfOthers(store, clock));
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
   * Returns the records of one visitor, the oldest first, also those that still wait for the store.
   *
   * @param most the number of records that are returned at most
   * @throws IOException if they cannot be read now
   */
  public List<ConsentRecord> recordsOf(String consentId, int most) throws IOException {
    return recorder.recordsOf(consentId, most);
  }

  /**
   * Finds what a visitor was shown by another node, or before the last start, if the store of
   * records has it and says so soon.
   *
   * @param shortId the beginning of the notice's identifier
   */
  public Optional<Notice> noticeOfOthers(String shortId) {
    Optional<Notice> found = others.flatMap(notices -> notices.find(shortId));
    found.ifPresent(recorder::markArchived);
    return found;
  }

  /**
   * Keeps what visitors were shown, in the background, once for each policy.
   *
   * @param inventory returns the inventory of the notice's policy as JSON
   */
  public void archive(Notice notice, Supplier<byte[]> inventory) {
    recorder.archive(notice, inventory);
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

  /**
   * Erases the records of a visitor, those that wait for the store on this node as well.
   *
   * @return the number of erased records
   * @throws IOException if not all of them are known to be erased
   */
  public int erase(String consentId) throws IOException {
    return recorder.erase(consentId);
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
    others.ifPresent(NoticesOfOthers::close);
    recorder.close();
  }
}
