package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.gate.token.CutTag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlGateTest {

  private static final String INERT = " type=\"text/plain\" data-consent-service=\"ads\"";

  private final GateFixture fixture =
      new GateFixture(GateFixture.YAML, GateFixture.insertions("<H/>", "<B/>"));

  private String pass(String html, int piece) throws IOException {
    byte[] page = html.getBytes(StandardCharsets.UTF_8);
    byte[] passed = fixture.pass(page, HtmlGate.Syntax.XML, StandardCharsets.UTF_8, piece);
    return new String(passed, StandardCharsets.UTF_8);
  }

  private void becomes(String html, String expected) throws IOException {
    for (int piece : new int[] {1, 2, 3, 10_000}) {
      assertThat(pass(html, piece)).as("pieces of %d", piece).isEqualTo(expected);
    }
  }

  private void stays(String html) throws IOException {
    becomes(html, html);
  }

  @Test
  void inserts_only_behind_existing_tags() throws IOException {
    becomes(
        "<?xml version='1.0'?><!DOCTYPE html><html><head><title/></head><body></body></html>",
        "<?xml version='1.0'?><!DOCTYPE html><html><head><H/><title/></head><body><B/></body>"
            + "</html>");
    stays("<p>text</p>");
  }

  @Test
  void reads_markup_in_elements_that_are_text_in_html() throws IOException {
    becomes(
        "<title><img src='//ads.example/'/></title><script/><img src='//ads.example/'/>",
        "<title><img data-consent-service=\"ads\" data-consent-src='//ads.example/'/></title>"
            + "<script/><img data-consent-service=\"ads\" data-consent-src='//ads.example/'/>");
    becomes(
        "<h:script src='//ads.example/'/>",
        "<h:script" + INERT + " data-consent-src='//ads.example/'/>");
  }

  @Test
  void reads_instructions_that_link_style_sheets() throws IOException {
    becomes(
        "<?xml version='1.0'?><?xml-stylesheet type='text/css' href='//ads.example/x'?><html/>",
        "<?xml version='1.0'?><?xml-stylesheet data-consent-service=\"ads\" type='text/css'"
            + " data-consent-href='//ads.example/x'?><html/>");
    becomes(
        "<?xml-stylesheet\nhref=\"http:&#47;/ads.example/x\" ?><img src='//ads.example/'/>",
        "<?xml-stylesheet data-consent-service=\"ads\"\n"
            + "data-consent-href=\"http:&#47;/ads.example/x\" ?>"
            + "<img data-consent-service=\"ads\" data-consent-src='//ads.example/'/>");
    stays("<?xml-stylesheet href='/own.css'?><html/>");
    stays("<?xml-stylesheets href='//ads.example/x'?><?xml?><?xml-style");
  }

  @Test
  void reads_scripts_and_styles() throws IOException {
    becomes(
        "<script><![CDATA[ adsbygoogle ]]></script>",
        "<script" + INERT + "><![CDATA[ adsbygoogle ]]></script>");
    becomes(
        "<style>a{b:url(//ads.example/)}</style>",
        "<style>a{b:url(about:invalid#consent-ads://ads.example/)}</style>");
  }

  @Test
  void reads_the_text_of_scripts_and_styles_with_its_character_references() throws IOException {
    becomes(
        "<script>var &#97;dsbygoo<!-- x -->gle &amp;&amp; x</script><p/>",
        "<script" + INERT + ">var &#97;dsbygoo<!-- x -->gle &amp;&amp; x</script><p/>");
    becomes(
        "<style><!-- \" -->a{b:&#x75;rl(//ads.example/)}</style>",
        "<style><!-- \" -->a{b:&#x75;rl(about:invalid#consent-ads://ads.example/)}</style>");
    becomes(
        "<style><![CDATA[ a{c:&quot;} ]]>b{b:url(//ads.example/)}</style>",
        "<style><![CDATA[ a{c:&quot;} ]]>b{b:url(about:invalid#consent-ads://ads.example/)}"
            + "</style>");
    stays("<style>a{b:&quot;url(//ads.example/)&quot;}</style><p>url(//ads.example/)</p>");
  }

  @Test
  void reads_elements_in_scripts_and_styles() throws IOException {
    String img = "<img src='//ads.example/'/>";
    String held = "<img data-consent-service=\"ads\" data-consent-src='//ads.example/'/>";
    becomes("<script>x" + img + "</script>" + img, "<script>x" + held + "</script>" + held);
    becomes(
        "<style>" + img + "a{b:url(//ads.example/)}<style/></style><style/>" + img,
        "<style>"
            + held
            + "a{b:url(about:invalid#consent-ads://ads.example/)}<style/></style><style/>"
            + held);
    becomes(
        "<script>a" + img + "<script>adsbygoogle</script></script>",
        "<script>a" + held + "<script type=\"text/plain\">adsbygoogle</script></script>");
    becomes(
        "<script>a" + img + "dsbygoogle</script>",
        "<script" + INERT + ">a" + held + "dsbygoogle</script>");
  }

  @Test
  void continues_behind_a_script_whose_tag_is_too_long_to_be_kept() throws IOException {
    String tag = "<script src='/a.js' data-x='" + "x".repeat(CutTag.MAXIMUM) + "'>";
    String result = pass(tag + "</script><img src='//ads.example/'/>", 8192);
    assertThat(result).endsWith("data-consent-src='//ads.example/'/>").contains(" data-x='xxx");
  }

  @Test
  void skips_sections_instructions_and_comments_by_the_rules_of_xml() throws IOException {
    stays("<![CDATA[ <img src='//ads.example/'/> ]]><?x > <img src='//ads.example/'/> ?>");
    stays("<!--> <img src='//ads.example/'/> -->");
  }

  @Test
  void declares_no_new_prefix() throws IOException {
    becomes(
        "<svg:image xlink:href='//ads.example/'/>",
        "<svg:image data-consent-service=\"ads\" data-consent-xlink-href='//ads.example/'/>");
  }

  @Test
  void reads_links_of_svg_whatever_their_prefix_is() throws IOException {
    becomes(
        "<image l:href='//ads.example/'/>",
        "<image data-consent-service=\"ads\" data-consent-l-href='//ads.example/'/>");
    becomes(
        "<image a:href='/own' l:href='//ads.example/' xlink:href='/own'/>",
        "<image data-consent-service=\"ads\" a:href='/own' data-consent-l-href='//ads.example/'"
            + " xlink:href='/own'/>");
    becomes(
        "<script src='/own' l:href='//ads.example/'/>",
        "<script" + INERT + " data-consent-src='/own' data-consent-l-href='//ads.example/'/>");
    stays("<x:a l:href='//ads.example/'/>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<rect mask='url(//ads.example/#m)'/>",
        "<svg:rect filter='url(//ads.example/#f)' fill='red'/>",
        "<rect cursor='url(//ads.example/),auto'/>",
        "<rect style='background:url(//ads.example/)'/>",
        "<set attributeName='href' to='//ads.example/'/>",
        "<animate attributeName='filter' values='url(//ads.example/#f)'/>",
        "<feImage href='//ads.example/'/>",
        "<use href='//ads.example/#x'/>",
        "<foreignObject><h:object data='//ads.example/'/></foreignObject>",
        "<?xml-stylesheet href='data:text/css,@import%20%22//ads.example/%22;'?><x/>",
        "<?xml-stylesheet type='text/css' href=\"data:text/css,@import '//ads.example/';\"?><x/>",
      })
  void reads_what_svg_loads(String xml) throws IOException {
    for (int piece : new int[] {1, 7, 10_000}) {
      assertThat(pass(xml, piece)).containsPattern("data-consent-(?!service)|invalid#consent-ads:");
    }
  }

  @Test
  void reads_a_tag_with_a_prefix_that_is_too_long_to_be_kept() throws IOException {
    String tag = "<h:img title='" + "x".repeat(CutTag.MAXIMUM) + "' src='//ads.example/'/>";
    assertThat(pass(tag, 8192)).contains(" data-consent-src='//ads.example/'/>");
  }

  @Test
  void withholds_a_document_that_declares_entities() throws IOException {
    String page = "<!DOCTYPE html [<!ENTITY x '<img/>'>]><html><body>&x;</body></html>";
    assertThat(pass(page, 5)).startsWith("<!DOCTYPE html").doesNotContain("ENTITY");
    GateFixture passing =
        new GateFixture(GateFixture.YAML + "on-error: pass\n", GateFixture.NOTHING_INSERTED);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlGate gate =
        new HtmlGate(
            passing.gates,
            passing.allowed,
            passing.page,
            passing.insertions,
            out::write,
            HtmlGate.Syntax.XML,
            StandardCharsets.UTF_8);
    byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
    gate.write(bytes, 0, 9);
    gate.write(bytes, 9, bytes.length - 9);
    gate.finish();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(page);
  }
}
