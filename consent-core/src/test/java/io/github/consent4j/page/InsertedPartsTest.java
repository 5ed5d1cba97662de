package io.github.consent4j.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.page.asset.Assets;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.ReferencePolicy;
import io.github.consent4j.policy.Service;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** The parts that a template of the site puts into a page. */
class InsertedPartsTest {

  private final Visitors visitors = Visitors.of(ReferencePolicy.get());
  private final Pages pages = visitors.pages();
  private final View english = Visitors.view(visitors.undecided());
  private final View german = Visitors.view(visitors.undecided(), "de");

  private Element table(View view) {
    return Jsoup.parseBodyFragment(pages.cookieTable(view)).body().child(0);
  }

  @Test
  void the_table_lists_everything_that_every_service_stores() {
    List<String> declared =
        visitors.policy().services().stream()
            .map(Service::stores)
            .flatMap(List::stream)
            .map(CookieDescriptor::name)
            .map(name -> name.glob())
            .toList();

    assertThat(declared).isNotEmpty();
    assertThat(table(english).select("tbody th > code").eachText())
        .containsExactlyElementsOf(declared);
  }

  @Test
  void the_table_says_what_the_settings_say() {
    Element settings = Jsoup.parse(pages.settings(german));
    settings.select("summary, .included, caption").remove();
    Element table = table(german);
    table.select("caption").remove();

    assertThat(table.select("dl, table").eachText())
        .isEqualTo(settings.select("li dl, table").eachText());
  }

  @Test
  void tables_have_names_headings_and_the_language_of_the_visitor() {
    Element table = table(german);

    assertThat(table.attr("lang")).isEqualTo("de");
    assertThat(table.select("h3").eachText()).contains("Statistik", "Externe Medien");
    assertThat(table.select("caption").eachText()).contains("YouTube: Was gespeichert wird");
    assertThat(table.select("thead th:not([scope=col]), tbody th:not([scope=row])")).isEmpty();
    assertThat(table.select("table:not(:has(caption))")).isEmpty();
  }

  @Test
  void no_part_needs_a_script_or_a_style_of_its_own() {
    for (String html :
        List.of(
            pages.cookieTable(english),
            pages.settingsLink(english, Optional.empty()),
            pages.inPlaceOf(english, "youtube"),
            pages.inPlaceOf(english, "external-media"))) {
      Element part = Jsoup.parseBodyFragment(html).body();
      assertThat(part.select("script, style, [style]")).isEmpty();
      assertThat(part.getAllElements())
          .allMatch(
              element ->
                  element.attributes().asList().stream()
                      .noneMatch(attribute -> attribute.getKey().startsWith("on")));
    }
  }

  @Test
  void the_style_of_the_parts_sets_neither_colours_nor_fonts_and_gives_way_to_the_site() {
    Assets assets = Assets.of(visitors.policy(), visitors.marks());
    String css = assets.textOf("insert.css");

    assertThat(css)
        .doesNotContain("!important", "url(", "@import", "font-family", "background")
        .doesNotContainPattern("[^-]color:");
    assertThat(css.split("}"))
        .filteredOn(rule -> rule.contains("{"))
        .allMatch(rule -> rule.contains(":where(.consent-") || rule.contains(".aside"));
  }

  @Test
  void a_link_leads_back_to_the_page_and_escapes_its_text() {
    assertThat(pages.settingsLink(english, Optional.of("<b>\"&")))
        .isEqualTo(
            "<a href=\"/app/consent?return=%2Fapp%2Fcooperations%3Fpage%3D2&amp;lang=en\">"
                + "&lt;b&gt;&quot;&amp;</a>");
    assertThat(pages.settingsLink(german, Optional.empty())).endsWith(">Cookie-Einstellungen</a>");
  }

  @Test
  void a_placeholder_says_what_is_sent_where_and_allows_one_service() {
    Element placeholder = Jsoup.parseBodyFragment(pages.inPlaceOf(english, "youtube")).body();

    assertThat(placeholder.text())
        .contains("Video from YouTube", "IP address", "Google Ireland Limited", "United States");
    assertThat(placeholder.select("form[method=post]").attr("action")).isEqualTo("/app/consent");
    assertThat(placeholder.select("input[name=choice]").attr("value")).isEqualTo("grant");
    assertThat(placeholder.select("input[name=grant]").eachAttr("value"))
        .containsExactly("youtube");
    assertThat(placeholder.select("input[name=return]").attr("value"))
        .isEqualTo("/app/cooperations?page=2");
    assertThat(pages.notices().byShortId(placeholder.select("input[name=notice]").attr("value")))
        .hasValueSatisfying(
            notice -> assertThat(notice.text()).contains("Nothing has been loaded from YouTube"));
  }

  @Test
  void a_category_has_a_placeholder_with_a_link_and_what_is_unknown_has_none() {
    Element placeholder =
        Jsoup.parseBodyFragment(pages.inPlaceOf(english, "external-media")).body();

    assertThat(placeholder.select("form")).isEmpty();
    assertThat(placeholder.select("a").attr("href")).startsWith("/app/consent?return=");
    assertThat(pages.inPlaceOf(english, "unknown")).isEmpty();
  }
}
