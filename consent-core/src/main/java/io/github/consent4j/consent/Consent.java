package io.github.consent4j.consent;

import io.github.consent4j.policy.BeforeDecision;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PrivacySignal;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.Site;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One visitor's decision, read under the policy in force. Immutable and thread-safe.
 *
 * <pre>{@code
 * if (consent.allows("statistics")) {
 *   ...
 * }
 * }</pre>
 */
public final class Consent {

  /** The state of one service for a visitor. */
  public enum State {
    /** The service belongs to a required category; visitors are not asked. */
    REQUIRED,
    /** The visitor allowed the service. */
    GRANTED,
    /** The visitor decided, and did not allow the service. */
    REFUSED,
    /** The visitor was not asked yet, or the service has changed since. */
    UNDECIDED
  }

  private final Policy policy;
  private final RevisionMarks marks;
  private final Decision decision;
  private final boolean signalled;
  private final State[] states;

  /** Answers in place of a policy; null if the policy answers. */
  private final @Nullable Predicate<String> withoutPolicy;

  private Consent(
      Policy policy,
      RevisionMarks marks,
      Decision decision,
      boolean signalled,
      State[] states,
      @Nullable Predicate<String> withoutPolicy) {
    this.policy = policy;
    this.marks = marks;
    this.decision = decision;
    this.signalled = signalled;
    this.states = states;
    this.withoutPolicy = withoutPolicy;
  }

  /**
   * Returns a consent that allows every category and service, under a policy that has none. No
   * question is open.
   */
  public static Consent allowingAll() {
    return underNoPolicy(id -> true);
  }

  /**
   * Returns a consent that allows nothing, under a policy without categories. No question is open.
   */
  public static Consent allowingNothing() {
    return underNoPolicy(id -> false);
  }

  /**
   * Returns a consent that allows exactly some categories and services, under a policy that has
   * none. No question is open. It is meant for unit tests of code that asks for consent.
   *
   * <pre>{@code
   * assertThat(new Home().view(Consent.allowing("statistics"))).isEqualTo("home-measured");
   * }</pre>
   *
   * @param ids identifiers of categories and services; a category does not include its services
   */
  public static Consent allowing(String... ids) {
    return underNoPolicy(Set.of(ids)::contains);
  }

  private static Consent underNoPolicy(Predicate<String> allowed) {
    Site nobody = Site.builder(LocalizedText.of("?")).build();
    Policy nothing = Policy.builder().site(nobody).build();
    return new Consent(
        nothing, RevisionMarks.of(nothing), Decision.UNDECIDED, false, new State[0], allowed);
  }

  /** Reads a decision under a policy and its marks. */
  public static Consent of(Policy policy, RevisionMarks marks, Decision decision) {
    State[] states = new State[policy.services().size()];
    for (int i = 0; i < states.length; i++) {
      states[i] = state(policy.categoryAt(i), policy.services().get(i), marks.at(i), decision);
    }
    return new Consent(policy, marks, decision, false, states, null);
  }

  /**
   * Returns this consent for a visitor whose browser sends Global Privacy Control. What is
   * undecided counts as refused if the category follows the signal. The visitor's decision on this
   * site takes precedence.
   */
  public Consent signalled() {
    return new Consent(policy, marks, decision, true, states, withoutPolicy);
  }

  /** Returns whether the visitor's browser has sent Global Privacy Control. */
  public boolean isSignalled() {
    return signalled;
  }

  private static State state(Category category, Service service, String mark, Decision decision) {
    if (category.required()) {
      return State.REQUIRED;
    }
    if (!(decision instanceof Decision.Made made) || !made.marks().contains(mark)) {
      return State.UNDECIDED;
    }
    if (made.granted().contains(service.id())) {
      return State.GRANTED;
    }
    if (made.refused().contains(service.id())) {
      return State.REFUSED;
    }
    return made.granted().contains(category.id()) ? State.GRANTED : State.REFUSED;
  }

  /** Returns the policy under which the decision is read. */
  public Policy policy() {
    return policy;
  }

  /** Returns what the visitor decided, or {@link Decision#UNDECIDED}. */
  public Decision decision() {
    return decision;
  }

  /** Returns the marks of {@link #policy()}. They show what has changed since the decision. */
  public RevisionMarks marks() {
    return marks;
  }

  /** Returns the state of the service at an index of {@link Policy#services()}. */
  public State stateAt(int serviceIndex) {
    boolean refused =
        signalled
            && states[serviceIndex] == State.UNDECIDED
            && policy.categoryAt(serviceIndex).gpc() == PrivacySignal.REFUSE;
    return refused ? State.REFUSED : states[serviceIndex];
  }

  /** Returns whether the service at an index of {@link Policy#services()} is allowed. */
  public boolean allowsAt(int serviceIndex) {
    return states[serviceIndex] == State.REQUIRED || states[serviceIndex] == State.GRANTED;
  }

  /**
   * Returns whether a service is allowed, or a category with every service in it.
   *
   * @param id identifier of a category or service; one that the policy does not have is not
   *     allowed, and is logged once
   */
  public boolean allows(String id) {
    int index = policy.indexOf(id);
    if (index >= 0) {
      return allowsAt(index);
    }
    Optional<Category> category = policy.category(id);
    if (category.isPresent()) {
      return allowsAllOf(category.get());
    }
    if (withoutPolicy != null) {
      return withoutPolicy.test(id);
    }
    marks.unknownIds().asked(id);
    return false;
  }

  /**
   * Runs an action only if a service is allowed, or a category with every service in it.
   *
   * @param id as for {@link #allows}
   */
  public void whenAllowed(String id, Runnable action) {
    if (allows(id)) {
      action.run();
    }
  }

  private boolean allowsAllOf(Category category) {
    if (category.required()) {
      return true;
    }
    if (category.services().isEmpty()) {
      return decision instanceof Decision.Made made && made.granted().contains(category.id());
    }
    return category.services().stream().allMatch(service -> allowsAt(policy.indexOf(service.id())));
  }

  /** Returns whether the visitor has made any choice. Parts of it may have to be asked again. */
  public boolean isMade() {
    return decision instanceof Decision.Made;
  }

  /**
   * Returns whether a question is open, so that the visitor should be asked. A browser's signal
   * does not close it: the visitor shall see that the signal is followed, and may decide otherwise.
   * Visitors are not asked about a category that is not enforced.
   */
  public boolean needsAnswer() {
    for (int i = 0; i < states.length; i++) {
      if (states[i] == State.UNDECIDED && policy.categoryAt(i).isAsked()) {
        return true;
      }
    }
    return policy.categories().stream()
        .anyMatch(category -> isMade() ? isUnanswered(category) : waitsForAnyChoice(category));
  }

  /**
   * Returns whether visitors are asked about a category without services that the decision does not
   * name.
   */
  private boolean isUnanswered(Category category) {
    return category.isAsked() && category.services().isEmpty() && !isAnswered(category);
  }

  /** Returns whether the decision names a category, so that the visitor was asked about it. */
  boolean isAnswered(Category category) {
    return decision instanceof Decision.Made made
        && (made.granted().contains(category.id()) || made.refused().contains(category.id()));
  }

  /**
   * Returns whether the decision answers for the service at an index, as the service is declared
   * now.
   */
  boolean isAnsweredAt(int serviceIndex) {
    return states[serviceIndex] == State.GRANTED || states[serviceIndex] == State.REFUSED;
  }

  private static boolean waitsForAnyChoice(Category category) {
    return category.isAsked()
        || (category.required() && category.beforeDecision() == BeforeDecision.BLOCK);
  }
}
