package io.github.consent4j.spring.actuate;

import io.github.consent4j.format.EnumName;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.servlet.GateStatistics;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What the gates have held back and met, as the actuator shows it. */
final class GateDetails {

  /** The name of what the policy does not declare, among the names of services. */
  static final String UNDECLARED = "undeclared";

  /** The number of things of each kind that are listed; all of them are counted. */
  private static final int MOST = 50;

  /** The number of things of all kinds that are listed. */
  private static final int MOST_THINGS = 200;

  private GateDetails() {}

  /**
   * Returns the numbers of what was held back.
   *
   * @param services identifiers of the services that are declared
   */
  static Map<String, Object> of(GateStatistics statistics, Set<String> services) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("pages", statistics.pages());
    details.put("withheldPages", statistics.withheldPages());
    details.put("unreadPages", statistics.unreadPages());
    details.put("blockedResources", byService(statistics::blockedResources, services));
    details.put("blockedRequestCookies", byService(statistics::blockedRequestCookies, services));
    details.put("blockedResponseCookies", byService(statistics::blockedResponseCookies, services));
    return details;
  }

  private static SortedMap<String, Long> byService(
      ToLongFunction<@Nullable String> number, Set<String> services) {
    SortedMap<String, Long> numbers = new TreeMap<>();
    services.forEach(service -> numbers.put(service, number.applyAsLong(service)));
    numbers.merge(UNDECLARED, number.applyAsLong(null), Long::sum);
    numbers.values().removeIf(value -> value == 0);
    return numbers;
  }

  /** Returns a summary of what was seen: the numbers of things, and those that nobody declares. */
  static Map<String, Object> of(Seen seen) {
    List<Seen.Item> items = seen.items();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("since", seen.since().toString());
    details.put("declared", byKind(items.stream().filter(GateDetails::isDeclared).toList()));
    List<Seen.Item> undeclared = items.stream().filter(item -> !isDeclared(item)).toList();
    details.put(UNDECLARED, byKind(undeclared));
    details.put("undeclaredCookies", most(undeclared, Seen.Kind.COOKIE));
    details.put("undeclaredHosts", most(undeclared, Seen.Kind.HOST));
    details.put("things", things(items));
    details.put("reportedCookies", reportedCookies(seen));
    details.put("reportedResources", reportedResources(seen));
    return details;
  }

  private static boolean isDeclared(Seen.Item item) {
    return item.service().isPresent();
  }

  private static SortedMap<String, Long> byKind(List<Seen.Item> items) {
    SortedMap<String, Long> numbers = new TreeMap<>();
    items.forEach(item -> numbers.merge(EnumName.of(item.kind()), 1L, Long::sum));
    return numbers;
  }

  /** Returns the most frequent ones. */
  private static List<Map<String, Object>> most(List<Seen.Item> items, Seen.Kind kind) {
    return items.stream()
        .filter(item -> item.kind() == kind)
        .sorted(Comparator.comparingLong(Seen.Item::count).reversed())
        .limit(MOST)
        .map(GateDetails::numbers)
        .toList();
  }

  private static Map<String, Object> numbers(Seen.Item item) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("name", item.name());
    details.put("count", item.count());
    details.put("before", item.byConsent().before());
    details.put("refused", item.byConsent().refused());
    details.put("allowed", item.byConsent().allowed());
    details.put("blocked", item.byConsent().blocked());
    details.put("first", item.first().toString());
    details.put("last", item.last().toString());
    return details;
  }

  private static List<Map<String, Object>> things(List<Seen.Item> items) {
    return items.stream()
        .sorted(Comparator.comparingLong(Seen.Item::count).reversed())
        .limit(MOST_THINGS)
        .map(
            item -> {
              Map<String, Object> details = new LinkedHashMap<>();
              details.put("kind", EnumName.of(item.kind()));
              item.service().ifPresent(service -> details.put("service", service));
              details.putAll(numbers(item));
              return details;
            })
        .toList();
  }

  private static SortedMap<String, Long> reportedCookies(Seen seen) {
    SortedMap<String, Long> numbers = new TreeMap<>();
    seen.cookies()
        .forEach(
            cookie ->
                numbers.merge(cookie.service(), cookie.requests() + cookie.responses(), Long::sum));
    return numbers;
  }

  private static SortedMap<String, Long> reportedResources(Seen seen) {
    SortedMap<String, Long> numbers = new TreeMap<>();
    seen.hosts().forEach(host -> numbers.merge(host.service(), host.times(), Long::sum));
    return numbers;
  }
}
