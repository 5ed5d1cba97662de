package io.github.consent4j.cli.browser.banner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ViewportSize;
import io.github.consent4j.audit.rule.DialogRules;
import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.audit.rule.LintRules;
import io.github.consent4j.audit.rule.PolicyRules;
import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.cli.evidence.BannerCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A page with a fair banner, and the same page with one thing wrong. */
class BannerAuditTest {

  private static final String REJECT = "<button id=\"reject\">Reject all</button>";
  private static final String ANSWERS = "</style>";

  private static TestBrowser browser;
  private static String shop;
  private static BannerVisit looked;

  @BeforeAll
  static void start() throws IOException {
    browser = new TestBrowser();
    try (InputStream in = BannerAuditTest.class.getResourceAsStream("shop.html")) {
      shop = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    looked = serving(shop).open();
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private static BannerVisits serving(String html) {
    return () -> browser.open(route -> answer(route, html), "#accept", "#reject");
  }

  private static void answer(Route route, String html) {
    if (route.request().url().equals(TestBrowser.SITE + "/")) {
      route.fulfill(
          new Route.FulfillOptions().setContentType("text/html; charset=utf-8").setBody(html));
    } else {
      route.fulfill(new Route.FulfillOptions().setStatus(204));
    }
  }

  private static String shopWith(String old, String replacement) {
    assertThat(shop).as("has exactly one").containsOnlyOnce(old);
    return shop.replace(old, replacement);
  }

  private static Arguments wrong(Rule rule, String measured, String old, String replacement) {
    return Arguments.of(rule, measured, old, replacement);
  }

  /** Returns the style sheet with another rule at its end. */
  private static Arguments styled(Rule rule, String measured, String css) {
    return wrong(rule, measured, ANSWERS, css + ANSWERS);
  }

  static Stream<Arguments> seen() {
    return Stream.of(
        wrong(
            DialogRules.NO_REJECT_FIRST_LAYER,
            "'Accept all' is there, but nothing that rejects everything; the other controls are"
                + " 'Settings'.",
            REJECT,
            "<button id=\"settings\">Settings</button><i id=\"reject\"></i>"),
        styled(
            BannerRules.OUT_OF_VIEW,
            "'Reject all' ends 461 px below the window in a window of 360 x 640 px.",
            "@media (width < 400px) { #banner { top: 100px; bottom: auto } #reject { display: block;"
                + " position: absolute; top: 956px } }"),
        wrong(
            DialogRules.LINK_INSTEAD_OF_BUTTON,
            "'Accept all' is a button, 'Reject all' is a link.",
            REJECT,
            "<a id=\"reject\" href=\"#\" style=\"display: inline-block; box-sizing: border-box; width: 130px;"
                + " height: 44px; font: 600 15px sans-serif; color: #fff; background: #1f4c94\">Reject all</a>"),
        wrong(
            DialogRules.ORDER_OR_POSITION_ASYMMETRY,
            "Between the answers stands 'Settings'.",
            "<!-- between -->",
            "<button>Settings</button>"),
        styled(
            DialogRules.SIZE_ASYMMETRY,
            "'Accept all' is 130 x 44 px, 'Reject all' is 90 x 30 px; both have 15 px letters of"
                + " weight 600, border none.",
            "#reject { width: 90px; height: 30px }"),
        styled(
            DialogRules.SIZE_ASYMMETRY,
            "'Accept all' is 130 x 44 px with 15 px letters of weight 600, border none, 'Reject"
                + " all' is 130 x 44 px with 15 px letters of weight 400, border none.",
            "#reject { font-weight: 400 }"),
        styled(
            DialogRules.COLOUR_ASYMMETRY,
            "The background is #1f4c94 behind 'Accept all' and #94331f behind 'Reject all'.",
            "#reject { background: #94331f }"),
        styled(
            DialogRules.CONTRAST_ASYMMETRY,
            "The contrast is 8.3:1 at 'Accept all' and 4.9:1 at 'Reject all'.",
            "#reject { color: rgb(255 255 255 / .69) }"),
        wrong(
            LintRules.UNCLEAR_LABEL,
            "The labels are 'OK' and 'Reject all', which does not say what happens to consent.",
            ">Accept all<",
            ">OK<"),
        wrong(
            PolicyRules.PRE_TICKED,
            "On beforehand: 'Statistics'.",
            "<!-- more -->",
            "<label><input type=checkbox checked disabled> Necessary</label>"
                + "<label><input type=checkbox checked> Statistics</label>"
                + "<label><input type=checkbox> Marketing</label>"),
        wrong(
            BannerRules.INTEREST,
            "Controls for legitimate interest: 'Legitimate interest'.",
            "<!-- more -->",
            "<label><input type=checkbox> Legitimate interest</label>"),
        styled(
            BannerRules.LARGE,
            "The banner is 700 px high, 78 % of a window of 1440 x 900 px.",
            "@media (width > 1000px) { #banner { box-sizing: border-box; height: 700px } }"),
        styled(
            DialogRules.HIDDEN_LEGAL_LINKS,
            "The link to an imprint is covered or hidden, and the link to a privacy policy is"
                + " covered or hidden.",
            "body::after { content: ''; position: fixed; inset: 0 } #banner { z-index: 1 }"));
  }

  @ParameterizedTest
  @MethodSource("seen")
  void what_can_be_seen_is_named(Rule rule, String measured, String old, String replacement) {
    List<Result> failed = failed(shopWith(old, replacement));

    assertThat(failed).extracting(Result::rule).containsOnly(rule);
    assertThat(failed.get(0).measured()).isEqualTo(measured);
  }

  /** Shows a page in the tab that these tests share. */
  private static List<Result> failed(String html) {
    looked.page().setContent(html);
    return BannerAudit.look(looked, Optional.empty()).stream()
        .filter(result -> !result.passed())
        .toList();
  }

  @Test
  void a_label_that_cannot_be_read_is_also_of_another_contrast() {
    assertThat(failed(shopWith(ANSWERS, "#reject { opacity: .4 }" + ANSWERS)))
        .extracting(Result::rule)
        .containsOnly(
            DialogRules.COLOUR_ASYMMETRY, DialogRules.CONTRAST_ASYMMETRY, BannerRules.UNREADABLE);
  }

  private static final String ON_SCROLL = "addEventListener('scroll', () => decide('all'));";
  private static final String ON_ESCAPE =
      "addEventListener('keydown', e => e.key == 'Escape' && decide('all'));";

  static Stream<Arguments> done() {
    return Stream.of(
        wrong(
            BannerRules.CLICKS,
            "No way was found to reject everything and to be rid of the banner. Accepting takes 1.",
            "onclick = () => decide('none')",
            "onclick = () => 0"),
        wrong(
            DialogRules.SCROLL_IS_CONSENT,
            "After scrolling there is what otherwise comes after accepting: contact with"
                + " http://counter.example/count, cookie counter.",
            "/* more */",
            ON_SCROLL),
        wrong(
            DialogRules.ACCEPT_ON_CLOSE,
            "After the Escape key there is what otherwise comes after accepting: contact with"
                + " http://counter.example/count, cookie counter.",
            "/* more */",
            ON_ESCAPE),
        wrong(
            DialogRules.ACCEPT_ON_CLOSE,
            "After the control '\u00d7' there is what otherwise comes after accepting: contact with"
                + " http://counter.example/count, cookie counter.",
            "<!-- after -->",
            "<button onclick=\"decide('all')\">\u00d7</button>"),
        wrong(
            DialogRules.COOKIE_WALL,
            "The page is covered by the element div#wall.",
            "onclick = () => decide('none')",
            "onclick = () => { decide('none'); document.body.insertAdjacentHTML('beforeend',"
                + " '<div id=wall style=\"position: fixed; inset: 0; background: #fff\">Accept first</div>') }"),
        wrong(
            DialogRules.NO_WITHDRAW_ENTRY,
            "After an answer nothing is in sight that leads back to it, such as a link 'Cookie"
                + " settings'.",
            "<button id=\"again\">Cookie settings</button>",
            ""));
  }

  @ParameterizedTest
  @MethodSource("done")
  void what_happens_is_named(Rule rule, String measured, String old, String replacement) {
    String html = shopWith(old, replacement);
    looked.page().setContent(html);
    List<Facts> closes =
        Measurement.of(looked, new ViewportSize(1280, 720), looked.accept().orElseThrow())
            .facts()
            .each("closes");

    assertThat(BehaviourChecks.of(serving(html), Set.of(), closes, 1280, TestBrowser.SITE))
        .filteredOn(result -> !result.passed())
        .extracting(Result::rule, Result::measured)
        .containsExactly(tuple(rule, measured));
  }

  @Test
  void a_refusal_behind_the_settings_takes_two_clicks() {
    String hidden =
        shopWith(REJECT, "<button id=\"settings\">Settings</button>" + REJECT)
            .replace("id=\"reject\"", "id=\"reject\" hidden")
            .replace(
                "/* more */",
                "const settings = document.getElementById('settings'); settings.onclick = () =>"
                    + " { settings.hidden = true; document.getElementById('reject').hidden = false };");

    BannerResult result = BannerAudit.of(serving(hidden), Optional.empty());

    assertThat(result.findings())
        .extracting(Finding::rule)
        .containsExactly(DialogRules.NO_REJECT_FIRST_LAYER, BannerRules.CLICKS);
    assertThat(result.findings().get(1).message())
        .isEqualTo(
            "The banner is gone after 2 clicks, the last at 'Reject all'. Accepting takes 1. Seen on"
                + " / in a window 1280 px wide.");
  }

  @Test
  void a_fair_banner_passes_every_check() {
    BannerResult result = BannerAudit.of(serving(shop), Optional.empty());

    assertThat(result.findings()).isEmpty();
    assertThat(result.checks()).allMatch(BannerCheck::passed);
    assertThat(result.checks())
        .extracting(BannerCheck::id)
        .containsAll(
            BannerRules.ALL.stream()
                .filter(rule -> !rule.equals(BannerRules.ACCESSIBILITY))
                .map(Rule::id)
                .toList());
  }

  @Test
  void a_page_without_banner_has_no_results() {
    BannerResult result =
        BannerAudit.of(serving("<!DOCTYPE html><title>Shop</title>"), Optional.empty());

    assertThat(result.checks()).isEmpty();
    assertThat(result.findings()).isEmpty();
  }

  @Test
  void the_banner_of_this_library_passes_every_check() {
    OwnSite site = new OwnSite();

    BannerResult result =
        BannerAudit.of(
            () ->
                browser.open(site::answer, "button[value=accept-all]", "button[value=reject-all]"),
            Optional.empty());

    assertThat(result.findings()).isEmpty();
    assertThat(result.checks()).extracting(BannerCheck::id).contains("more-clicks-to-reject");
    assertThat(result.checks()).allMatch(BannerCheck::passed);
  }

  @Test
  void a_banner_in_a_shadow_root_and_one_in_a_frame_are_measured_like_others() {
    String style = shop.substring(shop.indexOf("<style>"), shop.indexOf("</style>") + 8);
    String banner = shop.substring(shop.indexOf("<div id=\"banner\""), shop.indexOf("<script>"));
    String small = banner.replace("id=\"reject\"", "id=\"reject\" style=\"width: 60px\"");
    String withoutBanner = shop.replace(banner, "").replaceFirst("(?s)<script>.*</script>", "");

    assertThat(
            failed(
                withoutBanner.replace(
                    "</body>",
                    "<div><template shadowrootmode=open>"
                        + style
                        + small
                        + "</template></div></body>")))
        .extracting(Result::rule)
        .containsOnly(DialogRules.SIZE_ASYMMETRY);

    assertThat(
            failed(
                withoutBanner.replace(
                    "</body>",
                    "<iframe style=\"position: fixed; bottom: 0; left: 0; border: 0; width: 100%; height: 220px\""
                        + " srcdoc='"
                        + (style + small).replace("'", "&#39;")
                        + "'></iframe></body>")))
        .extracting(Result::rule)
        .containsOnly(DialogRules.SIZE_ASYMMETRY);
  }

  /** Finds something in every page that has a button, at the button that rejects. */
  private static final AxeScript AXE =
      AxeScript.of(
          "window.axe = {run: async () => ({violations: [{id: 'button-name', impact: 'critical',"
              + " nodes: [{target: ['#reject']}, {target: ['h1']}]}]})}");

  @Test
  void what_axe_finds_in_the_banner_is_told_and_the_rest_is_not() {
    looked.page().setContent(shop);

    assertThat(BannerAudit.look(looked, Optional.of(AXE)))
        .filteredOn(result -> result.rule().equals(BannerRules.ACCESSIBILITY))
        .extracting(Result::passed, Result::measured)
        .containsExactly(tuple(false, "axe-core finds in the banner: button-name (1)."));
  }
}
