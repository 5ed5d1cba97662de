package io.github.consent4j.record.export;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecord.Choice;
import io.github.consent4j.record.ConsentRecord.State;
import io.github.consent4j.record.export.PolicyFacts.ServiceFacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What visitors are asked about one service, with the states of the consent to it. If the facts of
 * the service change, what is asked is another process.
 */
final class DpvProcess {

  private final ConsentRecord first;
  private final Choice choice;
  private final PolicyFacts policy;
  private final List<DpvStatus> states = new ArrayList<>();

  private DpvProcess(ConsentRecord first, Choice choice, PolicyFacts policy) {
    this.first = first;
    this.choice = choice;
    this.policy = policy;
  }

  /** Returns the processes that one visitor's decisions are about, in their order. */
  static List<DpvProcess> of(List<ConsentRecord> decisions, Archive archive) throws IOException {
    List<DpvProcess> processes = new ArrayList<>();
    Map<String, DpvProcess> current = new HashMap<>();
    Map<String, State> before = new HashMap<>();
    for (ConsentRecord record : decisions) {
      PolicyFacts policy = archive.policy(record);
      boolean isFirst = record == decisions.get(0);
      for (Choice choice : record.choices()) {
        DpvProcess process = current.get(choice.id());
        if (process == null || !process.facts().equals(policy.service(choice.id()))) {
          process = new DpvProcess(record, choice, policy);
          current.put(choice.id(), process);
          processes.add(process);
        }
        State earlier = before.put(choice.id(), choice.state());
        process.enter(DpvStatus.of(record, choice.state(), earlier, isFirst), processes);
      }
    }
    return processes;
  }

  /** Enters a state. What is no longer consented to ends the earlier processes of the service. */
  private void enter(DpvStatus status, List<DpvProcess> processes) {
    for (DpvProcess process : processes) {
      if (process == this || (process.isAbout(choice.id()) && !status.isGiven())) {
        process.states.add(status);
      }
    }
  }

  private boolean isAbout(String service) {
    return choice.id().equals(service);
  }

  /** Returns the decision in which it occurs first. */
  ConsentRecord first() {
    return first;
  }

  /** Returns the first choice about it. */
  Choice choice() {
    return choice;
  }

  /** Returns the policy in which it occurs first. */
  PolicyFacts policy() {
    return policy;
  }

  /** Returns what the policy said about the service; empty if that is not archived. */
  Optional<ServiceFacts> facts() {
    return policy.service(choice.id());
  }

  /** Returns the states of the consent to it, the earliest first. */
  List<DpvStatus> states() {
    return states;
  }
}
