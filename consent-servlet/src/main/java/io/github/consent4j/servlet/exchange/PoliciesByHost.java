package io.github.consent4j.servlet.exchange;

import io.github.consent4j.format.SitePath;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.page.Notices;
import io.github.consent4j.page.Pages;
import io.github.consent4j.page.asset.Asset;
import io.github.consent4j.policy.DecisionCookie;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Provider;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.SiteAddress;
import io.github.consent4j.record.Notice;
import io.github.consent4j.seen.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The forms of a policy for the hosts and paths that the site is served at, and those of further
 * sites in the same application. The form is the same for all hosts, except for hosts that are
 * domains of a provider, and where the name of the consent cookie requires https. It is the same
 * for all paths, except for services that apply to some paths only. A limited number of forms is
 * kept. The set of sites never changes. Thread-safe.
 */
public final class PoliciesByHost implements Seen {

  /** The number of forms that are kept. A site has as many as it has paths with other services. */
  private static final int MOST = 64;

  private final CompiledPolicy usual;
  private final BySite<PoliciesByHost> sites;
  private final ComingBack comingBack;
  private final CookieNotices notices;
  private final BufferRoom bufferRoom;
  private final Map<Form, CompiledPolicy> others = new ConcurrentHashMap<>();

  /** The values in which the forms of a policy differ. */
  private record Form(List<List<String>> domains, DecisionCookie cookie, List<Boolean> applied) {}

  /** What was seen under the policies that this one has replaced. */
  private final SeenBefore before;

  /** What visitors were shown under these policies. */
  private final EarlierNotices earlier;

  public PoliciesByHost(CompiledPolicy usual) {
    this(usual, new ComingBack(), new CookieNotices(), SeenBefore.NOTHING, EarlierNotices.NONE);
  }

  private PoliciesByHost(
      CompiledPolicy usual,
      ComingBack comingBack,
      CookieNotices notices,
      SeenBefore before,
      EarlierNotices earlier) {
    this.usual = usual;
    this.comingBack = comingBack;
    this.notices = notices;
    this.before = before;
    this.earlier = earlier;
    bufferRoom = BufferRoom.of(usual);
    sites = new BySite<>(this, ofSites(usual));
  }

  /** Compiles the policies of further sites. Rules that are the same for two are compiled once. */
  private static Map<SiteAddress, PoliciesByHost> ofSites(CompiledPolicy top) {
    List<CompiledPolicy> compiled = new ArrayList<>(List.of(top));
    IdentityHashMap<Policy, PoliciesByHost> known = new IdentityHashMap<>();
    Map<SiteAddress, PoliciesByHost> sites = new HashMap<>();
    top.policy()
        .sites()
        .forEach(
            (address, site) ->
                sites.put(
                    address,
                    known.computeIfAbsent(
                        site,
                        policy -> {
                          CompiledPolicy own = top.ofSite(policy, compiled);
                          compiled.add(own);
                          return new PoliciesByHost(own);
                        })));
    return sites;
  }

  /**
   * Returns the forms for the site of a page.
   *
   * @param host name without a port
   * @param path path within the application
   */
  public PoliciesByHost of(String host, String path) {
    return sites.at(host, path);
  }

  /** Returns the path of the site of a page within the application; empty if it has none. */
  String pathOf(String host, String path) {
    return sites.addressAt(host, path).flatMap(SiteAddress::path).orElse("");
  }

  /** Returns whether the path of a page makes a difference. */
  boolean dependOnPath() {
    return !sites.isOne() || usual.policy().isLimited();
  }

  /** Returns the forms of another policy, which continue what was seen under this one. */
  public PoliciesByHost replacedBy(CompiledPolicy other) {
    boolean sameCookie =
        other.policy().settings().cookie().equals(usual.policy().settings().cookie());
    return new PoliciesByHost(
        other,
        sameCookie ? comingBack : new ComingBack(),
        sameCookie ? notices : new CookieNotices(),
        new SeenBefore(cookies(), hosts(), reports()),
        earlier.behind(allNotices()));
  }

  private Stream<Notices> allNotices() {
    return compiled().map(CompiledPolicy::pages).map(Pages::notices).distinct();
  }

  /**
   * Finds what a visitor was shown, by the beginning of its identifier: under a policy, another
   * form of it, or one that was in force before.
   *
   * @param here the policy under which the visitor decides
   */
  public Optional<Notice> notice(String shortId, CompiledPolicy here) {
    return here.pages()
        .notices()
        .byShortId(shortId)
        .or(() -> shown().filter(notice -> notice.shortId().equals(shortId)).findFirst())
        .or(() -> earlier.byShortId(shortId));
  }

  /**
   * Returns the inventory of a policy that is in force or was before, as JSON.
   *
   * @param fingerprint fingerprint of the policy, as its notices contain it
   */
  public Optional<byte[]> inventory(String fingerprint) {
    return allNotices()
        .filter(notices -> notices.policyFingerprint().equals(fingerprint))
        .findFirst()
        .map(Notices::inventory)
        .or(() -> Optional.ofNullable(earlier.inventories().get(fingerprint)));
  }

  private Stream<Notice> shown() {
    return allNotices().flatMap(notices -> notices.shown().stream());
  }

  /** Returns the form for hosts that belong only to the site. */
  public CompiledPolicy usual() {
    return usual;
  }

  /** Returns the object that detects that decisions do not come back. */
  ComingBack comingBack() {
    return comingBack;
  }

  BufferRoom bufferRoom() {
    return bufferRoom;
  }

  /**
   * Returns the form for a page.
   *
   * @param page host and scheme of the page
   * @param path path of the page within the application
   */
  CompiledPolicy at(PageContext page, String path) {
    Policy atHost = usual.policy().servedAt(page.host());
    Policy there = atHost.servedOver(page.scheme());
    notices.of(page, usual.policy().settings().cookie());
    Policy applied = isOwn(path) ? there : there.appliedAt(path);
    if (applied == usual.policy()) {
      return usual;
    }
    List<List<String>> foreign =
        there.services().stream().map(Service::provider).map(Provider::domains).toList();
    List<Boolean> services =
        applied == there
            ? List.of()
            : there.services().stream().map(service -> service.appliesAt(path)).toList();
    if (others.size() >= MOST) {
      others.clear();
    }
    DecisionCookie cookie = there.settings().cookie();
    CompiledPolicy everywhere =
        there == usual.policy()
            ? usual
            : others.computeIfAbsent(
                new Form(foreign, cookie, List.of()), key -> usual.with(there));
    return applied == there
        ? everywhere
        : others.computeIfAbsent(
            new Form(foreign, cookie, services), key -> everywhere.applying(applied));
  }

  /** Returns whether a path is one of the library's own pages, to which every service applies. */
  private boolean isOwn(String path) {
    return SitePath.isWithin(path, usual.policy().settings().basePath());
  }

  /** Finds a script or style sheet of any form that is kept. */
  Optional<Asset> asset(String path) {
    return Stream.concat(Stream.of(usual), others.values().stream())
        .flatMap(compiled -> compiled.assets().find(path).stream())
        .findFirst();
  }

  /** Returns all forms of all sites; several may share their logs. */
  private Stream<CompiledPolicy> compiled() {
    return Stream.of(
            Stream.of(usual), others.values().stream(), sites.all(PoliciesByHost::compiled))
        .flatMap(forms -> forms);
  }

  @Override
  public Instant since() {
    return usual.journal().since();
  }

  /** {@inheritDoc} Each stands there once, wherever the site is served. */
  @Override
  public List<Seen.Cookie> cookies() {
    return before.cookiesAnd(
        compiled()
            .map(CompiledPolicy::cookieRules)
            .distinct()
            .flatMap(rules -> rules.reported().stream()));
  }

  @Override
  public List<Seen.Item> items() {
    return usual.journal().items(new DeclaredNow(compiled().distinct().toList()));
  }

  @Override
  public List<Seen.Host> hosts() {
    return before.hostsAnd(
        compiled().map(CompiledPolicy::hostLog).distinct().flatMap(log -> log.reported().stream()));
  }

  @Override
  public List<Seen.Report> reports() {
    return before.reportsAnd(
        compiled()
            .map(CompiledPolicy::browserReports)
            .distinct()
            .flatMap(reports -> reports.reported().stream()));
  }
}
