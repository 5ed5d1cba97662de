package io.github.consent4j.spring.actuate;

import io.github.consent4j.servlet.PolicyStatus;
import io.github.consent4j.servlet.RecordStatus;
import io.github.consent4j.servlet.RunningSite;
import java.util.Map;

/**
 * The health of the library, for both lines of Spring Boot. It is down only while decisions cannot
 * be proved. A policy that could not be read again endangers no visitor, as the earlier one is
 * enforced; it has a status of its own, which Spring Boot counts as neither up nor down.
 *
 * @param status code of the status
 * @param details what the status follows from
 */
record HealthDetails(String status, Map<String, Object> details) {

  /** The code of the status while the policy in the files cannot be used. */
  static final String WARNING = "WARNING";

  static HealthDetails of(RunningSite site) {
    RecordStatus records = site.recordStatus();
    PolicyStatus policy = site.status();
    Map<String, Object> details = RecordDetails.of(records);
    if (!policy.problems().isEmpty()) {
      details.put("policyProblems", policy.problems());
    }
    return new HealthDetails(status(records, policy), details);
  }

  private static String status(RecordStatus records, PolicyStatus policy) {
    if (RecordDetails.isFailing(records)) {
      return "DOWN";
    }
    return policy.problems().isEmpty() ? "UP" : WARNING;
  }
}
