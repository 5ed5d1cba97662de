package io.github.consent4j.audit.rule;

import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Enforcement;
import io.github.consent4j.policy.OnError;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Presence;
import io.github.consent4j.policy.PrivacySignal;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.UndeclaredHandling;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Checks the rules of a finished policy: what is allowed to stand in a file, and is hard to defend.
 * A policy without breaches follows these rules; whether a site is lawful is another question. Not
 * thread-safe.
 */
public final class Lint {

  private static final String MARKETING = "marketing";

  /** The hosts from which the known tag managers load what others have set up. */
  private static final Set<String> TAG_MANAGERS =
      Set.of("www.googletagmanager.com", "tags.tiqcdn.com", "assets.adobedtm.com");

  /** Any start will do, as whole months are compared. */
  private static final LocalDate START = LocalDate.of(2025, 1, 1);

  private static final Period USUAL_RENEWAL = Period.ofMonths(6);

  private final Policy policy;
  private final Function<String, @Nullable String> usualCategory;
  private final Predicate<List<String>> isWritten;
  private final List<Breach> breaches = new ArrayList<>();

  /**
   * @param usualCategory returns the category in which most sites put a service; null if nobody
   *     knows
   * @param isWritten returns whether the file has a key, by the way to it; words that only the
   *     catalogue has are not checked
   */
  public Lint(
      Policy policy,
      Function<String, @Nullable String> usualCategory,
      Predicate<List<String>> isWritten) {
    this.policy = policy;
    this.usualCategory = usualCategory;
    this.isWritten = isWritten;
  }

  /** Returns what breaks a rule, in the order of the policy. */
  public List<Breach> breaches() {
    breaches.clear();
    checkSite();
    checkSettings();
    for (Category category : policy.categories()) {
      check(category);
      for (Service service : category.services()) {
        new ServiceLint(category, service, breaches).check();
        checkLoader(category, service);
      }
    }
    new WordingLint(policy, isWritten, breaches).check();
    return List.copyOf(breaches);
  }

  private void add(Rule rule, String message, String... way) {
    add(rule, message, List.of(List.of(way)));
  }

  private void add(Rule rule, String message, List<List<String>> ways) {
    breaches.add(new Breach(rule, ways, message));
  }

  private void checkSite() {
    if (policy.site().controller().isEmpty()) {
      add(
          LintRules.NO_CONTROLLER,
          "nothing says who is responsible for the site; name it, as in 'controller: { name:"
              + " Example Institute, address: ..., contact: ... }'",
          "site");
    }
  }

  private void checkSettings() {
    Period renewal = policy.settings().renewAfter();
    int length = START.plus(renewal).compareTo(START.plus(USUAL_RENEWAL));
    if (length < 0) {
      add(
          LintRules.NAGGING,
          "visitors are asked again after "
              + renewal
              + ", also those who have refused; leave"
              + " 'renew-after' out, or write '6 months'",
          "renew-after");
    } else if (length > 0) {
      add(
          LintRules.LATE_RENEWAL,
          "visitors are asked again after "
              + renewal
              + ", which is longer than the six months that the Irish authority recommends",
          "renew-after");
    }
    checkUndeclared("undeclared-cookies", policy.settings().undeclaredCookies());
    checkUndeclared("undeclared-hosts", policy.settings().undeclaredHosts());
    if (policy.settings().onError() == OnError.PASS) {
      add(
          LintRules.PASSES_ON_ERROR,
          "a page that cannot be read passes with everything that visitors have refused; leave"
              + " 'on-error' out",
          "on-error");
    }
    Presence presence = policy.settings().presence();
    if (!presence.floatingButton() && isAnythingAsked()) {
      add(
          LintRules.ENTRY_LEFT_TO_PAGES,
          "nothing in the file leads back to the settings; each page needs a link to "
              + policy.settings().basePath()
              + ", or write 'floating-button: true'",
          List.of(List.of("floating-button"), List.of("site")));
    }
  }

  private boolean isAnythingAsked() {
    return policy.categories().stream().anyMatch(Category::isAsked);
  }

  private void checkUndeclared(String key, UndeclaredHandling handling) {
    if (handling == UndeclaredHandling.REPORT) {
      add(
          LintRules.UNDECLARED_ALLOWED,
          "with '"
              + key
              + ": report', also a tracker that the catalogue knows passes if no service declares"
              + " it; leave the key out, or write 'known' or 'block'",
          key);
    }
  }

  private void check(Category category) {
    String id = category.id();
    if (category.enforce() != Enforcement.ON && !category.services().isEmpty()) {
      add(
          LintRules.ENFORCEMENT_OFF,
          "of category '"
              + id
              + "' nothing is held back, and nobody is asked about it; write 'enforce: on' as soon"
              + " as the site is ready",
          "categories",
          id,
          "enforce");
    }
    if (category.required()) {
      return;
    }
    checkPurpose(category);
    boolean isShared = category.services().stream().anyMatch(this::isMarketing);
    if (category.gpc() == PrivacySignal.IGNORE && isShared) {
      add(
          LintRules.GPC_IGNORED,
          "category '"
              + id
              + "' has advertising services, and does not follow Global Privacy Control; leave"
              + " 'gpc' out",
          "categories",
          id,
          "gpc");
    }
  }

  private boolean isMarketing(Service service) {
    return MARKETING.equals(usualCategory.apply(service.id()));
  }

  private void checkPurpose(Category category) {
    List<String> advertising = new ArrayList<>();
    List<String> other = new ArrayList<>();
    for (Service service : category.services()) {
      if (usualCategory.apply(service.id()) != null) {
        (isMarketing(service) ? advertising : other).add("'" + service.id() + "'");
      }
    }
    if (!advertising.isEmpty() && !other.isEmpty()) {
      add(
          LintRules.MIXED_PURPOSES,
          "category '"
              + category.id()
              + "' asks about advertising ("
              + String.join(", ", advertising)
              + ") and about something else ("
              + String.join(", ", other)
              + ") at once; put the advertising in a category of its own",
          "categories",
          category.id());
    }
  }

  private void checkLoader(Category category, Service service) {
    boolean isLoader =
        service.id().endsWith("tag-manager")
            || service.loads().urls().stream().anyMatch(url -> TAG_MANAGERS.contains(url.host()));
    if (category.required() && isLoader) {
      add(
          LintRules.LOADER_WITHOUT_CONSENT,
          "'"
              + service.id()
              + "' loads further services, and contacts its provider before anybody has agreed;"
              + " move it to a category that asks",
          "categories",
          category.id(),
          "services",
          service.id());
    }
  }
}
