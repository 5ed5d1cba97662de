package io.github.consent4j.cli.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.cli.evidence.Stored.Flags;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept of addresses and headers, and what is not. */
class AddressTest {

  @ParameterizedTest
  @CsvSource({
    "https://Example.ORG/a/b?user=1#x, https://example.org/a/b",
    "http://me:secret@example.org:8080/, http://example.org/",
    "https://example.org, https://example.org/",
    "https://example.org/a;jsessionid=4711/b;x=1, https://example.org/a/b",
    "wss://example.org./live?token=1, wss://example.org/live",
  })
  void only_host_and_path_are_kept(String url, String kept) {
    assertThat(Address.of(url).orElseThrow()).hasToString(kept);
  }

  @Test
  void parts_of_a_path_that_are_longer_than_names_are_not_kept() {
    assertThat(Address.of("https://example.org/t/" + "x".repeat(81) + "/a").orElseThrow().path())
        .isEqualTo("/t/.../a");
    assertThat(Address.of("https://example.org/" + "x".repeat(80)).orElseThrow().path())
        .hasSize(81);
  }

  @Test
  void what_leads_nowhere_on_the_web_is_no_address() {
    assertThat(Address.of("data:text/html,x")).isEmpty();
    assertThat(Address.of("blob:https://example.org/1")).isEmpty();
    assertThat(Address.link("mailto:a@example.org")).isEmpty();
    assertThat(Address.link("https://example.org/a b")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "www.example.org, cdn.example.org, false",
    "www.example.org, example.org, false",
    "www.example.org, example.com, true",
    "www.example.org, notexample.org, true",
    "www.example.co.uk, other.co.uk, true",
    "www.example.co.uk, static.example.co.uk, false",
    "127.0.0.1, 127.0.0.2, true",
    "localhost, localhost, false",
  })
  void hosts_of_one_registrable_domain_are_one_site(String site, String host, boolean third) {
    assertThat(new SameSite(site).isThirdParty(host)).isEqualTo(third);
  }

  @Test
  void a_link_header_tells_the_hosts_that_a_browser_connects_to() {
    assertThat(
            LinkHeader.hosts(
                "<https://a.example>; rel=preconnect, </x.css>; rel=preload; as=style,"
                    + " <//b.example>; rel=\"dns-prefetch\""))
        .containsExactly(
            new LinkHeader.Hint("https://a.example", "preconnect"),
            new LinkHeader.Hint("https://b.example", "dns-prefetch"));
    assertThat(LinkHeader.hosts(null)).isEmpty();
  }

  @Test
  void an_offered_cookie_has_its_attributes_and_no_value() {
    OfferedCookie cookie =
        OfferedCookie.of(
            "id=secret; Domain=.Example.org; Path=/a; Max-Age=60; Secure; HttpOnly;"
                + " SameSite=None; Partitioned",
            "www.example.org");

    assertThat(cookie)
        .isEqualTo(
            new OfferedCookie(
                "id",
                "example.org",
                "/a",
                OptionalLong.of(60),
                new Flags(true, true, false, "None", true)));
    assertThat(cookie.stays()).isTrue();
    assertThat(OfferedCookie.of("id=; Max-Age=0", "www.example.org").stays()).isFalse();
  }
}
