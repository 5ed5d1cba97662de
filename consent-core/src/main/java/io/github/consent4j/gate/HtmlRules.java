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
 * of all services, compiled once for a policy. Immutable and thread-safe.
 */
public final class HtmlRules {

  /** A service's mark on an element. */
  record Mark(MarkerClass marker, int service) {}

  private final Policy policy;
  private final UrlMatcher urls;
  private final FileNameRules fileNames;
  private final InlineMarkers inline;
  private final ByteKeys<List<Mark>> marks;
  private final boolean hasMarks;
  private final byte[][] serviceAttributes;

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
    hasMarks = !classes.isEmpty();
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
