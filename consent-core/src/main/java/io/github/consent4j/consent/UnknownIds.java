package io.github.consent4j.consent;

import io.github.consent4j.policy.Policy;
import io.github.consent4j.text.LogOnce;
import io.github.consent4j.text.Suggestions;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs identifiers that code asks about and that a policy does not have. Thread-safe. */
final class UnknownIds {

  private static final Logger LOG = LoggerFactory.getLogger(UnknownIds.class);

  /**
   * The maximum number of logged identifiers. Identifiers that code takes from requests must not
   * fill the log.
   */
  private static final int MOST = 100;

  private static final int LONGEST = 100;

  private final List<String> known;
  private final LogOnce told = new LogOnce(MOST);

  UnknownIds(Policy policy) {
    known = policy.ids();
  }

  void asked(String id) {
    if (told.lacks(id) && id.length() <= LONGEST && told.add(id)) {
      LOG.warn(
          "Code asks for the consent to '{}', which the policy does not have, so the answer is no{}",
          id.replaceAll("\\p{Cntrl}", "?"),
          Suggestions.didYouMean(id, known));
    }
  }
}
