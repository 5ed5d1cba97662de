package io.github.consent4j.servlet.render;

import io.github.consent4j.gate.html.Insertions;
import io.github.consent4j.gate.rule.UrlMatcher;
import io.github.consent4j.page.Pages;
import io.github.consent4j.page.View;
import io.github.consent4j.policy.Service;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.Languages;
import io.github.consent4j.servlet.exchange.OwnOrigin;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The insertions into one page: the parts that {@link Pages} makes, in the language of the page if
 * the site offers it. Not thread-safe.
 */
public final class PageInsertions implements Insertions {

  /** The largest number of notices in one page, and of frames that get the page's address. */
  public static final int MOST_NOTICES = 200;

  private final Pages pages;

  /** Makes what is put into the page itself, as the page is written. */
  private final Pages inPage;

  private final boolean xml;
  private final OwnOrigin own;
  private final UrlMatcher urls;
  private final List<String> offered;
  private final boolean takesHead;
  private final boolean takesBanner;
  private final boolean takesNotices;
  private final Supplier<Set<String>> leftOut;
  private View view;
  private boolean isPagesLanguage;
  private boolean hasNotice;
  private int notices;
  private boolean hasScript;
  private int frames;

  /**
   * @param own origin of the site
   * @param urls finds the services that declare other addresses
   * @param offered languages of the site
   * @param takesHead true if the page gets the guard
   * @param takesBanner true if the page gets the banner
   * @param takesNotices true if the script comes with the first notice
   * @param leftOut what the application has left out of the page by its end
   */
  PageInsertions(
      Pages pages,
      boolean xml,
      View view,
      OwnOrigin own,
      UrlMatcher urls,
      List<String> offered,
      boolean takesHead,
      boolean takesBanner,
      boolean takesNotices,
      Supplier<Set<String>> leftOut) {
    this.pages = pages;
    this.xml = xml;
    inPage = xml ? pages.asXml() : pages;
    this.own = own;
    this.urls = urls;
    this.view = view;
    this.offered = offered;
    this.takesHead = takesHead;
    this.takesBanner = takesBanner;
    this.takesNotices = takesNotices;
    this.leftOut = leftOut;
  }

  @Override
  public void language(String tag) {
    Languages.matching(tag, offered)
        .ifPresent(
            language -> {
              view = view.in(language);
              isPagesLanguage = true;
            });
  }

  @Override
  public void base(String origin) {
    Optional<String> before = own.before(origin, !urls.owners(origin + '/').isEmpty());
    view = view.withBase(before.orElse("") + view.base());
  }

  @Override
  public String head() {
    return takesHead ? inPage.head(view) : "";
  }

  @Override
  public String guard() {
    return takesHead ? pages.guard(view) : "";
  }

  @Override
  public String guardInXml() {
    return takesHead ? inPage.guard(view) : "";
  }

  @Override
  public String body() {
    return takesBanner ? inPage.body(view) : "";
  }

  @Override
  public String frame(Service service, String url) {
    return view.base()
        + "/embed?service="
        + service.id()
        + "&url="
        + encode(url)
        + (frames > MOST_NOTICES ? "" : "&return=" + encode(view.returnTo()))
        + (view.shared() ? '&' + Exchange.SHARED + "=1" : "")
        + (isPagesLanguage && offered.size() > 1 ? "&lang=" + view.language() : "");
  }

  @Override
  public String undeclaredFrame(String url) {
    return view.base()
        + "/embed?url="
        + encode(url)
        + (isPagesLanguage && offered.size() > 1 ? "&lang=" + view.language() : "");
  }

  @Override
  public String undeclaredFrameTitle(String url) {
    return pages.undeclaredFrameTitle(view, url);
  }

  /**
   * Returns the name of a frame. It is the same for the same page, and another one after a
   * decision: a browser must not restore content that was shown once if the visitor has refused it
   * since.
   */
  @Override
  public String frameName(String url) {
    int what = 31 * url.hashCode() + Boolean.hashCode(view.consent().isMade());
    return "consent4j-" + Integer.toHexString(what) + '-' + ++frames;
  }

  @Override
  public String frameTitle(Service service) {
    return pages.frameTitle(view, service);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String beforeMarked(Service service) {
    return beforeFirst() + (takesNotice() ? inPage.beforeMarked(view, service) : "");
  }

  @Override
  public String beforeImage(Service service, String url) {
    return beforeFirst() + (takesNotice() ? inPage.beforeImage(view, service, url) : "");
  }

  private String beforeFirst() {
    boolean first = takesNotices && !hasNotice;
    hasNotice |= first;
    if (!first) {
      return "";
    }
    // nothing may stand behind an XML page, so the script comes with the first notice
    return (xml ? script() : "") + inPage.beforeNotices(view);
  }

  /**
   * Returns whether one more notice is inserted. Above the limit, content is blocked without a
   * notice, so that the page does not grow without bound.
   */
  private boolean takesNotice() {
    notices++;
    return notices <= MOST_NOTICES;
  }

  /**
   * Returns the script that makes notices smoother, once. In markup of a framework it would
   * disturb. What the application has left out is known only here.
   */
  @Override
  public String behindPage() {
    return script() + pages.loadsAgain(leftOut.get());
  }

  private String script() {
    boolean wanted = hasNotice && !hasScript;
    hasScript |= wanted;
    return wanted ? inPage.withNotices(view) : "";
  }

  @Override
  public String settings() {
    return pages.settingsAddress(view);
  }

  @Override
  public String settingsForm() {
    return inPage.settingsForm(view, SETTINGS_FORM);
  }
}
