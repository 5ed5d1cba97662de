package io.github.consent4j.gate.header;

import io.github.consent4j.seen.Seen;
import java.util.List;

/**
 * What browsers have told of hosts that the content security policy does not name. Holds no
 * addresses of pages, and nothing of visitors. Implementations are thread-safe.
 */
public interface BrowserReports {

  /**
   * Notes one report; ignores what names no directive or no host.
   *
   * @param directive as the browser calls it
   * @param blocked the URL that was not loaded, or its origin
   */
  void add(String directive, String blocked);

  /** What was reported until now, the most frequent first. */
  List<Seen.Report> reported();

  /** Reports that are kept in memory, a bounded number of them. */
  static BrowserReports bounded() {
    return new BoundedBrowserReports();
  }
}
