package io.github.consent4j.page.markup;

import static io.github.consent4j.page.markup.Element.element;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The words of markup, as somebody reads them who was shown a page. */
class WordsTest {

  private static String words(Element... elements) {
    return Words.of(List.of(elements), address -> !address.startsWith("/own"));
  }

  @Test
  void each_paragraph_is_a_line_without_markup_and_line_breaks() {
    assertThat(
            words(
                element("div")
                    .add(element("h1").text("A  title"))
                    .add(element("p").text("One\n ").add(element("b").text("two")).text(" <three>"))
                    .add(element("p"))))
        .isEqualTo("A title\nOne two <three>");
  }

  @Test
  void a_link_shows_where_it_leads_unless_it_is_the_librarys_own() {
    assertThat(
            words(
                element("p")
                    .add(element("a").attr("href", "/privacy").text("Privacy"))
                    .add(element("a").attr("href", "/own/settings").text("Settings"))))
        .isEqualTo("Privacy </privacy> Settings");
  }

  @Test
  void a_box_shows_whether_it_is_ticked_beforehand() {
    Element box = element("input").attr("type", "checkbox");

    assertThat(words(element("p").text("Statistics").add(box))).isEqualTo("Statistics [ ]");
    assertThat(words(element("p").text("Necessary").add(box.flag("checked"))))
        .isEqualTo("Necessary [x]");
  }

  @Test
  void rows_and_facts_are_lines_and_answers_stand_alone() {
    Element row = element("tr").add(element("th").text("_id"), element("td").text("1 year"));
    Element fact = element("div").add(element("dt").text("Provider"), element("dd").text("A Ltd"));
    Element answers =
        element("form")
            .add(element("input").attr("type", "hidden").attr("value", "x"))
            .add(element("button").text("Yes"), element("a", "button").text("More"));

    assertThat(words(row, fact, answers)).isEqualTo("_id | 1 year\nProvider: A Ltd\nYes\nMore");
  }

  @Test
  void styles_scripts_and_the_head_of_a_document_have_no_words() {
    assertThat(
            words(
                element("head").add(element("title").text("Title")),
                element("style").add(new Content.StyleSheet("p{}")),
                element("script").text("x()"),
                element("template").add(element("p").text("shown"))))
        .isEqualTo("shown");
  }

  @Test
  void a_style_sheet_cannot_end_its_element() {
    assertThat(element("style").add(new Content.StyleSheet("a>b{}</style>")).html())
        .isEqualTo("<style>a>b{}<\\/style></style>");
  }
}
