package io.github.consent4j.spring;

import io.github.consent4j.policy.PolicyException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Explains why a site without a valid policy does not start. */
final class PolicyFailureAnalyzer implements FailureAnalyzer {

  private static final String EXAMPLE =
      """
      Write src/main/resources/consent.yaml, for example:

      site: { name: My site, privacy-policy: /privacy }
      categories:
        necessary: { required: true }
        external-media: { services: [youtube] }

      Or name another place with 'consent.config', or switch the library off with
      'consent.enabled=false'.""";

  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PolicyException || cause instanceof UnusablePolicyException) {
        return new FailureAnalysis(
            "The consent policy cannot be used:\n\n" + cause.getMessage(),
            "Correct these places and start again.",
            cause);
      }
      if (cause instanceof UnclearDatabaseException) {
        return new FailureAnalysis(
            String.valueOf(cause.getMessage()),
            "Name the bean as 'records.data-source' in the policy (or as"
                + " 'consent.policy.records.data-source'), keep the records in files with"
                + " 'records: { directory: consent-records }', or provide a bean of type"
                + " ConsentRecords.",
            cause);
      }
      if (cause instanceof UnusableRecordsException) {
        return new FailureAnalysis(
            String.valueOf(cause.getMessage()),
            "Correct that and start again. Without 'records' in the policy the site starts, and"
                + " keeps no proof of consent (GDPR, article 7(1)).",
            cause);
      }
      if (cause instanceof PolicyNotFoundException) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), EXAMPLE, cause);
      }
    }
    return null;
  }
}
