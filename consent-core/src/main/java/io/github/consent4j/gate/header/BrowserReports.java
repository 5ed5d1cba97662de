package io.github.consent4j.gate.header;

import io.github.consent4j.seen.Seen;
import java.util.List;

/**
 * The reports of browsers about hosts that the content security policy does not name. They contain
 * no addresses of pages and no data of visitors. Implementations are thread-safe.
 */
public interface BrowserReports {

  /**
   * Adds one report. A report that names no directive or no host is ignored.
   *
   * @param directive the directive, as the browser names it
   * @param blocked the URL that was not loaded, or its origin
   */
  void add(String directive, String blocked);

  /** Returns what was reported until now, the most frequent first. */
  List<Seen.Report> reported();

  /** Returns an object that keeps a limited number of reports in memory. */
  static BrowserReports bounded() {
    return new BoundedBrowserReports();
  }
}
