package io.github.consent4j.servlet.exchange;

import io.github.consent4j.consent.Consent;
import org.jspecify.annotations.Nullable;

/**
 * One request with its response, as far as a page asks about the visitor. Belongs to one request;
 * as thread-safe as that.
 */
public interface Visit {

  /**
   * Returns the consent with which the page is written. The response is for this visitor from now
   * on; if it has already begun as one for everybody, it is the consent of an undecided visitor.
   *
   * @throws IllegalStateException if no filter is set up for the application
   */
  Consent consent();

  /** Returns the exchange; null if the request has not met the filter. */
  @Nullable Exchange exchange();

  /** Returns whether the response is for everybody, as far as that is known yet. */
  boolean isForEverybody();

  /** Returns the nonce of scripts in the page's own content security policy; may be empty. */
  String nonce();

  /** Returns the content type of the response; null if it is not set yet. */
  @Nullable String contentType();
}
