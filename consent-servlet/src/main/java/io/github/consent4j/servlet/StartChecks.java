package io.github.consent4j.servlet;

import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.DecisionCookie;
import io.github.consent4j.policy.Enforcement;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import java.io.IOException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is checked and logged of a policy when a site starts, on a server of any kind. */
final class StartChecks {

  private static final Logger LOG = LoggerFactory.getLogger(StartChecks.class);

  private StartChecks() {}

  /**
   * Logs the policy, and what may be missing in it.
   *
   * @param revision revision of the policy
   * @param asksApplication whether the application says whose consent is needed
   */
  static void tell(Policy ready, String revision, boolean asksApplication) {
    LOG.info(
        "Consent: {} categories, {} services, revision {}, pages below {}",
        ready.categories().size(),
        ready.services().size(),
        revision,
        ready.settings().basePath());
    ready
        .sites()
        .forEach(
            (address, site) ->
                LOG.info(
                    "Consent at {}: {} categories, {} services, pages below {}",
                    address,
                    site.categories().size(),
                    site.services().size(),
                    site.settings().basePath()));
    warnOfNeed(ready, asksApplication);
    Stream.concat(Stream.of(ready), ready.sites().values().stream())
        .flatMap(policy -> policy.categories().stream())
        .distinct()
        .forEach(StartChecks::warn);
  }

  /** Logs that the policy and the application do not agree about whose consent is needed. */
  private static void warnOfNeed(Policy policy, boolean asksApplication) {
    boolean isByRequest =
        Stream.concat(Stream.of(policy), policy.sites().values().stream())
            .anyMatch(site -> site.settings().consentByRequest());
    if (isByRequest && !asksApplication) {
      LOG.warn(
          "'site.needs-consent' is by-request, and the application has no NeedsConsent: everybody is"
              + " asked");
    }
    if (!isByRequest && asksApplication) {
      LOG.warn(
          "The application has a NeedsConsent that nobody asks, as 'site.needs-consent' is not"
              + " by-request: everybody is asked");
    }
  }

  /** Logs what is allowed although an operator may expect that it is blocked. */
  private static void warn(Category category) {
    if (category.enforce() != Enforcement.ON) {
      LOG.warn(
          "Category '{}' holds nothing back, and nobody is asked about it: its 'enforce' is '{}'",
          category.id(),
          category.enforce().id());
    }
    for (Service service : category.services()) {
      if (!service.canBeHeldBack() && !category.required()) {
        LOG.warn(
            "Nothing of service '{}' can be held back: say what it 'stores' and 'loads'",
            service.id());
      }
    }
  }

  /** Refuses a cookie that browsers would not send back, of any site of the application. */
  static void requireReach(Policy policy, String contextPath) throws IOException {
    requireReach(policy.settings().cookie(), contextPath);
    for (Policy site : policy.sites().values()) {
      requireReach(site.settings().cookie(), contextPath);
    }
  }

  /** Refuses a cookie that browsers would not send back to the application. */
  private static void requireReach(DecisionCookie cookie, String contextPath) throws IOException {
    if (cookie.isForOneHost() && !contextPath.isEmpty()) {
      throw new IOException(
          "The consent cookie cannot be called '"
              + cookie.name()
              + "', as browsers take such a name for the root of a host, and the application lives"
              + " at '"
              + contextPath
              + "': choose another 'cookie.name'");
    }
    if (!cookie.reaches(contextPath)) {
      throw new IOException(
          "The consent cookie would never come back: its path '"
              + cookie.pathIn(contextPath)
              + "' is not one of the application, which lives at '"
              + (contextPath.isEmpty() ? "/" : contextPath)
              + "': change 'cookie.path', or leave it out");
    }
  }
}
