package io.github.consent4j.audit.observed;

import io.github.consent4j.audit.observed.Declarations.Declared;
import io.github.consent4j.audit.observed.Declarations.Stored;
import io.github.consent4j.audit.observed.Observation.Vantage;
import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.audit.rule.ObservedRules;
import io.github.consent4j.policy.Problem;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.Loads;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.StorageKind;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.Seen.ByConsent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds services and items that were never seen although they could have been. What the catalogue
 * says that a service may store is expected of no site; what the file itself says is. Immutable.
 */
final class UnseenRule {

  private final Declarations declarations;
  private final Acceptance acceptance;
  private final Map<List<String>, Problem.Place> places;
  private final Duration leastWindow;

  UnseenRule(
      Declarations declarations,
      Acceptance acceptance,
      Map<List<String>, Problem.Place> places,
      Duration leastWindow) {
    this.declarations = declarations;
    this.acceptance = acceptance;
    this.places = places;
    this.leastWindow = leastWindow;
  }

  /**
   * @param things what all observations have seen
   */
  List<Finding> findings(List<Observation> observations, Collection<SeenThing> things) {
    List<View> views =
        Stream.of(Vantage.values())
            .map(vantage -> view(vantage, observations))
            .flatMap(Optional::stream)
            .filter(view -> view.time.compareTo(leastWindow) >= 0)
            .toList();
    Set<String> services = new HashSet<>();
    Set<CookieDescriptor> items = new HashSet<>();
    for (SeenThing thing : things) {
      for (Stored stored : storing(thing)) {
        services.add(stored.by().service().id());
        items.add(stored.item());
      }
      loading(thing).forEach(by -> services.add(by.service().id()));
    }
    List<Finding> found = new ArrayList<>();
    for (Declared declared : declarations.services()) {
      if (!services.contains(declared.service().id())) {
        unseen(declared, views).ifPresent(found::add);
      } else {
        declared.service().stores().stream()
            .filter(item -> !items.contains(item))
            .forEach(item -> unseen(declared, item, views).ifPresent(found::add));
      }
    }
    return found.stream().distinct().toList();
  }

  private List<Stored> storing(SeenThing thing) {
    return isStored(thing.kind()) ? declarations.storing(thing) : List.of();
  }

  private List<Declared> loading(SeenThing thing) {
    return isStored(thing.kind()) ? List.of() : declarations.loading(thing);
  }

  private static boolean isStored(Seen.Kind kind) {
    return kind != Seen.Kind.HOST && kind != Seen.Kind.SCRIPT;
  }

  private Optional<Finding> unseen(Declared declared, List<View> views) {
    Service service = declared.service();
    Optional<Problem.Place> place = place("categories", declared.category().id(), "services", service.id());
    return place.isEmpty() && !places.isEmpty()
        ? Optional.empty()
        : views.stream()
            .filter(view -> view.couldSee(declared))
            .findFirst()
            .map(
                view ->
                    new Finding(
                        ObservedRules.NEVER_SEEN,
                        "service " + service.id(),
                        "nothing of service '"
                            + service.id()
                            + "' was seen in "
                            + view.words()
                            + "; remove it if the site does not use it",
                        place,
                        Optional.empty()))
            .map(finding -> acceptance.of(finding, List.of(declared)));
  }

  private Optional<Finding> unseen(Declared declared, CookieDescriptor item, List<View> views) {
    String service = declared.service().id();
    String name = item.name().glob();
    Optional<Problem.Place> place = place("services", service, "stores", name);
    return place.isEmpty() || declarations.isOfDecisions(name)
        ? Optional.empty()
        : views.stream()
            .filter(view -> view.couldSee(declared, item))
            .findFirst()
            .map(
                view ->
                    new Finding(
                        ObservedRules.NEVER_SEEN,
                        item.kind().id() + ' ' + name,
                        item.kind().id().replace('-', ' ')
                            + " '"
                            + name
                            + "' of service '"
                            + service
                            + "' was never seen in "
                            + view.words()
                            + "; remove it if the service does not use it",
                        place,
                        Optional.empty()))
            .map(finding -> acceptance.of(finding, List.of(declared)));
  }

  private Optional<Problem.Place> place(String... way) {
    return Optional.ofNullable(places.get(List.of(way)));
  }

  // --- what can be seen

  /**
   * What is seen from one vantage.
   *
   * @param time from the first to the last thing that was seen
   * @param seesDeclared kinds of which something declared was seen, so that all of it would be
   * @param seesStates whether the states of consent were seen; earlier versions, which do not tell
   *     them, do not look at declared cookies of requests
   * @param seesConsent whether some visitor had agreed to something
   */
  private record View(
      Vantage vantage,
      Duration time,
      Set<Seen.Kind> seesDeclared,
      boolean seesStates,
      boolean seesConsent) {

    boolean couldSee(Declared declared) {
      Service service = declared.service();
      return service.stores().stream().anyMatch(item -> couldSee(declared, item))
          || (!service.loads().urls().isEmpty() && seesLoads(declared));
    }

    /**
     * The server does not see the storage of others. It sees what a script has stored when a
     * request brings it.
     */
    boolean couldSee(Declared declared, CookieDescriptor item) {
      Service service = declared.service();
      if (vantage == Vantage.BROWSER) {
        return item.kind() != StorageKind.INDEXED_DB && seesConsentOf(declared);
      }
      return switch (item.kind()) {
        case COOKIE ->
            service.storesOnSite().contains(item)
                && (isOfServer(service, item) || (seesStates && seesConsentOf(declared)));
        case LOCAL_STORAGE ->
            seesDeclared.contains(Seen.Kind.LOCAL_STORAGE) && seesConsentOf(declared);
        case SESSION_STORAGE ->
            seesDeclared.contains(Seen.Kind.SESSION_STORAGE) && seesConsentOf(declared);
        case INDEXED_DB -> false;
      };
    }

    private static boolean isOfServer(Service service, CookieDescriptor item) {
      return item.setBy().isPresent()
          ? item.setBy().get() == CookieDescriptor.SetBy.SERVER
          : service.loads().equals(Loads.NOTHING);
    }

    /** The server also sees what is held back. */
    private boolean seesLoads(Declared declared) {
      return vantage == Vantage.BROWSER
          ? seesConsentOf(declared)
          : seesDeclared.contains(Seen.Kind.HOST) || seesDeclared.contains(Seen.Kind.SCRIPT);
    }

    private boolean seesConsentOf(Declared declared) {
      return seesConsent || !declared.category().isAsked();
    }

    String words() {
      long days = time.toDays();
      return (days == 0 ? "the time of the observation" : days + (days == 1 ? " day" : " days"))
          + (vantage == Vantage.SERVER
              ? " at the server, which does not see what scripts load"
              : "");
    }
  }

  private Optional<View> view(Vantage vantage, List<Observation> observations) {
    List<Observation> some =
        observations.stream().filter(each -> each.vantage() == vantage).toList();
    List<Seen.Item> items = some.stream().flatMap(each -> each.items().stream()).toList();
    if (items.isEmpty()) {
      return Optional.empty();
    }
    Instant first = items.stream().map(Seen.Item::first).min(Instant::compareTo).orElseThrow();
    Instant last = items.stream().map(Seen.Item::last).max(Instant::compareTo).orElseThrow();
    Set<Seen.Kind> declared = EnumSet.noneOf(Seen.Kind.class);
    for (SeenThing thing : SeenThing.of(some)) {
      if (!storing(thing).isEmpty() || !loading(thing).isEmpty()) {
        declared.add(thing.kind());
      }
    }
    boolean states = items.stream().anyMatch(item -> !item.byConsent().equals(ByConsent.NONE));
    boolean consent = items.stream().anyMatch(item -> item.byConsent().allowed() > 0);
    return Optional.of(new View(vantage, Duration.between(first, last), declared, states, consent));
  }
}
