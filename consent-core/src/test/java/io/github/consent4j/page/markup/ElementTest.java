package io.github.consent4j.page.markup;

import static io.github.consent4j.page.markup.Element.element;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ElementTest {

  @Test
  void nests_elements_and_quotes_attributes() {
    assertThat(
            element("p", "a")
                .attr("title", "b c")
                .flag("hidden")
                .text("x ")
                .add(element("b").text("y"))
                .html())
        .isEqualTo("<p class=\"a\" title=\"b c\" hidden>x <b>y</b></p>");
  }

  @Test
  void void_elements_have_no_end_tag() {
    assertThat(element("input").attr("type", "hidden").html()).isEqualTo("<input type=\"hidden\">");
  }

  @Test
  void escapes_everything_that_could_become_markup() {
    assertThat(element("p").attr("title", "\"'<>&").text("\"'<>&").html())
        .isEqualTo("<p title=\"&quot;&#39;&lt;&gt;&amp;\">&quot;&#39;&lt;&gt;&amp;</p>");
  }

  @Test
  void writes_every_character_in_ascii_and_browsers_read_it_back() {
    IntStream.rangeClosed(0xA0, Character.MAX_CODE_POINT)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .filter(c -> c < 0x2000 || c % 997 == 0)
        .forEach(
            c -> {
              String html = element("p").text("a" + Character.toString(c) + "b").html();
              assertThat(html).matches("\\p{ASCII}*");
              assertThat(Jsoup.parse(html).selectFirst("p").wholeText().codePointAt(1))
                  .isEqualTo(c);
            });
  }

  @Test
  void characters_without_an_html_reference_become_the_replacement_character() {
    assertThat(element("p").text("\u0000\u0007\u0085\ud800").html())
        .isEqualTo("<p>" + "&#65533;".repeat(4) + "</p>");
  }

  @Test
  void as_xml_every_element_ends_and_every_attribute_has_a_value() {
    assertThat(
            element("p", "a")
                .flag("hidden")
                .add(element("input").flag("checked"))
                .add(element("b"))
                .written(Syntax.XML))
        .isEqualTo(
            "<p xmlns=\"http://www.w3.org/1999/xhtml\" class=\"a\" hidden=\"\">"
                + "<input checked=\"\"/><b></b></p>");
  }

  @Test
  void xml_parsers_read_every_text() throws Exception {
    StringBuilder text = new StringBuilder();
    IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
        .filter(c -> c < 0x2000 || c > 0xFFF0 && c < 0x10010 || c % 997 == 0)
        .forEach(text::appendCodePoint);
    String xml = element("p").attr("title", "x" + text).text("" + text).written(Syntax.XML);
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement()
                .getTextContent())
        .hasSize(text.length());
  }
}
