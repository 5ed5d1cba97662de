package io.github.consent4j.gate.rule;

import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.known.KnownRules;
import io.github.consent4j.known.KnownService;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.UrlPattern;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the catalogue knows services to load, for a policy that blocks it undeclared. Its services
 * count as declaring; those that need no consent or that the policy names count as allowed.
 * Immutable and thread-safe.
 */
final class KnownLoads {

  /**
   * Short markers with what stands beside them in the scripts that providers publish. The search
   * skips fewer bytes the shorter the shortest marker is.
   */
  private static final Map<String, List<String>> LONGER =
      Map.of(
          "_paq",
          List.of("_paq.push", "_paq = _paq", "_paq=_paq", "_paq.unshift"),
          "fbq(",
          calls("fbq", "init", "track", "consent", "set"),
          "twq(",
          calls("twq", "init", "config", "track", "event"));

  /** Beginnings that stand in most scripts, so that the search would stop there. */
  private static final Pattern COMMON =
      Pattern.compile("^(windo(?=w\\.)|script\\.|static\\.|containers\\.)");

  /** Markers that begin like much of any script. Their services are recognised otherwise, too. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "new UET(",
          "pa.sendEvent",
          "pa.setConfigurations",
          "tf.createPopover",
          "tf.createWidget");

  private static List<String> calls(String function, String... commands) {
    return Stream.of(commands)
        .flatMap(
            command ->
                Stream.of("('", "(\"", "( '", "( \"").map(quote -> function + quote + command))
        .toList();
  }

  /** The rules that all policies share. They are compiled when a policy first needs them. */
  private static final class Compiled {

    private static final HostRules HOSTS = hosts();
    private static final FileNameRules FILE_NAMES = fileNames();

    private static HostRules hosts() {
      HostRules.Builder hosts = new HostRules.Builder();
      KnownRules.ofCatalogue()
          .rules(KnownRules.Kind.HOST)
          .forEach(
              rule -> {
                UrlPattern url = UrlPattern.parse(rule.pattern());
                if (!url.isOwn()) {
                  hosts.add(url, rule.service());
                }
              });
      return hosts.build();
    }

    private static FileNameRules fileNames() {
      FileNameRules.Builder names = new FileNameRules.Builder();
      KnownRules.ofCatalogue()
          .rules(KnownRules.Kind.SCRIPT)
          .forEach(rule -> names.add(new NamePattern(rule.pattern()), rule.service()));
      return names.build();
    }
  }

  private final AllowedServices passing;

  KnownLoads(Policy policy) {
    KnownRules known = KnownRules.ofCatalogue();
    passing = AllowedServices.of(known.passing(policy), known.services().size());
  }

  /** Makes an empty set of the known services that load one resource. */
  DeclaringServices declaringServices(GateReports reports) {
    DeclaringServices declaring = new DeclaringServices(service -> false, reports);
    declaring.begin(passing);
    return declaring;
  }

  /** Returns the service at an index. */
  static KnownService service(int index) {
    return KnownRules.ofCatalogue().services().get(index);
  }

  /** Returns the services by the hosts and paths that they load from. */
  HostRules hosts() {
    return Compiled.HOSTS;
  }

  /** Returns the services by the file names of their scripts. */
  FileNameRules fileNames() {
    return Compiled.FILE_NAMES;
  }

  /**
   * Returns the services by the markers of their inline scripts, without the markers that a service
   * has that needs no consent.
   */
  static Map<String, int[]> inline() {
    Set<String> passing = new HashSet<>(LEFT_OUT);
    List<KnownRules.Rule> rules = KnownRules.ofCatalogue().rules(KnownRules.Kind.INLINE);
    rules.stream()
        .filter(rule -> !service(rule.service()).needsConsent())
        .forEach(rule -> passing.add(rule.pattern()));
    Map<String, int[]> markers = new HashMap<>();
    for (KnownRules.Rule rule : rules) {
      if (!passing.contains(rule.pattern())) {
        String marker = COMMON.matcher(rule.pattern()).replaceFirst("");
        LONGER
            .getOrDefault(marker, List.of(marker))
            .forEach(text -> markers.merge(text, new int[] {rule.service()}, FileNameRules::join));
      }
    }
    return markers;
  }
}
