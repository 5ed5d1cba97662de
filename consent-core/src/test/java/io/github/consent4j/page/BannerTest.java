package io.github.consent4j.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import io.github.consent4j.text.Texts;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BannerTest {

  private final Visitors visitors =
      Visitors.of(
          ReferencePolicy.read(
              ReferencePolicy.YAML.replace("languages:", "  imprint: /imprint\nlanguages:")));
  private final Pages pages = visitors.pages();
  private final Document banner = banner("en");

  private Document banner(String language) {
    return Jsoup.parse(pages.body(Visitors.view(visitors.undecided(), language)));
  }

  @Test
  void an_undecided_visitor_gets_guard_and_banner() {
    assertThat(pages.head(Visitors.view(visitors.undecided())))
        .matches(
            "<script src=\"/app/consent/assets/[0-9a-f]{12}/guard-0f\\.js\" data-consent-ui></script>"
                + "<link rel=\"stylesheet\".*");
    assertThat(banner.select("page-panel[data-consent-ui] template[shadowrootmode=open]"))
        .hasSize(1);
  }

  @Test
  void the_head_loads_the_style_of_the_banner_and_blocks_painting_until_the_banner_is_parsed() {
    Document head = Jsoup.parse(pages.head(Visitors.view(visitors.undecided())));
    String style = banner.select("template link[rel=stylesheet]").attr("href");
    String awaited = head.select("link[data-consent-ui][rel=expect][blocking=render]").attr("href");

    assertThat(head.select("link[data-consent-ui][rel=stylesheet]").eachAttr("href"))
        .containsExactly(style);
    assertThat(banner.select(awaited).is("page-panel")).isTrue();
    assertThat(pages.head(Visitors.view(visitors.who()))).doesNotContain("<link");
  }

  @Test
  void a_visitor_who_allowed_everything_gets_only_the_script_that_detects_a_withdrawal() {
    View view = Visitors.view(visitors.acceptingAll());

    assertThat(pages.head(view))
        .matches(
            "<script src=\"/app/consent/assets/[0-9a-f]{12}/tabs\\.js\" async data-consent-ui"
                + " data-consent-choices=\"\\.\\+external-media\\+statistics\\.\"></script>");
    assertThat(pages.body(view)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "other-tabs: off\n"})
  void only_pages_of_visitors_with_a_decision_detect_another_one_and_only_if_the_site_wants_that(
      String more) {
    Visitors there = Visitors.of(ReferencePolicy.read(ReferencePolicy.YAML + more));
    Pages made = there.pages();

    assertThat(made.head(Visitors.view(there.undecided()))).doesNotContain("consent-choices");
    assertThat(made.head(Visitors.view(there.who("twitter"))).contains("consent-choices"))
        .isEqualTo(more.isEmpty());
    assertThat(made.head(Visitors.view(there.acceptingAll())).isEmpty()).isEqualTo(!more.isEmpty());
  }

  @Test
  void with_the_script_api_no_other_script_detects_another_decision() {
    Visitors there = Visitors.of(ReferencePolicy.read(ReferencePolicy.YAML + "script-api: true\n"));

    assertThat(there.pages().head(Visitors.view(there.acceptingAll()))).isEmpty();
  }

  @Test
  void in_a_shared_page_the_banner_is_hidden_until_the_script_knows_whether_to_ask() {
    View view = Visitors.view(visitors.undecided()).asShared();
    Document body = Jsoup.parse(pages.body(view));

    assertThat(pages.head(view)).contains("guard.js");
    assertThat(body.select("page-panel[hidden]")).hasSize(1);
    assertThat(body.select("page-panel[open]")).isEmpty();
    assertThat(body.select("script[defer]"))
        .extracting(script -> script.attr("src"))
        .singleElement()
        .asString()
        .endsWith("/page.js");
    assertThat(body.select("script").attr("data-consent-more")).endsWith("/shared.js");
  }

  @Test
  void scripts_and_styles_carry_the_nonce_of_the_page() {
    View view = Visitors.view(visitors.undecided()).withNonce("aB\"+/9");

    Document page = Jsoup.parse(pages.head(view) + pages.body(view));
    assertThat(page.select("script, link[rel=stylesheet]"))
        .isNotEmpty()
        .allSatisfy(element -> assertThat(element.attr("nonce")).isEqualTo("aB\"+/9"));
    assertThat(page.selectFirst("template").html()).contains("nonce=\"aB&quot;+/9\"");
  }

  @Test
  void a_visitor_who_refused_gets_the_guard_and_no_banner() {
    View view = Visitors.view(visitors.who());

    assertThat(pages.head(view)).contains("/guard-0fs.js");
    assertThat(pages.body(view)).doesNotContain("page-panel");
  }

  @Test
  void the_script_comes_with_the_banner_and_after_a_decision_with_the_first_notice() {
    View asked = Visitors.view(visitors.undecided());
    View decided = Visitors.view(visitors.who("statistics"));

    assertThat(pages.body(asked)).contains("page.js");
    assertThat(pages.withNotices(asked)).isEmpty();
    assertThat(pages.body(decided)).isEmpty();
    assertThat(pages.withNotices(decided)).startsWith("<script ").contains("page.js");
    assertThat(pages.body(decided.asShared())).contains("page.js");
    assertThat(pages.withNotices(decided.asShared())).isEmpty();
  }

  /** Rules L10 to L13: refusing is as easy as agreeing. */
  @Test
  void the_three_answers_are_equal_and_one_click_each() {
    Element form = banner.selectFirst("form");
    List<Element> answers = form.select(".button");

    assertThat(form.attr("method")).isEqualTo("post");
    assertThat(form.attr("action")).isEqualTo("/app/consent");
    assertThat(form.select("input[type=hidden][name=return]").attr("value"))
        .isEqualTo("/app/cooperations?page=2");
    assertThat(answers)
        .extracting(Element::text)
        .containsExactly("Accept all", "Reject all", "Settings");
    assertThat(answers).extracting(Element::className).containsOnly("button");
    assertThat(answers).extracting(Element::parent).containsOnly(form);
    assertThat(answers.get(0).attr("value")).isEqualTo("accept-all");
    assertThat(answers.get(1).attr("value")).isEqualTo("reject-all");
    assertThat(answers.get(2).attr("href"))
        .isEqualTo("/app/consent?return=%2Fapp%2Fcooperations%3Fpage%3D2&lang=en");
  }

  /**
   * Rules L14 and L15: the first layer names the controller, the purposes, the right to withdraw,
   * the transfers, the recipients and both consents.
   */
  @Test
  void says_who_asks_for_what_and_how_to_withdraw() {
    assertThat(banner.select("section").text())
        .contains("German Cancer Research Center uses cookies")
        .contains("Necessary Always on")
        .contains("Statistics econda")
        .contains("External media YouTube, Twitter (X) Shows videos")
        .contains("recipients (3)", "econda GmbH", "Google Ireland Limited")
        .contains("IP address", "other websites")
        .contains("outside the European Economic Area (United States)")
        .contains("withdraw your choice at any time")
        .contains("section 25(1) TDDDG", "Art. 6(1)(a) GDPR");
  }

  /** Rule L07: the privacy policy and the imprint can be read without a decision. */
  @Test
  void leads_to_privacy_policy_and_imprint_without_a_choice() {
    assertThat(banner.select(".links a").eachAttr("href"))
        .containsExactly("/en/data-protection", "/imprint");
  }

  @Test
  void mentions_no_transfers_if_there_are_none() {
    Policy policy =
        ReferencePolicy.read(ReferencePolicy.YAML.replaceFirst("external-media: .*", ""));
    Visitors others = Visitors.of(policy);

    assertThat(others.pages().body(Visitors.view(others.undecided())))
        .contains("econda GmbH")
        .doesNotContain("European Economic Area");
  }

  @Test
  void the_site_is_not_listed_as_a_recipient_of_its_own_measurements() {
    Policy policy =
        ReferencePolicy.read(
            ReferencePolicy.YAML.replace("[econda]", "[matomo]").replaceFirst("external-.*", "")
                + """
                services:
                  matomo: { name: Matomo, purpose: Counts visits. }
                """);
    Visitors others = Visitors.of(policy);

    assertThat(others.pages().body(Visitors.view(others.undecided())))
        .contains("Counts visits.")
        .doesNotContain("recipients");
  }

  @Test
  void is_a_labelled_region_that_does_not_change_the_page() {
    Element section = banner.selectFirst("section");

    assertThat(section.attr("lang")).isEqualTo("en");
    assertThat(banner.getElementById(section.attr("aria-labelledby")).normalName()).isEqualTo("h2");
    assertThat(banner.select("[aria-modal], dialog")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("languages")
  void is_complete_in_every_language(String language) {
    Visitors everybody =
        Visitors.of(
            ReferencePolicy.read(
                ReferencePolicy.YAML.replace(
                    "languages: [en, de]", "  imprint: /imprint\nlanguages: [" + language + "]")));
    View view = Visitors.view(everybody.undecided(), language);
    Document panel = Jsoup.parse(everybody.pages().body(view));
    Document settings = Jsoup.parse(everybody.pages().settings(view));

    for (Document page : List.of(panel, settings)) {
      Element root = page.selectFirst("section.panel, html[data-consent-page]");
      assertThat(root.attr("lang")).isEqualTo(language);
      assertThat(root.attr("dir")).isEqualTo(language.equals("ar") ? "rtl" : "ltr");
      assertThat(page.select(".links a").eachAttr("href"))
          .containsExactly("/en/data-protection", "/imprint");
      assertThat(page.select("[lang=en]").not("[data-consent-page], section")).isEmpty();
      assertThat(page.text()).doesNotContain("{0}", "{1}");
    }
  }

  static List<String> languages() {
    return Texts.LANGUAGES;
  }

  @Test
  void is_written_in_german() {
    assertThat(banner("de").select(".button").eachText())
        .containsExactly("Alle akzeptieren", "Alle ablehnen", "Einstellungen");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void is_ascii_without_inline_script_or_style(String language) {
    View view = Visitors.view(visitors.undecided(), language);
    String html =
        pages.head(view)
            + pages.body(view)
            + pages.beforeMarked(view, visitors.policy().service("twitter").orElseThrow());

    assertThat(html).matches("\\p{ASCII}*").doesNotContain(" style=").doesNotContain("<style");
    assertThat(Jsoup.parse(html).select("script:not([src])")).isEmpty();
    assertThat(html).doesNotContainPattern("\\son[a-z]+=");
  }

  @Test
  void the_script_element_lists_what_is_always_allowed_and_what_needs_a_reload() {
    Element script = banner.selectFirst("script[src$=/page.js]");

    assertThat(script.attr("data-consent-always").split(" "))
        .contains("necessary", "webedition", "econda-session")
        .doesNotContain("statistics", "econda", "youtube");
    assertThat(script.attr("data-consent-again")).isEqualTo("econda");
  }

  @Test
  void a_site_can_have_the_script_and_the_floating_button_on_every_page() {
    Visitors everywhere =
        Visitors.of(
            ReferencePolicy.read(
                ReferencePolicy.YAML + "script-api: true\nfloating-button: true\n"));
    View view = Visitors.view(everywhere.acceptingAll());
    Document body = Jsoup.parse(everywhere.pages().body(view));

    assertThat(everywhere.pages().head(view)).as("nothing is held back").isEmpty();
    assertThat(body.select("script").attr("data-consent-allowed").split(" "))
        .contains("econda", "statistics", "external-media");
    assertThat(body.select("page-panel")).isEmpty();
    assertThat(body.select("script").attr("src")).endsWith("/page.js");
    assertThat(body.select("page-button a").attr("href")).startsWith("/app/consent?return=");
    assertThat(body.select("page-button a").text()).isEqualTo("Cookie settings");
    assertThat(everywhere.pages().body(Visitors.view(everywhere.undecided())))
        .as("while the banner asks")
        .doesNotContain("page-button");
  }

  /** Rule L50: the page says that it respects Global Privacy Control. */
  @Test
  void says_that_the_privacy_signal_is_respected() {
    View heard = Visitors.view(visitors.undecided().signalled());
    Document own = Jsoup.parse(pages.body(heard));
    Document shared = Jsoup.parse(pages.body(heard.asShared()));

    assertThat(own.getElementById("gpc").text()).contains("Global Privacy Control");
    assertThat(own.getElementById("gpc").hasAttr("hidden")).isFalse();
    assertThat(shared.getElementById("gpc").hasAttr("hidden")).as("for everybody").isTrue();
    assertThat(banner.getElementById("gpc")).isNull();
    assertThat(pages.settings(heard)).contains("Global Privacy Control");
  }

  @Test
  void the_head_passes_signals_to_tools_only_if_the_site_declares_them() {
    Visitors telling =
        Visitors.of(ReferencePolicy.read(ReferencePolicy.YAML + "signals: { econda: [econda] }\n"));

    assertThat(telling.pages().head(Visitors.view(telling.acceptingAll())))
        .contains("/signals.js", "data-consent-allowed=\"econda statistics")
        .doesNotContain("/guard");
    assertThat(telling.pages().head(Visitors.view(telling.undecided())))
        .containsSubsequence("/guard", "/signals.js", "data-consent-allowed=\"\"");
    assertThat(pages.head(Visitors.view(visitors.undecided()))).doesNotContain("signals.js");
  }

  @Test
  void is_small() {
    assertThat(Gzip.length(banner("en").body().html())).isLessThanOrEqualTo(2000);
  }

  private static Document bannerAt(String position, String path) {
    Visitors visitors =
        Visitors.of(
            ReferencePolicy.read(
                ReferencePolicy.YAML.replace("languages:", "  imprint: /imprint\nlanguages:")
                    + "look: { position: "
                    + position
                    + " }\n"));
    View view = new View(visitors.undecided(), "en", "/consent", path);
    return Jsoup.parse(visitors.pages().body(view));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bottom", "top", "corner"})
  void a_banner_at_an_edge_is_never_modal(String position) {
    assertThat(bannerAt(position, "/").select("section.panel")).hasSize(1);
    assertThat(bannerAt(position, "/").select("dialog, [aria-modal]")).isEmpty();
  }

  @Test
  void a_banner_in_the_middle_is_a_dialog_that_only_the_script_makes_modal() {
    assertThat(bannerAt("center", "/").select("dialog.panel[tabindex=-1][aria-labelledby=title]"))
        .hasSize(1);
    assertThat(bannerAt("center", "/").select("dialog[open], [aria-modal]")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/en/data-protection", "/en/data-protection?print=1", "/imprint", "/imprint#top"})
  void the_privacy_policy_and_the_imprint_can_always_be_read(String path) {
    assertThat(bannerAt("center", path).select("section.panel")).hasSize(1);
    assertThat(bannerAt("center", path).select("dialog")).isEmpty();
  }
}
