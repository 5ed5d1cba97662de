package io.github.consent4j.seen.journal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of what the gates have held back since the start, under all policies of the site. The
 * identifiers of services come from policies, never from visitors, so that their number is limited.
 * Counting takes no lock and allocates nothing once a service is known. Thread-safe.
 */
public final class GateCounts {

  private static final class Service {
    private final LongAdder resources = new LongAdder();
    private final LongAdder requestCookies = new LongAdder();
    private final LongAdder responseCookies = new LongAdder();
  }

  private final Map<String, Service> services = new ConcurrentHashMap<>();
  private final Service undeclared = new Service();
  private final Service none = new Service();
  private final LongAdder pages = new LongAdder();
  private final LongAdder withheld = new LongAdder();
  private final LongAdder unread = new LongAdder();

  /**
   * Counts an address or a script that was blocked.
   *
   * @param service identifier of the service that it belongs to; null if the policy declares none
   */
  public void resource(@Nullable String service) {
    counted(service).resources.increment();
  }

  /**
   * Counts a cookie of a request that the application does not see.
   *
   * @param service identifier of the first service that declares it; null if none does
   */
  public void requestCookie(@Nullable String service) {
    counted(service).requestCookies.increment();
  }

  /**
   * Counts a cookie that a response was to set, and that is not sent.
   *
   * @param service identifier of the first service that declares it; null if none does
   */
  public void responseCookie(@Nullable String service) {
    counted(service).responseCookies.increment();
  }

  /** Counts a page that the gate has read to its end. */
  public void page() {
    pages.increment();
  }

  /** Counts a page that is not sent, or whose rest is not sent, because it cannot be read. */
  public void withheld() {
    withheld.increment();
  }

  /** Counts a page that is sent unread, or whose rest is, because the policy says so. */
  public void unread() {
    unread.increment();
  }

  private Service counted(@Nullable String service) {
    if (service == null) {
      return undeclared;
    }
    Service known = services.get(service);
    return known == null ? services.computeIfAbsent(service, id -> new Service()) : known;
  }

  private Service read(@Nullable String service) {
    return service == null ? undeclared : services.getOrDefault(service, none);
  }

  /**
   * Returns the number of addresses and scripts that were blocked.
   *
   * @param service identifier of a service; null for what the policy does not declare
   */
  public long resources(@Nullable String service) {
    return read(service).resources.sum();
  }

  /**
   * Returns the number of cookies that were hidden from the application.
   *
   * @param service identifier of a service; null for what the policy does not declare
   */
  public long requestCookies(@Nullable String service) {
    return read(service).requestCookies.sum();
  }

  /**
   * Returns the number of cookies that were not sent.
   *
   * @param service identifier of a service; null for what the policy does not declare
   */
  public long responseCookies(@Nullable String service) {
    return read(service).responseCookies.sum();
  }

  /** Returns the number of pages that the gate has read to their end. */
  public long pages() {
    return pages.sum();
  }

  /** Returns the number of pages that were withheld, as a whole or from some place on. */
  public long withheldPages() {
    return withheld.sum();
  }

  /** Returns the number of pages that were sent unread, as a whole or from some place on. */
  public long unreadPages() {
    return unread.sum();
  }
}
