package io.github.consent4j.record.keep;

import io.github.consent4j.format.EnumName;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecord.Choice;
import io.github.consent4j.record.ConsentRecord.State;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.ConsentRecords.Query;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
    Counter counter = new Counter();
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

  /** Counts decisions by day. Not thread-safe. */
  static final class Counter {

    /** A dimension has no more values than this, so that a broken site cannot fill the memory. */
    private static final int MOST_VALUES = 500;

    private static final String OTHER = "other";

    private static final class DayCounter {

      private long decisions;
      private final Map<Dimension, SortedMap<String, Long>> counts = new EnumMap<>(Dimension.class);

      /** The numbers, as long as they are the latest: most days do not change any more. */
      private @Nullable Day latest;

      void add(long number) {
        decisions += number;
        latest = null;
      }

      void add(Dimension dimension, String value, long number) {
        latest = null;
        SortedMap<String, Long> values = counts.computeIfAbsent(dimension, key -> new TreeMap<>());
        boolean fits = values.size() < MOST_VALUES || values.containsKey(value);
        values.merge(fits ? value : OTHER, number, Long::sum);
      }

      Day day() {
        Day known = latest;
        if (known == null) {
          known = copy();
          latest = known;
        }
        return known;
      }

      private Day copy() {
        Map<Dimension, SortedMap<String, Long>> copies = new EnumMap<>(Dimension.class);
        counts.forEach(
            (dimension, values) ->
                copies.put(dimension, Collections.unmodifiableSortedMap(new TreeMap<>(values))));
        return new Day(decisions, Collections.unmodifiableMap(copies));
      }
    }

    private final TreeMap<LocalDate, DayCounter> days = new TreeMap<>();

    void count(ConsentRecord record) {
      DayCounter day = day(record.at().atOffset(ZoneOffset.UTC).toLocalDate());
      day.add(1);
      categories(record)
          .forEach(
              (category, states) -> {
                if (!states.isEmpty()) {
                  day.add(dimension(states), category, 1);
                }
              });
      day.add(Dimension.EVENT, EnumName.of(record.event()), 1);
      day.add(Dimension.ACTION, EnumName.of(record.action()), 1);
      day.add(Dimension.WAY, EnumName.of(record.way()), 1);
      day.add(Dimension.LAYER, EnumName.of(record.layer()), 1);
      day.add(Dimension.LANGUAGE, record.language(), 1);
    }

    private static Map<String, Set<State>> categories(ConsentRecord record) {
      Map<String, Set<State>> categories = new HashMap<>();
      for (Choice choice : record.choices()) {
        if (choice.state() != State.UNDECIDED) {
          categories
              .computeIfAbsent(choice.category(), id -> EnumSet.noneOf(State.class))
              .add(choice.state());
        }
      }
      return categories;
    }

    private static Dimension dimension(Set<State> states) {
      if (states.size() > 1) {
        return Dimension.PARTLY_GRANTED;
      }
      return states.contains(State.GRANTED) ? Dimension.GRANTED : Dimension.REFUSED;
    }

    private DayCounter day(LocalDate date) {
      return days.computeIfAbsent(date, key -> new DayCounter());
    }

    /** Adds what another counter has counted. */
    void add(Counter other) {
      other.days.forEach(
          (date, counted) -> {
            DayCounter day = day(date);
            day.add(counted.decisions);
            counted.counts.forEach(
                (dimension, values) ->
                    values.forEach((value, number) -> day.add(dimension, value, number)));
          });
    }

    /** Forgets the days before a date. */
    void forgetBefore(LocalDate date) {
      days.headMap(date).clear();
    }

    Statistics statistics(boolean complete) {
      SortedMap<LocalDate, Day> copies = new TreeMap<>();
      days.forEach((date, day) -> copies.put(date, day.day()));
      return new Statistics(copies, complete);
    }
  }
}
