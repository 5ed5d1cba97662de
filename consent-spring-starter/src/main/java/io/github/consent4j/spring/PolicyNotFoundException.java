package io.github.consent4j.spring;

/** The properties name a policy that does not exist. */
final class PolicyNotFoundException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PolicyNotFoundException(String message) {
    super(message);
  }
}
