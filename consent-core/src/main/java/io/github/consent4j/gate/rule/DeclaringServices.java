package io.github.consent4j.gate.rule;

import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.GateListener;
import io.github.consent4j.seen.journal.Occurrence;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The services that declare one resource. It is blocked if at least one service declares it and
 * none of them is allowed.
 */
public final class DeclaringServices {

  /** No service declares the resource, or one that is allowed does. */
  public static final int PASSES = -1;

  private static final byte[] NOTHING = {};

  private final IntPredicate required;
  private final GateReports reports;
  private @Nullable AllowedServices allowed;
  private boolean declared;
  private int blockedBy = PASSES;
  private int reported = PASSES;

  /** The first service that is allowed. */
  private int openFor = PASSES;

  /** The declared hosts that matched for these services. */
  private String blockedHost = "";

  private String openHost = "";

  private String reportedHost = "";

  /** True if findings are not reported, because another pass will report them. */
  private boolean quiet;

  private boolean found;

  /** The path of the page, for reports. */
  private String path = "";

  private @Nullable Text text;

  /** ASCII characters in a byte array. */
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

  /**
   * @param required tells of which services, by index, visitors are not asked
   */
  DeclaringServices(IntPredicate required, GateReports reports) {
    this.required = required;
    this.reports = reports;
  }

  /** Begins decisions for a visitor. */
  public void begin(AllowedServices visitors) {
    allowed = visitors;
    reset();
  }

  public AllowedServices allowed() {
    return Objects.requireNonNull(allowed, "no page has begun");
  }

  /**
   * Sets that findings are not reported from now on. They are only noted, for {@link #hasFindings}.
   */
  public void reportNothing() {
    quiet = true;
  }

  /** Returns whether there was a finding that was not reported. */
  public boolean hasFindings() {
    return found;
  }

  /** Returns whether a finding is reported. Notes the finding if it is not. */
  boolean mayReport() {
    found |= quiet;
    return !quiet;
  }

  /** Sets the path of the page that findings are reported for. */
  void on(String pagePath) {
    path = pagePath;
  }

  /** Returns the path of the page that findings are reported for. */
  String path() {
    return path;
  }

  /** Forgets the visitor. The next page begins with {@link #begin}. */
  public void forget() {
    allowed = null;
    path = "";
    reset();
    if (text != null) {
      text.bytes = NOTHING;
    }
  }

  public void reset() {
    declared = false;
    blockedBy = PASSES;
    reported = PASSES;
    openFor = PASSES;
  }

  /** Adds services that declare the resource by something other than its host. */
  public void add(int[] services) {
    add(services, "");
  }

  /**
   * Adds services that declare the resource by its host.
   *
   * @param host the name as it is declared
   */
  public void add(int[] services, String host) {
    AllowedServices visitors = allowed();
    for (int service : services) {
      declared = true;
      if (visitors.isOnlyReported(service)) {
        reported = service;
        reportedHost = host;
      } else if (visitors.allows(service)) {
        if (!isOpen()) {
          openFor = service;
          openHost = host;
        }
      } else if (blockedBy == PASSES || isBetterNamed(service, blockedBy)) {
        blockedBy = service;
        blockedHost = host;
      }
    }
  }

  /**
   * Returns whether visitors should see the name of one blocked service rather than that of another
   * one. A service that visitors can allow is preferred, else the first one.
   */
  private boolean isBetterNamed(int service, int other) {
    boolean isRequired = required.test(service);
    return isRequired == required.test(other) ? service < other : !isRequired;
  }

  boolean isDeclared() {
    return declared;
  }

  /** Returns the service that the resource is blocked for, or {@link #PASSES}. */
  int verdict() {
    return isOpen() || reported != PASSES ? PASSES : blockedBy;
  }

  private boolean isOpen() {
    return openFor != PASSES;
  }

  /** Returns whether the resource passes only because of report mode. */
  public boolean isReported() {
    return reported != PASSES && !isOpen();
  }

  /**
   * Returns the service that the resource is blocked for, or {@link #PASSES}, and reports the
   * finding to the listener.
   */
  public int reportedVerdict() {
    int verdict = verdict();
    if (verdict != PASSES) {
      if (mayReport()) {
        Occurrence occurrence = allowed().occurrence(verdict).heldIf(true);
        reports.report(path, GateListener.Kind.HELD_BACK, blockedHost, verdict, occurrence);
      }
    } else if (isReported()) {
      if (mayReport()) {
        Occurrence occurrence = allowed().occurrence(reported);
        reports.report(path, GateListener.Kind.REPORTED, reportedHost, reported, occurrence);
      }
    } else if (isOpen() && !quiet) {
      reports.reportPassed(path, openHost, openFor, allowed().occurrence(openFor));
    }
    return verdict;
  }

  /** Returns ASCII bytes as characters, valid until the next call. */
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
