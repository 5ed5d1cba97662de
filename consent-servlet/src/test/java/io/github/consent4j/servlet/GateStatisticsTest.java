package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.examples.browser.CapturedLog;
import io.github.consent4j.servlet.PageListener.Outcome;
import io.github.consent4j.servlet.PageListener.Page;
import jakarta.servlet.http.Cookie;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators learn of the work of the filter. */
class GateStatisticsTest {

  private static final String PAGE =
      "<!doctype html><head></head><iframe src=\"https://www.youtube.com/embed/x\"></iframe>"
          + "<script src=\"https://www.googletagmanager.com/gtag/js\"></script>";

  private final List<Page> pages = new CopyOnWriteArrayList<>();
  private final TestSite site =
      new TestSite()
          .page(
              "/video",
              (request, response) -> {
                response.addCookie(new Cookie("emos_jcvid", "1"));
                html(response, PAGE);
              })
          .page(
              "/unknown",
              (request, response) -> {
                response.setHeader("Content-Encoding", "x-unknown");
                html(response, PAGE);
              });

  private GateStatistics start(PageListener... listeners) throws Exception {
    ConsentFilter.Builder filter =
        ConsentFilter.builder().policy(TestSite.policy(TestSite.REFERENCE));
    for (PageListener listener : listeners) {
      filter.pageListener(listener);
    }
    site.filter(filter.build()).start(Containers.TOMCAT);
    return site.consentFilter().gateStatistics();
  }

  @AfterEach
  void close() throws Exception {
    site.close();
  }

  @Test
  void what_is_held_back_is_counted_by_service() throws Exception {
    GateStatistics statistics = start();

    site.get("/video", "Cookie", "emos_jcvid=1; WESESSION=2");
    site.get("/unknown");

    assertThat(statistics.pages()).isEqualTo(1);
    assertThat(statistics.blockedResources("youtube")).isEqualTo(1);
    assertThat(statistics.blockedResources(null)).isEqualTo(1);
    assertThat(statistics.blockedRequestCookies("econda")).isEqualTo(1);
    assertThat(statistics.blockedResponseCookies("econda")).isEqualTo(1);
    assertThat(statistics.withheldPages()).isEqualTo(1);
    assertThat(statistics.unreadPages()).isZero();
  }

  @Test
  void a_listener_hears_of_each_page_and_of_nothing_else() throws Exception {
    start(() -> pages::add, () -> null);

    site.get("/video");
    site.get("/consent");
    site.get("/consent/state.json");

    assertThat(pages)
        .singleElement()
        .satisfies(
            page -> {
              assertThat(page.outcome()).isEqualTo(Outcome.COMPLETE);
              assertThat(page.bytes()).isEqualTo(PAGE.length());
              assertThat(page.gateTime()).isPositive();
            });
  }

  @Test
  void a_listener_that_fails_is_named_and_changes_nothing() throws Exception {
    start(
        () -> {
          throw new IllegalStateException("at the beginning");
        },
        () ->
            page -> {
              throw new IllegalStateException("at the end");
            },
        () -> pages::add);

    String log =
        CapturedLog.of(() -> assertThat(site.get("/video").body()).contains("data-consent-src"));

    assertThat(log).contains("at the beginning", "at the end", "page listener");
    assertThat(pages).hasSize(1);
  }
}
