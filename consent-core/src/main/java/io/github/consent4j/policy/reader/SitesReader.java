package io.github.consent4j.policy.reader;

import io.github.consent4j.format.SitePath;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.DecisionCookie;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.Settings;
import io.github.consent4j.policy.SiteAddress;
import io.github.consent4j.text.DomainName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Reads {@code sites}: the addresses of several sites in one application, and what is different
 * there. Not thread-safe.
 */
final class SitesReader {

  /** One item of {@code sites}. */
  record Item(List<SiteAddress> addresses, Fields own, MappingNode merged) {

    /** Returns the name of the site in messages. */
    String name() {
      return addresses.get(0).toString();
    }

    Optional<String> path() {
      return addresses.get(0).path();
    }

    MappingNode node() {
      return own.node();
    }
  }

  private static final String KEY = "sites";
  private static final Set<String> ADDRESS = Set.of("host", "hosts", "path");

  /** Keys that are for the whole file, and so for no single site. */
  static final List<String> OF_THE_FILE =
      List.of(KEY, "include", "seen", RecordKeepingReader.KEY, Waivers.KEY);

  private static final Pattern HOST =
      Pattern.compile("(\\*\\.)?[a-z0-9_-]+(\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+]");
  private static final Pattern PATH = Pattern.compile("(/[^/*?#\\s]+)+");

  private final Problems problems;
  private final Fields top;
  private final List<Item> items = new ArrayList<>();
  private final Map<SiteAddress, Integer> lines = new HashMap<>();
  private final Map<SiteAddress, Policy> policies = new HashMap<>();

  /**
   * @param always the services that every policy has
   */
  SitesReader(Fields file, Set<String> always, Problems problems) {
    this.problems = problems;
    SiteNodes nodes = new SiteNodes(file.node(), always);
    for (Fields own : file.fieldsList(KEY, "a site")) {
      List<SiteAddress> addresses = addresses(own);
      OF_THE_FILE.forEach(
          key ->
              own.refuse(
                  key,
                  key.equals(RecordKeepingReader.KEY)
                      ? "records are kept for the whole application, and each names its site; write"
                          + " it at the left margin"
                      : "it is for the whole file"));
      if (!addresses.isEmpty() && isDifferent(own, addresses)) {
        items.add(new Item(addresses, own, nodes.site(differences(own))));
      }
    }
    // What is around a site comes before it.
    items.sort(Comparator.comparing((Item item) -> item.addresses().get(0)).reversed());
    top =
        items.isEmpty()
            ? file
            : new Fields(
                nodes.top(items.stream().map(Item::merged).toList()), "the file", problems);
  }

  /** Returns the keys of the file without those that are only for some sites. */
  Fields top() {
    return top;
  }

  /** Returns the sites; each comes after the ones around it. */
  List<Item> items() {
    return items;
  }

  private List<SiteAddress> addresses(Fields own) {
    Optional<String> path = Optional.ofNullable(own.parsed("path", SitesReader::path));
    List<Fields.Word> hosts = new ArrayList<>(own.words("host"));
    hosts.addAll(own.words("hosts"));
    if (hosts.isEmpty() && !own.has("path")) {
      problems.add(own.node(), "a site needs a 'host' or a 'path'");
    }
    List<SiteAddress> addresses = new ArrayList<>();
    if (hosts.isEmpty() && path.isPresent()) {
      add(new SiteAddress(Optional.empty(), path), own.words("path").get(0), addresses);
    }
    for (Fields.Word word : own.has("path") && path.isEmpty() ? List.<Fields.Word>of() : hosts) {
      String host = own.parsed(word, SitesReader::host);
      if (host != null) {
        add(new SiteAddress(Optional.of(host), path), word, addresses);
      }
    }
    return addresses;
  }

  private void add(SiteAddress address, Fields.Word where, List<SiteAddress> addresses) {
    Integer earlier = lines.putIfAbsent(address, where.node().getStartMark().getLine() + 1);
    if (earlier == null) {
      addresses.add(address);
    } else {
      problems.add(
          where.node(),
          "'" + address + "' is the address of another site already, in line " + earlier);
    }
  }

  private boolean isDifferent(Fields own, List<SiteAddress> addresses) {
    boolean differs = own.keys().stream().anyMatch(key -> !ADDRESS.contains(key.text()));
    if (!differs) {
      problems.add(
          own.node(),
          "the site '"
              + addresses.get(0)
              + "' differs in nothing from the top level: say what is different, or remove it");
    }
    return differs;
  }

  /** Returns the lines of a site without its address and without what is refused. */
  private static MappingNode differences(Fields own) {
    List<NodeTuple> kept =
        own.node().getValue().stream()
            .filter(
                tuple ->
                    !(tuple.getKeyNode() instanceof ScalarNode key
                        && (ADDRESS.contains(key.getValue())
                            || OF_THE_FILE.contains(key.getValue()))))
            .toList();
    return SiteNodes.copy(own.node(), kept);
  }

  private static String host(String text) {
    String name =
        DomainName.toAscii(text.endsWith(".") ? text.substring(0, text.length() - 1) : text);
    if (!HOST.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no host: expected a name such as 'www.example.org' or '*.example.org', without"
              + " https:, port and path");
    }
    return name;
  }

  private static String path(String text) {
    String path = text.replaceFirst("/\\*?$", "");
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a path of a site: expected one such as '/en/*'; it means everything below");
    }
    return path;
  }

  /**
   * Returns the name of the company or body that runs the services of a site without a provider of
   * their own. A site in another language is no other company.
   */
  static Optional<String> owner(Item item, Policy top) {
    Fields site = item.own().fields("site");
    return site != null && site.has("name")
        ? Optional.empty()
        : Optional.of(top.site().name().in(top.languages().get(0)));
  }

  /** Adds the policy of a site. */
  void add(Item item, Policy policy) {
    item.addresses().forEach(address -> policies.put(address, policy));
  }

  /** Returns the policy of the file with those of its sites. */
  Policy with(Policy top) {
    return policies.isEmpty() ? top : top.toBuilder().sites(policies).build();
  }

  /**
   * Returns the settings of a site: its pages are below its path, and its decisions are its own if
   * it asks other questions than the site around it.
   */
  Settings settings(Item item, Policy policy, Policy top, Problems found) {
    Settings read = policy.settings();
    Settings.Builder settings = read.toBuilder();
    item.path().ifPresent(path -> settings.basePath(basePath(item, path, read, top, found)));
    Policy around = with(top).at(item.addresses().get(0).host().orElse(""), item.path().orElse(""));
    if (item.own().has("cookie")) {
      return settings.build();
    }
    DecisionCookie shared = around.settings().cookie();
    boolean same =
        policy.revision().equals(around.revision())
            && policy.purposesCount() == around.purposesCount()
            && asked(policy.categories()).equals(asked(around.categories()));
    if (same) {
      return settings.cookie(shared).build();
    }
    if (isShared(item, shared)) {
      found.add(item.node(), conflict(item, shared));
    }
    return settings.cookie(shared.within(item.path().orElse(shared.section()))).build();
  }

  private static String basePath(
      Item item, String path, Settings read, Policy top, Problems found) {
    String above = top.settings().basePath();
    if (SitePath.isWithin(path, above) || SitePath.isWithin(above, path)) {
      found.add(
          item.own().words("path").get(0).node(),
          "'"
              + path
              + "' is the place of the library's own pages: change 'base-path', or the path of the"
              + " site");
    }
    if (!item.own().has("base-path")) {
      return path + read.basePath();
    }
    if (!SitePath.isWithin(read.basePath(), path) || read.basePath().equals(path)) {
      found.add(
          item.own().place("base-path"),
          "'base-path' of the site '" + item.name() + "' must be below '" + path + "'");
    }
    return read.basePath();
  }

  /** Returns whether a site would use the cookie of the site around it whatever it asks. */
  private static boolean isShared(Item item, DecisionCookie cookie) {
    return item.path().isPresent()
        ? cookie.path().isPresent() || cookie.isForOneHost()
        : cookie.domain().isPresent();
  }

  private static String conflict(Item item, DecisionCookie cookie) {
    return "the site '"
        + item.name()
        + "' asks other questions than the site around it, and '"
        + (item.path().isEmpty()
            ? "cookie.domain"
            : cookie.path().isPresent() ? "cookie.path" : "cookie.name")
        + "' gives both one cookie: each decision would replace the other; give this site its own"
        + " 'cookie', as in 'cookie: { name: "
        + cookie.name()
        + "-2 }'";
  }

  /** Returns what visitors are asked about. */
  private static List<List<Object>> asked(List<Category> categories) {
    return categories.stream()
        .filter(Category::isAsked)
        .map(
            category ->
                List.<Object>of(
                    category.id(), category.services().stream().map(Service::question).toList()))
        .collect(Collectors.toList());
  }
}
