package io.github.consent4j.record.export;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecord.Event;
import io.github.consent4j.record.ConsentRecord.State;
import org.jspecify.annotations.Nullable;

/** One state of the consent to a service. */
record DpvStatus(String type, ConsentRecord record) {

  /** Of a refusal in a later decision, of which the earlier ones are not at hand. */
  static final String REFUSED_OR_WITHDRAWN = "dpv:ConsentStatusInvalidForProcessing";

  /**
   * Returns the state that a decision leads to.
   *
   * @param state what was decided about the service
   * @param before what was decided about it before; null if nothing
   * @param isFirst whether no decision of the visitor before this one is at hand
   */
  static DpvStatus of(ConsentRecord record, State state, @Nullable State before, boolean isFirst) {
    return new DpvStatus(
        switch (state) {
          case UNDECIDED -> "dpv:ConsentUnknown";
          case GRANTED ->
              before == State.GRANTED || record.event() == Event.RENEWED
                  ? "dpv:RenewedConsentGiven"
                  : "dpv:ConsentGiven";
          case REFUSED -> refused(record.event(), before, isFirst);
        },
        record);
  }

  private static String refused(Event event, @Nullable State before, boolean isFirst) {
    if (before == State.GRANTED) {
      return "dpv:ConsentWithdrawn";
    }
    boolean maybeWithdrawn = event == Event.CHANGED || event == Event.WITHDRAWN;
    return isFirst && maybeWithdrawn ? REFUSED_OR_WITHDRAWN : "dpv:ConsentRefused";
  }

  /** Returns whether the service may be used. */
  boolean isGiven() {
    return type.endsWith("ConsentGiven");
  }
}
