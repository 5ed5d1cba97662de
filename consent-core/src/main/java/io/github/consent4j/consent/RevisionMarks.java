package io.github.consent4j.consent;

import io.github.consent4j.format.Sha256;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import java.util.ArrayList;
import java.util.List;

/**
 * Short fingerprints of the services of a policy. They show which state of a service a decision has
 * answered. A service's mark changes with everything that makes the question a new one: its
 * category, its provider, the countries that data goes to, what it stores and for how long, which
 * hosts it sends data to, which scripts belong to it, and the revision that the site declares. What
 * it stores on its provider's own domains counts as well, although a site cannot block that by its
 * name. The names of these domains do not count. Texts do not count (a purpose does if the
 * {@linkplain Policy#purposesCount() site says so}), so that visitors are not asked again about a
 * corrected word (EDPB Guidelines 05/2020, paragraphs 90 and 110).
 *
 * <p>Immutable and thread-safe.
 */
public final class RevisionMarks {

  /** The number of characters in the mark of a service. */
  public static final int MARK_LENGTH = 3;

  private static final int REVISION_LENGTH = 6;

  private final List<String> byIndex;
  private final String revision;
  private final UnknownIds unknownIds;

  private RevisionMarks(List<String> byIndex, String revision, UnknownIds unknownIds) {
    this.byIndex = byIndex;
    this.revision = revision;
    this.unknownIds = unknownIds;
  }

  /** Computes the marks of all services of a policy. */
  public static RevisionMarks of(Policy policy) {
    List<String> facts = new ArrayList<>();
    List<String> marks = new ArrayList<>();
    for (int i = 0; i < policy.services().size(); i++) {
      String fact = facts(policy, policy.categoryAt(i), policy.services().get(i));
      facts.add(fact);
      marks.add(Sha256.base64(fact).substring(0, MARK_LENGTH));
    }
    return new RevisionMarks(
        List.copyOf(marks),
        Sha256.base64(String.join("\n", facts)).substring(0, REVISION_LENGTH),
        new UnknownIds(policy));
  }

  /**
   * Returns the mark of the service at an index of {@link Policy#services()}: three URL-safe
   * characters.
   */
  public String at(int serviceIndex) {
    return byIndex.get(serviceIndex);
  }

  /** Returns a fingerprint of the whole policy: six URL-safe characters. */
  public String revision() {
    return revision;
  }

  /** Returns the log of identifiers that the policy of these marks does not have. */
  UnknownIds unknownIds() {
    return unknownIds;
  }

  private static String facts(Policy policy, Category category, Service service) {
    List<String> facts = new ArrayList<>();
    facts.add(policy.revision());
    facts.add(category.id());
    facts.add(String.valueOf(category.required()));
    facts.addAll(service.question());
    if (policy.purposesCount()) {
      facts.add("purpose " + service.purpose().in(policy.languages().get(0)));
    }
    return String.join("\n", facts);
  }
}
