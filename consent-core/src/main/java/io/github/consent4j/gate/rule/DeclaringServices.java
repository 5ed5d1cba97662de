package io.github.consent4j.gate.rule;

import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.GateListener;
import io.github.consent4j.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The services that declare one resource. It is blocked if at least one service declares it and
 * none of them is allowed.
 */
public final class DeclaringServices {

  /** Nobody declares the resource, or somebody who is let through does. */
  public static final int PASSES = -1;

  private static final byte[] NOTHING = {};

  private final Policy policy;
  private final GateReports reports;
  private @Nullable AllowedServices allowed;
  private boolean declared;
  private boolean open;
  private int blockedBy = PASSES;
  private int reported = PASSES;

  /** The declared hosts by which those two are known. */
  private String blockedHost = "";

  private String reportedHost = "";

  /** Whether nobody is told of what is met, because it will be met again. */
  private boolean quiet;

  private boolean found;

  private @Nullable Text text;

  /** ASCII that stands in an array. */
  private static final class Text implements CharSequence {

    private byte[] bytes = NOTHING;
    private int from;
    private int to;

    @Override
    public int length() {
      return to - from;
    }

    @Override
    public char charAt(int index) {
      return (char) (bytes[from + index] & 0xff);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return toString().substring(start, end);
    }

    @Override
    public String toString() {
      return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
  }

  DeclaringServices(Policy policy, GateReports reports) {
    this.policy = policy;
    this.reports = reports;
  }

  /** From now on another visitor is asked about. */
  public void begin(AllowedServices visitors) {
    allowed = visitors;
    reset();
  }

  public AllowedServices allowed() {
    return Objects.requireNonNull(allowed, "no page has begun");
  }

  /** From now on it is only found out whether there is anything to tell. */
  public void reportNothing() {
    quiet = true;
  }

  /** Whether there was anything to tell that nobody was told. */
  public boolean hasFindings() {
    return found;
  }

  /** Whether something that was met is to be told. */
  boolean mayReport() {
    found |= quiet;
    return !quiet;
  }

  /** Nobody is asked about until the next page. */
  public void forget() {
    allowed = null;
    reset();
    if (text != null) {
      text.bytes = NOTHING;
    }
  }

  public void reset() {
    declared = false;
    open = false;
    blockedBy = PASSES;
    reported = PASSES;
  }

  /** Adds services that declare the resource by other things than its host. */
  public void add(int[] services) {
    add(services, "");
  }

  /** Adds services that declare the resource's host by this name. */
  public void add(int[] services, String host) {
    AllowedServices visitors = allowed();
    for (int service : services) {
      declared = true;
      if (visitors.isOnlyReported(service)) {
        reported = service;
        reportedHost = host;
      } else if (visitors.allows(service)) {
        open = true;
      } else if (blockedBy == PASSES || isBetterNamed(service, blockedBy)) {
        blockedBy = service;
        blockedHost = host;
      }
    }
  }

  /**
   * Returns whether one service is better named to visitors than another one, where both declare
   * what is blocked: one that they can allow, else the first.
   */
  private boolean isBetterNamed(int service, int other) {
    boolean required = policy.categoryAt(service).required();
    boolean otherRequired = policy.categoryAt(other).required();
    return required == otherRequired ? service < other : !required;
  }

  boolean isDeclared() {
    return declared;
  }

  /** The service on whose behalf the resource is held back, or {@link #PASSES}. */
  int verdict() {
    return open || reported != PASSES ? PASSES : blockedBy;
  }

  /** Whether report mode is all that lets the resource through. */
  public boolean isReported() {
    return reported != PASSES && !open;
  }

  /** The verdict, told to whoever wants to hear of it. */
  public int reportedVerdict() {
    int verdict = verdict();
    if (verdict != PASSES) {
      if (mayReport()) {
        reports.report(GateListener.Kind.HELD_BACK, blockedHost, verdict);
      }
    } else if (isReported() && mayReport()) {
      reports.report(GateListener.Kind.REPORTED, reportedHost, reported);
    }
    return verdict;
  }

  /** ASCII as characters; valid until the next call. */
  CharSequence text(byte[] bytes, int from, int to) {
    Text view = text;
    if (view == null) {
      view = new Text();
      text = view;
    }
    view.bytes = bytes;
    view.from = from;
    view.to = to;
    return view;
  }
}
