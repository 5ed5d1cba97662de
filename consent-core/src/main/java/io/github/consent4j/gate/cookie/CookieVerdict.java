package io.github.consent4j.gate.cookie;

/** The decision on a {@code Set-Cookie} header. Immutable. */
public sealed interface CookieVerdict {

  /**
   * The header is sent.
   *
   * @param header header to send; the same text if nothing changes
   */
  record Leaves(String header) implements CookieVerdict {}

  /**
   * The cookie is not allowed yet. The header is sent when the visitor agrees.
   *
   * @param header as the application wrote it
   */
  record Waits(String header) implements CookieVerdict {}

  /** The header is not sent. */
  record Held() implements CookieVerdict {}
}
