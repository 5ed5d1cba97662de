package io.github.consent4j.cli.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.Cookie;
import io.github.consent4j.cli.evidence.Stored;
import io.github.consent4j.cli.evidence.Stored.Flags;
import io.github.consent4j.cli.evidence.Stored.Kind;
import io.github.consent4j.cli.evidence.Stored.SetBy;
import io.github.consent4j.format.PackedText;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that one profile has held since a moment. Only the browser's thread may use it. */
final class StoredLog {

  private static final int MOST_FRAMES = 50;
  private static final String SCRIPT = PackedText.of(StoredLog.class, "stored.js");

  private record Key(Kind kind, String name, String domain, String path) {}

  private final SameSite site;
  private final Map<Key, Stored> all = new LinkedHashMap<>();
  private final Set<String> setByServers = new HashSet<>();

  StoredLog(SameSite site) {
    this.site = site;
  }

  /** Forgets what was there before. */
  void clear() {
    all.clear();
  }

  /**
   * Learns that a server sets a cookie. One of a third party counts as stored even if this browser
   * refuses it, because others do not.
   *
   * @param page the path of the page
   */
  void offered(OfferedCookie cookie, String page) {
    setByServers.add(cookie.name());
    if (cookie.stays() && site.isThirdParty(cookie.domain())) {
      add(
          new Stored(
              Kind.COOKIE,
              cookie.name(),
              cookie.domain(),
              cookie.path(),
              cookie.seconds(),
              cookie.flags(),
              SetBy.SERVER,
              page,
              true));
    }
  }

  /**
   * Adds what is there now.
   *
   * @param path the path of the page
   */
  void read(BrowserContext context, Page page, String path) {
    context.cookies().forEach(cookie -> add(cookie, path));
    page.frames().stream().limit(MOST_FRAMES).forEach(frame -> read(frame, path));
  }

  private void add(Cookie cookie, String page) {
    String host = SameSite.plain(cookie.domain);
    boolean ends = cookie.expires != null && cookie.expires > 0;
    long now = System.currentTimeMillis() / 1000;
    String sameSite = cookie.sameSite == null ? "" : cookie.sameSite.name();
    add(
        new Stored(
            Kind.COOKIE,
            cookie.name,
            host,
            cookie.path,
            ends
                ? OptionalLong.of(Math.max(0, Math.round(cookie.expires - now)))
                : OptionalLong.empty(),
            new Flags(
                Boolean.TRUE.equals(cookie.secure),
                Boolean.TRUE.equals(cookie.httpOnly),
                !cookie.domain.startsWith("."),
                sameSite.isEmpty()
                    ? ""
                    : sameSite.charAt(0) + sameSite.substring(1).toLowerCase(Locale.ROOT),
                cookie.partitionKey != null),
            setByServers.contains(cookie.name) ? SetBy.SERVER : SetBy.SCRIPT,
            page,
            site.isThirdParty(host)));
  }

  private void read(Frame frame, String page) {
    try {
      if (FrameScript.run(frame, SCRIPT) instanceof Map<?, ?> found) {
        String host = SameSite.plain(String.valueOf(found.get("host")));
        if (host.isEmpty()) {
          return;
        }
        names(found, "local").forEach(name -> add(Kind.LOCAL_STORAGE, name, host, "", page));
        names(found, "session").forEach(name -> add(Kind.SESSION_STORAGE, name, host, "", page));
        names(found, "databases").forEach(name -> add(Kind.INDEXED_DB, name, host, "", page));
        names(found, "caches").forEach(name -> add(Kind.CACHE_STORAGE, name, host, "", page));
        if (found.get("workers") instanceof Collection<?> workers) {
          workers.forEach(
              worker -> {
                if (worker instanceof Map<?, ?> each) {
                  add(
                      Kind.SERVICE_WORKER,
                      String.valueOf(each.get("script")),
                      host,
                      String.valueOf(each.get("scope")),
                      page);
                }
              });
        }
      }
    } catch (PlaywrightException e) {
      // The frame has gone meanwhile; what it stored on this site is read in the page.
    }
  }

  private static List<String> names(Map<?, ?> found, String kind) {
    return found.get(kind) instanceof Collection<?> names
        ? names.stream().map(String::valueOf).toList()
        : List.of();
  }

  private void add(Kind kind, String name, String host, String path, String page) {
    add(
        new Stored(
            kind,
            name,
            host,
            path,
            OptionalLong.empty(),
            Flags.NONE,
            SetBy.SCRIPT,
            page,
            site.isThirdParty(host)));
  }

  private void add(Stored stored) {
    Key key = new Key(stored.kind(), stored.name(), stored.domain(), stored.path());
    @Nullable Stored before = all.get(key);
    all.put(key, before == null ? stored : longer(before, stored));
  }

  /** Returns a thing that is there again, with its longest lifetime. */
  private static Stored longer(Stored before, Stored now) {
    boolean longer =
        now.seconds().isPresent() && now.seconds().getAsLong() > before.seconds().orElse(0) + 1;
    return longer
        ? new Stored(
            before.kind(),
            before.name(),
            before.domain(),
            before.path(),
            now.seconds(),
            now.flags(),
            before.setBy(),
            before.page(),
            before.thirdParty())
        : before;
  }

  List<Stored> all() {
    return List.copyOf(all.values());
  }
}
