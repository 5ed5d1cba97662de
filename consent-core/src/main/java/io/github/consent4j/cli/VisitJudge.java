package io.github.consent4j.cli;

import io.github.consent4j.audit.rule.DialogRules;
import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.audit.rule.PolicyRules;
import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.cli.Standing.Need;
import io.github.consent4j.cli.evidence.Contact;
import io.github.consent4j.cli.evidence.Stored;
import io.github.consent4j.cli.evidence.Visit;
import io.github.consent4j.cli.evidence.VisitState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Judges what the visits of a browser met. A thing that is wrong in several states is one finding,
 * of the first of them. Not thread-safe.
 */
final class VisitJudge {

  /** The states in which nothing that needs consent may happen, with their rules. */
  private enum Ban {
    BEFORE(
        VisitState.UNDECIDED,
        VisitRule.SET_BEFORE_CONSENT,
        VisitRule.CONTACTED_BEFORE_CONSENT,
        "before any decision"),
    REJECTED(
        VisitState.REJECTED,
        VisitRule.SET_AFTER_REJECT,
        VisitRule.CONTACTED_AFTER_REJECT,
        "after rejecting"),
    WITHDRAWN(
        VisitState.WITHDRAWN,
        VisitRule.LEFT_AFTER_WITHDRAWAL,
        VisitRule.CONTACTED_AFTER_WITHDRAWAL,
        "after withdrawing");

    final VisitState state;
    final Rule stored;
    final Rule contacted;
    final String words;

    Ban(VisitState state, Rule stored, Rule contacted, String words) {
      this.state = state;
      this.stored = stored;
      this.contacted = contacted;
      this.words = words;
    }
  }

  private static final long THIRTEEN_MONTHS = 396L * 24 * 60 * 60;
  private static final long DAY = 24L * 60 * 60;

  private final SiteKnowledge knowledge;
  private final boolean encrypted;

  /**
   * @param encrypted whether the site is served with https
   */
  VisitJudge(SiteKnowledge knowledge, boolean encrypted) {
    this.knowledge = knowledge;
    this.encrypted = encrypted;
  }

  /**
   * Returns the findings, errors first.
   *
   * @param banner what the checks of the banner have found, which tell more of a missing answer
   */
  List<Finding> judge(Collection<Visit> visits, List<Finding> banner) {
    Set<Rule> told = banner.stream().map(Finding::rule).collect(Collectors.toSet());
    List<Finding> findings = new ArrayList<>(banner);
    controls(visits).stream()
        .filter(
            finding ->
                !told.contains(DialogRules.NO_REJECT_FIRST_LAYER)
                    || finding.rule() != VisitRule.NO_REJECT)
        .filter(
            finding ->
                !told.contains(DialogRules.NO_WITHDRAW_ENTRY)
                    || finding.rule() != VisitRule.NO_WITHDRAWAL)
        .forEach(findings::add);
    findings.addAll(stored(visits));
    findings.addAll(contacts(visits));
    findings.addAll(attributes(visits));
    findings.sort(Comparator.comparing(finding -> finding.rule().severity()));
    return List.copyOf(findings);
  }

  // --- answers

  private static List<Finding> controls(Collection<Visit> visits) {
    List<Finding> findings = new ArrayList<>();
    boolean accepts = isReached(visits, VisitState.ACCEPTED);
    for (Visit visit : visits) {
      if (!visit.reached()) {
        switch (visit.state()) {
          case ACCEPTED -> findings.add(missing(VisitRule.NO_ACCEPT, "accept", visit));
          case REJECTED -> {
            if (accepts) {
              findings.add(missing(VisitRule.NO_REJECT, "reject", visit));
            }
          }
          case WITHDRAWN -> {
            if (accepts) {
              findings.add(missing(VisitRule.NO_WITHDRAWAL, "withdraw", visit));
            }
          }
          default -> {
            // Nothing has to be done to be undecided.
          }
        }
      }
    }
    return findings;
  }

  private static boolean isReached(Collection<Visit> visits, VisitState state) {
    return visits.stream().anyMatch(visit -> visit.state() == state && visit.reached());
  }

  private static Finding missing(Rule rule, String subject, Visit visit) {
    return new Finding(rule, subject, capital(visit.how()) + ".");
  }

  private static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  // --- what may not be

  /** What has one name, as it was met in states in which it may not be. */
  private static final class Banned<T> {
    private final Set<Ban> bans = EnumSet.noneOf(Ban.class);
    private final List<T> things = new ArrayList<>();

    Ban first() {
      return bans.iterator().next();
    }

    String states() {
      return bans.stream().map(ban -> ban.words).collect(Collectors.joining(", "));
    }
  }

  private static <T> Collection<Banned<T>> banned(
      Collection<Visit> visits,
      Function<Visit, List<T>> things,
      Predicate<T> isBanned,
      Function<T, String> name) {
    Map<String, Banned<T>> all = new LinkedHashMap<>();
    for (Ban ban : Ban.values()) {
      for (Visit visit : in(visits, ban.state)) {
        for (T thing : things.apply(visit)) {
          if (isBanned.test(thing)) {
            Banned<T> met = all.computeIfAbsent(name.apply(thing), key -> new Banned<>());
            met.bans.add(ban);
            met.things.add(thing);
          }
        }
      }
    }
    return all.values();
  }

  private static List<Visit> in(Collection<Visit> visits, VisitState state) {
    return visits.stream().filter(visit -> visit.state() == state).toList();
  }

  private static String who(Standing standing) {
    return standing.isKnown() ? standing.who() : "nobody declares it";
  }

  // --- what is stored

  private record Place(Stored.Kind kind, String name, String domain, String path) {
    static Place of(Stored stored) {
      return new Place(stored.kind(), stored.name(), stored.domain(), stored.path());
    }
  }

  private List<Finding> stored(Collection<Visit> visits) {
    Set<Place> atFirst =
        in(visits, VisitState.UNDECIDED).stream()
            .flatMap(visit -> visit.stored().stream().map(Place::of))
            .collect(Collectors.toSet());
    Predicate<Stored> isBanned = stored -> knowledge.of(stored).need() != Need.NONE;
    return banned(visits, Visit::stored, isBanned, Stored::words).stream()
        .map(met -> stored(met, atFirst.contains(Place.of(met.things.get(0)))))
        .toList();
  }

  /**
   * Returns the finding for one thing. What nobody knows and what is there for everybody may be
   * necessary; what comes with a decision depends on it.
   */
  private Finding stored(Banned<Stored> met, boolean forEverybody) {
    Stored stored = met.things.get(0);
    Standing standing = knowledge.of(stored);
    boolean doubtful =
        !standing.isKnown()
            && !stored.thirdParty()
            && (forEverybody || met.first() != Ban.WITHDRAWN);
    Rule rule = doubtful ? VisitRule.UNKNOWN_BEFORE_CONSENT : met.first().stored;
    return new Finding(
        rule,
        stored.words(),
        capital(stored.words())
            + " is there "
            + met.states()
            + ", first on "
            + stored.page()
            + " ("
            + who(standing)
            + ").");
  }

  // --- who is contacted

  private List<Finding> contacts(Collection<Visit> visits) {
    return banned(visits, Visit::contacts, this::isBanned, Contact::host).stream()
        .map(this::contacted)
        .toList();
  }

  private boolean isBanned(Contact contact) {
    Need need = knowledge.of(contact).need();
    return contact.thirdParty() ? need != Need.NONE : need == Need.CONSENT;
  }

  private Finding contacted(Banned<Contact> met) {
    Contact first = met.things.get(0);
    String host = first.host();
    Standing standing = knowledge.of(first);
    Set<String> types =
        met.things.stream().map(Contact::type).collect(Collectors.toCollection(TreeSet::new));
    return new Finding(
        met.first().contacted,
        host,
        host
            + " is contacted "
            + met.states()
            + ", first on "
            + first.page()
            + " by "
            + String.join(", ", types)
            + " ("
            + who(standing)
            + ").");
  }

  // --- attributes of cookies

  private List<Finding> attributes(Collection<Visit> visits) {
    Map<String, Finding> findings = new LinkedHashMap<>();
    for (Visit visit : visits) {
      for (Stored stored : visit.stored()) {
        if (stored.kind() == Stored.Kind.COOKIE && !stored.thirdParty()) {
          long seconds = stored.seconds().orElse(0);
          // The rules of files judge lifetimes that are declared.
          if (seconds > THIRTEEN_MONTHS && !knowledge.declares(stored)) {
            findings.putIfAbsent(
                "lifetime " + stored.words(),
                new Finding(
                    PolicyRules.LONG_LIFETIME,
                    stored.words(),
                    capital(stored.words()) + " lives for " + seconds / DAY + " days."));
          }
          if (encrypted && !stored.flags().secure()) {
            findings.putIfAbsent(
                "secure " + stored.words(),
                new Finding(
                    VisitRule.MISSING_SECURE,
                    stored.words(),
                    capital(stored.words()) + " is set without Secure."));
          }
        }
      }
    }
    return List.copyOf(findings.values());
  }
}
