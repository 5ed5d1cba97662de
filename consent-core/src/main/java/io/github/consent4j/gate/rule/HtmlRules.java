package io.github.consent4j.gate.rule;

import io.github.consent4j.format.ConsentAttribute;
import io.github.consent4j.gate.GateListener;
import io.github.consent4j.gate.bytes.ArrayPool;
import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.token.TokenizerPool;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.UndeclaredHandling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules that the HTML gate looks up: hosts, paths, script names, inline markers and marked
 * elements of all services. They are compiled once for a policy. The rules are immutable.
 * Thread-safe.
 */
public final class HtmlRules {

  private static final byte[] UNDECLARED_DISARMING = Scan.ascii("about:invalid#consent:");

  private final Policy policy;
  private final UrlMatcher urls;
  private final FileNameRules fileNames;
  private final InlineMarkers inline;
  private final InlineMarkers inlineOfModules;
  private final InlineMarkers imports;
  private final MarkRules marks;

  private final LazyAttributes lazy;
  private final LazyAttributes examined;
  private final byte[][] serviceAttributes;
  private final byte[][] inertAttributes;
  private final byte[][] disarming;
  private final TokenizerPool pool = new TokenizerPool();
  private final GateReports reports;
  private final @Nullable KnownLoads known;
  private final AtomicBoolean loggedOpeners = new AtomicBoolean();

  private HtmlRules(Policy policy, GateListener listener) {
    this.policy = policy;
    reports = new GateReports(policy.services(), listener);
    urls = UrlMatcher.of(policy);
    boolean blocksKnown = policy.settings().undeclaredHosts() == UndeclaredHandling.KNOWN;
    known = blocksKnown ? new KnownLoads(policy) : null;
    FileNameRules.Builder names = new FileNameRules.Builder();
    Map<String, int[]> markers = new HashMap<>();
    List<Service> services = policy.services();
    serviceAttributes = new byte[services.size()][];
    inertAttributes = new byte[services.size()][];
    disarming = new byte[services.size()][];
    for (int i = 0; i < services.size(); i++) {
      int index = i;
      Service service = services.get(i);
      service.loads().scripts().forEach(pattern -> names.add(pattern, index));
      service
          .loads()
          .inline()
          .forEach(text -> markers.merge(text, new int[] {index}, FileNameRules::join));
      String named = ' ' + ConsentAttribute.SERVICE.attribute() + "=\"" + service.id() + '"';
      serviceAttributes[i] = Scan.ascii(named);
      inertAttributes[i] = Scan.ascii(" type=\"text/plain\"" + named);
      disarming[i] = Scan.ascii("about:invalid#consent-" + service.id() + ":");
    }
    marks = new MarkRules(services);
    List<String> ofLoaders = policy.site().lazyAttributes();
    lazy = new LazyAttributes(ofLoaders);
    examined =
        new LazyAttributes(
            Stream.concat(ofLoaders.stream(), marks.otherAttributes().stream()).toList());
    fileNames = names.build();
    markers.remove("");
    Map<String, int[]> knownMarkers = blocksKnown ? KnownLoads.inline() : Map.of();
    inline = markers(markers, knownMarkers, false);
    inlineOfModules = markers(markers, knownMarkers, true);
    imports = markers(Map.of(), Map.of(), false);
  }

  /** Compiles all inline markers, and the words that precede an imported URL. */
  private static InlineMarkers markers(
      Map<String, int[]> declared, Map<String, int[]> known, boolean ofModules) {
    Map<String, int[]> all = new HashMap<>(declared);
    InlineMarkers.addImports(all, ofModules);
    return new InlineMarkers(all, known);
  }

  /** Compiles the rules of a policy. */
  public static HtmlRules of(Policy policy) {
    return of(policy, GateListener.NONE);
  }

  /**
   * Compiles the rules of a policy.
   *
   * @param listener receives the findings of the gates that follow these rules
   */
  public static HtmlRules of(Policy policy, GateListener listener) {
    return new HtmlRules(policy, listener);
  }

  /** Returns the policy that the rules are compiled from. */
  public Policy policy() {
    return policy;
  }

  /** Returns the matcher of services by URL. */
  public UrlMatcher urls() {
    return urls;
  }

  /** Returns the reports of the gates that follow these rules. */
  GateReports reports() {
    return reports;
  }

  /** Makes an empty set of the services that declare one resource. */
  public DeclaringServices declaringServices() {
    return new DeclaringServices(service -> policy.categoryAt(service).required(), reports);
  }

  /** Returns whether the log already says what buttons to the settings need. */
  public AtomicBoolean loggedOpeners() {
    return loggedOpeners;
  }

  /** Returns the attributes of lazy loaders that the site has configured. */
  public LazyAttributes lazy() {
    return lazy;
  }

  /** Returns the attributes of {@link #lazy()}, and those by which services mark elements. */
  public LazyAttributes examined() {
    return examined;
  }

  /** Returns what is blocked because it is known; null if the policy does not say so. */
  @Nullable KnownLoads known() {
    return known;
  }

  /** Returns the pool that the tokenizers of these rules share. */
  public TokenizerPool pool() {
    return pool;
  }

  /** Returns the pool of arrays. */
  public ArrayPool arrays() {
    return pool.arrays();
  }

  FileNameRules fileNames() {
    return fileNames;
  }

  public InlineMarkers inline() {
    return inline;
  }

  public InlineMarkers inlineOfModules() {
    return inlineOfModules;
  }

  /** Returns the words that precede an imported URL, without the inline markers. */
  public InlineMarkers imports() {
    return imports;
  }

  /** Returns the elements that services mark. */
  public MarkRules marks() {
    return marks;
  }

  /** Returns the attribute that names a service, after a space. */
  public byte[] serviceAttribute(int service) {
    return serviceAttributes[service];
  }

  /** Returns the attributes that make a script of a blocked service inert, after a space. */
  public byte[] inertAttributes(int service) {
    return inertAttributes[service];
  }

  /**
   * Returns the prefix of a blocked URL in a style sheet.
   *
   * @param verdict the blocked service; negative for none
   */
  public byte[] disarming(int verdict) {
    return verdict < 0 ? UNDECLARED_DISARMING : disarming[verdict];
  }
}
