package io.github.consent4j.servlet;

import io.github.consent4j.gate.Replacements;
import io.github.consent4j.page.Pages;
import io.github.consent4j.page.View;
import io.github.consent4j.policy.Service;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What is put into a page: the pieces that {@link Pages} makes.
 *
 * @param takesHead whether the page gets the guard
 * @param takesBanner whether the page gets the banner
 */
record PageReplacements(Pages pages, View view, boolean takesHead, boolean takesBanner)
    implements Replacements {

  @Override
  public String head() {
    return takesHead ? pages.head(view) : "";
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
        + encode(view.returnTo());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String beforeMarked(Service service) {
    return pages.beforeMarked(view, service);
  }
}
