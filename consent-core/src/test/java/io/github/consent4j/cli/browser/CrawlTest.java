package io.github.consent4j.cli.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.cli.crawl.Robots;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The pages that an audit looks at. */
class CrawlTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private static Crawl crawl(int pages, int depth, Duration time) {
    SiteStart start =
        new SiteStart(
            URI.create("https://www.example.org/"),
            Robots.read("User-agent: *\nDisallow: /private", "consent-cli"),
            Optional.empty());
    return new Crawl(start, new AuditLimits(pages, depth, Duration.ZERO, HOUR, time));
  }

  /** Follows the same links on every page. */
  private static List<String> pages(Crawl crawl, String... links) {
    List<String> pages = new ArrayList<>();
    while (crawl.hasNext()) {
      pages.add(crawl.next().toString());
      crawl.add(List.of(links));
    }
    return pages;
  }

  @Test
  void links_within_the_host_are_followed_once() {
    assertThat(
            pages(
                crawl(10, 3, HOUR),
                "https://www.example.org/a#part",
                "https://www.example.org/a?page=2",
                "https://www.example.org/",
                "https://other.example.org/b",
                "http://www.example.org/c",
                "mailto:a@example.org"))
        .containsExactly("https://www.example.org/", "https://www.example.org/a");
  }

  @Test
  void a_session_is_not_ended_and_nothing_is_downloaded() {
    assertThat(
            pages(
                crawl(10, 3, HOUR),
                "https://www.example.org/logout",
                "https://www.example.org/files/report.PDF",
                "https://www.example.org/private/x"))
        .containsExactly("https://www.example.org/");
  }

  @Test
  void pages_links_and_time_are_limited() {
    String[] links = {"https://www.example.org/a", "https://www.example.org/b"};

    assertThat(pages(crawl(2, 3, HOUR), links)).hasSize(2);
    assertThat(pages(crawl(10, 0, HOUR), links)).hasSize(1);
    assertThat(pages(crawl(10, 3, Duration.ZERO), links)).hasSize(1);
  }
}
