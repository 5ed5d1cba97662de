package io.github.consent4j.servlet;

import io.github.consent4j.format.EnumName;
import io.github.consent4j.record.keep.Health;
import io.github.consent4j.record.keep.Statistics;
import io.github.consent4j.servlet.proof.Proof;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How well the proof of decisions is being kept. It contains nothing about visitors. Immutable; it
 * is of the moment at which it was asked for.
 */
public final class RecordStatus {

  /** How well records are being kept. */
  public enum State {
    /** No records are kept: the policy names no store. */
    OFF,
    /** Records reach the store. */
    OK,
    /** Records wait in a local directory, because the store cannot be reached. */
    SPOOLING,
    /** The latest record could be kept nowhere. */
    NOT_KEEPING
  }

  private final Health health;
  private final Statistics statistics;

  private RecordStatus(Health health, Statistics statistics) {
    this.health = health;
    this.statistics = statistics;
  }

  static RecordStatus of(Proof proof) {
    return new RecordStatus(proof.health(), proof.statistics());
  }

  /** Returns how well records are being kept. */
  public State state() {
    return State.valueOf(health.state().name());
  }

  /** Returns since when the state is what it is. */
  public Instant since() {
    return health.since();
  }

  /** Returns the number of records that were kept since the start. */
  public long kept() {
    return health.kept();
  }

  /** Returns the number of records that wait until the store can be reached. */
  public long waiting() {
    return health.waiting();
  }

  /** Returns the number of records since the start that could not be kept. */
  public long notKept() {
    return health.notKept();
  }

  /** Returns the number of records since the start that the store refused; a file has them. */
  public long setAside() {
    return health.setAside();
  }

  /** Returns what failed last; empty if nothing has failed since the start. */
  public Optional<String> lastFailure() {
    return health.lastFailure();
  }

  /** Returns when something failed last; empty if nothing has failed since the start. */
  public Optional<Instant> lastFailureAt() {
    return health.lastFailureAt();
  }

  /**
   * Returns the numbers of decisions of the last 31 days: by day (UTC), then by what is counted,
   * such as {@code granted} or {@code action}, then by value, such as {@code statistics}.
   */
  public SortedMap<LocalDate, SortedMap<String, SortedMap<String, Long>>> decisions() {
    SortedMap<LocalDate, SortedMap<String, SortedMap<String, Long>>> decisions = new TreeMap<>();
    statistics
        .days()
        .forEach(
            (date, day) -> {
              SortedMap<String, SortedMap<String, Long>> counts = new TreeMap<>();
              day.counts()
                  .forEach((dimension, values) -> counts.put(EnumName.of(dimension), values));
              decisions.put(date, Collections.unmodifiableSortedMap(counts));
            });
    return Collections.unmodifiableSortedMap(decisions);
  }

  /** Returns a text for logs. */
  @Override
  public String toString() {
    return health.toString();
  }
}
