package io.github.consent4j.servlet;

import io.github.consent4j.seen.journal.GateCounts;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of what the filter has held back since the start, under every policy since then. They
 * say nothing about visitors. The numbers are current each time. Thread-safe.
 */
public final class GateStatistics {

  private final GateCounts counts;

  GateStatistics(GateCounts counts) {
    this.counts = counts;
  }

  /**
   * Returns the number of places that were blocked in pages, style sheets and headers: each address
   * and each script.
   *
   * @param service identifier of a service; null for what the policy does not declare
   */
  public long blockedResources(@Nullable String service) {
    return counts.resources(service);
  }

  /**
   * Returns the number of cookies in requests that the application has not seen.
   *
   * @param service identifier of the first service that declares the cookie; null for what the
   *     policy does not declare
   */
  public long blockedRequestCookies(@Nullable String service) {
    return counts.requestCookies(service);
  }

  /**
   * Returns the number of cookies in responses that were not sent, or that wait for consent.
   *
   * @param service identifier of the first service that declares the cookie; null for what the
   *     policy does not declare
   */
  public long blockedResponseCookies(@Nullable String service) {
    return counts.responseCookies(service);
  }

  /** Returns the number of pages that the gate has read to their end. */
  public long pages() {
    return counts.pages();
  }

  /**
   * Returns the number of pages and style sheets that could not be read and were withheld, as a
   * whole or from some place on.
   */
  public long withheldPages() {
    return counts.withheldPages();
  }

  /**
   * Returns the number of pages and style sheets that could not be read and were sent unread, as a
   * whole or from some place on, because the policy says {@code on-error: pass}.
   */
  public long unreadPages() {
    return counts.unreadPages();
  }
}
