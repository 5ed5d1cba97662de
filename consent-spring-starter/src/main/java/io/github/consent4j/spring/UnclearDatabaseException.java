package io.github.consent4j.spring;

/** The policy keeps its records in a database, and it is unclear in which one. */
final class UnclearDatabaseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnclearDatabaseException(String message) {
    super(message);
  }
}
