package io.github.consent4j.servlet;

import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.Problem;
import io.github.consent4j.policy.RecordKeeping;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.CatalogueIndex;
import io.github.consent4j.seen.journal.SeenJournal;
import io.github.consent4j.servlet.exchange.CompiledPolicy;
import io.github.consent4j.servlet.exchange.PoliciesByHost;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy that a filter enforces now. If it stands in files, another one replaces it when they
 * change. A policy that cannot be used changes nothing. Thread-safe.
 */
final class PolicyInForce {

  private static final Logger LOG = LoggerFactory.getLogger(PolicyInForce.class);

  /** How many times files are read that change while they are read. */
  private static final int TRIES = 5;

  /** A condition of the application that not every policy meets. */
  @FunctionalInterface
  interface Condition {

    /**
     * Checks a policy.
     *
     * @throws IOException if the application cannot work with the policy
     */
    void check(Policy policy) throws IOException;
  }

  /**
   * What requests see at once.
   *
   * @param policies the policy with everything that is derived from it
   * @param files the files that the policy was read from; null if they are not known
   */
  private record InForce(
      Policy policy,
      Deferred<PoliciesByHost> policies,
      PolicyStatus status,
      @Nullable FileStates files) {

    InForce with(List<String> problems) {
      return new InForce(
          policy,
          policies,
          new PolicyStatus(status.source(), status.revision(), status.since(), problems),
          files);
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final @Nullable PolicyFiles source;
  private final Clock clock;
  private final SeenJournal journal;
  private final SeenWriter seenWriter;
  private volatile InForce now;
  private volatile List<PolicyListener> listeners = List.of();
  private Condition condition = policy -> {};
  private @Nullable RecordKeeping records;

  /** The files at the latest attempt. */
  private @Nullable FileStates tried;

  /** The files at the latest look at them. */
  private @Nullable FileStates looked;

  private PolicyInForce(
      @Nullable PolicyFiles source, Policy first, @Nullable FileStates files, Clock clock) {
    this.source = source;
    this.clock = clock;
    this.tried = files;
    this.journal = new SeenJournal(clock, new CatalogueIndex());
    this.seenWriter = new SeenWriter(journal, seen(), clock);
    CompiledPolicy.check(first);
    RevisionMarks marks = RevisionMarks.of(first);
    Instant since = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    now =
        new InForce(
            first,
            new Deferred<>(
                () -> new PoliciesByHost(CompiledPolicy.of(first, marks, since, clock, journal))),
            status(source, marks, since),
            files);
  }

  /** Returns a policy that never changes. */
  static PolicyInForce of(Policy policy, Clock clock) {
    PolicyInForce inForce = new PolicyInForce(null, policy, null, clock);
    // No reader has checked it.
    inForce.policies();
    return inForce;
  }

  /**
   * Reads a policy from files.
   *
   * @throws IOException if a file cannot be read
   * @throws PolicyException if the policy cannot be used
   */
  static PolicyInForce of(PolicyFiles source, Clock clock) throws IOException {
    FileStates before = FileStates.of(source.files(), null);
    Policy policy = source.read();
    FileStates after = FileStates.of(source.files(), null);
    // Files that have changed meanwhile, or that the first one names, are read again.
    return new PolicyInForce(source, policy, after.hasContentOf(before) ? after : null, clock);
  }

  /**
   * Returns the policy with everything that is derived from it. Whoever needs that first waits for
   * it: it takes longer than reading the policy, and a start does without it.
   */
  PoliciesByHost policies() {
    return now.policies().get();
  }

  /** Returns whether {@link #policies()} has its result at once. */
  boolean isPrepared() {
    return now.policies().isMade();
  }

  /** Returns what receives everything that is seen, under every policy. */
  SeenJournal journal() {
    return journal;
  }

  /** Returns the policy as it was read. */
  Policy policy() {
    return now.policy();
  }

  /** Returns what was seen so far, whenever its methods are called. */
  Seen seen() {
    return new Seen() {
      @Override
      public Instant since() {
        return journal.since();
      }

      @Override
      public List<Seen.Cookie> cookies() {
        return policies().cookies();
      }

      @Override
      public List<Seen.Item> items() {
        return policies().items();
      }

      @Override
      public List<Seen.Host> hosts() {
        return policies().hosts();
      }

      @Override
      public List<Seen.Report> reports() {
        return policies().reports();
      }
    };
  }

  PolicyStatus status() {
    return now.status();
  }

  /** Returns whether there are files that can change. */
  boolean isInFiles() {
    return source != null && !source.files().isEmpty();
  }

  /**
   * Sets the condition that every policy must meet.
   *
   * @throws IOException if the current one does not
   */
  void require(Condition condition) throws IOException {
    lock.lock();
    try {
      condition.check(policy());
      this.condition = condition;
    } finally {
      lock.unlock();
    }
  }

  /** Sets how records are kept until the application starts again. */
  void keepRecordsAs(RecordKeeping settings) {
    lock.lock();
    try {
      records = settings;
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether what was seen is written to a file. */
  boolean writesSeen() {
    return seenFile().isPresent();
  }

  private Optional<String> seenFile() {
    return policy().settings().seenFile();
  }

  /** Continues or writes the list of what was seen, if there is a file for it and it is time. */
  void writeSeen() {
    seenWriter.write(seenFile());
  }

  /** Writes the list of what was seen a last time, if there is a file for it. */
  void writeSeenLast() {
    seenWriter.writeLast(seenFile());
  }

  /** Reads the policy again if its files have changed, and have not changed since the last look. */
  void look() {
    PolicyReload attempt = lookOnce();
    if (attempt != null) {
      tell(attempt);
    }
  }

  private @Nullable PolicyReload lookOnce() {
    lock.lock();
    try {
      if (source != null) {
        FileStates found = FileStates.of(source.files(), looked);
        boolean isStable = looked != null && found.hasContentOf(looked);
        looked = found;
        if (!isStable || (tried != null && found.hasContentOf(tried))) {
          return null;
        }
        FileStates current = now.files();
        if (current != null && found.hasContentOf(current)) {
          PolicyStatus before = status();
          tried = found;
          now = now.with(List.of());
          LOG.info("The consent policy {} is again the one that is in force", source.location());
          return new PolicyReload(before, status());
        }
        return reload(source);
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Reads the policy again now. Listeners are told afterwards, so that none holds up another. */
  PolicyStatus reload() {
    if (source == null) {
      return status();
    }
    PolicyReload attempt = reload(source);
    tell(attempt);
    return attempt.after();
  }

  private PolicyReload reload(PolicyFiles source) {
    lock.lock();
    try {
      PolicyStatus before = status();
      try {
        take(source, read(source));
      } catch (PolicyException e) {
        keep(e.problems().stream().map(Problem::toString).toList());
      } catch (IOException | UncheckedIOException e) {
        keep(List.of(source.location() + " cannot be used: " + reason(e)));
      } catch (RuntimeException | LinkageError | StackOverflowError e) {
        LOG.error("The consent policy {} cannot be read", source.location(), e);
        keep(List.of(String.valueOf(e.getMessage() == null ? e : e.getMessage())));
      }
      return new PolicyReload(before, status());
    } finally {
      lock.unlock();
    }
  }

  /** Sets who is told of every attempt to read the policy again. */
  void tellOfReloads(List<PolicyListener> told) {
    listeners = List.copyOf(told);
  }

  private void tell(PolicyReload attempt) {
    for (PolicyListener listener : listeners) {
      try {
        listener.reloaded(attempt);
      } catch (RuntimeException | LinkageError e) {
        LOG.error("The policy listener {} failed", listener.getClass().getName(), e);
      }
    }
  }

  private static String reason(Exception failure) {
    Throwable cause =
        failure instanceof UncheckedIOException unchecked
            ? Objects.requireNonNull(unchecked.getCause())
            : failure;
    return cause instanceof NoSuchFileException || cause instanceof FileNotFoundException
        ? "no such file"
        : String.valueOf(cause.getMessage());
  }

  /** Returns the policy in files that do not change while they are read. */
  private Policy read(PolicyFiles source) throws IOException {
    for (int attempt = 1; ; attempt++) {
      List<Path> files = source.files();
      FileStates before = FileStates.of(files, null);
      tried = before;
      try {
        Policy read = source.read();
        if (isStill(files, before, source)) {
          return read;
        }
      } catch (PolicyException e) {
        if (attempt == TRIES || isStill(files, before, source)) {
          throw e;
        }
      }
      if (attempt == TRIES) {
        throw new IOException("it changes all the time");
      }
    }
  }

  private static boolean isStill(List<Path> files, FileStates before, PolicyFiles source) {
    return source.files().equals(files) && FileStates.of(files, null).hasContentOf(before);
  }

  private void take(PolicyFiles source, Policy policy) throws IOException {
    condition.check(policy);
    InForce before = now;
    CompiledPolicy compiled = CompiledPolicy.of(policy, clock, journal);
    PolicyStatus status = status(source, compiled.marks(), compiled.activeSince());
    PoliciesByHost policies = before.policies().get().replacedBy(compiled);
    warnOfStores(policy);
    now = new InForce(policy, Deferred.of(policies), status, tried);
    LOG.info(
        "The consent policy {} was read again and is in force: {} categories, {} services, revision"
            + " {} ({})",
        status.source(),
        policy.categories().size(),
        policy.services().size(),
        status.revision(),
        status.revision().equals(before.status().revision())
            ? "nobody is asked again"
            : "visitors are asked again about what has changed");
  }

  /** Logs that a store is not replaced while the application runs. */
  private void warnOfStores(Policy policy) {
    if (records != null && !records.equals(policy.settings().records())) {
      LOG.warn("'records' has changed in the policy: that takes effect when the site starts again");
    }
    if (policy.settings().seenInDatabase() != policy().settings().seenInDatabase()) {
      LOG.warn(
          "'seen.database' has changed in the policy: that takes effect when the site starts again");
    }
  }

  private void keep(List<String> problems) {
    now = now.with(problems);
    LOG.error(
        "The consent policy {} has changed and cannot be used; the one of {} stays in force:\n{}",
        now.status().source(),
        now.status().since(),
        String.join("\n", problems));
  }

  private static PolicyStatus status(
      @Nullable PolicyFiles source, RevisionMarks marks, Instant since) {
    return new PolicyStatus(
        source == null ? "code" : source.location(), marks.revision(), since, List.of());
  }
}
