package io.github.consent4j.seen.journal;

import io.github.consent4j.known.KnownService;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.text.LogOnce;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what no service declares: one line for each thing, and at most once an hour a summary that
 * can be pasted into the policy. Thread-safe.
 */
public final class SeenLog {

  private static final Logger LOG = LoggerFactory.getLogger(SeenLog.class);

  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final Clock clock;
  private final KnownServices known;
  private final LogOnce hosts = new LogOnce(1000);
  private final LogOnce cookiesOfRequests = new LogOnce(100);
  private final LogOnce cookiesOfSite = new LogOnce(1000);
  private final AtomicLong unsaid = new AtomicLong();
  private final AtomicLong next;

  SeenLog(Clock clock, KnownServices known) {
    this.clock = clock;
    this.known = known;
    next = new AtomicLong(clock.millis() + HOUR);
  }

  /** Returns whether a host has not been logged. */
  public boolean lacksHost(String host) {
    return hosts.lacks(host);
  }

  /**
   * Logs a host that no service declares.
   *
   * @param parts the parts of the host that services declare; may be empty
   */
  public void host(String host, boolean passes, Supplier<String> parts) {
    if (hosts.lacks(host) && hosts.add(host)) {
      LOG.warn(
          "A page loads from host '{}' and no service declares it{}; it {}. {}",
          host,
          parts.get(),
          done(passes),
          advice(known.known(host)));
    }
  }

  /**
   * Logs what is blocked because it is known and no service declares it.
   *
   * @param host the host; empty for a script that is recognised otherwise
   * @param parts the parts of the host that services declare; may be empty
   */
  public void known(String host, KnownService service, Supplier<String> parts) {
    String thing = host + ' ' + service.id();
    if (!hosts.lacks(thing) || !hosts.add(thing)) {
      return;
    }
    LOG.warn(
        "{} and no service declares it{}; it {}. {}",
        host.isEmpty()
            ? "A page contains a script of " + service.id()
            : "A page loads from host '" + host + "'",
        parts.get(),
        done(false),
        add(service.id(), service.category()));
  }

  /** Returns whether a cookie of this name, as it is, has not been logged. */
  public boolean lacksCookie(String name, boolean came) {
    return (came ? cookiesOfRequests : cookiesOfSite).lacks(name);
  }

  /**
   * Logs a cookie that no service declares.
   *
   * @param name a token
   * @param came whether it came with a request
   * @param service the known service that it is blocked for; null if there is none
   */
  public void cookie(String name, boolean came, boolean passes, @Nullable KnownService service) {
    LogOnce logged = came ? cookiesOfRequests : cookiesOfSite;
    if (!logged.lacks(name)) {
      return;
    }
    String general = GeneralName.of(name);
    boolean isNew = logged.add(general);
    logged.add(name);
    if (isNew) {
      LOG.warn(
          "Cookie '{}' {} and no service declares it; it {}. {}",
          general,
          came ? "came with a request" : "was set",
          done(passes),
          service == null
              ? advice(known.known(general, ""))
              : add(service.id(), service.category()));
    }
  }

  private static String done(boolean passes) {
    return passes ? "passes" : "is held back";
  }

  private static String advice(Optional<KnownService> known) {
    return known
        .map(each -> add(each.id(), each.category()))
        .orElse("Say in consent.yaml what it is for");
  }

  private static String add(String service, String category) {
    return "It is known: add " + service + " to " + category;
  }

  /** Notes that something is new that the next summary names. */
  void isNew() {
    unsaid.incrementAndGet();
  }

  /** Returns whether something is new that no summary has named. */
  boolean isSummaryOpen() {
    return unsaid.get() > 0;
  }

  /** Logs the summary if an hour has passed and something is new. */
  void summarise(Supplier<List<Seen.Item>> items) {
    long now = clock.millis();
    long due = next.get();
    if (now < due || unsaid.get() == 0 || !next.compareAndSet(due, now + HOUR)) {
      return;
    }
    long count = unsaid.getAndSet(0);
    Proposal proposal = new Proposal(items.get(), known);
    LOG.warn(
        "Things were seen since the last summary that no service declares: {}\n{}",
        count,
        proposal);
  }
}
