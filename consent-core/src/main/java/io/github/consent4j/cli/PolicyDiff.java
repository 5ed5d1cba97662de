package io.github.consent4j.cli;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.ConsentEvent.Layer;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.page.Notices;
import io.github.consent4j.page.Pages;
import io.github.consent4j.page.asset.Assets;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.UrlPattern;
import io.github.consent4j.record.Notice;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What changes for visitors when a policy replaces another one. The revision rule of the library
 * decides who is asked again. Immutable.
 */
final class PolicyDiff {

  /**
   * A service or category about which a visitor is asked who has answered everything before.
   *
   * @param id the service, or a category without services
   * @param reasons what has changed, a few words each
   */
  record Question(String id, String category, List<String> reasons) {}

  /**
   * Words that visitors are shown from now on.
   *
   * @param layer where they are shown
   * @param words lines that were not there before
   */
  record NewNotice(String language, Layer layer, List<String> words) {}

  private final Policy before;
  private final Policy after;
  private final List<Question> questions = new ArrayList<>();
  private final List<String> held;
  private final List<String> freed;
  private final List<String> settled = new ArrayList<>();
  private final List<NewNotice> newNotices;

  PolicyDiff(Policy before, Policy after) {
    this.before = before;
    this.after = after;
    ask();
    HeldRules old = new HeldRules(before);
    HeldRules now = new HeldRules(after);
    Set<HeldRules.Rule> all = new TreeSet<>(old.all());
    all.addAll(now.all());
    held = all.stream().filter(r -> now.holds(r) && !old.holds(r)).map(String::valueOf).toList();
    freed = all.stream().filter(r -> old.holds(r) && !now.holds(r)).map(String::valueOf).toList();
    newNotices = newNotices(notices(before), notices(after));
  }

  private static Notices notices(Policy policy) {
    return new Pages(policy, Assets.of(policy, RevisionMarks.of(policy))).notices();
  }

  private List<NewNotice> newNotices(Notices old, Notices now) {
    List<NewNotice> found = new ArrayList<>();
    for (Notice notice : now.all()) {
      Notice replaced = old.of(notice.layer(), notice.language());
      if (!before.languages().contains(notice.language()) || !replaced.id().equals(notice.id())) {
        Set<String> known = replaced.text().lines().collect(Collectors.toSet());
        List<String> words = notice.text().lines().filter(line -> !known.contains(line)).toList();
        found.add(new NewNotice(notice.language(), notice.layer(), words));
      }
    }
    return found;
  }

  /** The notices that visitors are shown from now on, in place of others. */
  List<NewNotice> newNotices() {
    return newNotices;
  }

  /** What a visitor is asked again; empty if all decisions stay complete. */
  List<Question> questions() {
    return List.copyOf(questions);
  }

  /** The rules that hold something back from now on, before a decision. */
  List<String> held() {
    return held;
  }

  /** The rules that no longer hold anything back. */
  List<String> freed() {
    return freed;
  }

  /** The services that visitors are no longer asked about. */
  List<String> settled() {
    return List.copyOf(settled);
  }

  boolean isEmpty() {
    return !isSubstantial() && newNotices.isEmpty();
  }

  /** Returns whether anything but words changes. */
  boolean isSubstantial() {
    return !questions.isEmpty() || !held.isEmpty() || !freed.isEmpty() || !settled.isEmpty();
  }

  private void ask() {
    Consent undecided = Consent.of(before, RevisionMarks.of(before), Decision.UNDECIDED);
    Decision decision = new Decider(Clock.systemUTC()).acceptAll(undecided).decision();
    Consent consent = Consent.of(after, RevisionMarks.of(after), decision);
    for (int i = 0; i < after.services().size(); i++) {
      if (consent.stateAt(i) == Consent.State.UNDECIDED && after.categoryAt(i).isAsked()) {
        Service service = after.services().get(i);
        questions.add(new Question(service.id(), after.categoryAt(i).id(), reasons(service)));
      }
    }
    for (Category category : after.categories()) {
      boolean answered = before.category(category.id()).filter(Category::isAsked).isPresent();
      if (category.isAsked() && category.services().isEmpty() && !answered) {
        questions.add(new Question(category.id(), category.id(), List.of("the category is new")));
      }
    }
    for (Service service : before.services()) {
      boolean asked = isAsked(before, service.id());
      if (asked && !isAsked(after, service.id())) {
        settled.add(
            service.id()
                + (after.service(service.id()).isEmpty()
                    ? " is gone"
                    : " now needs no answer, in category '" + category(after, service) + "'"));
      }
    }
  }

  private static boolean isAsked(Policy policy, String service) {
    int index = policy.indexOf(service);
    return index >= 0 && policy.categoryAt(index).isAsked();
  }

  private static String category(Policy policy, Service service) {
    return policy.categoryAt(policy.indexOf(service.id())).id();
  }

  private List<String> reasons(Service now) {
    Optional<Service> found = before.service(now.id());
    if (found.isEmpty()) {
      return List.of("it is new");
    }
    Service old = found.get();
    List<String> reasons = new ArrayList<>();
    String oldCategory = category(before, old);
    if (!oldCategory.equals(category(after, now))) {
      reasons.add("it moved from category '" + oldCategory + "'");
    }
    if (!isAsked(before, old.id())) {
      reasons.add("nobody was asked about it before");
    }
    if (!before.revision().equals(after.revision())) {
      reasons.add("'revision' was '" + before.revision() + "', is '" + after.revision() + "'");
    }
    changed(reasons, "provider", old.provider().name(), now.provider().name());
    changed(
        reasons,
        "country",
        old.provider().country().orElse("unknown"),
        now.provider().country().orElse("unknown"));
    changed(
        reasons,
        "sends data to",
        old.provider().transfersTo(),
        now.provider().transfersTo(),
        Function.identity());
    changed(reasons, "stores", old.stores(), now.stores(), PolicyDiff::text);
    changed(reasons, "loads from", old.loads().urls(), now.loads().urls(), UrlPattern::toString);
    changed(reasons, "has script", old.loads().scripts(), now.loads().scripts(), NamePattern::glob);
    changed(
        reasons,
        "has inline marker",
        old.loads().inline(),
        now.loads().inline(),
        Function.identity());
    if (before.purposesCount() != after.purposesCount()) {
      reasons.add("purposes count " + (after.purposesCount() ? "from now on" : "no longer"));
    } else if (after.purposesCount()) {
      String language = after.languages().get(0);
      changed(reasons, "purpose", old.purpose().in(language), now.purpose().in(language));
    }
    return reasons;
  }

  private static String text(CookieDescriptor stored) {
    return stored.kind().id() + " " + stored.name() + " (" + stored.lifetime() + ")";
  }

  private static void changed(List<String> reasons, String what, String old, String now) {
    if (!old.equals(now)) {
      reasons.add("its " + what + " was '" + old + "', is '" + now + "'");
    }
  }

  private static <T> void changed(
      List<String> reasons,
      String verb,
      Collection<T> old,
      Collection<T> now,
      Function<T, String> text) {
    List<String> before = old.stream().map(text).toList();
    List<String> after = now.stream().map(text).toList();
    after.stream()
        .filter(one -> !before.contains(one))
        .forEach(one -> reasons.add("it " + verb + " " + one));
    before.stream()
        .filter(one -> !after.contains(one))
        .forEach(one -> reasons.add("it no longer " + verb + " " + one));
  }
}
