package io.github.consent4j.cli.evidence;

import io.github.consent4j.audit.rule.Finding;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * The evidence of one audit. Immutable.
 *
 * @param site the first page after its redirects
 * @param started when the first visit began
 * @param ended when the last visit ended
 * @param tool the name and version of this program
 * @param browser the name and version of the browser
 * @param comparedWith what told what is necessary, such as {@code consent.yaml}, one entry each
 * @param visits one for each state, in the order of the states
 * @param banner the checks of the banner; empty if no banner was found
 * @param findings what is wrong or doubtful, errors first
 */
public record Audit(
    URI site,
    Instant started,
    Instant ended,
    String tool,
    String browser,
    List<String> comparedWith,
    List<Visit> visits,
    List<BannerCheck> banner,
    List<Finding> findings) {

  /** Copies the lists. */
  public Audit {
    comparedWith = List.copyOf(comparedWith);
    visits = List.copyOf(visits);
    banner = List.copyOf(banner);
    findings = List.copyOf(findings);
  }
}
