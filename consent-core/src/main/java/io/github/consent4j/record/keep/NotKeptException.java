package io.github.consent4j.record.keep;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A record is not known to be kept. If time ran out while it was being written, it may be kept all
 * the same. The message contains nothing about the visitor.
 */
public final class NotKeptException extends IOException {

  private static final long serialVersionUID = 1L;

  NotKeptException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
