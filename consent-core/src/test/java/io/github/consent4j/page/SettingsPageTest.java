package io.github.consent4j.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.policy.ReferencePolicy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class SettingsPageTest {

  private final Visitors visitors = Visitors.of(ReferencePolicy.get());
  private final Pages pages = visitors.pages();

  private Document page(Consent consent) {
    return Jsoup.parse(pages.settings(Visitors.view(consent)));
  }

  private static Element box(Document page, String id) {
    return page.selectFirst("input[type=checkbox][id=grant-" + id + "]");
  }

  /** Rule L08: every purpose that is not necessary is off by default. */
  @Test
  void everything_is_off_until_the_visitor_turns_it_on() {
    Document page = page(visitors.undecided());

    assertThat(page.select("input[name=grant]").eachAttr("value"))
        .containsExactly("statistics", "econda", "external-media", "youtube", "twitter");
    assertThat(page.select("input[name=grant][checked]")).isEmpty();
  }

  @Test
  void required_services_are_on_disabled_and_labelled_as_required() {
    Document page = page(visitors.undecided());

    assertThat(page.select("input:not([name])[type=checkbox]"))
        .isNotEmpty()
        .allSatisfy(
            box -> {
              assertThat(box.hasAttr("checked")).isTrue();
              assertThat(box.hasAttr("disabled")).isTrue();
              assertThat(page.getElementById(box.attr("aria-describedby")).text())
                  .isEqualTo("Always on");
            });
  }

  @Test
  void shows_the_visitors_present_choice() {
    Document page = page(visitors.who("external-media"));

    assertThat(page.select("input[name=grant][checked]").eachAttr("value"))
        .containsExactly("external-media", "youtube", "twitter");
  }

  @Test
  void a_visitor_who_has_decided_sees_when_and_under_which_name() {
    Consent decided =
        new Decider(Clock.fixed(Instant.parse("2026-11-22T20:15:04Z"), ZoneOffset.UTC))
            .acceptAll(visitors.undecided());
    String id = ((Decision.Made) decided.decision()).id();

    assertThat(page(decided).select("header dl").text())
        .contains("Your last choice November 22, 2026 · 20:15 UTC")
        .contains("Your consent ID " + id);
    assertThat(Jsoup.parse(pages.settings(Visitors.view(decided, "de"))).select("header dl").text())
        .contains("22. November 2026 · 20:15 UTC");
    assertThat(page(visitors.undecided()).select("header dl")).isEmpty();
  }

  @Test
  void a_receipt_is_offered_only_where_proof_is_kept() {
    View decided = Visitors.view(visitors.acceptingAll());
    View undecided = Visitors.view(visitors.undecided());

    assertThat(Jsoup.parse(pages.settings(decided, false)).select("a[download]")).isEmpty();
    assertThat(Jsoup.parse(pages.settings(decided, true)).select("a[download]").attr("href"))
        .isEqualTo("/app/consent/receipt.json?lang=en");
    assertThat(pages.settings(undecided, true)).doesNotContain("receipt");
  }

  @Test
  void a_category_that_is_granted_in_part_is_off_with_the_granted_services_on() {
    Document page = page(visitors.who("twitter"));

    assertThat(page.select("input[name=grant][checked]").eachAttr("value"))
        .containsExactly("twitter");
  }

  @Test
  void every_switch_is_labelled_by_the_name_next_to_it() {
    Document page = page(visitors.undecided());

    assertThat(page.select("input[type=checkbox]"))
        .allSatisfy(box -> assertThat(page.select("label[for=" + box.id() + "]")).hasSize(1));
    assertThat(page.select("label[for=grant-youtube]").text()).isEqualTo("YouTube");
  }

  @Test
  void posts_what_is_shown() {
    Element form = page(visitors.undecided()).selectFirst("form");

    assertThat(form.attr("action")).isEqualTo("/app/consent");
    assertThat(form.select("button[name=choice]").eachAttr("value"))
        .containsExactly("accept-all", "reject-all", "save");
    assertThat(form.select("button").eachAttr("class")).containsOnly("button");
    assertThat(form.select("input[name=return]").attr("value"))
        .isEqualTo("/app/cooperations?page=2");
  }

  @Test
  void has_no_buttons_if_there_is_nothing_to_decide() {
    String needed = "site: { name: A }\ncategories:\n  necessary: { required: true%s }\n";
    String report = "  statistics: { services: [econda], enforce: report }\n";

    assertThat(answers(needed.formatted(""))).isEmpty();
    assertThat(answers(needed.formatted(", before-decision: block"))).hasSize(3);
    assertThat(answers(needed.formatted("") + report)).isEmpty();
  }

  @Test
  void does_not_show_a_category_in_report_mode() {
    String yaml = ReferencePolicy.YAML.replace("[econda] }", "[econda], enforce: report }");
    Visitors some = Visitors.of(ReferencePolicy.read(yaml));
    View undecided = Visitors.view(some.undecided());
    Document settings = Jsoup.parse(some.pages().settings(undecided));

    assertThat(settings.select("input[name=grant]").eachAttr("value"))
        .containsExactly("external-media", "youtube", "twitter");
    assertThat(settings.select("h2").eachText()).doesNotContain("Statistics");
    assertThat(some.pages().body(undecided)).contains("YouTube").doesNotContain("Statistics");
  }

  private static List<String> answers(String yaml) {
    Visitors some = Visitors.of(ReferencePolicy.read(yaml));
    String html = some.pages().settings(Visitors.view(some.undecided()));
    return Jsoup.parse(html).select("button").eachAttr("value");
  }

  @Test
  void long_names_of_cookies_break_only_between_words() {
    Document page = page(visitors.undecided());

    assertThat(page.select("code").eachText())
        .contains("VISITOR_PRIVACY_METADATA", "econda.storage.ClientBag.*", "YSC");
    assertThat(page.select("code").stream().map(Element::html))
        .contains("econda.<wbr>storage.<wbr>ClientBag.*", "__Secure-ROLLOUT_<wbr>TOKEN", "YSC");
  }

  @Test
  void a_visitor_who_came_from_no_page_stays_and_sees_the_result() {
    View view = new View(visitors.who(), "en", "/consent", "/consent?a=b");
    Document page = Jsoup.parse(pages.settings(view));

    assertThat(page.select("input[name=return]").attr("value"))
        .isEqualTo("/consent?saved=1&lang=en");
    assertThat(page.select("a.back")).isEmpty();
  }

  @Test
  void a_page_whose_path_only_begins_like_the_settings_is_another_page() {
    View view = new View(visitors.who(), "en", "/consent", "/consenting-adults");

    assertThat(Jsoup.parse(pages.settings(view)).select("input[name=return]").attr("value"))
        .isEqualTo("/consenting-adults");
  }

  /** Rule L21: each service is described in full. */
  @Test
  void describes_a_service_in_full() {
    Element row = box(page(visitors.undecided()), "youtube").closest("li");

    assertThat(row.select("p").text()).contains("Shows videos");
    assertThat(row.select("dl").text())
        .contains("Provider Google Ireland Limited")
        .contains("Address Gordon House")
        .contains("Country Ireland")
        .contains("Data also goes to United States")
        .contains("Your consent: section 25(1) TDDDG");
    assertThat(row.select("dd a[rel=noopener]").attr("href"))
        .isEqualTo("https://policies.google.com/privacy");
    assertThat(row.select("tr").eachText())
        .contains("Name Kind Kept What for")
        .anySatisfy(text -> assertThat(text).contains("__Secure-YEC", ".youtube.com", "13 months"))
        .anySatisfy(text -> assertThat(text).contains("YSC", "until you close the browser"))
        .anySatisfy(text -> assertThat(text).contains("ytidb::*", "Local storage"));
  }

  @Test
  void shows_the_lifetime_of_the_decision_itself() {
    Visitors asked =
        Visitors.of(ReferencePolicy.read(ReferencePolicy.YAML + "renew-after: P90D\n"));
    String html = asked.pages().settings(Visitors.view(asked.undecided()));

    assertThat(page(visitors.undecided()).select("tr").eachText())
        .anyMatch(row -> row.startsWith("consent Cookie 6 months"));
    assertThat(Jsoup.parse(html).select("tr").eachText())
        .anyMatch(row -> row.startsWith("consent Cookie 90 days"));
  }

  @Test
  void shows_the_reason_of_a_necessary_item() {
    assertThat(page(visitors.undecided()).select("td small").eachText())
        .contains("Without it you would be asked again on every page.");
  }

  @Test
  void says_that_the_choice_is_saved_only_after_saving() {
    View view = Visitors.view(visitors.who());
    View saved = new View(view.consent(), view.language(), view.base(), view.returnTo(), true);

    assertThat(Jsoup.parse(pages.settings(view)).select("[role=status]")).isEmpty();
    assertThat(Jsoup.parse(pages.settings(saved)).select("[role=status][autofocus]").text())
        .startsWith("Your choice has been saved.");
  }

  @Test
  void leads_back_to_the_page() {
    assertThat(page(visitors.undecided()).select("a.back").attr("href"))
        .isEqualTo("/app/cooperations?page=2");
  }

  @Test
  void never_leads_to_another_site() {
    View view = new View(visitors.undecided(), "en", "/consent", "//evil.example/");

    assertThat(pages.settings(view)).doesNotContain("evil.example");
  }

  @Test
  void is_a_complete_document_in_the_visitors_language() {
    String html = pages.settings(Visitors.view(visitors.undecided(), "de-AT"));
    Document page = Jsoup.parse(html);

    assertThat(html).startsWith("<!DOCTYPE html>").matches("\\p{ASCII}*");
    assertThat(page.selectFirst("html").attr("lang")).isEqualTo("de");
    assertThat(page.title()).isEqualTo("Cookie-Einstellungen – German Cancer Research Center");
    assertThat(page.select("h2").eachText())
        .containsExactly("Notwendig", "Statistik", "Externe Medien");
    assertThat(page.select("meta[name=viewport]")).hasSize(1);
  }

  @Test
  void offers_to_delete_everything_if_the_site_allows_it() {
    Visitors offering =
        Visitors.of(ReferencePolicy.read(ReferencePolicy.YAML + "clear-site-data: true\n"));
    String without = visitors.pages().settings(Visitors.view(visitors.who()));
    String with = offering.pages().settings(Visitors.view(offering.who()));

    assertThat(without).doesNotContain("delete-everything");
    Document page = Jsoup.parse(with);
    assertThat(page.select("form[method=post] button[name=choice][value=delete-everything]"))
        .hasSize(1)
        .allMatch(button -> button.text().equals("Delete everything"))
        .allMatch(button -> button.closest("form").select("[name=grant]").isEmpty());
  }
}
