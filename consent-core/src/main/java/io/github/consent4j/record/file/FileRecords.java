package io.github.consent4j.record.file;

import io.github.consent4j.format.Json;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.Notice;
import io.github.consent4j.record.chain.ChainVerifier;
import io.github.consent4j.record.chain.CheckpointKey;
import io.github.consent4j.record.chain.NodeName;
import io.github.consent4j.record.disk.OwnerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records in files below a directory: one file of JSON Lines for each day in UTC, compressed when
 * the day is over. One process writes to a directory at a time, so each node has its own. Records
 * are given back in the order in which they were appended. Thread-safe.
 */
public final class FileRecords implements ConsentRecords {

  private static final int TENDING_MINUTES = 10;

  /** A compression that is under way ends with its next line. */
  private static final int TENDING_ENDS_SECONDS = 10;

  private final @Nullable DirectoryLock lock;
  private final @Nullable CheckpointKey key;
  private final CheckpointFile checkpoints;
  private final Archive archive;
  private final Days days;
  private final Journal journal;
  private final Upkeep upkeep;
  private final @Nullable ScheduledExecutorService tending;
  private final boolean tended;
  private volatile boolean closed;

  private FileRecords(Builder from, @Nullable DirectoryLock lock) throws IOException {
    this.lock = lock;
    Path directory = from.directory;
    key = from.key;
    checkpoints = new CheckpointFile(directory);
    archive = new Archive(directory);
    Opening opening = new Opening(directory, from.readOnly);
    opening.read(checkpoints);
    days = opening.days();
    journal =
        new Journal(
            directory,
            from.node(opening.node()),
            from.clock,
            from.opener,
            days,
            opening.recentIds(),
            opening.head());
    upkeep = new Upkeep(directory, from.clock, key, checkpoints, days, journal);
    tending = from.readOnly ? null : begin();
    tended = from.tended;
    if (tending != null && tended) {
      // The task logs its failures itself, and closing ends it.
      Future<?> unused =
          tending.scheduleWithFixedDelay(upkeep::tend, 0, TENDING_MINUTES, TimeUnit.MINUTES);
    }
  }

  private ScheduledExecutorService begin() throws IOException {
    Optional<Day> newest = days.newest().filter(day -> !day.isPacked());
    if (newest.isPresent()) {
      journal.resume(newest.get());
    }
    upkeep.recover();
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread thread = new Thread(task, "consent-records");
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * Opens the store in a directory, or begins one.
   *
   * @throws IOException if the directory cannot be used, or another process uses it
   */
  public static FileRecords open(Path directory) throws IOException {
    return builder(directory).open();
  }

  /**
   * Begins the options of a store.
   *
   * @param directory is created when the store is opened, for the owner of the process alone
   */
  public static Builder builder(Path directory) {
    return new Builder(directory);
  }

  /** Options of a store. Not thread-safe. */
  public static final class Builder {

    private final Path directory;
    private @Nullable String node;
    private @Nullable CheckpointKey key;
    private Clock clock = Clock.systemUTC();
    private boolean readOnly;
    private boolean tended = true;
    private DayWriter.Opener opener = DayWriter.OPENER;

    private Builder(Path directory) {
      this.directory = directory;
    }

    /**
     * Sets the name of the node, which stands in every line. By default it is the name that the
     * directory has from before; in a new one, the name of the host.
     *
     * @throws IllegalArgumentException if it is blank, long or has control characters
     */
    public Builder node(String node) {
      this.node = NodeName.require(node);
      return this;
    }

    /**
     * Sets the key that signs checkpoints, or only verifies them, from a file with PEM blocks: an
     * Ed25519 private key (PKCS #8), or public ones (X.509). Without a key nothing is signed.
     *
     * @throws IOException if the file cannot be read or holds no such key
     */
    public Builder key(Path pem) throws IOException {
      key = CheckpointKey.read(pem);
      return this;
    }

    /**
     * Sets the key that signs checkpoints, or only verifies them.
     *
     * @param pair Ed25519 keys; the private one is null if it shall only verify
     * @throws IllegalArgumentException if the keys are not Ed25519, or no pair
     */
    public Builder key(KeyPair pair) {
      key = CheckpointKey.of(pair);
      return this;
    }

    /** Sets the clock that says when a day is over; by default that of the system. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /**
     * Sets whether the store is only read. Then another process may write to it meanwhile, nothing
     * is repaired, and what was appended after it was opened is not seen. False by default.
     */
    public Builder readOnly(boolean readOnly) {
      this.readOnly = readOnly;
      return this;
    }

    /** Sets how files of days are opened for writing. */
    Builder opener(DayWriter.Opener opener) {
      this.opener = opener;
      return this;
    }

    /** Leaves it to the caller to tend to the files. */
    Builder untended() {
      tended = false;
      return this;
    }

    /**
     * Opens the store. What a crash has left is repaired.
     *
     * @throws IOException if the directory cannot be used, if another process uses it, or if it
     *     belongs to another node
     * @throws IllegalStateException if the application has no Jackson, with which records are read
     */
    public FileRecords open() throws IOException {
      Json.requireReadable();
      if (readOnly) {
        if (!Files.isDirectory(directory)) {
          throw new NoSuchFileException(directory.toString(), null, "expected a directory");
        }
        return new FileRecords(this, null);
      }
      OwnerFiles.createDirectory(directory);
      DirectoryLock lock = DirectoryLock.take(directory);
      try {
        return new FileRecords(this, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    }

    private String node(Optional<String> there) throws IOException {
      if (there.isPresent() && node != null && !node.equals(there.get())) {
        throw new IOException(
            directory
                + " has the records of the node '"
                + there.get()
                + "'. Give the node '"
                + node
                + "' a directory of its own.");
      }
      return there.orElse(node == null ? NodeName.ofHost() : node);
    }
  }

  /** {@inheritDoc} Appends of several threads are written one after the other. */
  @Override
  public void append(Collection<ConsentRecord> records) throws IOException {
    boolean ended = writing().append(records);
    ScheduledExecutorService executor = tending;
    if (ended && tended && executor != null) {
      try {
        executor.execute(upkeep::tend);
      } catch (RejectedExecutionException e) {
        // The store is being closed; the next one tends.
      }
    }
  }

  private Journal writing() throws IOException {
    if (closed) {
      throw new IOException("The store of consent records is closed");
    }
    if (tending == null) {
      throw new IOException("The store of consent records was opened for reading");
    }
    return journal;
  }

  @Override
  public void forEach(Query query, Consumer<ConsentRecord> action) throws IOException {
    days.forEach(query, action);
  }

  @Override
  public void archive(Notice notice, byte[] inventory) throws IOException {
    writing();
    archive.keep(notice, inventory);
  }

  @Override
  public Optional<Notice> notice(String idStart) throws IOException {
    return archive.notice(idStart);
  }

  @Override
  public Optional<byte[]> inventory(String policy) throws IOException {
    return archive.inventory(policy);
  }

  /**
   * {@inheritDoc}
   *
   * <p>If this fails halfway, the erasure is finished by the next one, or when the store is opened.
   */
  @Override
  public int erase(String consentId) throws IOException {
    writing();
    return upkeep.erase(consentId);
  }

  @Override
  public long purge(Instant before) throws IOException {
    writing();
    return upkeep.purge(before);
  }

  @Override
  public Verification verify() throws IOException {
    return upkeep.alone(this::verifyAlone);
  }

  private Verification verifyAlone() throws IOException {
    CheckpointFile.Content signed = checkpoints.read();
    ChainVerifier verifier = new ChainVerifier(journal.node(), signed.checkpoints(), key);
    for (long line : signed.unreadable()) {
      verifier.unreadable(CheckpointFile.NAME + ":" + line, "the checkpoint cannot be read");
    }
    for (Day day : days.all()) {
      verify(day, verifier);
    }
    return verifier.result();
  }

  private void verify(Day day, ChainVerifier verifier) throws IOException {
    String name = day.file().getFileName() + ":";
    try (DayLines lines = days.open(day.date())) {
      if (lines == null) {
        return;
      }
      lines.forEach(
          new LineAction() {
            @Override
            public void line(long position, long number, byte[] line) {
              try {
                StoredLine stored = StoredLine.read(line);
                verifier.entry(name + number, stored.entry(), stored.content());
              } catch (IOException e) {
                unreadable(number, String.valueOf(e.getMessage()));
              }
            }

            @Override
            public void unreadable(long number, String reason) {
              verifier.unreadable(name + number, reason);
            }
          });
    }
  }

  /** Tends to the files now, as it happens in the background from time to time. */
  void tend() {
    upkeep.tend();
  }

  /**
   * Ends the use of the store, with a checkpoint.
   *
   * @throws IOException if the checkpoint cannot be written. Records are stored already.
   */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    ScheduledExecutorService executor = tending;
    try {
      if (executor != null) {
        executor.shutdown();
        upkeep.end();
        awaitEnd(executor);
      }
    } finally {
      journal.close();
      if (lock != null) {
        lock.close();
      }
    }
  }

  /** Waits until nothing changes the files any more: whoever opens them next tidies up. */
  private static void awaitEnd(ScheduledExecutorService executor) {
    try {
      if (!executor.awaitTermination(TENDING_ENDS_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
