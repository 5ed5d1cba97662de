package io.github.consent4j.gate.header;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.seen.Seen;
import org.junit.jupiter.api.Test;

class BrowserReportsTest {

  private final BrowserReports reports = new BrowserReports();

  @Test
  void counts_hosts_by_directive_with_the_most_frequent_first() {
    reports.add("img-src", "https://Pixel.example/a?visitor=1");
    reports.add("script-src-elem", "https://tag.example./x.js");
    reports.add("script-src-elem", "https://tag.example/y.js");
    reports.add("SCRIPT-SRC-ELEM 'self'", "http://tag.example");

    assertThat(reports.reported())
        .containsExactly(
            new Seen.Report("script-src-elem", "tag.example", 3),
            new Seen.Report("img-src", "pixel.example", 1));
  }

  @Test
  void ignores_reports_without_directive_or_host() {
    reports.add("script-src", "inline");
    reports.add("script-src", "data");
    reports.add("script-src", "https://");
    reports.add("script-src", "https://a b/");
    reports.add("evil\n2026 WARN forged", "https://a.example");
    reports.add("<script>-src", "https://a.example");
    reports.add("script-src", "https://" + "a".repeat(300) + ".example");

    assertThat(reports.reported()).isEmpty();
  }

  @Test
  void keeps_a_bounded_number_of_hosts_and_continues_to_count_them() {
    for (int i = 0; i < 10_000; i++) {
      reports.add("img-src", "https://h" + i + ".example/");
    }
    reports.add("img-src", "https://h0.example/");

    assertThat(reports.reported()).hasSize(200);
    assertThat(reports.reported().get(0)).isEqualTo(new Seen.Report("img-src", "h0.example", 2));
  }
}
