package io.github.consent4j.gate.cookie;

/** What becomes of a {@code Set-Cookie} header. Immutable. */
public sealed interface CookieVerdict {

  /**
   * It leaves.
   *
   * @param header as it has to leave; the very same text where nothing has to change
   */
  record Leaves(String header) implements CookieVerdict {}

  /**
   * It is not allowed yet, and is to leave once the visitor agrees.
   *
   * @param header as the application wrote it
   */
  record Waits(String header) implements CookieVerdict {}

  /** It does not leave. */
  record Held() implements CookieVerdict {}
}
