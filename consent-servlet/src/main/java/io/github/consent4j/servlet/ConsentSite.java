package io.github.consent4j.servlet;

import io.github.consent4j.consent.ConsentListener;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.RequestHead;
import io.github.consent4j.servlet.proof.RecordStores.Given;
import java.io.IOException;
import java.security.KeyPair;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The policy in force at a site, with its listeners and the proof of decisions, for servers that
 * know no servlets. {@link ConsentFilter} is the same for those that do. Thread-safe.
 */
public final class ConsentSite implements RunningSite, AutoCloseable {

  private final SiteOperation site;

  private ConsentSite(SiteOperation site) {
    this.site = site;
  }

  /** Begins a site whose policy stands in files. */
  public static Builder of(PolicyFiles files) {
    return new Builder(Objects.requireNonNull(files, "files"), null);
  }

  /** Begins a site whose policy never changes. */
  public static Builder of(Policy policy) {
    return new Builder(null, Objects.requireNonNull(policy, "policy"));
  }

  /** Builds a site. Not thread-safe. */
  public static final class Builder {

    private final @Nullable PolicyFiles files;
    private final @Nullable Policy policy;
    private final List<ConsentListener> listeners = new ArrayList<>();
    private final List<PolicyListener> policyListeners = new ArrayList<>();
    private final List<PageListener> pageListeners = new ArrayList<>();
    private Clock clock = Clock.systemUTC();
    private boolean follows = true;
    private boolean preparesItself = true;
    private boolean asksApplication;
    private @Nullable ConsentRecords records;
    private @Nullable DataSource recordDatabase;
    private @Nullable KeyPair recordKey;

    private Builder(@Nullable PolicyFiles files, @Nullable Policy policy) {
      this.files = files;
      this.policy = policy;
    }

    /** Sets the clock that determines the age of decisions; the system's clock by default. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /** Sets whether the policy is read again when its files change; yes by default. */
    public Builder reload(boolean follows) {
      this.follows = follows;
      return this;
    }

    /**
     * Sets whether the site prepares itself for requests as soon as it starts; yes by default.
     * Otherwise {@link ConsentSite#prepare()} is to be called when the application has started,
     * which then needs less of the processor until it has.
     */
    public Builder preparesItself(boolean itself) {
      preparesItself = itself;
      return this;
    }

    /** Adds a listener. It is called before the listeners that {@link ServiceLoader} finds. */
    public Builder listener(ConsentListener listener) {
      listeners.add(listener);
      return this;
    }

    /** Adds a listener of reloads. */
    public Builder policyListener(PolicyListener listener) {
      policyListeners.add(listener);
      return this;
    }

    /** Adds a listener of pages. */
    public Builder pageListener(PageListener listener) {
      pageListeners.add(listener);
      return this;
    }

    /** Sets whether the application says whose consent is needed; not by default. */
    public Builder asksApplication(boolean asks) {
      asksApplication = asks;
      return this;
    }

    /** Sets the store of records, in place of the one that the policy names. */
    public Builder records(ConsentRecords records) {
      this.records = records;
      return this;
    }

    /** Sets the database of records, in place of the one that the policy names. */
    public Builder recordDatabase(DataSource database) {
      recordDatabase = database;
      return this;
    }

    /** Sets the key that signs checkpoints of records, in place of the file of the policy. */
    public Builder recordKey(KeyPair key) {
      recordKey = key;
      return this;
    }

    /**
     * Starts the site.
     *
     * @param contextPath path of the application; empty for the root
     * @param loader loads listeners of the application
     * @throws IOException if the policy or the store of records cannot be used
     * @throws PolicyException if the policy is invalid
     */
    public ConsentSite start(String contextPath, ClassLoader loader) throws IOException {
      SiteOperation site =
          new SiteOperation(
              clock,
              new GivenListeners(listeners, policyListeners, pageListeners),
              new Given(records, recordDatabase, recordKey));
      if (files != null) {
        site.read(files);
      } else {
        site.enforce(Objects.requireNonNull(policy));
      }
      site.findListeners(loader);
      site.start(contextPath, asksApplication, follows);
      if (preparesItself) {
        site.prepare();
      }
      return new ConsentSite(site);
    }
  }

  /**
   * Returns whether {@link #begin} returns at once. The first requests after a start may wait until
   * the rules of the policy are made.
   */
  public boolean isReady() {
    return site.inForce().isPrepared();
  }

  /**
   * Begins the exchange of one request.
   *
   * @param need returns whether consent of the visitor is needed, for the policy of the request
   */
  public Exchange begin(RequestHead request, Predicate<Policy> need) {
    return site.begin(site.policies(), need, request);
  }

  @Override
  public Policy policy() {
    return site.policy();
  }

  @Override
  public PolicyStatus status() {
    return site.status();
  }

  @Override
  public PolicyStatus reload() {
    return site.reload();
  }

  @Override
  public void prepare() {
    site.prepare();
  }

  @Override
  public Seen seen() {
    return site.seen();
  }

  @Override
  public GateStatistics gateStatistics() {
    return site.gateStatistics();
  }

  @Override
  public RecordStatus recordStatus() {
    return site.recordStatus();
  }

  @Override
  public int eraseRecords(String consentId) throws IOException {
    return site.eraseRecords(consentId);
  }

  /** Ends what follows the files, writes what was seen, and closes the store of records. */
  @Override
  public void close() {
    site.end();
  }
}
