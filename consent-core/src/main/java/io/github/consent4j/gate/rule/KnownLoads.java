package io.github.consent4j.gate.rule;

import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.known.KnownRules;
import io.github.consent4j.known.KnownService;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.UrlPattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the catalogue knows services to load, for a policy that blocks it undeclared. Its services
 * count as declaring; those that need no consent or that the policy names count as allowed.
 * Immutable and thread-safe.
 */
final class KnownLoads {

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
  private final List<UrlPattern> ownHosts;

  KnownLoads(Policy policy) {
    KnownRules known = KnownRules.ofCatalogue();
    passing = AllowedServices.of(known.passing(policy), known.services().size());
    ownHosts = policy.settings().delivery().ownHosts();
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

  /** Returns the services by the markers of their inline scripts. */
  static Map<String, int[]> inline() {
    Map<String, int[]> markers = new HashMap<>();
    KnownRules.ofCatalogue()
        .rules(KnownRules.Kind.INLINE)
        .forEach(
            rule -> markers.merge(rule.pattern(), new int[] {rule.service()}, FileNameRules::join));
    return markers;
  }

  /** Returns whether the policy lists a host among those of the site. */
  boolean isOwn(String host) {
    return ownHosts.stream().anyMatch(pattern -> pattern.isOn(host));
  }
}
