package io.github.consent4j.page;

import io.github.consent4j.consent.ConsentCookie;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.policy.BeforeDecision;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.Enforcement;
import io.github.consent4j.policy.Handling;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.StorageKind;
import java.time.Period;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the guard: the script that applies a policy to what scripts store and load. Its code is in
 * {@code guard.js}, where {@code $DATA} stands for the policy's rules.
 *
 * <p>The rules are an array of: months and days after which a decision is asked for again; whether
 * undeclared cookies are held back; what of undeclared hosts: 2 when they are held back, 1 when all
 * URLs are to be read all the same, else 0; an array for each service: nothing (always open), its
 * identifier (open after any decision), or its identifier, mark and category; then {@link
 * GuardRules} for cookies, local storage, session storage and {@link GuardUrls}.
 */
final class GuardScript {

  private static final String PLACE_OF_RULES = "$DATA";

  private final Policy policy;
  private final RevisionMarks marks;

  /** As the guard numbers them: first those on whose behalf visitors are rather told of. */
  private final List<Service> services;

  GuardScript(Policy policy, RevisionMarks marks) {
    this.policy = policy;
    this.marks = marks;
    services =
        policy.services().stream()
            .sorted(Comparator.comparing(service -> category(service).required()))
            .toList();
  }

  private Category category(Service service) {
    return policy.categoryAt(policy.indexOf(service.id()));
  }

  String text() {
    return Resources.text("guard.js").replace(PLACE_OF_RULES, rules());
  }

  private String rules() {
    Period renewal = policy.settings().renewAfter();
    boolean holdsUndeclared = policy.settings().undeclaredCookies() == Handling.BLOCK;
    GuardUrls urls = new GuardUrls(services);
    return array(
        Stream.of(
            String.valueOf(renewal.toTotalMonths()),
            String.valueOf(renewal.getDays()),
            holdsUndeclared ? "1" : "0",
            String.valueOf(undeclaredHosts(urls)),
            array(Stream.concat(services.stream().map(this::fields), Stream.of("[]"))),
            names(StorageKind.COOKIE),
            names(StorageKind.LOCAL_STORAGE),
            names(StorageKind.SESSION_STORAGE),
            urls.text()));
  }

  private int undeclaredHosts(GuardUrls urls) {
    if (policy.settings().undeclaredHosts() == Handling.BLOCK) {
      return 2;
    }
    return urls.isTelling() ? 0 : 1;
  }

  private String fields(Service service) {
    Category category = category(service);
    if (isAlwaysOpen(service)) {
      return "[]";
    }
    String mark = marks.at(policy.indexOf(service.id()));
    return category.required() ? strings(service.id()) : strings(service.id(), mark, category.id());
  }

  private boolean isAlwaysOpen(Service service) {
    Category category = category(service);
    return category.enforce() != Enforcement.ON
        || category.required() && category.beforeDecision() == BeforeDecision.ALLOW;
  }

  /** The consent cookie is as if declared by a service that is always open, behind all others. */
  private String names(StorageKind kind) {
    GuardRules<NamePattern> names = new GuardRules<>();
    for (int i = 0; i < services.size(); i++) {
      for (CookieDescriptor stored : services.get(i).stores()) {
        if (stored.kind() == kind && matters(stored)) {
          names.add(stored.name(), i);
        }
      }
    }
    if (kind == StorageKind.COOKIE) {
      names.add(new NamePattern(ConsentCookie.NAME), services.size());
    }
    return names.text(
        patterns ->
            patterns.stream()
                .map(name -> GuardRules.regex(name.glob(), "[^]"))
                .collect(Collectors.joining("|")));
  }

  /** Whether a name could be held back if it were not declared like that. */
  private boolean matters(CookieDescriptor stored) {
    boolean undeclaredPasses =
        stored.kind() != StorageKind.COOKIE
            || policy.settings().undeclaredCookies() == Handling.REPORT;
    return !undeclaredPasses
        || !stored.name().isLiteral()
        || services.stream()
            .filter(service -> !isAlwaysOpen(service))
            .flatMap(service -> service.stores().stream())
            .anyMatch(s -> s.kind() == stored.kind() && s.name().matches(stored.name().glob()));
  }

  private static String array(Stream<String> values) {
    return values.collect(Collectors.joining(",", "[", "]"));
  }

  private static String strings(String... values) {
    return array(Stream.of(values).map(GuardRules::string));
  }
}
