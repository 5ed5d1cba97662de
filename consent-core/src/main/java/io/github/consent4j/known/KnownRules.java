package io.github.consent4j.known;

import io.github.consent4j.policy.Policy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The index of the catalogue: by what each service is recognised. It leaves out what is too short
 * or too common to be sure of. Each line has kind, pattern, domain, service and category, divided
 * by tabs. Immutable and thread-safe.
 */
public final class KnownRules {

  private static final String RESOURCE = "/io/github/consent4j/catalogue/index.txt";

  /** By what a service is recognised. */
  public enum Kind {
    /** A host, or paths on it. */
    HOST,
    /** The file name of a script. */
    SCRIPT,
    /** A marker in the text of a script. */
    INLINE,
    /** A marked element. */
    MARK,
    /** The name of a cookie. */
    COOKIE,
    /** A key in a storage of the browser. Nothing is blocked by it. */
    STORAGE
  }

  /**
   * One line of the index.
   *
   * @param pattern in the form of the policy's rules of that kind
   * @param domain the domain of the provider that stores the cookie; empty for the site itself
   * @param service index of the service in {@link #services}
   */
  public record Rule(String pattern, String domain, int service) {}

  private final List<KnownService> services;
  private final Map<Kind, List<Rule>> rules;

  /** Reads the index when it is first needed. */
  private static final class Catalogue {

    private static final KnownRules RULES = rules();

    /** Reads the index. A jar without it knows nothing. */
    private static KnownRules rules() {
      InputStream in = KnownRules.class.getResourceAsStream(RESOURCE);
      return in == null ? new KnownRules(List.of(), Map.of()) : read(in);
    }
  }

  private KnownRules(List<KnownService> services, Map<Kind, List<Rule>> rules) {
    this.services = List.copyOf(services);
    this.rules = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      this.rules.put(kind, List.copyOf(rules.getOrDefault(kind, List.of())));
    }
  }

  /** Returns the index of the built-in catalogue. It is read once, at the first call. */
  public static KnownRules ofCatalogue() {
    return Catalogue.RULES;
  }

  /**
   * Reads an index, and closes it.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public static KnownRules read(InputStream in) {
    Map<String, Integer> places = new LinkedHashMap<>();
    List<KnownService> services = new ArrayList<>();
    Map<Kind, List<Rule>> rules = new EnumMap<>(Kind.class);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split("\t", -1);
        if (parts.length == 5 && !line.startsWith("#")) {
          int service =
              places.computeIfAbsent(
                  parts[3],
                  id -> {
                    services.add(new KnownService(id, parts[4].intern()));
                    return services.size() - 1;
                  });
          rules
              .computeIfAbsent(
                  Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)), kind -> new ArrayList<>())
              .add(new Rule(parts[1], parts[2], service));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The index of the catalogue cannot be read", e);
    }
    return new KnownRules(services, rules);
  }

  /** Returns the services that are recognised by something. */
  public List<KnownService> services() {
    return services;
  }

  /** Returns the rules of one kind, in the order of the index. */
  public List<Rule> rules(Kind kind) {
    return rules.getOrDefault(kind, List.of());
  }

  /**
   * Returns the services that pass under a policy that does not declare what it recognises them by:
   * those that need no consent, and those that it names. Something that several services share
   * passes as soon as one of them does.
   *
   * @return indexes of {@link #services}
   */
  public BitSet passing(Policy policy) {
    BitSet passing = new BitSet();
    for (int i = 0; i < services.size(); i++) {
      KnownService service = services.get(i);
      passing.set(i, !service.needsConsent() || policy.service(service.id()).isPresent());
    }
    return passing;
  }
}
