package io.github.consent4j.cli.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.WebSocket;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitUntilState;
import io.github.consent4j.cli.evidence.Contact;
import io.github.consent4j.cli.evidence.Stored;
import io.github.consent4j.cli.evidence.VisitedPage;
import io.github.consent4j.format.PackedText;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One fresh profile with one window, and what it meets. Only the thread that opened it may use it.
 */
final class PageVisit implements AutoCloseable {

  /** The width of the window of a desk, in CSS pixels. */
  static final int WIDE = 1440;

  /** The width of the window of a telephone, in CSS pixels. */
  static final int NARROW = 360;

  static final int HEIGHT = 900;

  private static final int MOST_SCREENS = 12;
  private static final String SCRIPT = PackedText.of(PageVisit.class, "page.js");
  private static final String FORM = "form button[name=choice][value=reject-all]";
  private static final String ACTION =
      "button => button.form && new URL(button.form.action).pathname";

  private final BrowserContext profile;
  private final AuditLimits limits;
  private final Page page;
  private final ContactLog contacts;
  private final StoredLog stored;
  private final HarLog har = new HarLog();
  private final List<VisitedPage> pages = new ArrayList<>();

  /**
   * @param host the host of the site
   */
  PageVisit(BrowserContext profile, String host, AuditLimits limits) {
    this.profile = profile;
    this.limits = limits;
    SameSite site = new SameSite(host);
    contacts = new ContactLog(site);
    stored = new StoredLog(site);
    profile.onRequest(contacts::began);
    profile.onRequestFinished(contacts::ended);
    profile.onRequestFailed(contacts::ended);
    profile.onResponse(contacts::answered);
    profile.setDefaultTimeout((double) limits.longest().toMillis());
    page = profile.newPage();
    page.onWebSocket(this::connected);
    page.onDialog(PageVisit::close);
  }

  /** Leaves a page that asks whether it may be left, and declines everything else. */
  private static void close(Dialog dialog) {
    if (dialog.type().equals("beforeunload")) {
      dialog.accept();
    } else {
      dialog.dismiss();
    }
  }

  private void connected(WebSocket socket) {
    contacts.touch();
    Address.of(socket.url()).ifPresent(address -> contacts.add(address, "websocket", "GET"));
  }

  Page page() {
    return page;
  }

  /**
   * Opens a page, waits until it is at rest, scrolls through it, and notes what it met.
   *
   * @return the addresses that it leads to
   */
  List<String> look(URI address) {
    int status = open(address);
    settle();
    scroll();
    List<String> links = note();
    pages.add(new VisitedPage(path(), status));
    return links;
  }

  /**
   * Opens a page without waiting for more than its beginning.
   *
   * @return the status; 0 if there was no answer
   */
  int open(URI address) {
    contacts.on(Address.of(address.toString()).map(Address::path).orElse("/"));
    try {
      @Nullable Response response =
          page.navigate(
              address.toString(), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
      return response == null ? 0 : response.status();
    } catch (PlaywrightException e) {
      return 0;
    }
  }

  /** Returns the path of the page that is shown. */
  String path() {
    return Address.of(page.url()).map(Address::path).orElse("/");
  }

  /** Waits until the page is loaded, and there has been no traffic for some time. */
  void settle() {
    long begin = System.nanoTime();
    try {
      page.waitForLoadState(LoadState.LOAD);
    } catch (PlaywrightException e) {
      // Something is never answered; what the page does is seen nevertheless.
    }
    contacts.touch();
    while (System.nanoTime() - begin < limits.longest().toNanos()
        && !contacts.isQuiet(limits.quiet().toNanos())) {
      page.waitForTimeout(50);
    }
    contacts.on(path());
  }

  private void scroll() {
    boolean moved = false;
    for (int i = 0; i < MOST_SCREENS && isFarFromEnd(); i++) {
      page.mouse().wheel(0, HEIGHT * 0.9);
      page.waitForTimeout(100);
      moved = true;
    }
    if (moved) {
      answer("() => { window.scrollTo(0, 0); return {}; }");
      settle();
    }
  }

  /** Returns whether there is more to scroll to; a page that is too busy to say it has none. */
  private boolean isFarFromEnd() {
    return answer(
            "() => ({far: scrollY + innerHeight < document.documentElement.scrollHeight - 2})")
        .filter(found -> Boolean.TRUE.equals(found.get("far")))
        .isPresent();
  }

  /** Returns whether the page answers, so that its controls can be looked for. */
  boolean isResponsive() {
    return answer("() => ({})").isPresent();
  }

  private Optional<Map<?, ?>> answer(String function) {
    try {
      return FrameScript.run(page.mainFrame(), function) instanceof Map<?, ?> found
          ? Optional.of(found)
          : Optional.empty();
    } catch (PlaywrightException e) {
      // The page has gone elsewhere by itself, or is busy.
      return Optional.empty();
    }
  }

  /**
   * Notes what is stored now, and the hosts that the page lets the browser connect to.
   *
   * @return the addresses that the page leads to
   */
  List<String> note() {
    for (Response response : contacts.takeResponses()) {
      har.add(response).forEach(cookie -> stored.offered(cookie, path()));
      if (response.request().isNavigationRequest()) {
        LinkHeader.hosts(response.headers().get("link"))
            .forEach(hint -> contacts.connects(hint.url(), hint.type()));
      }
    }
    Map<?, ?> found = answer(SCRIPT).orElse(Map.of());
    for (Object hint : list(found.get("hints"))) {
      List<?> parts = list(hint);
      contacts.connects(String.valueOf(parts.get(1)), String.valueOf(parts.get(0)));
    }
    stored.read(profile, page, path());
    return list(found.get("links")).stream().map(String::valueOf).toList();
  }

  /** Returns the path that the form of this library sends answers to; empty if there is none. */
  Optional<String> form() {
    if (!isResponsive()) {
      return Optional.empty();
    }
    try {
      @Nullable ElementHandle button = page.querySelector(FORM);
      return button == null
          ? Optional.empty()
          : Optional.ofNullable((String) button.evaluate(ACTION));
    } catch (PlaywrightException e) {
      // The page has gone elsewhere by itself, or its form leads nowhere.
      return Optional.empty();
    }
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof Collection<?> all ? List.copyOf(all) : List.of();
  }

  /** Forgets what was met so far: from now on the site acts in another state. */
  void begin() {
    contacts.clear();
    stored.clear();
    har.clear();
    pages.clear();
  }

  /** Returns a picture of the window, which is as wide as told. */
  byte[] picture(int width) {
    page.setViewportSize(width, HEIGHT);
    page.waitForTimeout(width == WIDE ? 0 : 200);
    byte[] png = page.screenshot(new Page.ScreenshotOptions().setTimeout(15_000));
    page.setViewportSize(WIDE, HEIGHT);
    return png;
  }

  List<VisitedPage> pages() {
    return List.copyOf(pages);
  }

  List<Stored> stored() {
    return stored.all();
  }

  List<Contact> contacts() {
    return contacts.contacts();
  }

  byte[] har(String tool, String browser) {
    return har.toJson(tool, browser);
  }

  /** Returns the body of an address that is no page; empty if there is none. */
  Optional<String> fetch(URI address) {
    try {
      @Nullable Response response = page.navigate(address.toString());
      return response != null && response.status() == 200
          ? Optional.of(response.text())
          : Optional.empty();
    } catch (PlaywrightException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    profile.close();
  }
}
