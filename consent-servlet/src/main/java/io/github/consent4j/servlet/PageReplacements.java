package io.github.consent4j.servlet;

import io.github.consent4j.gate.Replacements;
import io.github.consent4j.page.Pages;
import io.github.consent4j.page.View;
import io.github.consent4j.policy.Service;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What is put into one page: the pieces that {@link Pages} makes, in the language of the page if
 * the site offers it. Not thread-safe.
 */
final class PageReplacements implements Replacements {

  private final Pages pages;
  private final List<String> offered;
  private final boolean takesHead;
  private final boolean takesBanner;
  private final boolean takesNotices;
  private View view;
  private boolean isPagesLanguage;
  private boolean hasNotice;

  /**
   * @param offered languages in which the site speaks
   * @param takesHead whether the page gets the guard
   * @param takesBanner whether the page gets the banner
   * @param takesNotices whether the script comes with the first notice
   */
  PageReplacements(
      Pages pages,
      View view,
      List<String> offered,
      boolean takesHead,
      boolean takesBanner,
      boolean takesNotices) {
    this.pages = pages;
    this.view = view;
    this.offered = offered;
    this.takesHead = takesHead;
    this.takesBanner = takesBanner;
    this.takesNotices = takesNotices;
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
  public String head() {
    return takesHead ? pages.head(view) : "";
  }

  @Override
  public String guard() {
    return takesHead ? pages.guard(view) : "";
  }

  @Override
  public String body() {
    return takesBanner ? pages.body(view) : "";
  }

  @Override
  public String frame(Service service, String url) {
    return view.base()
        + "/embed?service="
        + service.id()
        + "&url="
        + encode(url)
        + "&return="
        + encode(view.returnTo())
        + (isPagesLanguage && offered.size() > 1 ? "&lang=" + view.language() : "");
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
    return withScript(pages.beforeMarked(view, service));
  }

  @Override
  public String beforeImage(Service service, String url) {
    return withScript(pages.beforeImage(view, service, url));
  }

  @Override
  public String settings() {
    return pages.settingsAddress(view);
  }

  @Override
  public String settingsForm() {
    return pages.settingsForm(view, SETTINGS_FORM);
  }

  /** The script that makes notices smoother comes with the first one. */
  private String withScript(String notice) {
    boolean first = takesNotices && !hasNotice;
    hasNotice = true;
    return first ? pages.withNotices(view) + notice : notice;
  }
}
