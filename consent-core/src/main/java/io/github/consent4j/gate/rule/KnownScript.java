package io.github.consent4j.gate.rule;

import org.jspecify.annotations.Nullable;

/** Decides on an inline script by what the catalogue recognises in its text. */
public final class KnownScript {

  private final GateReports reports;
  private final DeclaringServices declaring;
  private final DeclaringServices knowing;
  private boolean blocked;
  private int blockedBy;

  private KnownScript(GateReports reports, DeclaringServices declaring, DeclaringServices knowing) {
    this.reports = reports;
    this.declaring = declaring;
    this.knowing = knowing;
  }

  /**
   * Makes one for one script after the other.
   *
   * @param declaring tells whether findings are reported, and the page
   * @return null if the policy does not say that known things are blocked
   */
  public static @Nullable KnownScript of(HtmlRules rules, DeclaringServices declaring) {
    KnownLoads known = rules.known();
    return known == null
        ? null
        : new KnownScript(rules.reports(), declaring, known.declaringServices(rules.reports()));
  }

  /** Begins a script. */
  public void start() {
    blocked = false;
  }

  /**
   * Adds the services that a marker belongs to. What several share is blocked if all of them are.
   */
  public void add(int[] services) {
    if (blocked || services.length == 0) {
      return;
    }
    knowing.reset();
    knowing.add(services);
    int verdict = knowing.verdict();
    blocked = verdict != UrlGate.PASSES;
    blockedBy = verdict;
  }

  /** Decides on a script that no service declares, and reports it if it is blocked. */
  public int verdict() {
    if (!blocked) {
      return UrlGate.PASSES;
    }
    if (declaring.mayReport()) {
      reports.reportKnown(
          declaring.path(),
          "",
          KnownLoads.service(blockedBy),
          declaring.allowed().occurrence().heldIf(true));
    }
    return UrlGate.UNDECLARED;
  }
}
