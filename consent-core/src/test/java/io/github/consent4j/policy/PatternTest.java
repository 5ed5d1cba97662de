package io.github.consent4j.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternTest {

  @ParameterizedTest
  @CsvSource({
    "_ga, _ga, true",
    "_ga, _gat, false",
    "_ga, _GA, false",
    "_ga_*, _ga_1234, true",
    "_ga_*, _ga_, true",
    "_ga_*, _ga, false",
    "emos?.js, emos2.js, true",
    "emos?.js, emos.js, false",
    "*, anything, true",
    "a*b*c, aXbYbZc, true",
    "a*b*c, aXbYbZ, false",
    "*.js, a.js.map, false",
  })
  void matches_whole_names_with_wildcards(String glob, String name, boolean matches) {
    assertThat(new NamePattern(glob).matches(name)).isEqualTo(matches);
  }

  @Test
  void needs_no_exponential_time_for_hostile_patterns() {
    NamePattern pattern = new NamePattern("a*".repeat(30) + "b");

    assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThat(pattern.matches("a".repeat(20_000))).isFalse());
  }

  @ParameterizedTest
  @CsvSource({
    "a, a, true",
    "a, b, false",
    "a*, *b, true",
    "a*, b*, false",
    "*a, *b, false",
    "a?c, ab*, true",
    "a?, a, false",
    "*.js, matomo*, true",
    "a*c, a*d, false",
    "?*, *, true",
  })
  void two_patterns_meet_where_one_name_matches_both(String some, String other, boolean meet) {
    assertThat(new NamePattern(some).meets(new NamePattern(other))).isEqualTo(meet);
    assertThat(new NamePattern(other).meets(new NamePattern(some))).isEqualTo(meet);
  }

  @ParameterizedTest
  @CsvSource({
    "a*, ab, true",
    "a*, ab*, true",
    "a*, a*, true",
    "ab*, a*, false",
    "a?, a*, false",
    "a?, ab, true",
    "*, a?b*, true",
  })
  void a_pattern_covers_another_one_that_it_matches_completely(
      String some, String other, boolean covers) {
    assertThat(new NamePattern(some).covers(new NamePattern(other))).isEqualTo(covers);
  }

  @ParameterizedTest
  @CsvSource({
    "youtube.com, youtube.com, false, ",
    "youtube.com/, youtube.com, false, ",
    "youtube.com/*, youtube.com, false, ",
    "*.YouTube.com, youtube.com, true, ",
    "www.google.com/maps/*, www.google.com, false, /maps/*",
    "bücher.example, xn--bcher-kva.example, false, ",
    "straße.example, xn--strae-oqa.example, false, ",
    "*.STRAẞE.example, xn--strae-oqa.example, true, ",
    "βόλος.example, xn--nxasmm1c.example, false, ",
  })
  void reads_hosts_with_subdomains_and_paths(
      String text, String host, boolean subdomains, String path) {
    UrlPattern pattern = UrlPattern.parse(text);

    assertThat(pattern.host()).isEqualTo(host);
    assertThat(pattern.subdomains()).isEqualTo(subdomains);
    assertThat(pattern.path().map(NamePattern::glob).orElse(null)).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({
    "youtube.com, youtube.com",
    "/matomo/*, /matomo/*",
    "<own>/matomo.php, /matomo.php",
    "www.<own>/matomo.php, /matomo.php",
    "data-*.<own>/iomm/*, data-*.<own>/iomm/*",
    "/?feed=*, <own>?feed=*",
    "Shop-*.Example.com, shop-*.example.com",
    "cdn.example.com/npm/a@1/b.js, cdn.example.com/npm/a@1/b.js",
    "www.a.example/gtag/js?id=AW-*&b=c, www.a.example/gtag/js?b=c&id=AW-*",
  })
  void writes_a_rule_that_means_the_same(String text, String written) {
    assertThat(UrlPattern.parse(text)).hasToString(written);
    assertThat(UrlPattern.parse(written)).isEqualTo(UrlPattern.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "shop-*.example.com, shop-live.example.com, true",
    "shop-*.example.com, shop-.example.com, true",
    "shop-*.example.com, shop-live.eu.example.com, false",
    "shop-*.example.com, shop-live-example.com, false",
    "shop-*.example.com, shop.example.com, false",
    "shop-*.example.com, a.shop-live.example.com, false",
    "shop-*-eu.example.com, shop-live-eu.example.com, true",
    "shop-*-eu.example.com, shop-eu.example.com, false",
    "shop-*-eu.example.com, shop-a.b-eu.example.com, false",
    "a.*.example.com, a.b.example.com, true",
    "a.*.example.com, a.b.c.example.com, false",
    "a.*.example.com, b.example.com, false",
  })
  void a_star_within_a_label_stands_for_no_dot(String text, String host, boolean matches) {
    assertThat(UrlPattern.parse(text).isOn(host)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "a.com/js, a.com/js?id=A-*, true, true",
    "a.com/js?id=A-*, a.com/js, false, true",
    "a.com/js?id=A-*, a.com/js?id=B-*, false, false",
    "a.com/js?id=*, a.com/js?id=B-*, true, true",
    "a.com/js?id=A-*, a.com/js?type=b, false, true",
    "a.com/js?id=A-*, a.com/js?id=A-1&type=b, true, true",
    "a.com/js?id=A-*, a.com/css?id=A-*, false, false",
    "'*.a.com', s-*.a.com, true, true",
    "'*.a.com', s-*.b.a.com, true, true",
    "'*.b.a.com', s-*.a.com, false, true",
    "'*.a.com', s-*.b.com, false, false",
    "s-*.a.com, s-1.a.com, true, true",
    "s-*.a.com, s-1-*.a.com, true, true",
    "s-*.a.com, '*-1.a.com', false, true",
    "s-*.a.com, t-*.a.com, false, false",
    "s-*.a.com, a.com, false, false",
    "/matomo, /matomo/js, true, true",
    "/matomo, www.a.com/matomo, false, false",
  })
  void compares_what_two_rules_match(String some, String other, boolean covers, boolean meets) {
    UrlPattern one = UrlPattern.parse(some);
    UrlPattern two = UrlPattern.parse(other);

    assertThat(one.covers(two)).isEqualTo(covers);
    assertThat(one.meets(two)).isEqualTo(meets);
    assertThat(two.meets(one)).isEqualTo(meets);
  }

  @ParameterizedTest
  @CsvSource({
    "/matomo, www.a.example, 'a.example/matomo,www.a.example/matomo'",
    "/matomo, localhost, 'localhost/matomo,www.localhost/matomo'",
    "data-*.<own>/iomm, www.a.example, data-*.a.example/iomm",
    "b.example/c, www.a.example, b.example/c",
  })
  void a_rule_about_the_own_host_names_it_on_a_page(String text, String page, String patterns) {
    assertThat(UrlPattern.parse(text).on(page).stream().map(UrlPattern::toString))
        .containsExactly(patterns.split(","));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://youtube.com",
        "",
        "/",
        "/*",
        "<own>",
        "www.<own>",
        "*.<own>/a",
        "a<own>/b",
        "you tube.com",
        "*",
        "*.",
        "a.*.com",
        "a-*.com",
        "a-*.co.uk",
        "*-a-*.b.com",
        "*.a-*.b.com",
        "u@h.com",
        "h.com?x",
        "h.com?x=",
        "h.com?=x",
        "h.com?x=1&",
        "h.com?x=1&x=2",
        "h.com?x=1?y=2",
        "h.com?x=%20",
        "h.com:80",
        "h.com/#x",
        "h.com#",
        "-"
      })
  void refuses_invalid_hosts(String text) {
    assertThatThrownBy(() -> UrlPattern.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "blockquote.Twitter-tweet, blockquote, class, Twitter-tweet, blockquote.Twitter-tweet",
    ".twitter-tweet, '', class, twitter-tweet, .twitter-tweet",
    "'[class=a]', '', class, a, .a",
    "div#disqus_thread, div, id, disqus_thread, div#disqus_thread",
    "script#_etLoader, script, id, _etLoader, script#_etLoader",
    "'DIV[id=1a]', div, id, 1a, 'div[id=1a]'",
    "a[data-pin-do], a, data-pin-do, '', a[data-pin-do]",
    "'[data-Website-id]', '', data-website-id, '', '[data-website-id]'",
    "a[data-x=Value], a, data-x, Value, a[data-x=Value]",
    "'a[data-x=\"Value\"]', a, data-x, Value, a[data-x=Value]",
    "script[type=IN/Share], script, type, IN/Share, script[type=IN/Share]",
    "pretix-widget, pretix-widget, '', '', pretix-widget",
    "fb:login-button, fb:login-button, '', '', fb:login-button",
  })
  void reads_selectors_of_elements(
      String text, String element, String attribute, String value, String written) {
    ElementSelector selector = ElementSelector.parse(text);

    assertThat(selector).isEqualTo(new ElementSelector(element, attribute, value));
    assertThat(selector).hasToString(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "blockquote",
        "a b.c",
        ".",
        "a.",
        "a.b c",
        "#",
        "#a.b",
        "a > b",
        "a[b",
        "a[b=]",
        "a[b=c d]",
        "[class]",
        "a[b^=c]",
        ""
      })
  void refuses_invalid_selectors(String text) {
    assertThatThrownBy(() -> ElementSelector.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
