package io.github.consent4j.spring;

/** A policy among the properties with which the site cannot start. */
final class UnusablePolicyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnusablePolicyException(String problems) {
    super(problems);
  }
}
