package io.github.consent4j.gate;

import io.github.consent4j.policy.MarkerClass;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the {@link HtmlGate} looks up: hosts, paths, script names, inline markers and marker classes
 * of all services, compiled once for a policy. Thread-safe; never changes in what it says.
 */
public final class HtmlRules {

  /** A service's mark on an element. */
  record Mark(MarkerClass marker, int service) {}

  private final Policy policy;
  private final UrlMatcher urls;
  private final FileNameRules fileNames;
  private final InlineMarkers inline;
  private final ByteKeys<List<Mark>> marks;
  private final GramFilter markGrams;
  private final boolean hasMarks;

  /** Names of elements that may have a mark, by the last bits of their hashes. */
  private final long markedNames;

  private final byte[][] serviceAttributes;
  private final SpareArrays spares = new SpareArrays();

  private HtmlRules(Policy policy) {
    this.policy = policy;
    urls = UrlMatcher.of(policy);
    FileNameRules.Builder names = new FileNameRules.Builder();
    Map<String, int[]> markers = new HashMap<>();
    Map<String, List<Mark>> classes = new HashMap<>();
    List<Service> services = policy.services();
    serviceAttributes = new byte[services.size()][];
    for (int i = 0; i < services.size(); i++) {
      int index = i;
      Service service = services.get(i);
      service.loads().scripts().forEach(pattern -> names.add(pattern, index));
      service
          .loads()
          .inline()
          .forEach(text -> markers.merge(text, new int[] {index}, HtmlRules::join));
      for (MarkerClass mark : service.marks()) {
        classes
            .computeIfAbsent(mark.className(), name -> new ArrayList<>())
            .add(new Mark(mark, index));
      }
      serviceAttributes[i] =
          (" data-consent-service=\"" + service.id() + '"').getBytes(StandardCharsets.US_ASCII);
    }
    fileNames = names.build();
    markers.remove("");
    inline = new InlineMarkers(markers);
    marks = new ByteKeys<>(classes);
    markGrams =
        new GramFilter(
            classes.keySet().stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toList());
    hasMarks = !classes.isEmpty();
    markedNames =
        services.stream()
            .flatMap(service -> service.marks().stream())
            .mapToLong(HtmlRules::nameBits)
            .reduce(0, (some, others) -> some | others);
  }

  private static long nameBits(MarkerClass mark) {
    if (mark.element().isEmpty()) {
      return -1;
    }
    byte[] name = mark.element().get().getBytes(StandardCharsets.US_ASCII);
    return 1L << (NameHash.of(name, 0, name.length) & 63);
  }

  private static int[] join(int[] some, int[] others) {
    return IntStream.concat(IntStream.of(some), IntStream.of(others)).distinct().toArray();
  }

  /** Compiles the rules of a policy. */
  public static HtmlRules of(Policy policy) {
    return new HtmlRules(policy);
  }

  /** The policy that the rules are compiled from. */
  public Policy policy() {
    return policy;
  }

  /** Which URLs belong to which service. */
  public UrlMatcher urls() {
    return urls;
  }

  SpareArrays spares() {
    return spares;
  }

  FileNameRules fileNames() {
    return fileNames;
  }

  InlineMarkers inline() {
    return inline;
  }

  /** Marks by class name. */
  ByteKeys<List<Mark>> marks() {
    return marks;
  }

  /** Whether the name of a mark may stand within a value. */
  boolean mayHoldMark(byte[] bytes, int from, int to) {
    return hasMarks && markGrams.mayBeIn(bytes, from, to);
  }

  /** Whether elements with this hash of their name may have a mark. */
  boolean mayBeMarked(long name) {
    return (markedNames >>> (int) (name & 63) & 1) != 0;
  }

  boolean hasMarks() {
    return hasMarks;
  }

  /** The attribute that names a service, with a space in front. */
  byte[] serviceAttribute(int service) {
    return serviceAttributes[service];
  }

  /**
   * Whether visitors are better told of one service than of another, where both declare what is
   * held back: one that they can allow, else the first.
   */
  boolean isBetterBlamed(int service, int other) {
    boolean required = policy.categoryAt(service).required();
    boolean otherRequired = policy.categoryAt(other).required();
    return required == otherRequired ? service < other : !required;
  }
}
