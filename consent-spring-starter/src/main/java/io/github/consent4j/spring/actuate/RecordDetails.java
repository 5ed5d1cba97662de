package io.github.consent4j.spring.actuate;

import io.github.consent4j.format.EnumName;
import io.github.consent4j.servlet.RecordStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/** The status of the proof of decisions, as the actuator shows it. */
final class RecordDetails {

  private RecordDetails() {}

  static Map<String, Object> of(RecordStatus status) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("state", EnumName.of(status.state()));
    if (status.state() != RecordStatus.State.OFF) {
      details.put("since", status.since().toString());
      details.put("kept", status.kept());
      details.put("waiting", status.waiting());
      details.put("notKept", status.notKept());
      details.put("setAside", status.setAside());
      status.lastFailure().ifPresent(failure -> details.put("lastFailure", failure));
      status.lastFailureAt().ifPresent(at -> details.put("lastFailureAt", at.toString()));
    }
    return details;
  }

  /** Returns whether records are lost unless somebody does something. */
  static boolean isFailing(RecordStatus status) {
    return status.state() == RecordStatus.State.NOT_KEEPING;
  }
}
