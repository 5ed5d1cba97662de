package io.github.consent4j.servlet;

import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.RecordKeeping;
import io.github.consent4j.policy.Settings;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.jdbc.JdbcSeen;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.Listeners;
import io.github.consent4j.servlet.exchange.PoliciesByHost;
import io.github.consent4j.servlet.exchange.RequestHead;
import io.github.consent4j.servlet.proof.Proof;
import io.github.consent4j.servlet.proof.RecordStores;
import io.github.consent4j.servlet.proof.RecordStores.Given;
import java.io.IOException;
import java.time.Clock;
import java.util.ServiceConfigurationError;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What runs at a site from its start to its end, on a server of any kind: the policy in force, the
 * listeners, the proof of decisions, and the threads that follow files and prepare the policy. It
 * may start again after its end, with the same policy. Thread-safe.
 */
final class SiteOperation implements RunningSite {

  private final ReentrantLock lock = new ReentrantLock();
  private final Clock clock;
  private final GivenListeners given;
  private final Given records;
  private volatile @Nullable PolicyInForce policy;
  private volatile Listeners listeners;
  private volatile Proof proof = Proof.off();
  private @Nullable PolicyWatch watch;
  private @Nullable SeenSharing sharing;
  private @Nullable Preparation preparation;
  private boolean recordsOpen;

  SiteOperation(Clock clock, GivenListeners given, Given records) {
    this.clock = clock;
    this.given = given;
    this.records = records;
    this.listeners = given.forRequests();
  }

  /** Sets a policy that never changes. */
  void enforce(Policy policy) {
    this.policy = PolicyInForce.of(policy, clock);
  }

  /**
   * Reads the policy that is in force from now on.
   *
   * @throws IOException if a file cannot be read
   * @throws PolicyException if the policy cannot be used
   */
  void read(PolicyFiles files) throws IOException {
    policy = PolicyInForce.of(files, clock);
  }

  boolean hasPolicy() {
    return policy != null;
  }

  /**
   * Adds the listeners that a class loader finds to the given ones.
   *
   * @throws ServiceConfigurationError if one of them cannot be made
   */
  void findListeners(@Nullable ClassLoader loader) {
    GivenListeners all = given.andFound(loader);
    listeners = all.forRequests();
    inForce().tellOfReloads(all.policies());
  }

  /**
   * Starts the site, with the listeners that are known.
   *
   * @param contextPath path of the application; empty for the root
   * @param asksApplication whether the application says whose consent is needed
   * @param follows whether the policy is read again when its files change
   * @throws IOException if the application cannot work with the policy, or if the store of records
   *     cannot be used; its message is for the operator
   */
  void start(String contextPath, boolean asksApplication, boolean follows) throws IOException {
    PolicyInForce inForce = inForce();
    inForce.require(each -> StartChecks.requireReach(each, contextPath));
    openRecords(inForce);
    StartChecks.tell(inForce.policy(), inForce.status().revision(), asksApplication);
    beginThreads(inForce, follows && inForce.isInFiles());
  }

  /**
   * Opens the store of records before the start. Does nothing if it is open, or if there is no
   * policy yet.
   *
   * @throws IOException if the store cannot be used; its message is for the operator
   */
  void openRecords() throws IOException {
    PolicyInForce known = policy;
    if (known != null) {
      openRecords(known);
    }
  }

  private void openRecords(PolicyInForce inForce) throws IOException {
    lock.lock();
    try {
      if (recordsOpen) {
        return;
      }
      RecordKeeping settings = inForce.policy().settings().records();
      proof = RecordStores.open(settings, records, clock);
      recordsOpen = true;
      inForce.keepRecordsAs(settings);
    } finally {
      lock.unlock();
    }
  }

  private void beginThreads(PolicyInForce inForce, boolean follows) throws IOException {
    Settings settings = inForce.policy().settings();
    lock.lock();
    try {
      if (sharing == null && settings.seenInDatabase()) {
        JdbcSeen store = new JdbcSeen(RecordStores.database(settings.records(), records));
        sharing = SeenSharing.begin(inForce.journal(), store, clock);
      }
      inForce.writeSeen();
      if (watch == null && (follows || inForce.writesSeen())) {
        watch = PolicyWatch.of(inForce, follows);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void prepare() {
    PolicyInForce inForce = inForce();
    lock.lock();
    try {
      if (preparation == null && !inForce.isPrepared()) {
        preparation = Preparation.of(inForce);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends what follows the files, writes or shares what was seen, and closes the store of records.
   * Does nothing if the site is not running.
   */
  void end() {
    lock.lock();
    try {
      if (recordsOpen) {
        recordsOpen = false;
        proof.close();
      }
      if (preparation != null) {
        preparation.stop();
        preparation = null;
      }
      if (watch != null) {
        watch.stop();
        watch = null;
        inForce().writeSeenLast();
      }
      if (sharing != null) {
        sharing.stop();
        sharing = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns the policy in force.
   *
   * @throws IllegalStateException if there is none yet
   */
  PolicyInForce inForce() {
    PolicyInForce ready = policy;
    if (ready == null) {
      throw new IllegalStateException("The filter has not been initialized");
    }
    return ready;
  }

  /** Returns the policies that a request begins with now. */
  PoliciesByHost policies() {
    return inForce().policies();
  }

  /**
   * Begins the exchange of one request, or continues it with the policies that it began with.
   *
   * @param need returns whether consent of the visitor is needed, for the policy of the request
   */
  Exchange begin(PoliciesByHost policies, Predicate<Policy> need, RequestHead request) {
    return new Exchange(policies, listeners, proof, need, request);
  }

  @Override
  public Policy policy() {
    return inForce().policy();
  }

  @Override
  public PolicyStatus status() {
    return inForce().status();
  }

  @Override
  public PolicyStatus reload() {
    return inForce().reload();
  }

  @Override
  public Seen seen() {
    return inForce().seen();
  }

  @Override
  public GateStatistics gateStatistics() {
    return new GateStatistics(inForce().journal().counts());
  }

  @Override
  public RecordStatus recordStatus() {
    return RecordStatus.of(proof);
  }

  @Override
  public int eraseRecords(String consentId) throws IOException {
    return proof.erase(consentId);
  }
}
