package io.github.consent4j.gate;

/**
 * Gathers which services declare one resource, and so whether it is held back: if somebody declares
 * it and none of those is let through.
 */
final class Claims {

  /** Nobody declares the resource, or somebody who is let through does. */
  static final int PASSES = -1;

  private final HtmlRules rules;
  private final Allowance allowance;
  private boolean declared;
  private boolean open;
  private int blamed;

  Claims(HtmlRules rules, Allowance allowance) {
    this.rules = rules;
    this.allowance = allowance;
    reset();
  }

  void reset() {
    declared = false;
    open = false;
    blamed = PASSES;
  }

  void add(int[] services) {
    for (int service : services) {
      declared = true;
      if (allowance.opens(service)) {
        open = true;
      } else if (blamed == PASSES || rules.isBetterBlamed(service, blamed)) {
        blamed = service;
      }
    }
  }

  boolean isDeclared() {
    return declared;
  }

  /** The service on whose behalf the resource is held back, or {@link #PASSES}. */
  int verdict() {
    return open ? PASSES : blamed;
  }
}
