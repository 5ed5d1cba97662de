package io.github.consent4j.consent;

import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Turns the choices of a visitor into a new {@link Consent}. Thread-safe.
 *
 * <p>{@link #acceptAll}, {@link #rejectAll} and {@link #save} answer all questions of the policy:
 * what is not granted is refused. Visitors are not asked about a category that is not enforced. So
 * such a category keeps its state, unless the category or one of its services is named. {@link
 * #grant} and {@link #withdraw} answer only what they name: a visitor who allows one video has not
 * refused the rest.
 */
public final class Decider {

  private static final int ID_BYTES = 8;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param clock time of the decisions
   */
  public Decider(Clock clock) {
    this.clock = clock;
  }

  /** Grants everything. */
  public Consent acceptAll(Consent before) {
    return decide(before, Set.of(), Scope.ALL, service -> true, category -> true);
  }

  /** Refuses everything that can be refused. */
  public Consent rejectAll(Consent before) {
    return decide(before, Set.of(), Scope.ALL, service -> false, category -> false);
  }

  /**
   * Grants exactly what is named, and refuses everything else.
   *
   * @param grants identifiers of categories and services
   * @throws UnknownIdException if the policy has no category or service with one of them
   */
  public Consent save(Consent before, Set<String> grants) {
    requireKnown(before.policy(), grants);
    return decide(before, grants, Scope.ALL, service -> grants.contains(service.id()), in(grants));
  }

  /**
   * Grants what is named, in addition to what is allowed already. What is not answered yet stays a
   * question.
   *
   * @throws UnknownIdException if the policy has no category or service with one of them
   */
  public Consent grant(Consent current, Set<String> ids) {
    Consent before = current.asDecided();
    requireKnown(before.policy(), ids);
    return decide(
        before,
        ids,
        Scope.NAMED,
        service -> ids.contains(service.id()) || before.allows(service.id()),
        category -> ids.contains(category.id()) || before.allows(category.id()));
  }

  /**
   * Refuses what is named. Everything else stays as it is, answered or not.
   *
   * @throws UnknownIdException if the policy has no category or service with one of them
   */
  public Consent withdraw(Consent current, Set<String> ids) {
    Consent before = current.asDecided();
    requireKnown(before.policy(), ids);
    Policy policy = before.policy();
    return decide(
        before,
        ids,
        Scope.NAMED,
        service ->
            before.allows(service.id())
                && !ids.contains(service.id())
                && !ids.contains(policy.categoryAt(policy.indexOf(service.id())).id()),
        category ->
            before.allows(category.id())
                && !ids.contains(category.id())
                && category.services().stream().noneMatch(s -> ids.contains(s.id())));
  }

  private static Predicate<Category> in(Set<String> grants) {
    return category -> grants.contains(category.id());
  }

  private static void requireKnown(Policy policy, Set<String> ids) {
    for (String id : ids) {
      if (policy.indexOf(id) < 0 && policy.category(id).isEmpty()) {
        throw new UnknownIdException(id, policy.ids());
      }
    }
  }

  /** The questions that a decision answers. */
  private enum Scope {
    ALL,
    NAMED
  }

  private Consent decide(
      Consent before,
      Set<String> named,
      Scope scope,
      Predicate<Service> grantsService,
      Predicate<Category> grantsCategory) {
    Policy policy = before.policy();
    Set<String> granted = new LinkedHashSet<>();
    Set<String> refused = new LinkedHashSet<>();
    Set<String> marks = new HashSet<>();
    for (Category category : policy.categories()) {
      if (category.required()) {
        continue;
      }
      if (!isNamed(category, named) && (scope == Scope.NAMED || !category.isAsked())) {
        leave(category, before, granted, refused, marks);
        continue;
      }
      boolean all = scope == Scope.ALL || named.contains(category.id());
      List<Service> answered =
          category.services().stream()
              .filter(
                  service ->
                      all
                          || named.contains(service.id())
                          || before.isAnsweredAt(policy.indexOf(service.id())))
              .toList();
      int services = category.services().size();
      long agreed =
          answered.stream()
              .filter(service -> grantsCategory.test(category) || grantsService.test(service))
              .count();
      boolean whole = grantsCategory.test(category) || (services > 0 && agreed == services);
      // The cookie stores a category with the choice of most of its services, and the other
      // services one by one.
      boolean categoryGranted = whole || agreed * 2 > services;
      boolean isAnswered = answered.size() == services || before.isAnswered(category);
      if (isAnswered) {
        (categoryGranted ? granted : refused).add(category.id());
      }
      for (Service service : answered) {
        boolean serviceGranted = whole || grantsService.test(service);
        if (!isAnswered || serviceGranted != categoryGranted) {
          (serviceGranted ? granted : refused).add(service.id());
        }
        marks.add(before.marks().at(policy.indexOf(service.id())));
      }
    }
    String id = before.decision() instanceof Decision.Made made ? made.id() : newId();
    return Consent.of(
        policy,
        before.marks(),
        new Decision.Made(
            id,
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            before.marks().revision(),
            granted,
            refused,
            marks,
            Optional.empty()));
  }

  private static boolean isNamed(Category category, Set<String> named) {
    return named.contains(category.id())
        || category.services().stream().anyMatch(service -> named.contains(service.id()));
  }

  /** Keeps the earlier decision about a category and its services. */
  private static void leave(
      Category category,
      Consent before,
      Set<String> granted,
      Set<String> refused,
      Set<String> marks) {
    if (before.decision() instanceof Decision.Made made) {
      Stream.concat(Stream.of(category.id()), category.services().stream().map(Service::id))
          .forEach(
              id -> {
                if (made.granted().contains(id)) {
                  granted.add(id);
                } else if (made.refused().contains(id)) {
                  refused.add(id);
                }
              });
      category.services().stream()
          .map(service -> before.marks().at(before.policy().indexOf(service.id())))
          .filter(made.marks()::contains)
          .forEach(marks::add);
    }
  }

  private String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
