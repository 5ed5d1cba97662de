package io.github.consent4j.record.keep;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.ConsentRecords.Query;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Numbers of decisions by day (UTC). They contain no identifier of a visitor; a small number is not
 * one. Immutable.
 */
public final class Statistics {

  /** What decisions are counted by. */
  public enum Dimension {
    /** The category, if everything in it is granted. */
    GRANTED,
    /** The category, if some of it is granted and some is refused. */
    PARTLY_GRANTED,
    /** The category, if everything in it is refused. */
    REFUSED,
    /** What the decision is, such as {@code given}. */
    EVENT,
    /** What was chosen, such as {@code accept-all}. */
    ACTION,
    /** How the decision reached the library, such as {@code form}. */
    WAY,
    /** Where the visitor decided, such as {@code banner}. */
    LAYER,
    /** The language in which the visitor was addressed. */
    LANGUAGE
  }

  /**
   * The numbers of one day.
   *
   * @param decisions number of decisions
   * @param counts number of decisions by dimension and value; what was never counted is missing
   */
  public record Day(long decisions, Map<Dimension, SortedMap<String, Long>> counts) {

    /** Returns the numbers of a dimension by value; empty if there are none. */
    public SortedMap<String, Long> by(Dimension dimension) {
      return counts.getOrDefault(dimension, Collections.emptySortedMap());
    }
  }

  /** No decisions. */
  static final Statistics NONE = new Statistics(new TreeMap<>(), true);

  private final SortedMap<LocalDate, Day> days;
  private final boolean complete;

  Statistics(SortedMap<LocalDate, Day> days, boolean complete) {
    this.days = Collections.unmodifiableSortedMap(days);
    this.complete = complete;
  }

  /**
   * Counts records of a store, in constant memory but for the days.
   *
   * @throws IOException if the store cannot be read
   */
  public static Statistics of(ConsentRecords store, Query query) throws IOException {
    DecisionCounter counter = new DecisionCounter();
    store.forEach(query, (ConsentRecord record) -> counter.count(record));
    return counter.statistics(true);
  }

  /** Returns the numbers by day, the oldest first. A day without decisions is missing. */
  public SortedMap<LocalDate, Day> days() {
    return days;
  }

  /**
   * Returns whether the decisions before the start of the application are counted. They are counted
   * in the background after the start.
   */
  public boolean isComplete() {
    return complete;
  }
}
