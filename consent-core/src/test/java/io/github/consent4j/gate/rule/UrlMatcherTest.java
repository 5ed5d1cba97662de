package io.github.consent4j.gate.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.gate.html.GateFixture;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlMatcherTest {

  private final Policy policy = ReferencePolicy.get();
  private final UrlMatcher urls = HtmlRules.of(policy).urls();
  private final int youtube = policy.indexOf("youtube");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://www.youtube.com/embed/x",
        "http://youtube.com",
        "https://WWW.YouTube.com./embed/x",
        "https://user@www.youtube.com:8443/embed/x",
      })
  void recognises_the_urls_of_a_service(String url) {
    assertThat(urls.belongs(youtube, url)).isTrue();
    assertThat(urls.belongs(policy.indexOf("twitter"), url)).isFalse();
    assertThat(urls.owners(url)).containsExactly(youtube);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "/embed/x",
        "//www.youtube.com/",
        "javascript:alert('www.youtube.com')",
        "data:text/html,//www.youtube.com/",
        "https://www.youtube.com@evil.example/",
        "https://www.youtube.com.evil.example/",
        "https://evil.example\\@www.youtube.com/",
        "https://evil.example/?https://www.youtube.com/",
        "https://www.youtube.com:99999/",
        "https://notyoutube.com/",
        "ftp://www.youtube.com/",
      })
  void recognises_no_other_url(String url) {
    assertThat(urls.belongs(youtube, url)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "maps.example.com/maps, https://maps.example.com/maps, true",
    "maps.example.com/maps, https://maps.example.com/maps/, true",
    "maps.example.com/maps, https://maps.example.com/maps/embed?pb=1, true",
    "maps.example.com/maps, https://maps.example.com/maps?q=1#x, true",
    "maps.example.com/maps, https://maps.example.com/mapsy, false",
    "maps.example.com/maps, https://maps.example.com/x/maps, false",
    "maps.example.com/maps/*, https://maps.example.com/maps?q=1, true",
    "maps.example.com/maps/, https://maps.example.com/maps/embed, true",
    "maps.example.com/, https://maps.example.com/anything, true",
    "maps.example.com/*, https://maps.example.com/, true",
    "maps.example.com/v*/embed, https://maps.example.com/v2/embed/7, true",
    "maps.example.com/emb*, https://maps.example.com/embedded/7, true",
    "'*.example.com/tr', https://www.example.com/tr?id=1, true",
    "'*.example.com/tr', https://www.example.com/track, false",
  })
  void a_path_includes_everything_below_it(String host, String url, boolean belongs)
      throws IOException {
    String yaml =
        """
        site: { name: Site, privacy-policy: /privacy }
        categories:
          necessary: { required: true }
          external-media: { services: [maps] }
        services:
          maps: { name: Maps, purpose: Shows maps., loads: { hosts: ["%s"] } }
        """
            .formatted(host);
    Policy maps = ReferencePolicy.read(yaml);

    assertThat(UrlMatcher.of(maps).belongs(maps.indexOf("maps"), url)).isEqualTo(belongs);
    String image = "<img src=\"" + url + "\">";
    String passed = new GateFixture(yaml, GateFixture.NOTHING_INSERTED).pass(image);
    assertThat(passed.equals(image)).isEqualTo(!belongs);
  }

  @Test
  void blocks_undeclared_hosts_if_the_site_says_so() {
    GateFixture strict =
        new GateFixture(
            GateFixture.YAML + "undeclared-hosts: block\n", GateFixture.NOTHING_INSERTED);

    assertThat(strict.pass("<img src=//other.example/><iframe src=//other.example/>"))
        .isEqualTo(
            "<img data-consent-src=//other.example/>"
                + "<iframe src=\"about:blank\" data-consent-src=//other.example/>");
    String own = "<img src=/x><img src=//www.site.example/><img src=https://cdn.site.example/>";
    assertThat(strict.pass(own)).isEqualTo(own);
    String declared = "<script src=https://l.ecn-ldr.de/loader/loader.js></script>";
    assertThat(strict.pass(declared)).isEqualTo(declared);
  }
}
