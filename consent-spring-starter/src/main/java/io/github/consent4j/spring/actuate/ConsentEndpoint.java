package io.github.consent4j.spring.actuate;

import io.github.consent4j.servlet.ConsentFilter;
import io.github.consent4j.servlet.PolicyStatus;
import io.github.consent4j.servlet.RecordStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * The actuator's endpoint {@code consent}: the policy in force, how well the proof of decisions is
 * being kept, and the numbers of decisions. It contains nothing about visitors. Thread-safe.
 */
@Endpoint(id = "consent")
public final class ConsentEndpoint {

  private final ConsentFilter filter;

  ConsentEndpoint(ConsentFilter filter) {
    this.filter = filter;
  }

  /** Returns the status as members of a JSON object. */
  @ReadOperation
  public Map<String, Object> consent() {
    PolicyStatus policy = filter.status();
    RecordStatus records = filter.recordStatus();
    Map<String, Object> ofPolicy = new LinkedHashMap<>();
    ofPolicy.put("source", policy.source());
    ofPolicy.put("revision", policy.revision());
    ofPolicy.put("since", policy.since().toString());
    ofPolicy.put("problems", policy.problems());
    Map<String, Object> decisions = new TreeMap<>();
    records.decisions().forEach((day, counts) -> decisions.put(day.toString(), counts));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("policy", ofPolicy);
    all.put("records", RecordDetails.of(records));
    all.put("decisions", decisions);
    return all;
  }
}
