package io.github.consent4j.cli.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RobotsTest {

  private static Robots read(String text) {
    return Robots.read(text, "consent-cli");
  }

  @Test
  void the_longest_rule_counts() {
    Robots robots = read("User-agent: *\nDisallow: /a\nAllow: /a/open\n");

    assertThat(robots.allows("/a/x")).isFalse();
    assertThat(robots.allows("/a/open/x")).isTrue();
    assertThat(robots.allows("/b")).isTrue();
  }

  @Test
  void rules_for_this_program_replace_those_for_everybody() {
    Robots robots =
        read(
            "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: Consent-CLI\nDisallow: /x\n");

    assertThat(robots.allows("/a")).isTrue();
    assertThat(robots.allows("/x")).isFalse();
  }

  @Test
  void stars_and_the_end_have_a_meaning() {
    Robots robots = read("user-agent:*\ndisallow: /*.pdf$ # no documents\ndisallow: /*?print=\n");

    assertThat(robots.allows("/a/b.pdf")).isFalse();
    assertThat(robots.allows("/a/b.pdf?x")).isTrue();
    assertThat(robots.allows("/a?print=1")).isFalse();
  }

  @Test
  void an_empty_rule_forbids_nothing() {
    assertThat(read("User-agent: *\nDisallow:\n").allows("/a")).isTrue();
    assertThat(read("<html>no rules</html>").allows("/a")).isTrue();
  }
}
