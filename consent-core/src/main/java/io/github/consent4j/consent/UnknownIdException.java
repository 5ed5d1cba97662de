package io.github.consent4j.consent;

import io.github.consent4j.text.Suggestions;
import java.util.Collection;

/** A decision names a category or service that the policy does not have. */
public final class UnknownIdException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String id;

  UnknownIdException(String id, Collection<String> known) {
    super("The policy has no category or service '" + id + "'" + Suggestions.didYouMean(id, known));
    this.id = id;
  }

  /** Returns the unknown identifier. */
  public String id() {
    return id;
  }
}
