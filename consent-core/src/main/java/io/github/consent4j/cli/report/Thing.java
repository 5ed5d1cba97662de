package io.github.consent4j.cli.report;

import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.audit.rule.Severity;
import io.github.consent4j.cli.evidence.Audit;
import io.github.consent4j.cli.evidence.Contact;
import io.github.consent4j.cli.evidence.Stored;
import io.github.consent4j.cli.evidence.Visit;
import io.github.consent4j.cli.evidence.VisitState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Something that was there in at least one state: something stored, or a third party that was
 * contacted.
 *
 * @param subject what findings call it
 * @param stored what is stored; empty for a third party
 * @param contacts the contacts with a third party; empty for something stored
 * @param states the states in which it was there
 * @param findings the findings about it, of its presence and of its attributes
 */
record Thing(
    String subject,
    Optional<Stored> stored,
    List<Contact> contacts,
    Set<VisitState> states,
    List<Finding> findings) {

  /** The rules that do not say that it should not be there. */
  private static final Set<String> OF_ATTRIBUTES = Set.of("long-lifetime", "missing-secure");

  /** Returns all of an audit: third parties, cookies, and the rest. */
  static List<Thing> of(Audit audit) {
    Map<String, Thing> things = new LinkedHashMap<>();
    for (Visit visit : audit.visits()) {
      for (Contact contact : visit.contacts()) {
        if (contact.thirdParty()) {
          add(things, contact.host(), audit, visit.state()).contacts.add(contact);
        }
      }
    }
    for (Visit visit : audit.visits()) {
      for (Stored stored : visit.stored()) {
        String key = stored.words() + ' ' + stored.path();
        Thing thing = things.get(key);
        if (thing == null) {
          thing =
              new Thing(
                  stored.words(),
                  Optional.of(stored),
                  List.of(),
                  EnumSet.noneOf(VisitState.class),
                  about(audit, stored.words()));
          things.put(key, thing);
        }
        thing.states.add(visit.state());
      }
    }
    return things.values().stream()
        .sorted(
            Comparator.comparingInt(Thing::group)
                .thenComparingInt(Thing::gravity)
                .thenComparing(Thing::subject))
        .toList();
  }

  private static Thing add(Map<String, Thing> things, String host, Audit audit, VisitState state) {
    Thing thing =
        things.computeIfAbsent(
            host,
            each ->
                new Thing(
                    each,
                    Optional.empty(),
                    new ArrayList<>(),
                    EnumSet.noneOf(VisitState.class),
                    about(audit, each)));
    thing.states.add(state);
    return thing;
  }

  private static List<Finding> about(Audit audit, String subject) {
    return audit.findings().stream()
        .filter(finding -> finding.subject().equals(subject) && finding.waiver().isEmpty())
        .toList();
  }

  /** Returns 0 for third parties, 1 for cookies, and 2 for what else is stored. */
  int group() {
    if (stored.isEmpty()) {
      return 0;
    }
    return stored.get().kind() == Stored.Kind.COOKIE ? 1 : 2;
  }

  private int gravity() {
    return issue().map(Severity::ordinal).orElse(Severity.values().length);
  }

  /** Returns how bad it is that it is there without consent; empty if nothing speaks against it. */
  Optional<Severity> issue() {
    return findings.stream()
        .map(Finding::rule)
        .filter(rule -> !OF_ATTRIBUTES.contains(rule.id()))
        .map(rule -> rule.severity())
        .min(Comparator.naturalOrder());
  }

  /** Returns what speaks against it in a state; empty if it is not there or may be. */
  Optional<Severity> issue(VisitState state) {
    return state != VisitState.ACCEPTED && states.contains(state) ? issue() : Optional.empty();
  }

  /** Returns how often a third party was contacted. */
  long times() {
    return contacts.stream().mapToLong(Contact::times).sum();
  }

  /** Returns the kinds of resources that a third party was contacted for. */
  String types() {
    return contacts.stream()
        .map(Contact::type)
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(", "));
  }

  /** Returns the pages on which it was seen first. */
  Set<String> pages() {
    Set<String> pages =
        contacts.stream().map(Contact::page).collect(Collectors.toCollection(TreeSet::new));
    stored.map(Stored::page).ifPresent(pages::add);
    return pages;
  }
}
