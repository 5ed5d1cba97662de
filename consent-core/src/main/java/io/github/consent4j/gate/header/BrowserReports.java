package io.github.consent4j.gate.header;

import io.github.consent4j.gate.PageContext;
import io.github.consent4j.gate.url.WebUrl;
import io.github.consent4j.seen.Seen;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reports of browsers about hosts that the content security policy does not name. They contain
 * no addresses of pages and no data of visitors. Implementations are thread-safe.
 */
public final class BrowserReports {

  private static final Logger LOG = LoggerFactory.getLogger(BrowserReports.class);

  private static final int MOST = 200;
  private static final Pattern DIRECTIVE = Pattern.compile("[a-z]+(-[a-z]+)*-src(-elem|-attr)?");
  private static final WebUrl NOWHERE = WebUrl.of(new PageContext("https", "invalid"));

  private final Map<Place, Long> counts = new HashMap<>();

  private record Place(String directive, String host) {}

  /**
   * Adds one report. A report that names no directive or no host is ignored.
   *
   * @param directive the directive, as the browser names it
   * @param blocked the URL that was not loaded, or its origin
   * @return the host in lower case; empty if the report is ignored
   */
  public Optional<String> add(String directive, String blocked) {
    String name = directive.split(" ", 2)[0].toLowerCase(Locale.ROOT);
    boolean web = blocked.startsWith("https://") || blocked.startsWith("http://");
    if (name.length() > 20 || !DIRECTIVE.matcher(name).matches() || !web) {
      return Optional.empty();
    }
    Optional<String> found =
        WebUrl.parse(blocked, NOWHERE)
            .map(WebUrl::hostWithoutDot)
            .filter(host -> host.length() <= 253 && !host.equals("invalid"));
    found.ifPresent(host -> count(new Place(name, host)));
    return found;
  }

  private synchronized void count(Place place) {
    Long known = counts.get(place);
    if (known != null) {
      counts.put(place, known + 1);
    } else if (counts.size() < MOST) {
      counts.put(place, 1L);
      LOG.warn(
          "Browsers report a host that the policy does not let through: {} ({}). Declare it with"
              + " the service that loads from it, or among own-hosts.",
          place.host,
          place.directive);
    }
  }

  /** Returns an object that keeps a limited number of reports in memory. */
  public synchronized List<Seen.Report> reported() {
    return counts.entrySet().stream()
        .map(e -> new Seen.Report(e.getKey().directive(), e.getKey().host(), e.getValue()))
        .sorted(
            Comparator.comparingLong(Seen.Report::count)
                .reversed()
                .thenComparing(Seen.Report::host)
                .thenComparing(Seen.Report::directive))
        .toList();
  }
}
