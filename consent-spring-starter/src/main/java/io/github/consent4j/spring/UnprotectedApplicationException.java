package io.github.consent4j.spring;

/** The application runs on a server without servlet filters. */
final class UnprotectedApplicationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnprotectedApplicationException() {
    super(
        "consent-spring-starter works in servlet applications alone, and this is a WebFlux"
            + " application, so nothing would be held back");
  }
}
