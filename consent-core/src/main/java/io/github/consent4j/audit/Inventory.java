package io.github.consent4j.audit;

import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.format.Sha256;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.record.Notice;
import io.github.consent4j.seen.Seen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a policy declares, as data for auditors: every category, every service and every
 * stored item (GDPR Art. 13; CJEU C-673/17 on lifetimes and third parties). It never contains the
 * value of a cookie. Immutable and thread-safe.
 *
 * <p>The entries have the order of the policy, so that two exports of the same policy are identical
 * bytes. The JSON Schema of the document is beside this class, as {@code inventory.schema.json}.
 *
 * <pre>{@code
 * try (OutputStream out = Files.newOutputStream(Path.of("inventory.json"))) {
 *   new Inventory(policy).writeTo(out);
 * }
 * }</pre>
 */
public final class Inventory {

  /** The version of the JSON schema. Its first number grows when a reader has to change. */
  public static final String SCHEMA_VERSION = "2.0";

  /**
   * The domain of items that the site stores for its own host, if the policy does not say the
   * address of the site.
   */
  public static final String OWN_HOST = "self";

  private final Policy policy;
  private final List<Notice> notices;
  private final boolean withPlaces;
  private final @Nullable Observation observation;
  private final DerivedFacts derived;

  /**
   * @param policy the policy to list
   */
  public Inventory(Policy policy) {
    this(policy, List.of(), false, null, DerivedFacts.of(policy));
  }

  private Inventory(
      Policy policy,
      List<Notice> notices,
      boolean withPlaces,
      @Nullable Observation observation,
      DerivedFacts derived) {
    this.policy = policy;
    this.notices = notices;
    this.withPlaces = withPlaces;
    this.observation = observation;
    this.derived = derived;
  }

  /** Returns this inventory with the identifiers of what visitors are shown. */
  public Inventory with(List<Notice> notices) {
    return new Inventory(policy, List.copyOf(notices), withPlaces, observation, derived);
  }

  /**
   * Returns this inventory with the files and lines in which services and items are declared. It is
   * for the operator and the auditor, not for everybody.
   */
  public Inventory withPlaces() {
    return new Inventory(policy, notices, true, observation, derived);
  }

  /**
   * Returns this inventory with what was seen at the running site: for each item whether it is
   * declared, observed or both, and everything that was seen and is not declared. It is for the
   * operator and the auditor, not for everybody.
   *
   * @param items what was seen
   * @param from the beginning of the observation
   * @param to its end
   */
  public Inventory observed(Collection<? extends Seen.Item> items, Instant from, Instant to) {
    return new Inventory(
        policy, notices, withPlaces, new Observation(List.copyOf(items), from, to), derived);
  }

  /**
   * Returns the fingerprint of the policy: SHA-256 of {@link #facts()}, in URL-safe Base64 without
   * padding. It is computed once.
   */
  public String fingerprint() {
    String known = derived.fingerprint();
    if (known == null) {
      Sha256.Stream digest = new Sha256.Stream();
      writeFacts(digest);
      known = digest.base64();
      derived.keep(known);
    }
    return known;
  }

  /**
   * Returns the facts of the policy alone, as JSON in UTF-8: what the archive of notices keeps. It
   * does not depend on the version of the library and on what was observed.
   */
  public byte[] facts() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writeFacts(out);
    return out.toByteArray();
  }

  /**
   * Returns the inventory as pretty-printed JSON in UTF-8, with a stable order and a schema
   * version.
   */
  public byte[] toJson() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out);
    return out.toByteArray();
  }

  /**
   * Writes the inventory as JSON, as {@link #toJson()} returns it, part by part. The memory that it
   * takes does not depend on the number of services.
   *
   * @param out not closed
   * @throws IOException if the stream cannot take it
   */
  public void writeTo(OutputStream out) throws IOException {
    try {
      write(out);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void writeFacts(OutputStream out) {
    JsonWriter json = JsonWriter.indentedTo(out);
    new InventoryWriter(policy, derived, json, false, Optional.empty()).writeFacts();
    json.finish();
  }

  private void write(OutputStream out) {
    JsonWriter json = JsonWriter.indentedTo(out);
    new InventoryWriter(policy, derived, json, withPlaces, Optional.ofNullable(observation))
        .write(fingerprint(), notices);
    json.finish();
  }
}
