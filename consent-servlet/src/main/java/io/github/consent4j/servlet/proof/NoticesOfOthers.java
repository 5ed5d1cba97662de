package io.github.consent4j.servlet.proof;

import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.Notice;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what a visitor was shown by another node, or before the last start, in the store of
 * records. Nobody waits long for it: the store may be slow, and anybody can send any identifier.
 * Thread-safe.
 */
final class NoticesOfOthers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NoticesOfOthers.class);

  private static final Pattern SHORT_ID = Pattern.compile("[\\w-]{" + Notice.SHORT_LENGTH + "}");

  /** How long a visitor waits. What is found later is there for the next one. */
  static final Duration PATIENCE = Duration.ofMillis(250);

  /** How long the store is not asked again for what it does not have. */
  static final Duration MISSING = Duration.ofMinutes(1);

  /** The number of answers that are remembered. */
  static final int REMEMBERED = 200;

  /** The number of visitors who wait at the same time. */
  private static final int QUEUE = 8;

  private final ConsentRecords store;
  private final Clock clock;
  private final ThreadPoolExecutor executor;

  /** The answers that were needed last. Guarded by itself. */
  private final Map<String, Answer> answers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Whether somebody has waited in vain for the question that the store is asked now. */
  private volatile boolean isSlow;

  private record Answer(Optional<Notice> notice, Instant at) {}

  NoticesOfOthers(ConsentRecords store, Clock clock) {
    this.store = store;
    this.clock = clock;
    executor =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            task -> {
              Thread thread = new Thread(null, task, "consent-notices", 0, false);
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
  }

  /**
   * Finds a notice by the beginning of its identifier; empty if it is not found in time.
   *
   * @param shortId what a form says; it may be anything
   */
  Optional<Notice> find(String shortId) {
    if (!SHORT_ID.matcher(shortId).matches()) {
      return Optional.empty();
    }
    Optional<Answer> known = known(shortId);
    if (known.isPresent()) {
      return known.get().notice();
    }
    if (isSlow) {
      return Optional.empty();
    }
    try {
      Future<Optional<Notice>> answer = executor.submit(() -> ask(shortId));
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      isSlow = executor.getActiveCount() > 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      LOG.error("A notice could not be looked up", e.getCause());
    } catch (RejectedExecutionException e) {
      // Enough visitors wait, or the filter ends.
    }
    return Optional.empty();
  }

  private Optional<Answer> known(String shortId) {
    Instant latest = clock.instant().minus(MISSING);
    synchronized (answers) {
      return Optional.ofNullable(answers.get(shortId))
          .filter(answer -> answer.notice().isPresent() || answer.at().isAfter(latest));
    }
  }

  private Optional<Notice> ask(String shortId) {
    Optional<Notice> known = known(shortId).flatMap(Answer::notice);
    if (known.isPresent()) {
      return known;
    }
    Optional<Notice> found = Optional.empty();
    try {
      found = store.notice(shortId);
    } catch (IOException e) {
      LOG.debug("The words of a decision are not found in the store: {}", e.toString());
    } finally {
      isSlow = false;
    }
    synchronized (answers) {
      answers.put(shortId, new Answer(found, clock.instant()));
    }
    return found;
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
