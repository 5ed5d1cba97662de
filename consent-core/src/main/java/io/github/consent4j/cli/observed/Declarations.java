package io.github.consent4j.cli.observed;

import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.SiteAddress;
import io.github.consent4j.policy.StorageKind;
import io.github.consent4j.policy.UrlPattern;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.GeneralName;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a policy declares of things that were seen, for all its sites, because an observation does
 * not say which site it is of. Immutable.
 */
final class Declarations {

  /** A service in a category. */
  record Declared(Category category, Service service) {}

  /** An item that a service stores. */
  record Stored(Declared by, CookieDescriptor item) {}

  private final List<Policy> policies;
  private final List<Declared> services = new ArrayList<>();

  Declarations(Policy policy) {
    policies = Stream.concat(Stream.of(policy), policy.sites().values().stream()).toList();
    for (Policy each : policies) {
      for (Category category : each.categories()) {
        category.services().forEach(service -> services.add(new Declared(category, service)));
      }
    }
  }

  /** Returns every service, that of further sites behind that of the first one. */
  List<Declared> services() {
    return services;
  }

  /** Returns whether a name is that of the cookie that stores the visitor's decision. */
  boolean isOfDecisions(String name) {
    return policies.stream()
        .map(policy -> policy.settings().cookie())
        .anyMatch(cookie -> cookie.name().equals(name) || cookie.overHttp().name().equals(name));
  }

  /** Returns whether a host is one of the site. */
  boolean isOwnHost(String host) {
    return policies.stream().anyMatch(policy -> isOwnHost(policy, host));
  }

  private static boolean isOwnHost(Policy policy, String host) {
    return policy.site().address().map(Declarations::host).filter(host::equals).isPresent()
        || policy.settings().delivery().ownHosts().stream().anyMatch(own -> own.isOn(host))
        || policy.sites().keySet().stream()
            .map(SiteAddress::host)
            .flatMap(Optional::stream)
            .anyMatch(host::equals);
  }

  /** Returns whether the site says that it is served by https. */
  boolean isServedByHttps() {
    return policies.get(0).site().address().filter(text -> text.startsWith("https:")).isPresent();
  }

  private static String host(String address) {
    return Optional.ofNullable(URI.create(address).getHost()).orElse("");
  }

  /** Returns the items that a cookie or key may be. */
  List<Stored> storing(SeenThing thing) {
    StorageKind kind = StorageKind.valueOf(thing.kind().name());
    List<Stored> all = new ArrayList<>();
    for (Declared by : services) {
      List<Stored> some =
          by.service().stores().stream()
              .filter(item -> item.kind() == kind && matches(item.name(), thing.name()))
              .map(item -> new Stored(by, item))
              .toList();
      all.addAll(some);
      if (some.isEmpty() && thing.services().contains(by.service().id())) {
        // The gates know encoded and divided names; of a name the list has the beginning alone.
        by.service().stores().stream()
            .filter(item -> item.kind() == kind && begins(item.name(), thing.name()))
            .forEach(item -> all.add(new Stored(by, item)));
      }
    }
    return all;
  }

  private static boolean begins(NamePattern declared, String general) {
    String start = declared.start();
    String seen = new NamePattern(general).start();
    return start.startsWith(seen) || seen.startsWith(start);
  }

  /** Returns whether a declared name may be that of a generalised one. */
  static boolean matches(NamePattern declared, String general) {
    if (!general.endsWith("*")) {
      return declared.matches(general);
    }
    NamePattern seen = new NamePattern(general);
    if (declared.isLiteral()) {
      return GeneralName.of(declared.glob()).equals(general);
    }
    // A generalised name may end before the rest of a pattern.
    return declared.covers(seen)
        || (!declared.start().isEmpty()
            && seen.start().startsWith(declared.start())
            && declared.meets(seen));
  }

  /** Returns the services that a host or script belongs to. */
  List<Declared> loading(SeenThing thing) {
    return services.stream()
        .filter(
            by ->
                thing.kind() == Seen.Kind.SCRIPT
                    ? by.service().id().equals(thing.name())
                    : loads(by.service(), thing))
        .toList();
  }

  /** A part of a host is seen as that of a service only if the observation says so. */
  private static boolean loads(Service service, SeenThing thing) {
    return urlsOn(service, thing.name())
        .anyMatch(url -> url.isWholeHost() || thing.services().contains(service.id()));
  }

  /** Returns the services that use a part of a host, such as a path. */
  List<Declared> loadingPartOf(String host) {
    return services.stream()
        .filter(by -> urlsOn(by.service(), host).findAny().isPresent())
        .toList();
  }

  private static Stream<UrlPattern> urlsOn(Service service, String host) {
    return service.loads().urls().stream().filter(url -> url.isOn(host));
  }
}
