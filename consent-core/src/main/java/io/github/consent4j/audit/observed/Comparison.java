package io.github.consent4j.audit.observed;

import io.github.consent4j.audit.observed.Declarations.Declared;
import io.github.consent4j.audit.observed.Declarations.Stored;
import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.audit.rule.ObservedRules;
import io.github.consent4j.policy.Problem;
import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.known.KnownService;
import io.github.consent4j.policy.BeforeDecision;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Enforcement;
import io.github.consent4j.policy.OnBlock;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.KnownServices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares what a policy declares with what was seen at the site. Immutable and thread-safe.
 *
 * <pre>{@code
 * List<Finding> findings =
 *     new Comparison(policy, places, new CatalogueIndex(), Duration.ofDays(7))
 *         .findings(List.of(new Observation(Observation.Vantage.SERVER, items)));
 * }</pre>
 */
public final class Comparison {

  private final Declarations declarations;
  private final Map<List<String>, Problem.Place> places;
  private final KnownServices known;
  private final AttributeRules attributes;
  private final Acceptance acceptance;
  private final Duration leastWindow;

  /**
   * @param policy the policy of the site
   * @param places the places in the file by the way to each, as the policy reader gives them; may
   *     be empty
   * @param known recognises what no service declares
   * @param leastWindow nothing is called never seen that was observed for less than this time
   */
  public Comparison(
      Policy policy, Map<List<String>, Problem.Place> places, KnownServices known, Duration leastWindow) {
    this.declarations = new Declarations(policy);
    this.places = Map.copyOf(places);
    this.known = known;
    this.attributes = new AttributeRules(declarations.isServedByHttps());
    this.acceptance = new Acceptance(policy);
    this.leastWindow = leastWindow;
  }

  /**
   * Returns what differs from the declarations, in the order of the observations, and then what was
   * never seen.
   *
   * @param observations of the same site, such as one for each of its servers
   */
  public List<Finding> findings(List<Observation> observations) {
    Collection<SeenThing> things = SeenThing.of(observations);
    List<Finding> found = new ArrayList<>();
    for (SeenThing thing : things) {
      switch (thing.kind()) {
        case COOKIE, LOCAL_STORAGE, SESSION_STORAGE -> compareStored(thing, found);
        case HOST, SCRIPT -> compareLoaded(thing, found);
      }
    }
    found.addAll(
        new UnseenRule(declarations, acceptance, places, leastWindow)
            .findings(observations, things));
    return found;
  }

  private void compareStored(SeenThing thing, List<Finding> found) {
    if (thing.kind() == Seen.Kind.COOKIE && declarations.isOfDecisions(thing.name())) {
      return;
    }
    List<Stored> declared = declarations.storing(thing);
    List<Declared> by = declared.stream().map(Stored::by).toList();
    Optional<Problem.Place> place = declared.stream().findFirst().flatMap(this::place);
    if (declared.isEmpty()) {
      Rule rule = thing.isKey() ? ObservedRules.UNDECLARED_KEY : ObservedRules.UNDECLARED_COOKIE;
      found.add(undeclared(rule, thing, knownBy(thing)));
    } else {
      AttributeRules.tooLong(thing, declared)
          .ifPresent(seen -> found.add(tooLong(thing, declared, seen, place)));
    }
    Set<String> wrong = attributes.wrongFlags(thing, declared);
    if (!wrong.isEmpty()) {
      String message = thing.words() + ": " + String.join("; ", wrong);
      found.add(finding(ObservedRules.WRONG_FLAGS, thing, message, place, by));
    }
    boolean isShortened =
        !declared.isEmpty()
            && declared.stream()
                .allMatch(each -> each.item().handling().onBlock() == OnBlock.SESSION);
    compareConsent(ObservedRules.SET_BEFORE_CONSENT, thing, by, isShortened, place, found);
  }

  private void compareLoaded(SeenThing thing, List<Finding> found) {
    if (thing.kind() == Seen.Kind.HOST && declarations.isOwnHost(thing.name())) {
      return;
    }
    List<Declared> by = declarations.loading(thing);
    if (by.isEmpty()) {
      found.add(undeclared(ObservedRules.UNDECLARED_THIRD_PARTY, thing, knownBy(thing)));
    }
    Optional<Problem.Place> place = by.stream().findFirst().flatMap(this::place);
    compareConsent(ObservedRules.CONTACTED_BEFORE_CONSENT, thing, by, false, place, found);
  }

  // --- consent

  /**
   * @param by the services that declare the thing; one that may always do it is enough
   * @param isShortened whether the file lets it pass for the browser session
   */
  private void compareConsent(
      Rule rule,
      SeenThing thing,
      List<Declared> by,
      boolean isShortened,
      Optional<Problem.Place> place,
      List<Finding> found) {
    if (thing.withoutConsent() == 0) {
      return;
    }
    if (by.isEmpty()) {
      knownBy(thing)
          .filter(KnownService::needsConsent)
          .ifPresent(
              service ->
                  found.add(
                      finding(
                          rule,
                          thing,
                          happened(thing)
                              + "; it is known as '"
                              + service.id()
                              + "', which needs consent",
                          place,
                          by)));
      return;
    }
    if (by.stream().anyMatch(each -> mayHappen(each.category(), thing))) {
      return;
    }
    Declared first = by.get(0);
    Optional<Category> lax =
        by.stream()
            .map(Declared::category)
            .filter(category -> category.enforce() != Enforcement.ON)
            .findFirst();
    String owner =
        "; service '" + first.service().id() + "' in '" + first.category().id() + "' needs consent";
    if (lax.isPresent()) {
      String because =
          ", and '" + lax.get().id() + "' has 'enforce: " + lax.get().enforce().id() + "'";
      found.add(
          finding(ObservedRules.NOT_ENFORCED, thing, happened(thing) + owner + because, place, by));
    } else if (isShortened) {
      String because = ", and its declaration says 'on-block: session'";
      found.add(
          finding(ObservedRules.NOT_ENFORCED, thing, happened(thing) + owner + because, place, by));
    } else {
      found.add(finding(rule, thing, happened(thing) + owner, place, by));
    }
  }

  private static boolean mayHappen(Category category, SeenThing thing) {
    boolean waits = category.beforeDecision() == BeforeDecision.BLOCK;
    return category.required() && (!waits || thing.byConsent().before() == 0);
  }

  private static String happened(SeenThing thing) {
    Seen.ByConsent counts = thing.byConsent();
    List<String> parts = new ArrayList<>();
    add(parts, counts.before(), "before a decision");
    add(parts, counts.refused(), "after a refusal");
    add(parts, counts.blocked(), "of all held back");
    String verb =
        switch (thing.kind()) {
          case COOKIE -> " was set or sent ";
          case LOCAL_STORAGE, SESSION_STORAGE -> " was stored ";
          case HOST -> " was contacted ";
          case SCRIPT -> " was in a page ";
        };
    return thing.words()
        + verb
        + times(thing.withoutConsent())
        + " without consent ("
        + String.join(", ", parts)
        + ")"
        + thing.where();
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }

  private static String times(long count) {
    return count == 1 ? "once" : count + " times";
  }

  // --- findings

  private Finding undeclared(Rule rule, SeenThing thing, Optional<KnownService> service) {
    String parts =
        thing.kind() == Seen.Kind.HOST
            ? declarations.loadingPartOf(thing.name()).stream()
                .map(by -> "'" + by.service().id() + "'")
                .distinct()
                .collect(Collectors.joining(", "))
            : "";
    String message =
        thing.words()
            + thing.where().replaceFirst("^, first", " was seen")
            + (thing.pages().isEmpty() ? " was seen" : "")
            + " and no service declares it"
            + (parts.isEmpty() ? "" : " as a whole, only parts of it by " + parts)
            + service
                .map(each -> "; it is known: add " + each.id() + " to " + each.category())
                .orElse("; say in the file what it is for");
    return finding(
        rule, thing, message, place("services").or(() -> place("categories")), List.of());
  }

  private Finding tooLong(
      SeenThing thing, List<Stored> declared, Duration seen, Optional<Problem.Place> place) {
    Stored first = declared.get(0);
    String message =
        thing.words()
            + " lives for "
            + time(seen)
            + ", and service '"
            + first.by().service().id()
            + "' declares '"
            + first.item().lifetime()
            + "'";
    return finding(
        ObservedRules.LONGER_LIVED,
        thing,
        message,
        place,
        declared.stream().map(Stored::by).toList());
  }

  private static String time(Duration time) {
    long days = time.toDays();
    if (days > 0) {
      return days + (days == 1 ? " day" : " days");
    }
    long minutes = time.toMinutes();
    return minutes > 0
        ? minutes + (minutes == 1 ? " minute" : " minutes")
        : time.toSeconds() + " seconds";
  }

  private Finding finding(
      Rule rule, SeenThing thing, String message, Optional<Problem.Place> place, List<Declared> by) {
    return acceptance.of(new Finding(rule, thing.subject(), message, place, Optional.empty()), by);
  }

  private Optional<KnownService> knownBy(SeenThing thing) {
    return switch (thing.kind()) {
      case COOKIE ->
          known.known(
              thing.name(),
              thing.sightings().stream()
                  .flatMap(each -> each.attributes().domain().stream())
                  .findFirst()
                  .orElse(""));
      case LOCAL_STORAGE, SESSION_STORAGE -> known.knownByKey(thing.name());
      case HOST -> known.known(thing.name());
      case SCRIPT -> known.knownById(thing.name());
    };
  }

  // --- places

  private Optional<Problem.Place> place(Stored stored) {
    return place("services", stored.by().service().id(), "stores", stored.item().name().glob())
        .or(() -> place(stored.by()));
  }

  private Optional<Problem.Place> place(Declared declared) {
    return place("categories", declared.category().id(), "services", declared.service().id())
        .or(() -> place("services", declared.service().id()));
  }

  private Optional<Problem.Place> place(String... way) {
    return Optional.ofNullable(places.get(List.of(way)));
  }
}
