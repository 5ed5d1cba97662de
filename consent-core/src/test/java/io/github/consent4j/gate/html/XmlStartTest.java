package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.policy.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlStartTest {

  private static final String SVG = "<svg xmlns=\"http://www.w3.org/2000/svg\"";

  /** Marks the insertions into documents: the head, the body, and the guard alone. */
  private record Marks(Insertions none) implements Insertions {

    @Override
    public String head() {
      return "<H/>";
    }

    @Override
    public String body() {
      return "<B/>";
    }

    @Override
    public String guardInXml() {
      return "<G/>";
    }

    @Override
    public String frame(Service service, String url) {
      return none.frame(service, url);
    }

    @Override
    public String beforeMarked(Service service) {
      return none.beforeMarked(service);
    }
  }

  private final GateFixture fixture =
      new GateFixture(GateFixture.YAML, new Marks(GateFixture.NOTHING_INSERTED));

  private void becomes(String expected) throws IOException {
    byte[] xml = expected.replaceAll("<[HBG]/>", "").getBytes(StandardCharsets.UTF_8);
    for (int piece : new int[] {1, 2, 7, 10_000}) {
      byte[] passed = fixture.pass(xml, HtmlGate.Syntax.XML, StandardCharsets.UTF_8, piece);
      assertThat(new String(passed, StandardCharsets.UTF_8))
          .as("pieces of %d", piece)
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SVG + "><rect/><g><G/><script>x</script></g><script/></svg>",
        SVG + " onload='x'><G/><script/></svg>",
        SVG + "><a href='#'/><G/><a xlink:href=' java&#115;cript:x()'/></svg>",
        SVG + "><G/><rect onclick='x'/></svg>",
        "<?xml version='1.0'?><!-- c --><x><y/><G/><h:script xmlns:h='http://www.w3.org/1999/xhtml'/>"
            + "</x>",
        "<feed xmlns:h='http:&#47;/www.w3.org/1999/xhtml'><h:p>x</h:p><G/><h:img onerror='x'/></feed>",
        "<t:stylesheet xmlns:t='http://www.w3.org/1999/XSL/Transform'><t:template match='/'><html>"
            + "<head><G/><script>x</script></head></html></t:template></t:stylesheet>",
        "<!DOCTYPE s [<!ENTITY ns 'http://www.w3.org/2000/svg'>]><s xmlns='&ns;'><G/><script/></s>",
      })
  void puts_the_guard_before_the_first_thing_that_may_run_a_script(String expected)
      throws IOException {
    becomes(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SVG + "><style>a{b:c}</style><text on='x'>x</text><a href='https://a.example/'/></svg>",
        "<rss version='2.0'><channel><title>x</title><script>x</script></channel></rss>",
        "<opml><head><title>x</title></head><body><outline onx='y'/></body></opml>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><div xmlns='http://www.w3.org/1999/xhtml'>x</div>"
            + "</feed>",
        "<x/>",
      })
  void does_not_change_documents_in_which_no_script_runs(String xml) throws IOException {
    becomes(xml);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><head><H/><script/></head><body><B/><p/></body></html>",
        "<html><H/><script/><head/><body><B/></body></html>",
        "<html><body><H/><B/><script/></body></html>",
        "<h:html><h:head><H/></h:head><h:template><p/></h:template><h:body><B/></h:body></h:html>",
      })
  void reads_xhtml_as_a_page(String expected) throws IOException {
    becomes(expected);
  }

  @Test
  void inserts_the_guard_into_an_empty_root_that_runs_a_script() throws IOException {
    byte[] svg = (SVG + " onload='x'/>").getBytes(StandardCharsets.UTF_8);
    for (int piece : new int[] {1, 5, 1000}) {
      byte[] passed = fixture.pass(svg, HtmlGate.Syntax.XML, StandardCharsets.UTF_8, piece);
      assertThat(new String(passed, StandardCharsets.UTF_8))
          .isEqualTo(SVG + " onload='x'><G/></svg>");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!ENTITY ns_svg \"http://www.w3.org/2000/svg\">\n\t<!ENTITY ns_ai 'http://ns.adobe.com/x/1.0/'>",
        "<!-- > ] <!ENTITY a 'b'> --><!ENTITY st0 \"fill:#FFFFFF;stroke-width:0.5;\">",
        "<!ENTITY nbsp \"&#160;\">",
        " ",
      })
  void reads_documents_with_the_entities_that_drawing_programs_declare(String subset)
      throws IOException {
    becomes("<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x.dtd' [" + subset + "]><x>&st0;</x>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!ENTITY u 'http://ads.example/'>",
        "<!ENTITY u 'https:'>",
        "<!ENTITY u 'https:;'>",
        "<!ENTITY u '//'>",
        "<!ENTITY u '&#60;img/>'>",
        "<!ENTITY u '&#178;'>",
        "<!ENTITY % u 'fill:x;'>",
        "<!ENTITY u SYSTEM 'x'>",
        "<!ATTLIST img src CDATA 'http://ads.example/'>",
        "<!ENTITY n 'http://www.w3.org/2000/svg'><!ENTITY u 'ads'>",
      })
  void withholds_documents_with_other_declarations(String subset) throws IOException {
    byte[] xml =
        ("<!DOCTYPE svg [" + subset + "]><svg><image href='&u;'/></svg>")
            .getBytes(StandardCharsets.UTF_8);
    for (int piece : new int[] {1, 9, 1000}) {
      byte[] passed = fixture.pass(xml, HtmlGate.Syntax.XML, StandardCharsets.UTF_8, piece);
      assertThat(new String(passed, StandardCharsets.UTF_8)).doesNotContain("image");
    }
  }
}
