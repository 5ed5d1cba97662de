package io.github.consent4j.spring.test;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.policy.Policy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a visitor of a test answers, under whatever policy. Immutable.
 *
 * @param granted categories and services
 * @param refused categories and services
 * @param others what becomes of everything else
 * @param id name of the decision; random if it is empty
 * @param at when it was made; now if it is empty
 */
record Choice(
    Set<String> granted,
    Set<String> refused,
    Others others,
    Optional<String> id,
    Optional<Instant> at) {

  static final Choice EVERYTHING =
      new Choice(Set.of(), Set.of(), Others.OPPOSITE, Optional.empty(), Optional.empty());

  static final Choice NONE = EVERYTHING.others(Others.UNDECIDED);

  /** What the consent cookie can hold. */
  private static final Pattern ID = Pattern.compile("[\\w-]{1,32}");

  static Choice of(WithConsent annotation) {
    return EVERYTHING
        .granted(annotation.value())
        .refused(annotation.refused())
        .others(annotation.others());
  }

  Choice granted(String... ids) {
    return new Choice(with(granted, ids), refused, others, id, at);
  }

  Choice refused(String... ids) {
    return new Choice(granted, with(refused, ids), others, id, at);
  }

  Choice others(Others rest) {
    return new Choice(granted, refused, rest, id, at);
  }

  /** Returns the same decision with answers about nothing by name. */
  Choice all(Others answer) {
    return new Choice(Set.of(), Set.of(), answer, id, at);
  }

  /**
   * @throws IllegalArgumentException if the consent cookie cannot hold the name
   */
  Choice id(String name) {
    if (!ID.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' cannot be the id of a decision: use 1 to 32 letters, digits, '-' and '_'");
    }
    return new Choice(granted, refused, others, Optional.of(name), at);
  }

  Choice at(Instant time) {
    return new Choice(granted, refused, others, id, Optional.of(time));
  }

  private static Set<String> with(Set<String> before, String... more) {
    Set<String> both = new LinkedHashSet<>(before);
    both.addAll(List.of(more));
    return Set.copyOf(both);
  }

  /**
   * Returns the consent of a visitor who has answered so.
   *
   * @throws io.github.consent4j.consent.UnknownIdException if the policy does not have what is
   *     named
   * @throws IllegalArgumentException if the answers contradict each other
   */
  Consent under(Policy policy) {
    requireClear();
    Clock clock = at.map(time -> Clock.fixed(time, ZoneOffset.UTC)).orElse(Clock.systemUTC());
    Decider decider = new Decider(clock);
    Consent before = Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED);
    boolean refusesRest =
        others == Others.REFUSED || (others == Others.OPPOSITE && !granted.isEmpty());
    Consent after;
    if (others == Others.UNDECIDED) {
      after = granted.isEmpty() ? before : decider.grant(before, granted);
    } else {
      after = refusesRest ? decider.save(before, granted) : decider.acceptAll(before);
    }
    return named(refused.isEmpty() ? after : decider.withdraw(after, refused));
  }

  private void requireClear() {
    Set<String> both = new LinkedHashSet<>(granted);
    both.retainAll(refused);
    if (!both.isEmpty()) {
      throw new IllegalArgumentException("Granted and refused at once: " + String.join(", ", both));
    }
  }

  private Consent named(Consent consent) {
    if (id.isPresent() && consent.decision() instanceof Decision.Made made) {
      return Consent.of(
          consent.policy(),
          consent.marks(),
          new Decision.Made(
              id.get(),
              made.at(),
              made.revision(),
              made.granted(),
              made.refused(),
              made.marks(),
              made.notice()));
    }
    return consent;
  }
}
