package io.github.consent4j.cli.observation;

import io.github.consent4j.seen.Seen;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code inspection.json} of the EDPS Website Evidence Collector. The collector answers
 * no banner, so that everything was seen before a decision, unless it was given cookies. Values are
 * passed over. Not thread-safe.
 */
final class Inspection {

  /** The members by which an inspection is recognised. */
  private static final Set<String> OWN = Set.of("uri_ins", "uri_dest", "hosts", "browsing_history");

  private final Instant otherwise;
  private final List<Cookie> cookies = new ArrayList<>();
  private final List<Key> keys = new ArrayList<>();
  private final Map<String, Long> hosts = new LinkedHashMap<>();
  private final Set<String> history = new LinkedHashSet<>();
  private String host = "";
  private @Nullable Instant start;
  private @Nullable Instant end;
  private boolean recognised;
  private boolean presetCookies;

  /**
   * @param otherwise the time of an inspection that says none
   */
  Inspection(Instant otherwise) {
    this.otherwise = otherwise;
  }

  /** Where and when something was stored. */
  private static final class Log {
    private Optional<Instant> at = Optional.empty();
    private Optional<String> page = Optional.empty();
  }

  /** A cookie without its value. */
  private static final class Cookie {
    private String name = "";
    private String domain = "";
    private Optional<String> path = Optional.empty();
    private Optional<Instant> expires = Optional.empty();
    private Optional<String> sameSite = Optional.empty();
    private boolean session;
    private boolean secure;
    private boolean httpOnly;
    private boolean firstParty;
    private Log log = new Log();
  }

  /** A key in the local storage of a host. */
  private record Key(String name, String host, boolean firstParty, Log log) {}

  /** Returns whether members were read that only an inspection has. */
  boolean isRecognised() {
    return recognised;
  }

  /** Reads one member of the document. */
  void read(JsonDocument json, String name) throws IOException {
    recognised |= OWN.contains(name);
    switch (name) {
      case "uri_ins", "uri_dest" -> json.text().flatMap(SeenUrl::of).ifPresent(this::takeHost);
      case "cookies" ->
          json.elements("'cookies' of an inspection", element -> cookies.add(cookie(json)));
      case "localStorage" -> json.members("'localStorage' of an inspection", at -> keys(json, at));
      case "hosts" -> json.members("'hosts' of an inspection", part -> hosts(json, part));
      case "beacons" -> json.elements("'beacons' of an inspection", element -> beacon(json));
      case "websockets" ->
          json.members(
              "'websockets' of an inspection",
              address -> SeenUrl.of(address).ifPresent(url -> addHost(url.host(), 1)));
      case "browsing_history" ->
          json.elements(
              "'browsing_history' of an inspection",
              element ->
                  json.text().flatMap(SeenUrl::of).ifPresent(url -> history.add(url.path())));
      case "browser" ->
          json.members(
              "'browser' of an inspection",
              part -> {
                if (part.equals("preset_cookies") && json.isObject()) {
                  json.members("'preset_cookies'", given -> presetCookies = true);
                }
              });
      case "start_time" -> start = json.text().flatMap(Moments::iso).orElse(null);
      case "end_time" -> end = json.text().flatMap(Moments::iso).orElse(null);
      default -> {
        // not needed
      }
    }
  }

  private void takeHost(SeenUrl url) {
    host = url.host();
  }

  private void addHost(String name, long times) {
    hosts.merge(name, times, Math::max);
  }

  private static Cookie cookie(JsonDocument json) throws IOException {
    Cookie cookie = new Cookie();
    json.members(
        "an element of 'cookies'",
        name -> {
          switch (name) {
            case "name" -> cookie.name = json.text().orElse("");
            case "domain" -> cookie.domain = json.text().orElse("");
            case "path" -> cookie.path = json.text();
            case "expires" -> cookie.expires = json.text().flatMap(Moments::secondsOrIso);
            case "sameSite" ->
                cookie.sameSite = json.text().map(text -> text.toLowerCase(Locale.ROOT));
            case "session" -> cookie.session = json.isTrue();
            case "secure" -> cookie.secure = json.isTrue();
            case "httpOnly" -> cookie.httpOnly = json.isTrue();
            case "firstPartyStorage" -> cookie.firstParty = json.isTrue();
            case "log" -> cookie.log = log(json);
            default -> {
              // above all the value
            }
          }
        });
    return cookie;
  }

  private static Log log(JsonDocument json) throws IOException {
    Log log = new Log();
    if (json.isObject()) {
      json.members(
          "'log'",
          name -> {
            if (name.equals("timestamp")) {
              log.at = json.text().flatMap(Moments::iso);
            } else if (name.equals("location")) {
              log.page = json.text().flatMap(SeenUrl::of).map(SeenUrl::path);
            }
          });
    }
    return log;
  }

  private void keys(JsonDocument json, String origin) throws IOException {
    String at = SeenUrl.of(origin).map(SeenUrl::host).orElse("");
    json.members("an origin of 'localStorage'", key -> keys.add(key(json, key, at)));
  }

  private static Key key(JsonDocument json, String name, String at) throws IOException {
    boolean[] firstParty = new boolean[1];
    Log[] log = {new Log()};
    if (json.isObject()) {
      json.members(
          "a key of 'localStorage'",
          member -> {
            if (member.equals("firstPartyStorage")) {
              firstParty[0] = json.isTrue();
            } else if (member.equals("log")) {
              log[0] = log(json);
            }
          });
    }
    return new Key(name, at, firstParty[0], log[0]);
  }

  /** Takes the hosts that were contacted. Links and domains of cookies are not. */
  private void hosts(JsonDocument json, String part) throws IOException {
    if (part.equals("requests") || part.equals("beacons")) {
      json.members(
          "'" + part + "' in 'hosts'",
          party ->
              json.elements(
                  "'" + party + "' in 'hosts'",
                  element ->
                      json.text().ifPresent(name -> addHost(name.toLowerCase(Locale.ROOT), 1))));
    }
  }

  private void beacon(JsonDocument json) throws IOException {
    List<String> at = new ArrayList<>();
    long[] times = {1};
    json.members(
        "an element of 'beacons'",
        name -> {
          if (name.equals("url")) {
            json.text().flatMap(SeenUrl::of).map(SeenUrl::host).ifPresent(at::add);
          } else if (name.equals("occurrances")) {
            times[0] =
                json.text()
                    .filter(text -> text.matches("[1-9]\\d{0,8}"))
                    .map(Long::valueOf)
                    .orElse(1L);
          }
        });
    at.forEach(name -> addHost(name, times[0]));
  }

  /** Returns what was seen, after all members have been read. */
  List<Seen.Item> items() throws UnexpectedException {
    if (host.isEmpty()) {
      throw new UnexpectedException(
          "expected the member 'uri_ins' of an inspection: the address of the site");
    }
    OwnSite site = new OwnSite(host);
    ObservedItems items = new ObservedItems();
    for (Cookie cookie : cookies) {
      if (cookie.firstParty || site.hasCookie(cookie.domain)) {
        items.addCookie(cookie.name, attributes(cookie), seen(cookie.log, 1));
      }
    }
    for (Key key : keys) {
      if (key.firstParty() || site.has(key.host())) {
        items.add(Seen.Kind.LOCAL_STORAGE, key.name(), seen(key.log(), 1));
      }
    }
    for (Map.Entry<String, Long> contacted : hosts.entrySet()) {
      if (!site.has(contacted.getKey())) {
        Log log = new Log();
        log.page = history.size() == 1 ? history.stream().findFirst() : Optional.empty();
        items.add(Seen.Kind.HOST, contacted.getKey(), seen(log, contacted.getValue()));
      }
    }
    return items.all();
  }

  /** The collector leaves the dot before domains away, so that the own host may mean it alone. */
  private Seen.Attributes attributes(Cookie cookie) {
    Instant set = cookie.log.at.orElse(time());
    return new Seen.Attributes(
        cookie.secure,
        cookie.httpOnly,
        cookie.sameSite,
        cookie.path,
        Optional.of(cookie.domain).filter(domain -> !domain.isEmpty() && !domain.equals(host)),
        cookie.session
            ? Optional.empty()
            : cookie.expires.filter(set::isBefore).map(until -> Moments.between(set, until)));
  }

  private ObservedItems.Occurrence seen(Log log, long times) {
    return new ObservedItems.Occurrence(
        log.at.orElse(time()),
        log.page,
        times,
        presetCookies ? Seen.ByConsent.NONE : new Seen.ByConsent(times, 0, 0, 0));
  }

  private Instant time() {
    Instant known = start == null ? end : start;
    return known == null ? otherwise : known;
  }
}
