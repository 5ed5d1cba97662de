package io.github.consent4j.examples.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which site a request reaches, and how its addresses look from outside. */
class SiteTest {

  private static Site site(String name, Set<String> hosts, String path, String upstream)
      throws GeneralSecurityException {
    return new Site(
        name,
        hosts,
        path,
        Upstream.parse(upstream),
        Site.PRESERVE,
        Long.MAX_VALUE,
        UpstreamTls.usual("cms.internal"));
  }

  @ParameterizedTest
  @CsvSource({
    "www.site.example, /, www",
    "WWW.site.example., /x, www",
    "www.site.example, /shop, shop",
    "www.site.example, /shop/a, shop",
    "www.site.example, /shop;x=1/a, shop",
    "www.site.example, /shopping, www",
    "intra.site.example, /, any",
    "intra.site.example, /shop, any",
    "sub.www.site.example, /, any",
    "127.0.0.1, /files/a, files",
  })
  void the_host_counts_before_the_path_and_a_long_path_before_a_short_one(
      String host, String path, String name) throws Exception {
    Sites sites =
        new Sites(
            List.of(
                site("any", Set.of(), "", "http://a:1"),
                site("files", Set.of(), "/files", "http://b:1"),
                site("www", Set.of("www.site.example"), "", "http://c:1"),
                site("shop", Set.of("www.site.example"), "/shop", "http://d:1")));

    assertThat(sites.of(host, path)).map(Site::name).hasValue(name);
  }

  @Test
  void a_host_that_nobody_names_has_no_site() throws Exception {
    Sites sites = new Sites(List.of(site("www", Set.of("www.site.example"), "", "http://c:1")));

    assertThat(sites.of("other.example", "/")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', /, /a?b, /a?b",
    "'', /cms, /a, /cms/a",
    "'', /cms/, /, /cms/",
    "/shop, '', /shop, /",
    "/shop, '', /shop/a?b=/shop, /a?b=/shop",
    "/shop, /base, /shop/a, /base/a",
    "/shop, /base, /shop, /base",
  })
  void a_path_takes_the_place_of_another(String path, String base, String asked, String target)
      throws Exception {
    String[] parts = asked.split("\\?", 2);

    assertThat(
            site("x", Set.of(), path, "http://cms.internal:9000" + base)
                .target(parts[0], parts.length > 1 ? parts[1] : null))
        .isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource({
    "http://cms.internal:9000/base/a?b#c, /shop/a?b#c",
    "/base/a, /shop/a",
    "/base, /shop",
    "/based, /based",
    "a, a",
    "//cms.internal:9000/base/a, /shop/a",
    "http://cms.internal/base/a, http://cms.internal/base/a",
    "http://www.site.example/base/a, http://www.site.example/base/a",
  })
  void an_address_on_the_site_becomes_one_of_the_proxy(String location, String seen)
      throws Exception {
    assertThat(
            site("x", Set.of(), "/shop", "http://cms.internal:9000/base").seenFromOutside(location))
        .isEqualTo(seen);
  }

  @ParameterizedTest
  @CsvSource({
    "a=1; Domain=cms.internal; Path=/base/; HttpOnly, a=1; Path=/shop/; HttpOnly",
    "a=1; domain=.internal; path=/, a=1; path=/",
    "a=1; Domain=site.example; Path=/base, a=1; Domain=site.example; Path=/shop",
    "'Path=/base;Path=/base', 'Path=/base;Path=/shop'",
    "'a=\"x,y\"; Secure; SameSite=None; Partitioned', 'a=\"x,y\"; Secure; SameSite=None; Partitioned'",
  })
  void a_cookie_has_the_domain_and_path_by_which_it_comes_back(String set, String seen)
      throws Exception {
    assertThat(
            site("x", Set.of(), "/shop", "http://cms.internal:9000/base")
                .cookieFromOutside(set, "www.site.example"))
        .isEqualTo(seen);
  }

  @Test
  void a_domain_that_the_visitor_asked_stays() throws Exception {
    assertThat(
            site("x", Set.of(), "", "http://site.example")
                .cookieFromOutside("a=1; Domain=site.example", "www.site.example"))
        .isEqualTo("a=1; Domain=site.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/../b",
        "/..",
        "/a/%2e%2E/b",
        "/a/.%2e;x=1/b",
        "/a/..%2fb",
        "/a%5c..%5Cb",
        "/./a",
        "/a/."
      })
  void a_path_that_leads_upwards_is_known_in_every_spelling(String path) {
    assertThat(Site.leadsUpwards(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/a..b/...", "/.well-known/x", "/a.", "/a/..b", "/a;b=../c..", "/x%2fy"})
  void an_ordinary_path_does_not_lead_upwards(String path) {
    assertThat(Site.leadsUpwards(path)).isFalse();
  }
}
