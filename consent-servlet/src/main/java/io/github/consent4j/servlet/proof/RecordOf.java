package io.github.consent4j.servlet.proof;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.ConsentEvent;
import io.github.consent4j.consent.ConsentEvent.Action;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Service;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecord.Choice;
import io.github.consent4j.record.ConsentRecord.Event;
import io.github.consent4j.record.ConsentRecord.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Makes the record of a decision. It tells of every service that visitors are asked about, and of
 * categories without services as such. What a browser's signal or an exemption changes is no
 * decision.
 */
final class RecordOf {

  private RecordOf() {}

  /**
   * Returns the record of a decision; empty if a visitor who had decided nothing has deleted
   * everything.
   */
  static Optional<ConsentRecord> decision(
      ConsentEvent decision, UUID id, Circumstances circumstances) {
    boolean isDeleted = decision.action() == Action.DELETE_EVERYTHING;
    Consent decided = isDeleted ? decision.before() : decision.after();
    if (!(decided.decision() instanceof Decision.Made made)) {
      return Optional.empty();
    }
    List<Choice> choices = choices(decided, isDeleted);
    return Optional.of(
        ConsentRecord.builder()
            .id(id)
            .consentId(made.id())
            .at(circumstances.at())
            .event(event(decision, choices))
            .choices(choices)
            .way(decision.way())
            .layer(decision.layer())
            .action(decision.action())
            .language(decision.language())
            .notice(decision.notice().orElse(null))
            .revision(decided.marks().revision())
            .policy(circumstances.policy())
            .validUntil(circumstances.validUntil())
            .gpc(decision.before().isSignalled())
            .site(circumstances.site())
            .address(circumstances.visitor().address().orElse(null))
            .agent(circumstances.visitor().agent().orElse(null))
            .build());
  }

  private static Event event(ConsentEvent decision, List<Choice> choices) {
    Set<String> before = granted(choices(decision.before(), false));
    Set<String> after = granted(choices);
    boolean adds = !before.containsAll(after);
    if (decision.action() == Action.DELETE_EVERYTHING) {
      return before.isEmpty() ? Event.REFUSED : Event.WITHDRAWN;
    }
    if (!decision.before().isMade()) {
      return adds ? Event.GIVEN : Event.REFUSED;
    }
    return adds ? Event.CHANGED : before.equals(after) ? Event.RENEWED : Event.WITHDRAWN;
  }

  private static Set<String> granted(List<Choice> choices) {
    Set<String> granted = new HashSet<>();
    choices.stream()
        .filter(choice -> choice.state() == State.GRANTED)
        .forEach(choice -> granted.add(choice.id()));
    return granted;
  }

  /**
   * @param isDeleted true if everything that was answered counts as refused from now on
   */
  private static List<Choice> choices(Consent consent, boolean isDeleted) {
    Consent decided = Consent.of(consent.policy(), consent.marks(), consent.decision());
    List<Choice> choices = new ArrayList<>();
    for (Category category : decided.policy().categories()) {
      if (!category.isAsked()) {
        continue;
      }
      if (category.services().isEmpty()) {
        add(choices, category.id(), category, state(decided.decision(), category), isDeleted);
      }
      for (Service service : category.services()) {
        State state = state(decided.stateAt(decided.policy().indexOf(service.id())));
        add(choices, service.id(), category, state, isDeleted);
      }
    }
    return choices;
  }

  private static void add(
      List<Choice> choices, String id, Category category, State state, boolean isDeleted) {
    State left = isDeleted && state == State.GRANTED ? State.REFUSED : state;
    choices.add(new Choice(id, category.id(), left));
  }

  private static State state(Consent.State state) {
    return switch (state) {
      case GRANTED, REQUIRED -> State.GRANTED;
      case REFUSED -> State.REFUSED;
      case UNDECIDED, NOT_NEEDED -> State.UNDECIDED;
    };
  }

  private static State state(Decision decision, Category category) {
    if (!(decision instanceof Decision.Made made)) {
      return State.UNDECIDED;
    }
    return made.granted().contains(category.id())
        ? State.GRANTED
        : made.refused().contains(category.id()) ? State.REFUSED : State.UNDECIDED;
  }
}
