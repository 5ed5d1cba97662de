package io.github.consent4j.spring.actuate;

import io.github.consent4j.audit.Inventory;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.servlet.PolicyReload;
import io.github.consent4j.servlet.PolicyStatus;
import io.github.consent4j.servlet.RecordStatus;
import io.github.consent4j.servlet.RunningSite;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * The actuator's endpoint {@code consent}: the policy in force, what the gates have held back and
 * met, how well the proof of decisions is being kept, and the numbers of decisions. It contains
 * nothing about visitors, and only types of the JDK. Thread-safe.
 */
@Endpoint(id = "consent")
public final class ConsentEndpoint {

  private final RunningSite site;

  ConsentEndpoint(RunningSite site) {
    this.site = site;
  }

  /** Returns the status as members of a JSON object. */
  @ReadOperation
  public Map<String, Object> consent() {
    Policy policy = site.policy();
    RecordStatus records = site.recordStatus();
    Map<String, Object> decisions = new TreeMap<>();
    records.decisions().forEach((day, counts) -> decisions.put(day.toString(), counts));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("policy", PolicyDetails.of(site.status(), policy));
    if (!policy.sites().isEmpty()) {
      all.put("sites", PolicyDetails.sites(policy));
    }
    all.put("gate", GateDetails.of(site.gateStatistics(), PolicyDetails.services(policy)));
    all.put("seen", GateDetails.of(site.seen()));
    all.put("records", RecordDetails.of(records));
    all.put("decisions", decisions);
    return all;
  }

  /**
   * Returns a part that is too long for the status: {@code inventory} is the inventory of what is
   * declared, joined with what was seen since the observation began.
   *
   * @param part name of the part
   * @return a JSON document; null if there is no such part
   */
  @ReadOperation(produces = "application/json")
  public @Nullable String part(@Selector String part) {
    return part.equals("inventory") ? inventory() : null;
  }

  private String inventory() {
    Seen seen = site.seen();
    Inventory observed =
        new Inventory(site.policy())
            .withPlaces()
            .observed(seen.items(), seen.since(), Instant.now());
    return new String(observed.toJson(), StandardCharsets.UTF_8);
  }

  /**
   * Reads the files of the policy again now. A policy that cannot be used leaves the earlier one in
   * force.
   *
   * @return the result as members of a JSON object, with every problem
   */
  @WriteOperation
  public Map<String, Object> reload() {
    PolicyStatus before = site.status();
    return PolicyDetails.of(new PolicyReload(before, site.reload()));
  }
}
