package io.github.consent4j.page;

import io.github.consent4j.consent.ConsentCookie;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.policy.BeforeDecision;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.Enforcement;
import io.github.consent4j.policy.Handling;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.StorageKind;
import java.time.Period;
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

  GuardScript(Policy policy, RevisionMarks marks) {
    this.policy = policy;
    this.marks = marks;
  }

  String text() {
    return Resources.text("guard.js").replace(PLACE_OF_RULES, rules());
  }

  private String rules() {
    Period renewal = policy.settings().renewAfter();
    boolean holdsUndeclared = policy.settings().undeclaredCookies() == Handling.BLOCK;
    GuardUrls urls = new GuardUrls(policy);
    return array(
        Stream.of(
            String.valueOf(renewal.toTotalMonths()),
            String.valueOf(renewal.getDays()),
            holdsUndeclared ? "1" : "0",
            String.valueOf(undeclaredHosts(urls)),
            array(Stream.concat(services(), Stream.of("[]"))),
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

  private Stream<String> services() {
    return policy.services().stream().map(this::service);
  }

  private String service(Service service) {
    int index = policy.indexOf(service.id());
    Category category = policy.categoryAt(index);
    if (category.enforce() != Enforcement.ON) {
      return "[]";
    }
    if (!category.required()) {
      return strings(service.id(), marks.at(index), category.id());
    }
    return category.beforeDecision() == BeforeDecision.BLOCK ? strings(service.id()) : "[]";
  }

  /** The consent cookie is as if declared by a service that is always open, behind all others. */
  private String names(StorageKind kind) {
    GuardRules<String> names = new GuardRules<>();
    for (int i = 0; i < policy.services().size(); i++) {
      for (CookieDescriptor stored : policy.services().get(i).stores()) {
        if (stored.kind() == kind) {
          names.add(stored.name().glob(), i);
        }
      }
    }
    if (kind == StorageKind.COOKIE) {
      names.add(ConsentCookie.NAME, policy.services().size());
    }
    return names.text(
        globs ->
            globs.stream()
                .map(glob -> GuardRules.regex(glob, "[^]"))
                .collect(Collectors.joining("|")));
  }

  private static String array(Stream<String> values) {
    return values.collect(Collectors.joining(",", "[", "]"));
  }

  private static String strings(String... values) {
    return array(Stream.of(values).map(GuardRules::string));
  }
}
