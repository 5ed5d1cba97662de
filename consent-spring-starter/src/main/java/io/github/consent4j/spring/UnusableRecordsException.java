package io.github.consent4j.spring;

/** The store of records that the policy names cannot be used, so that the site cannot start. */
final class UnusableRecordsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnusableRecordsException(String message, Throwable cause) {
    super(message, cause);
  }
}
