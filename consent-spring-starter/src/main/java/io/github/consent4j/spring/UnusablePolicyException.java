package io.github.consent4j.spring;

/** The policy among the properties is invalid, so that the site cannot start. */
final class UnusablePolicyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnusablePolicyException(String problems) {
    super(problems);
  }
}
