package io.github.consent4j.gate.header;

import io.github.consent4j.gate.PageContext;
import io.github.consent4j.gate.url.WebUrl;
import io.github.consent4j.seen.BrowserReport;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hosts that browsers report because the content security policy does not name them, counted by
 * directive and host. There is room for 200 pairs; then only those are counted further. Holds no
 * addresses of pages, and nothing of visitors. Thread-safe.
 */
public final class BrowserReports {

  private static final Logger LOG = LoggerFactory.getLogger(BrowserReports.class);

  private static final int MOST = 200;
  private static final Pattern DIRECTIVE = Pattern.compile("[a-z]+(-[a-z]+)*-src(-elem|-attr)?");
  private static final WebUrl NOWHERE = WebUrl.of(new PageContext("https", "invalid"));

  private final Map<Place, Long> counts = new HashMap<>();

  private record Place(String directive, String host) {}

  /**
   * Counts one report. It is ignored if it names no directive or no host.
   *
   * @param directive as the browser calls it
   * @param blocked the URL that was not loaded, or its origin
   */
  public void add(String directive, String blocked) {
    String name = directive.split(" ", 2)[0].toLowerCase(Locale.ROOT);
    boolean web = blocked.startsWith("https://") || blocked.startsWith("http://");
    if (name.length() > 20 || !DIRECTIVE.matcher(name).matches() || !web) {
      return;
    }
    WebUrl.parse(blocked, NOWHERE)
        .map(WebUrl::hostWithoutDot)
        .filter(host -> host.length() <= 253 && !host.equals("invalid"))
        .ifPresent(host -> count(new Place(name, host)));
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

  /** The reports so far, the most frequent first. */
  public synchronized List<BrowserReport> reported() {
    return counts.entrySet().stream()
        .map(e -> new BrowserReport(e.getKey().directive(), e.getKey().host(), e.getValue()))
        .sorted(
            Comparator.comparingLong(BrowserReport::count)
                .reversed()
                .thenComparing(BrowserReport::host)
                .thenComparing(BrowserReport::directive))
        .toList();
  }
}
