package io.github.consent4j.record.keep;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How well records are being kept. It contains nothing about visitors. Immutable. */
public final class Health {

  /** How well records are being kept. */
  public enum State {
    /** No records are kept: there is no store. */
    OFF,
    /** Records reach the store. */
    OK,
    /** Records wait in the spool, because the store fails or does not answer. */
    SPOOLING,
    /** The latest record could be kept neither in the store nor in the spool. */
    NOT_KEEPING
  }

  private final State state;
  private final Instant since;
  private final long waiting;
  private final long kept;
  private final long notKept;
  private final long setAside;
  private final @Nullable Path spool;
  private final @Nullable Instant lastAppend;
  private final @Nullable String lastFailure;
  private final @Nullable Instant lastFailureAt;

  private Health(Builder from) {
    state = from.state;
    since = from.since;
    waiting = from.waiting;
    kept = from.kept;
    notKept = from.notKept;
    setAside = from.setAside;
    spool = from.spool;
    lastAppend = from.lastAppend;
    lastFailure = from.lastFailure;
    lastFailureAt = from.lastFailureAt;
  }

  static Builder builder(State state, Instant since) {
    return new Builder(state, since);
  }

  static final class Builder {

    private final State state;
    private final Instant since;
    private long waiting;
    private long kept;
    private long notKept;
    private long setAside;
    private @Nullable Path spool;
    private @Nullable Instant lastAppend;
    private @Nullable String lastFailure;
    private @Nullable Instant lastFailureAt;

    private Builder(State state, Instant since) {
      this.state = Objects.requireNonNull(state, "state");
      this.since = Objects.requireNonNull(since, "since");
    }

    Builder counts(long kept, long notKept) {
      this.kept = kept;
      this.notKept = notKept;
      return this;
    }

    Builder spool(Path spool, long waiting, long setAside) {
      this.spool = spool;
      this.waiting = waiting;
      this.setAside = setAside;
      return this;
    }

    Builder lastAppend(@Nullable Instant lastAppend) {
      this.lastAppend = lastAppend;
      return this;
    }

    Builder lastFailure(@Nullable String lastFailure, @Nullable Instant lastFailureAt) {
      this.lastFailure = lastFailure;
      this.lastFailureAt = lastFailureAt;
      return this;
    }

    Health build() {
      return new Health(this);
    }
  }

  /** Returns how well records are being kept. */
  public State state() {
    return state;
  }

  /** Returns since when the state is what it is. */
  public Instant since() {
    return since;
  }

  /** Returns the number of records that wait in the spool. */
  public long waiting() {
    return waiting;
  }

  /** Returns the number of records that were kept since the start, in the store or the spool. */
  public long kept() {
    return kept;
  }

  /** Returns the number of records since the start that could not be kept. */
  public long notKept() {
    return notKept;
  }

  /**
   * Returns the number of records since the start that the store refused while it took others. They
   * are in the file {@code set-aside.jsonl} of the spool.
   */
  public long setAside() {
    return setAside;
  }

  /** Returns the directory of the spool; empty if there is none. */
  public Optional<Path> spool() {
    return Optional.ofNullable(spool);
  }

  /** Returns when the store took records last; empty if it has not since the start. */
  public Optional<Instant> lastAppend() {
    return Optional.ofNullable(lastAppend);
  }

  /**
   * Returns what failed last, as class and message of the exception; empty if nothing has failed
   * since the start.
   */
  public Optional<String> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }

  /** Returns when something failed last; empty if nothing has failed since the start. */
  public Optional<Instant> lastFailureAt() {
    return Optional.ofNullable(lastFailureAt);
  }

  /** Returns a text for logs. */
  @Override
  public String toString() {
    return state + " since " + since + ", " + waiting + " in the spool";
  }
}
