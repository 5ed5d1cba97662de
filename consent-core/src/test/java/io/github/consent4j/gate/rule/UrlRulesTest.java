package io.github.consent4j.gate.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.gate.html.GateFixture;
import io.github.consent4j.gate.html.HtmlGate;
import io.github.consent4j.gate.html.HtmlGates;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules say of URLs by query, by a part of a label, and by a path on the site's own host. */
class UrlRulesTest {

  /** One loader of several services, as tag managers have it. */
  private static final String TAGS =
      """
      site: { name: Site, privacy-policy: /privacy }
      categories:
        necessary: { required: true }
        statistics: { services: [analytics] }
        marketing:
          { title: Marketing, description: Advertising., services: [ads, floodlight] }
      services:
        analytics:
          { name: A, purpose: A, loads: { hosts: ["tags.example/gtag/js?id=G-*"] } }
        ads:
          { name: B, purpose: B, loads: { hosts: ["tags.example/gtag/js?id=AW-*"] } }
        floodlight:
          { name: C, purpose: C, loads: { hosts: ["tags.example/gtag/js?id=DC-*&type=f"] } }
      """;

  /** A service that declares the whole path of what another one declares with a query. */
  private static final String WIDE =
      TAGS.replace("tags.example/gtag/js?id=G-*", "tags.example/gtag/js");

  private static final String OWN =
      """
      site: { name: Site, privacy-policy: /privacy }
      categories:
        necessary: { required: true }
        statistics: { services: [visits, iom, shop, widget] }
      services:
        visits: { name: M, purpose: M, loads: { hosts: [/matomo/*, /piwik.php] } }
        iom: { name: I, purpose: I, loads: { hosts: ["data-*.<own>/iomm/*"] } }
        shop: { name: S, purpose: S, loads: { hosts: ["shop-*.pay.example"] } }
        widget: { name: W, purpose: W, loads: { hosts: [cdn.example/*/widget.js] } }
      """;

  private static final PageContext PAGE = new PageContext("https", "www.site.example");

  private static boolean passes(String yaml, String granted, String url) {
    return passes(yaml, granted, PAGE, url);
  }

  private static boolean passes(String yaml, String granted, PageContext page, String url) {
    Set<String> services = granted == null ? Set.of() : Set.copyOf(List.of(granted.split(" ")));
    String script = "<script src=\"" + url + "\"></script>";
    return pass(ReferencePolicy.read(yaml), services, page, script).equals(script);
  }

  @ParameterizedTest
  @CsvSource({
    "https://tags.example/gtag/js?id=G-1, analytics",
    "https://tags.example/gtag/js?id=AW-1, ads",
    "https://tags.example/gtag/js?id=DC-1&type=f, floodlight",
    "https://tags.example/gtag/js?type=f&x&id=DC-1#y, floodlight",
    "https://tags.example/gtag/js?l=a&amp;id=AW-1, ads",
    "https://tags.example/gtag/js?%69d=A%57-1, ads",
    "https://tags.example/gtag/js/?id=AW-1&id=G-1, ads",
    "https://tags.example/x/../gtag/js?id=AW-1, ads",
    "//TAGS.example/gtag/js?id=AW-1, ads",
  })
  void each_service_of_one_loader_is_allowed_by_itself(String url, String service) {
    assertThat(passes(TAGS, null, url)).isFalse();
    for (String each : List.of("analytics", "ads", "floodlight")) {
      assertThat(passes(TAGS, each, url)).as(each).isEqualTo(each.equals(service));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://tags.example/gtag/js",
    "https://tags.example/gtag/js?id=GT-1",
    "https://tags.example/gtag/js?id=",
    "https://tags.example/gtag/js?id",
    "https://tags.example/gtag/js?ID=AW-1",
    "https://tags.example/gtag/js?cid=AW-1",
    "https://tags.example/gtag/js?id=DC-1",
    "https://tags.example/gtag/js#?id=AW-1",
    "https://tags.example/gtag/css?id=AW-1",
    "https://tags.example/gtag/js?id=X&id=AW-1",
  })
  void a_url_without_the_parameter_is_nobodys(String url) {
    assertThat(passes(TAGS, null, url)).isTrue();
    assertThat(passes(TAGS + "undeclared-hosts: block\n", null, url)).isFalse();
  }

  @Test
  void a_rule_with_a_query_does_not_allow_what_one_without_it_declares() {
    assertThat(passes(WIDE, "ads", "https://tags.example/gtag/js")).isFalse();
    assertThat(passes(WIDE, "ads", "https://tags.example/gtag/js?id=G-1")).isFalse();
    assertThat(passes(WIDE, "ads", "https://tags.example/gtag/js?id=AW-1")).isTrue();
  }

  @Test
  void a_rule_without_a_query_allows_every_query() {
    assertThat(passes(WIDE, "analytics", "https://tags.example/gtag/js?id=AW-1")).isTrue();
  }

  @Test
  void a_required_rule_with_another_value_opens_nothing() {
    String required =
        TAGS.replace("required: true }", "required: true, services: [consent-mode] }");
    String rule = "  consent-mode: { name: D, purpose: D, loads: { hosts: [\"%s\"] } }\n";

    assertThat(ReferencePolicy.read(required + rule.formatted("tags.example/gtag/js?id=GTM-*")))
        .isNotNull();
    for (String wide : List.of("tags.example/gtag/js", "tags.example/gtag/js?type=f")) {
      assertThatThrownBy(() -> ReferencePolicy.read(required + rule.formatted(wide)))
          .hasMessageContaining("overlapping necessary claim: '" + wide + "'");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/matomo/matomo.js, visits",
    "/matomo, visits",
    "/matomo/x?y, visits",
    "/piwik.php?a=b, visits",
    "https://www.site.example/matomo/matomo.js, visits",
    "//site.example/matomo/matomo.js, visits",
    "/a/../matomo/x, visits",
    "/matomo2/x, ",
    "/js/matomo/x, ",
    "https://cdn.site.example/matomo/x, ",
    "https://www.other.example/matomo/x, ",
    "https://data-0ab1.site.example/iomm/x, iom",
    "https://data-0ab1.site.example/other, ",
    "https://data-a.b.site.example/iomm/x, ",
    "https://data-0ab1.other.example/iomm/x, ",
    "https://shop-live.pay.example/x, shop",
    "https://shop.pay.example/x, ",
    "https://cdn.example/v3/widget.js, widget",
    "https://cdn.example/v3/a/widget.js?x, widget",
    "https://cdn.example/widget.js, ",
    "https://cdn.example/v3/other.js, ",
    "/v3/widget.js, ",
  })
  void rules_about_the_own_host_and_about_a_part_of_a_label(String url, String service) {
    assertThat(passes(OWN, null, url)).isEqualTo(service == null);
    assertThat(passes(OWN, service, url)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/matomo/start, index.js, false",
    "/matomo/start, ../index.js, true",
    "/news/start, ../matomo/matomo.js, false",
    "/news/start, matomo/index.js, true",
    "/, matomo/matomo.js, false",
  })
  void relative_addresses_count_from_the_path_of_the_page(String page, String url, boolean passes) {
    PageContext context = new PageContext("https", "www.site.example", page);

    assertThat(passes(OWN, null, context, url)).isEqualTo(passes);
  }

  @Test
  void rules_about_the_own_host_follow_the_host_of_the_page() {
    PageContext other = new PageContext("https", "localhost");

    assertThat(passes(OWN, null, other, "/matomo/x")).isFalse();
    assertThat(passes(OWN, null, other, "https://www.site.example/matomo/x")).isTrue();
  }

  @Test
  void urls_of_the_own_host_belong_to_a_service_on_a_page_of_it() {
    Policy policy = ReferencePolicy.read(OWN);
    UrlMatcher urls = UrlMatcher.of(policy);
    int matomo = policy.indexOf("visits");

    assertThat(urls.belongs(matomo, "https://site.example/matomo/", PAGE)).isTrue();
    assertThat(urls.owners("https://site.example/matomo/", PAGE)).containsExactly(matomo);
    assertThat(urls.belongs(matomo, "https://other.example/matomo/", PAGE)).isFalse();
    assertThat(urls.owners("https://site.example/matomo/")).isEmpty();
  }

  private static String pass(Policy policy, Set<String> granted, PageContext page, String html) {
    Consent undecided = Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED);
    Consent consent = new Decider(Clock.systemUTC()).save(undecided, granted);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlGate gate =
        new HtmlGate(
            HtmlGates.of(HtmlRules.of(policy)),
            AllowedServices.of(consent),
            page,
            GateFixture.NOTHING_INSERTED,
            out::write);
    byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
    try {
      gate.write(bytes, 0, bytes.length);
      gate.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
