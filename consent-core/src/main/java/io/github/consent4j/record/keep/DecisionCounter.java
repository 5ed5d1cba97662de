package io.github.consent4j.record.keep;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecord.Choice;
import io.github.consent4j.record.ConsentRecord.State;
import io.github.consent4j.record.keep.Statistics.Day;
import io.github.consent4j.record.keep.Statistics.Dimension;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts decisions by day. Not thread-safe. */
final class DecisionCounter {

  /** A dimension has no more values than this, so that a broken site cannot fill the memory. */
  private static final int MOST_VALUES = 500;

  private static final String OTHER = "other";

  private static final class DayCounter {

    private long decisions;
    private final Map<Dimension, SortedMap<String, Long>> counts = new EnumMap<>(Dimension.class);

    void add(Dimension dimension, String value, long number) {
      SortedMap<String, Long> values = counts.computeIfAbsent(dimension, key -> new TreeMap<>());
      boolean fits = values.size() < MOST_VALUES || values.containsKey(value);
      values.merge(fits ? value : OTHER, number, Long::sum);
    }

    Day day() {
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
    day.decisions++;
    categories(record)
        .forEach(
            (category, states) -> {
              if (!states.isEmpty()) {
                day.add(dimension(states), category, 1);
              }
            });
    day.add(Dimension.EVENT, word(record.event()), 1);
    day.add(Dimension.ACTION, word(record.action()), 1);
    day.add(Dimension.WAY, word(record.way()), 1);
    day.add(Dimension.LAYER, word(record.layer()), 1);
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

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private DayCounter day(LocalDate date) {
    return days.computeIfAbsent(date, key -> new DayCounter());
  }

  /** Adds what another counter has counted. */
  void add(DecisionCounter other) {
    other.days.forEach(
        (date, counted) -> {
          DayCounter day = day(date);
          day.decisions += counted.decisions;
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
