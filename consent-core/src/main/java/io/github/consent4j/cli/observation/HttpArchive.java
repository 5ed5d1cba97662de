package io.github.consent4j.cli.observation;

import io.github.consent4j.seen.Seen;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests of an HTTP archive (HAR 1.2). The site is the one of the first request. Values
 * of cookies, bodies and headers are passed over. Not thread-safe.
 */
final class HttpArchive {

  private static final String BLOCKED = "net::ERR_BLOCKED_BY_";
  private static final int MOST_ENTRIES = 500_000;

  private final String decisionCookie;
  private final boolean undecided;
  private final Instant otherwise;
  private final List<Entry> entries = new ArrayList<>();
  private final ObservedItems items = new ObservedItems();

  /** The path of the first request of the site in each page, which is the page itself. */
  private final Map<String, String> pages = new HashMap<>();

  private @Nullable OwnSite site;

  /**
   * @param decisionCookie name of the cookie in which the site keeps a decision; empty if it is not
   *     known
   * @param undecided whether nobody has answered while the archive was recorded
   * @param otherwise the time of requests that have none
   */
  HttpArchive(String decisionCookie, boolean undecided, Instant otherwise) {
    this.decisionCookie = decisionCookie;
    this.undecided = undecided;
    this.otherwise = otherwise;
  }

  /** A request and its response. */
  private static final class Entry {
    private Optional<SeenUrl> url = Optional.empty();
    private Optional<Instant> started = Optional.empty();
    private Duration took = Duration.ZERO;
    private String page = "";
    private boolean blocked;
    private boolean isOwn;
    private final List<String> sent = new ArrayList<>();
    private final List<Cookie> set = new ArrayList<>();
  }

  /** A cookie that a response sets, without its value. */
  private static final class Cookie {
    private String name = "";
    private Optional<String> path = Optional.empty();
    private Optional<String> domain = Optional.empty();
    private Optional<Instant> expires = Optional.empty();
    private Optional<String> sameSite = Optional.empty();
    private boolean secure;
    private boolean httpOnly;
  }

  /** Reads the object {@code log}, and returns what is seen in it. */
  List<Seen.Item> read(JsonDocument json) throws IOException {
    boolean[] found = new boolean[1];
    json.members(
        "'log' of an HTTP archive",
        name -> {
          if (name.equals("entries")) {
            found[0] = true;
            json.elements("'entries' of an HTTP archive", element -> take(entry(json)));
          }
        });
    if (!found[0]) {
      throw new UnexpectedException("expected the array 'entries' in 'log' of an HTTP archive");
    }
    int lastBefore = lastBeforeDecision();
    for (int i = 0; i < entries.size(); i++) {
      add(entries.get(i), i <= lastBefore);
    }
    return items.all();
  }

  private void take(Entry entry) throws UnexpectedException {
    if (entry.url.isPresent()) {
      SeenUrl url = entry.url.get();
      site = site == null ? new OwnSite(url.host()) : site;
      entry.isOwn = site.has(url.host());
      entries.add(entry);
    }
    if (entries.size() > MOST_ENTRIES) {
      throw new UnexpectedException("expected at most " + MOST_ENTRIES + " requests");
    }
  }

  /**
   * Returns the index of the last request before the visitor decided, as far as it is certain: one
   * that sends cookies of the site, and not the decision, or the one whose response stores the
   * decision. Browsers leave cookies out of archives, so that no cookie says nothing.
   */
  private int lastBeforeDecision() {
    if (undecided) {
      return entries.size();
    }
    int last = -1;
    for (int i = 0; i < entries.size() && !decisionCookie.isEmpty(); i++) {
      Entry entry = entries.get(i);
      if (entry.isOwn && entry.sent.contains(decisionCookie)) {
        return last;
      }
      if (entry.isOwn && !entry.sent.isEmpty()) {
        last = i;
      }
      if (entry.isOwn && entry.set.stream().anyMatch(set -> set.name.equals(decisionCookie))) {
        return i;
      }
    }
    return last;
  }

  private static Entry entry(JsonDocument json) throws IOException {
    Entry entry = new Entry();
    json.members(
        "an element of 'entries'",
        name -> {
          switch (name) {
            case "startedDateTime" -> entry.started = json.text().flatMap(Moments::iso);
            case "time" -> entry.took = json.text().map(HttpArchive::millis).orElse(Duration.ZERO);
            case "pageref" -> entry.page = json.text().orElse("");
            case "request" -> request(json, entry);
            case "response" -> response(json, entry);
            default -> {
              // not needed
            }
          }
        });
    if (entry.url.isEmpty() && !entry.sent.isEmpty()) {
      throw new UnexpectedException("expected the member 'url' in a request with cookies");
    }
    return entry;
  }

  private static Duration millis(String text) {
    try {
      return Duration.ofMillis(Math.max(0, Math.round(Double.parseDouble(text))));
    } catch (NumberFormatException e) {
      return Duration.ZERO;
    }
  }

  private static void request(JsonDocument json, Entry entry) throws IOException {
    json.members(
        "'request' in an element of 'entries'",
        name -> {
          if (name.equals("url")) {
            entry.url = json.text().flatMap(SeenUrl::of);
          } else if (name.equals("cookies")) {
            json.elements("'cookies' of a request", element -> entry.sent.add(cookie(json).name));
          }
        });
  }

  private static void response(JsonDocument json, Entry entry) throws IOException {
    json.members(
        "'response' in an element of 'entries'",
        name -> {
          if (name.equals("cookies")) {
            json.elements("'cookies' of a response", element -> entry.set.add(cookie(json)));
          } else if (name.equals("_error")) {
            entry.blocked = json.text().filter(error -> error.startsWith(BLOCKED)).isPresent();
          }
        });
  }

  private static Cookie cookie(JsonDocument json) throws IOException {
    Cookie cookie = new Cookie();
    json.members(
        "an element of 'cookies'",
        name -> {
          switch (name) {
            case "name" -> cookie.name = json.text().orElse("");
            case "path" -> cookie.path = text(json);
            case "domain" -> cookie.domain = text(json);
            case "expires" -> cookie.expires = text(json).flatMap(Moments::secondsOrIso);
            case "sameSite" -> cookie.sameSite = text(json).map(it -> it.toLowerCase(Locale.ROOT));
            case "secure" -> cookie.secure = json.isTrue();
            case "httpOnly" -> cookie.httpOnly = json.isTrue();
            default -> {
              // above all the value
            }
          }
        });
    return cookie;
  }

  private static Optional<String> text(JsonDocument json) throws IOException {
    return json.text().filter(text -> !text.isBlank());
  }

  private void add(Entry entry, boolean before) throws UnexpectedException {
    SeenUrl url = entry.url.orElseThrow();
    if (!entry.isOwn) {
      Optional<String> page = Optional.ofNullable(pages.get(entry.page));
      items.add(Seen.Kind.HOST, url.host(), occurrence(entry, page, before, entry.blocked));
      return;
    }
    pages.putIfAbsent(entry.page, url.path());
    for (String name : entry.sent) {
      if (!name.isEmpty() && !name.equals(decisionCookie)) {
        items.add(
            Seen.Kind.COOKIE, name, occurrence(entry, Optional.of(url.path()), before, false));
      }
    }
    for (Cookie cookie : entry.set) {
      set(entry, cookie, before && !cookie.name.equals(decisionCookie));
    }
  }

  private void set(Entry entry, Cookie cookie, boolean before) throws UnexpectedException {
    Instant received = entry.started.orElse(otherwise).plus(entry.took);
    boolean deleted = cookie.expires.filter(end -> !end.isAfter(received)).isPresent();
    if (cookie.name.isEmpty() || deleted) {
      return;
    }
    Seen.Attributes attributes =
        new Seen.Attributes(
            cookie.secure,
            cookie.httpOnly,
            cookie.sameSite,
            cookie.path,
            cookie.domain,
            cookie.expires.map(end -> Moments.between(received, end)));
    Optional<String> page = entry.url.map(SeenUrl::path);
    items.addCookie(cookie.name, attributes, occurrence(entry, page, before, false));
  }

  private ObservedItems.Occurrence occurrence(
      Entry entry, Optional<String> page, boolean before, boolean isBlocked) {
    return new ObservedItems.Occurrence(
        entry.started.orElse(otherwise),
        page,
        1,
        new Seen.ByConsent(before ? 1 : 0, 0, 0, isBlocked ? 1 : 0));
  }
}
