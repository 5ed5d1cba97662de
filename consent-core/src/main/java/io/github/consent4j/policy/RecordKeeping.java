package io.github.consent4j.policy;

import java.time.Period;
import java.util.List;
import java.util.Optional;

/**
 * Whether and where proof of consent is kept (GDPR Art. 7(1)). By default it is not: a library
 * writes no files unasked. Immutable and thread-safe.
 */
public final class RecordKeeping extends Value {

  /** No proof is kept. */
  public static final RecordKeeping NONE = builder().build();

  /** Where records are kept. */
  public enum Store {
    /** Nowhere. */
    NONE,
    /** In files below a directory. */
    FILE,
    /** In a database. */
    JDBC
  }

  /** What happens with a decision of which no record can be kept. */
  public enum WhenFull {
    /** The decision counts, without proof. */
    ACCEPT,
    /**
     * A decision that grants something is not taken, and the visitor is told so. What a visitor
     * refuses or withdraws always counts (GDPR Art. 7(3)).
     */
    REFUSE
  }

  private final Store store;
  private final Optional<String> directory;
  private final Optional<String> dataSource;
  private final Optional<String> key;
  private final Optional<String> node;
  private final WhenFull whenFull;
  private final Period keepAfter;
  private final boolean truncatedVisitor;

  private RecordKeeping(Builder from) {
    store = from.store.orElse(Store.NONE);
    directory = from.directory.optional();
    dataSource = from.dataSource.optional();
    key = from.key.optional();
    node = from.node.optional();
    whenFull = from.whenFull.orElse(WhenFull.REFUSE);
    keepAfter = from.keepAfter.orElse(Period.ofYears(3));
    truncatedVisitor = from.truncatedVisitor.orElse(false);
  }

  /** Begins settings. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns where records are kept; nowhere by default. */
  public Store store() {
    return store;
  }

  /**
   * Returns the directory of the files; with a database, the one in which records wait while the
   * database cannot be reached.
   */
  public Optional<String> directory() {
    return directory;
  }

  /** Returns the name under which the application's data source is found (JNDI). */
  public Optional<String> dataSource() {
    return dataSource;
  }

  /** Returns the file with the private key that signs checkpoints: Ed25519, PKCS #8 as PEM. */
  public Optional<String> key() {
    return key;
  }

  /** Returns the name of this node among several that share a store; the host's name if empty. */
  public Optional<String> node() {
    return node;
  }

  /** Returns what happens if no record can be kept; grants are not taken by default. */
  public WhenFull whenFull() {
    return whenFull;
  }

  /**
   * Returns how long records are kept after the decision has lapsed; three years by default, as
   * claims lapse three years after the end of the year in which they arose (BGB sections 195, 199).
   */
  public Period keepAfter() {
    return keepAfter;
  }

  /**
   * Returns whether records name the visitor's truncated IP address and user agent; false by
   * default.
   */
  public boolean truncatedVisitor() {
    return truncatedVisitor;
  }

  @Override
  List<Object> values() {
    return List.of(store, directory, dataSource, key, node, whenFull, keepAfter, truncatedVisitor);
  }

  /** Builds settings. What is set twice is an error. Not thread-safe. */
  public static final class Builder {

    private final Once<Store> store = new Once<>("store");
    private final Once<String> directory = new Once<>("directory");
    private final Once<String> dataSource = new Once<>("dataSource");
    private final Once<String> key = new Once<>("key");
    private final Once<String> node = new Once<>("node");
    private final Once<WhenFull> whenFull = new Once<>("whenFull");
    private final Once<Period> keepAfter = new Once<>("keepAfter");
    private final Once<Boolean> truncatedVisitor = new Once<>("truncatedVisitor");

    private Builder() {}

    /** Sets {@link RecordKeeping#store()}. */
    public Builder store(Store store) {
      this.store.set(store);
      return this;
    }

    /** Sets {@link RecordKeeping#directory()}. */
    public Builder directory(String directory) {
      this.directory.set(directory);
      return this;
    }

    /** Sets {@link RecordKeeping#dataSource()}. */
    public Builder dataSource(String dataSource) {
      this.dataSource.set(dataSource);
      return this;
    }

    /** Sets {@link RecordKeeping#key()}. */
    public Builder key(String key) {
      this.key.set(key);
      return this;
    }

    /** Sets {@link RecordKeeping#node()}. */
    public Builder node(String node) {
      this.node.set(node);
      return this;
    }

    /** Sets {@link RecordKeeping#whenFull()}. */
    public Builder whenFull(WhenFull whenFull) {
      this.whenFull.set(whenFull);
      return this;
    }

    /** Sets {@link RecordKeeping#keepAfter()}. */
    public Builder keepAfter(Period keepAfter) {
      this.keepAfter.set(keepAfter);
      return this;
    }

    /** Sets {@link RecordKeeping#truncatedVisitor()}. */
    public Builder truncatedVisitor(boolean truncatedVisitor) {
      this.truncatedVisitor.set(truncatedVisitor);
      return this;
    }

    /** Returns the finished settings. */
    public RecordKeeping build() {
      return new RecordKeeping(this);
    }
  }
}
