package io.github.consent4j.servlet;

import io.github.consent4j.policy.Policy;
import io.github.consent4j.seen.Seen;
import java.io.IOException;

/**
 * What operators ask a site that runs, on a server with servlets ({@link ConsentFilter}) or without
 * ({@link ConsentSite}). Implementations are thread-safe. The methods of a {@link ConsentFilter}
 * throw an {@link IllegalStateException} while it has neither a policy nor been initialized.
 */
public interface RunningSite {

  /** Returns the policy in force now. */
  Policy policy();

  /** Returns which policy is in force, since when, and what was wrong with the latest one. */
  PolicyStatus status();

  /**
   * Reads the files of the policy again now, changed or not. If they cannot be used, the policy in
   * force remains, and the result says why. Does nothing for a policy that was made in code.
   */
  PolicyStatus reload();

  /**
   * Begins to derive from the policy what requests need, in a thread of its own, so that the first
   * one need not wait for it. Does nothing if that is done or has begun.
   */
  void prepare();

  /**
   * Returns what was seen at the site since it was made, under every policy since then. The result
   * is current each time.
   */
  Seen seen();

  /**
   * Returns the numbers of what was held back since the site was made, under every policy since
   * then.
   */
  GateStatistics gateStatistics();

  /**
   * Returns how well the proof of decisions is being kept, with the numbers of decisions. Does not
   * wait for the store.
   */
  RecordStatus recordStatus();

  /**
   * Erases all records of one visitor (GDPR Art. 17): in the store, and those that wait for it on
   * this node. Other nodes that share a database have their own ones that wait. May be called again
   * after a failure.
   *
   * @param consentId identifier in the visitor's consent cookie
   * @return the number of erased records; 0 if no proof is kept
   * @throws IOException if the store cannot be reached or changed
   */
  int eraseRecords(String consentId) throws IOException;
}
