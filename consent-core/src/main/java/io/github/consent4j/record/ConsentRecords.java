package io.github.consent4j.record;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A store of records and notices. Implementations are thread-safe. One application, or one node of
 * it, appends through one instance.
 */
public interface ConsentRecords extends AutoCloseable {

  /**
   * Which records are wanted.
   *
   * @param consentId identifier in the visitor's consent cookie; null for every visitor
   * @param from earliest time; null without a limit
   * @param until time before which they lie; null without a limit
   */
  record Query(@Nullable String consentId, @Nullable Instant from, @Nullable Instant until) {

    /** All records. */
    public static final Query ALL = new Query(null, null, null);

    /** Returns a query for all records of one visitor. */
    public static Query of(String consentId) {
      return new Query(consentId, null, null);
    }

    /** Returns whether a record is wanted. */
    public boolean accepts(ConsentRecord record) {
      return (consentId == null || consentId.equals(record.consentId()))
          && (from == null || !record.at().isBefore(from))
          && (until == null || record.at().isBefore(until));
    }
  }

  /**
   * What a check of the chain of records has found.
   *
   * @param records number of records whose place in the chain is right
   * @param erased number of records of which only the place in the chain is left
   * @param checkpoints number of checkpoints whose signature is right
   * @param breaks where the chain is broken, the earliest first, each with its place and the
   *     reason; empty if it holds
   * @param remarks what the check could not see, such as unsigned records after the last checkpoint
   */
  record Verification(
      long records, long erased, long checkpoints, List<String> breaks, List<String> remarks) {

    public Verification {
      breaks = List.copyOf(breaks);
      remarks = List.copyOf(remarks);
    }

    /** Returns whether nothing was changed or left out, as far as the check can see. */
    public boolean holds() {
      return breaks.isEmpty();
    }
  }

  /**
   * Appends records. On return they survive a crash of the machine. Records whose identifier is
   * there already are left out.
   *
   * @param records in the order of their decisions
   * @throws IOException if not all of them are stored. Those that are may be appended again.
   */
  void append(Collection<ConsentRecord> records) throws IOException;

  /**
   * Calls an action with every wanted record, the oldest first, in constant memory.
   *
   * @throws IOException if the store cannot be read
   */
  void forEach(Query query, Consumer<ConsentRecord> action) throws IOException;

  /**
   * Keeps a notice, with the inventory of its policy. Does nothing if it is there already.
   *
   * @param inventory inventory of the policy as JSON
   * @throws IOException if it cannot be kept
   */
  void archive(Notice notice, byte[] inventory) throws IOException;

  /**
   * Returns the notice whose identifier starts with a text of at least {@link Notice#SHORT_LENGTH}
   * characters.
   *
   * @throws IOException if the store cannot be read
   */
  Optional<Notice> notice(String idStart) throws IOException;

  /**
   * Returns the inventory of a policy as JSON.
   *
   * @param policy fingerprint of the policy
   * @throws IOException if the store cannot be read
   */
  Optional<byte[]> inventory(String policy) throws IOException;

  /**
   * Erases all records of one visitor (GDPR Art. 17). Of each remains its place in the chain, so
   * that the chain can still be verified.
   *
   * @return the number of erased records
   * @throws IOException if the store cannot be changed
   */
  int erase(String consentId) throws IOException;

  /**
   * Removes records that nobody needs any longer, in whole days or months. What is left still
   * verifies, from the oldest checkpoint on.
   *
   * @param before records whose validity ended before this time may go
   * @return the number of removed records
   * @throws IOException if the store cannot be changed
   */
  long purge(Instant before) throws IOException;

  /**
   * Checks every link of the chain and every signature.
   *
   * @throws IOException if the store cannot be read
   */
  Verification verify() throws IOException;

  /**
   * Ends the use of the store. Everything that was appended is stored already.
   *
   * @throws IOException if its resources cannot be released
   */
  @Override
  void close() throws IOException;
}
