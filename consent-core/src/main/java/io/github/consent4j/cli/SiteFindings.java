package io.github.consent4j.cli;

import io.github.consent4j.cli.GateFindings.Load;
import io.github.consent4j.cli.SiteCrawler.Page;
import io.github.consent4j.gate.cookie.CookieDeclaration;
import io.github.consent4j.gate.cookie.CookieRules;
import io.github.consent4j.gate.cookie.SetCookieGate;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** What the pages of a site set and load, compared with a policy and with the catalogue. */
final class SiteFindings {

  /** What is known of a finding. */
  enum Status {
    /** The policy declares it. */
    DECLARED,
    /** The catalogue knows it. */
    KNOWN,
    /** Nobody knows it. */
    UNKNOWN
  }

  /**
   * A cookie that the site sets.
   *
   * @param lifetime as a policy file says it
   * @param attributes its attributes, such as {@code HttpOnly}
   * @param services the services that declare it, of the policy or of the catalogue
   */
  record Cookie(
      String name,
      String lifetime,
      List<String> attributes,
      Status status,
      List<String> services,
      String firstPage) {}

  /**
   * Something that pages load from others.
   *
   * @param host empty for a script that is recognised by its name or text
   * @param service the service that declares it; empty if nobody knows it
   */
  record Loaded(String host, Status status, String service, int pages, String firstPage) {}

  private static final List<String> ATTRIBUTES = List.of("secure", "httponly", "samesite");
  private static final int MINUTE = 60;
  private static final int DAY = 24 * 60 * MINUTE;

  private final Optional<Policy> policy;
  private final KnownServices known;
  private final Clock clock;
  private final CookieRules knownCookies;
  private final Optional<CookieRules> ownCookies;
  private final GateFindings knownLoads;
  private final Optional<GateFindings> ownLoads;
  private final Map<String, Cookie> cookies = new TreeMap<>();
  private int pages;
  private int styles;
  private String privacyPolicy = "";
  private String imprint = "";

  /**
   * @param policy the policy of the site; empty if it has none yet
   */
  SiteFindings(Optional<Policy> policy, KnownServices known, Clock clock) {
    this.policy = policy;
    this.known = known;
    this.clock = clock;
    knownCookies = CookieRules.of(known.policy());
    ownCookies = policy.map(CookieRules::of);
    knownLoads = new GateFindings(known.policy());
    ownLoads = policy.map(GateFindings::new);
  }

  /** Adds what a page shows. */
  void add(Page page) throws IOException {
    pages += page.isHtml() ? 1 : 0;
    styles += page.isStyle() ? 1 : 0;
    page.setCookies().forEach(header -> add(page.address(), header));
    knownLoads.read(page);
    if (ownLoads.isPresent()) {
      ownLoads.get().read(page);
    }
    if (page.isHtml()) {
      PageLinks links = new PageLinks(page.address(), page.text());
      String host = page.address().getHost();
      privacyPolicy =
          privacyPolicy.isEmpty() ? links.privacyPolicy(host).orElse("") : privacyPolicy;
      imprint = imprint.isEmpty() ? links.imprint(host).orElse("") : imprint;
    }
  }

  private void add(URI page, String header) {
    String name = SetCookieGate.nameIn(header);
    OptionalLong seconds = SetCookieGate.lifetimeIn(header, clock);
    if (name.isEmpty() || seconds.orElse(1) <= 0 || isDecision(name)) {
      return;
    }
    List<CookieDeclaration> own = ownCookies.map(rules -> rules.declaring(name)).orElse(List.of());
    List<CookieDeclaration> catalogue = knownCookies.declaring(name);
    List<String> services =
        own.isEmpty() ? ids(known.policy(), catalogue) : ids(policy.orElseThrow(), own);
    Status status =
        !own.isEmpty() ? Status.DECLARED : catalogue.isEmpty() ? Status.UNKNOWN : Status.KNOWN;
    cookies.putIfAbsent(
        name,
        new Cookie(
            name, lifetime(seconds), attributes(header), status, services, page.getRawPath()));
  }

  /** Returns whether it is the library's own cookie, which needs no declaration. */
  private boolean isDecision(String name) {
    return policy.filter(own -> own.settings().cookie().name().equals(name)).isPresent();
  }

  private static List<String> ids(Policy policy, List<CookieDeclaration> declarations) {
    return declarations.stream()
        .map(declaration -> policy.services().get(declaration.service()).id())
        .distinct()
        .toList();
  }

  private static List<String> attributes(String header) {
    List<String> attributes = new ArrayList<>();
    String[] parts = header.split(";");
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].strip();
      String key = part.replaceFirst("=.*", "").strip().toLowerCase(Locale.ROOT);
      if (ATTRIBUTES.contains(key)) {
        attributes.add(part);
      }
    }
    return attributes;
  }

  private static String lifetime(OptionalLong seconds) {
    if (seconds.isEmpty()) {
      return "session";
    }
    long time = seconds.getAsLong();
    return time < DAY
        ? "PT" + Math.max(1, (time + MINUTE - 1) / MINUTE) + "M"
        : "P" + (time + DAY - 1) / DAY + "D";
  }

  int pages() {
    return pages;
  }

  int styles() {
    return styles;
  }

  /** The cookies by name. */
  List<Cookie> cookies() {
    return List.copyOf(cookies.values());
  }

  /** What pages load from others: first what is declared, then what is known, then the rest. */
  List<Loaded> loaded() {
    List<Loaded> all = new ArrayList<>();
    Set<String> declaredHosts = new LinkedHashSet<>();
    ownLoads.ifPresent(
        own ->
            own.declared()
                .forEach(
                    (load, on) -> {
                      declaredHosts.add(load.host());
                      all.add(loaded(load, Status.DECLARED, on));
                    }));
    knownLoads
        .declared()
        .forEach(
            (load, on) -> {
              boolean own = declaredHosts.contains(load.host()) || isNamed(load.service());
              if (!own) {
                all.add(loaded(load, Status.KNOWN, on));
              }
            });
    knownLoads.undeclared().entrySet().stream()
        .filter(
            host -> ownLoads.isEmpty() || ownLoads.get().undeclared().containsKey(host.getKey()))
        .forEach(
            host -> all.add(loaded(new Load("", host.getKey()), Status.UNKNOWN, host.getValue())));
    return all;
  }

  private boolean isNamed(String service) {
    return policy.flatMap(own -> own.service(service)).isPresent();
  }

  private static Loaded loaded(Load load, Status status, Set<String> on) {
    return new Loaded(load.host(), status, load.service(), on.size(), on.iterator().next());
  }

  /** Returns whether the policy declares everything. */
  boolean isDeclared() {
    return cookies().stream().allMatch(cookie -> cookie.status() == Status.DECLARED)
        && loaded().stream().allMatch(load -> load.status() == Status.DECLARED);
  }

  /** Returns a draft that declares what was found. */
  PolicyDraft propose(String host) {
    PolicyDraft draft = new PolicyDraft();
    draft.setName(host);
    draft.setPrivacyPolicy(privacyPolicy);
    draft.setImprint(imprint);
    Map<String, Boolean> spoken = new LinkedHashMap<>();
    knownLoads.languages().forEach(tag -> spoken.put(tag.replaceFirst("-.*", ""), true));
    spoken.keySet().stream().filter(KnownServices::speaks).forEach(draft::addLanguage);
    for (Cookie cookie : cookies()) {
      if (cookie.services().isEmpty()) {
        draft.addNote(
            "Nobody knows the cookie '"
                + cookie.name()
                + "' ("
                + cookie.lifetime()
                + "): say under 'services' what it is for.");
      } else {
        add(draft, cookie.services().get(0));
      }
    }
    for (Loaded load : loaded()) {
      if (load.service().isEmpty()) {
        draft.add("external-media", unknown(load.host()));
      } else {
        add(draft, load.service());
      }
    }
    return draft;
  }

  private void add(PolicyDraft draft, String id) {
    Optional<Service> service = known.service(id);
    service.ifPresent(one -> draft.add(known.category(one), id));
  }

  private static PolicyDraft.OwnService unknown(String host) {
    return new PolicyDraft.OwnService(
        Slug.of(host, "host"),
        host,
        "Shows content from " + host + ".",
        List.of(host),
        List.of(),
        List.of(),
        List.of());
  }
}
