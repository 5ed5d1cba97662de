package io.github.consent4j.servlet.exchange;

import io.github.consent4j.seen.Seen;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was seen under earlier policies of a filter. It refers to none of them. Immutable and
 * thread-safe.
 */
record SeenBefore(List<Seen.Cookie> cookies, List<Seen.Host> hosts, List<Seen.Report> reports) {

  static final SeenBefore NOTHING = new SeenBefore(List.of(), List.of(), List.of());

  /** Limits what policies with ever new names can add. */
  private static final int MOST = 2000;

  SeenBefore {
    cookies = cookies.stream().limit(MOST).toList();
    hosts = hosts.stream().limit(MOST).toList();
    reports = reports.stream().limit(MOST).toList();
  }

  /** Returns the cookies together with others; each stands there once. */
  List<Seen.Cookie> cookiesAnd(Stream<Seen.Cookie> others) {
    Map<List<String>, Seen.Cookie> seen = new LinkedHashMap<>();
    Stream.concat(cookies.stream(), others)
        .forEach(
            cookie ->
                seen.merge(List.of(cookie.name(), cookie.service()), cookie, Seen.Cookie::plus));
    return List.copyOf(seen.values());
  }

  /** Returns the hosts together with others; each stands there once. */
  List<Seen.Host> hostsAnd(Stream<Seen.Host> others) {
    Map<List<String>, Seen.Host> seen = new LinkedHashMap<>();
    Stream.concat(hosts.stream(), others)
        .forEach(host -> seen.merge(List.of(host.service(), host.host()), host, Seen.Host::plus));
    return seen.values().stream()
        .sorted(Comparator.comparing(Seen.Host::service).thenComparing(Seen.Host::host))
        .toList();
  }

  /** Returns the reports together with others, the most frequent first. */
  List<Seen.Report> reportsAnd(Stream<Seen.Report> others) {
    Map<List<String>, Seen.Report> seen = new LinkedHashMap<>();
    Stream.concat(reports.stream(), others)
        .forEach(
            report ->
                seen.merge(List.of(report.directive(), report.host()), report, Seen.Report::plus));
    return seen.values().stream()
        .sorted(
            Comparator.comparingLong(Seen.Report::count)
                .reversed()
                .thenComparing(Seen.Report::host)
                .thenComparing(Seen.Report::directive))
        .toList();
  }
}
