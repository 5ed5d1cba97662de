package io.github.consent4j.seen.journal;

import io.github.consent4j.known.KnownService;
import io.github.consent4j.seen.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an operator can write into the policy for what was seen and no service declares. Known
 * services are to be added to a category; for the others there is one block {@code services:} with
 * guessed names. Immutable and thread-safe.
 */
public final class Proposal {

  private static final String OWN = "site-cookies";
  private static final String TEXT = "To be described";

  /** Parts of names under which anybody registers, as in {@code .co.uk}. */
  private static final Set<String> SECOND_LEVELS =
      Set.of("co", "com", "org", "net", "ac", "gov", "edu", "gv", "or", "ne");

  private final Map<String, Set<String>> toAdd = new TreeMap<>();
  private final Map<String, Set<String>> hosts = new TreeMap<>();
  private final List<Seen.Item> stored = new ArrayList<>();

  /**
   * @param items what was seen; what a service declares is left out
   * @param known the services that are recognised
   */
  public Proposal(List<? extends Seen.Item> items, KnownServices known) {
    for (Seen.Item item : items) {
      if (item.service().isEmpty()) {
        boolean isHost = item.kind() == Seen.Kind.HOST;
        Optional<KnownService> found = known(item, known);
        if (found.isPresent()) {
          toAdd
              .computeIfAbsent(found.get().category(), category -> new TreeSet<>())
              .add(found.get().id());
        } else if (isHost) {
          hosts.computeIfAbsent(domain(item.name()), name -> new TreeSet<>()).add(item.name());
        } else if (item.kind() != Seen.Kind.SCRIPT && !item.name().equals("*")) {
          stored.add(item);
        }
      }
    }
  }

  private static Optional<KnownService> known(Seen.Item item, KnownServices known) {
    return switch (item.kind()) {
      case HOST -> known.known(item.name());
      case COOKIE -> known.known(item.name(), "");
      case SCRIPT -> known.knownById(item.name());
      case LOCAL_STORAGE, SESSION_STORAGE -> known.knownByKey(item.name());
    };
  }

  /** Returns the known services to add, by category. */
  public Map<String, Set<String>> toAdd() {
    return toAdd;
  }

  /** Returns the identifiers of the services in the block. Each must be added to a category. */
  public Set<String> serviceIds() {
    Set<String> ids = new LinkedHashSet<>();
    hosts.keySet().forEach(domain -> ids.add(id(domain)));
    if (!stored.isEmpty()) {
      ids.add(OWN);
    }
    return ids;
  }

  /** Returns a block for the policy that declares the unknown things; empty if there are none. */
  public String services() {
    if (serviceIds().isEmpty()) {
      return "";
    }
    StringBuilder yaml = new StringBuilder("services:\n");
    hosts.forEach((domain, names) -> service(yaml, domain, names));
    if (!stored.isEmpty()) {
      yaml.append("  ").append(OWN).append(":\n    name: Cookies of this site\n");
      yaml.append("    purpose: ").append(TEXT).append("\n    stores:\n");
      stored.forEach(item -> stores(yaml, item));
    }
    return yaml.toString();
  }

  private static void service(StringBuilder yaml, String domain, Set<String> names) {
    yaml.append("  ").append(id(domain)).append(":\n");
    yaml.append("    name: ").append(quoted(name(domain))).append('\n');
    yaml.append("    provider: { name: ").append(quoted(domain));
    yaml.append(", domains: [").append(quoted(domain)).append("] }\n");
    yaml.append("    purpose: ").append(TEXT).append("\n    loads: { hosts: [");
    yaml.append(String.join(", ", names.stream().map(Proposal::quoted).toList()));
    yaml.append("] }\n");
  }

  private static void stores(StringBuilder yaml, Seen.Item item) {
    yaml.append("      - { name: ").append(quoted(item.name()));
    switch (item.kind()) {
      case LOCAL_STORAGE -> yaml.append(", kind: local-storage");
      case SESSION_STORAGE -> yaml.append(", kind: session-storage");
      default -> {}
    }
    yaml.append(", lifetime: ").append(lifetime(item));
    yaml.append(", purpose: ").append(TEXT).append(" }\n");
  }

  private static String lifetime(Seen.Item item) {
    if (item.kind() == Seen.Kind.LOCAL_STORAGE) {
      return "persistent";
    }
    return item.attributes()
        .flatMap(Seen.Attributes::lifetime)
        .filter(lifetime -> !lifetime.isNegative() && !lifetime.isZero())
        .map(Proposal::written)
        .orElse("session");
  }

  private static String written(Duration lifetime) {
    long days = lifetime.plusHours(12).toDays();
    return days >= 1 ? "P" + days + "D" : "PT" + Math.max(1, lifetime.toMinutes()) + "M";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String id(String domain) {
    return domain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }

  private static String name(String domain) {
    String label = domain.split("\\.", 2)[0];
    return label.isEmpty()
        ? domain
        : label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
  }

  /** Returns the domain that somebody has probably registered. */
  private static String domain(String host) {
    String[] labels = host.split("\\.");
    int count = labels.length;
    boolean isDeep = count > 2 && SECOND_LEVELS.contains(labels[count - 2]);
    int from = Math.max(0, count - (isDeep ? 3 : 2));
    boolean isNumeric = labels[count - 1].matches("\\d+") || host.indexOf(':') >= 0;
    return isNumeric ? host : String.join(".", List.of(labels).subList(from, count));
  }

  /** Returns all of it as text; empty if everything is declared. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    toAdd.forEach(
        (category, services) ->
            text.append("# add ")
                .append(String.join(", ", services))
                .append(" to ")
                .append(category)
                .append('\n'));
    if (!serviceIds().isEmpty()) {
      text.append("# add each of ")
          .append(String.join(", ", serviceIds()))
          .append(" to a category, and correct what is guessed\n");
    }
    return text.append(services()).toString();
  }
}
