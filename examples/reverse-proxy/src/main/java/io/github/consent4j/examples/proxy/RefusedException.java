package io.github.consent4j.examples.proxy;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request that cannot be answered by a site, with what the visitor is told instead. */
final class RefusedException extends IOException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String told;

  /**
   * @param status the status of the response
   * @param told a sentence for the visitor; says nothing of the site behind
   * @param cause what happened, for the log
   */
  RefusedException(int status, String told, @Nullable Throwable cause) {
    super(told, cause);
    this.status = status;
    this.told = told;
  }

  int status() {
    return status;
  }

  String told() {
    return told;
  }
}
