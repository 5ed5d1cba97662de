package io.github.consent4j.gate.html;

import static io.github.consent4j.gate.html.GateAssertions.BY_ADS;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a preload scanner reads differently from the parser behind it. It does not know foreign
 * content. Of several attributes of one name it uses the last one. Of several bases it may use one
 * that the parser ignores.
 */
class PreloadScannerTest {

  private static final String IMG = "<img src=//ads.example/a>";

  private final GateAssertions gate = new GateAssertions(new GateFixture());

  @Test
  void finds_no_tag_in_a_cdata_section() {
    String broken = "]]>&lt;<![CDATA[";
    gate.becomes(
        "<svg><![CDATA[ >" + IMG + " ]]></svg>",
        "<svg><![CDATA[ >" + IMG.replace("<", broken) + " ]]></svg>");
    gate.becomes(
        "<math><![CDATA[ a > b" + IMG + "<p title=\" ]]></math><p title=\"" + IMG + "\">",
        "<math><![CDATA[ a > b"
            + IMG.replace("<", broken)
            + broken
            + "p title=\" ]]></math><p title=\""
            + IMG
            + "\">");
    gate.becomes(
        "<svg><style><![CDATA[</style>" + IMG + "]]></style></svg>",
        "<svg><style><![CDATA["
            + broken
            + "/style>"
            + IMG.replace("<", broken)
            + "]]></style></svg>");
  }

  @Test
  void a_style_sheet_in_a_cdata_section_is_read() {
    gate.becomes(
        "<svg><style><![CDATA[a>b{} c:d(<) p{background:url(//ads.example/x)}]]></style></svg>",
        "<svg><style><![CDATA[a>b{} c:d(]]>&lt;<![CDATA[) p{background:"
            + "url(about:invalid#consent-ads://ads.example/x)}]]></style></svg>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<svg><![CDATA[ a < b <c> ]]></svg>",
        "<svg><style><![CDATA[ a > b{fill:red} ]]></style></svg>",
        "<svg><title>A &lt; b</title><desc><p title='<x>'>c</p></desc></svg>",
        "<svg><style>.a{fill:red}</style><script>var a</script><path d='M0'/></svg>",
        "<p title='</title><x>'><!-- </style> --><svg></svg>",
      })
  void what_both_read_in_the_same_way_stays(String html) {
    gate.stays(html);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"title", "textarea", "style", "script", "xmp", "iframe", "noembed", "noframes"})
  void an_attribute_ends_no_element_of_foreign_content(String name) {
    String hidden = "</" + name + ">" + IMG;
    gate.becomes(
        "<svg><" + name + "><g title=\"" + hidden + "\"></g></" + name + "></svg>",
        "<svg><"
            + name
            + "><g title=\""
            + hidden.replace("<", "&lt;")
            + "\"></g></"
            + name
            + "></svg>");
  }

  @Test
  void a_comment_or_an_attribute_of_an_end_tag_ends_no_element_of_foreign_content() {
    gate.becomes(
        "<svg><script>//<!-- </script>" + IMG + " --></script></svg>",
        "<svg><script>//<!-- < /script>" + IMG.replace("<", "< ") + " --></script></svg>");
    gate.becomes(
        "<math><xmp><mi></mi title='</xmp>" + IMG + "'></xmp></math>",
        "<math><xmp><mi></mi title='" + ("</xmp>" + IMG).replace("<", "&lt;") + "'></xmp></math>");
  }

  @Test
  void ends_such_an_element_where_the_parser_does() {
    gate.becomes(
        "<svg><xmp></svg><p title='</xmp>" + IMG + "'>",
        "<svg><xmp></xmp></svg><p title='</xmp>" + IMG + "'>");
    gate.becomes(
        "<svg><style><div title='</style>" + IMG + "'>",
        "<svg><style></style><div title='</style>" + IMG + "'>");
    gate.becomes(
        "<svg><title/></svg><p title='</title>" + IMG + "'>",
        "<svg><title></title></svg><p title='</title>" + IMG + "'>");
  }

  @Test
  void none_of_several_relations_loads_a_blocked_url() {
    gate.becomes(
        "<link rel=x rel=\"stylesheet\" href=//ads.example/a rel='preload'>",
        "<link rel=x  href=//ads.example/a >");
    gate.becomes(
        "<link rel=x rel=preload as=image imagesrcset='//ads.example/a 2x'>",
        "<link rel=x  as=image imagesrcset='//ads.example/a 2x'>");
    gate.becomes(
        "<link rel=icon rel=stylesheet href=//ads.example/a>",
        "<link" + BY_ADS + " rel=icon rel=stylesheet data-consent-href=//ads.example/a>");
    gate.stays("<link rel=x rel=stylesheet href=/own>");
    gate.stays("<link rel=author rel=license href=//ads.example/a>");
  }

  @Test
  void none_of_several_types_turns_data_into_a_script() {
    gate.becomes(
        "<script type=text/x type=\"module\" src=//ads.example/a></script>",
        "<script type=text/x  src=//ads.example/a></script>");
    gate.stays("<script type=text/x type=module src=/own></script>");
    gate.stays("<script type=text/x type=text/y src=//ads.example/a></script>");
  }

  @Test
  void only_the_first_of_several_bases_counts() {
    gate.becomes(
        "<base href='http://[/'><base href=//ads.example/><img src=a>",
        "<base href='http://[/'><base data-consent-href=//ads.example/><img src=a>");
    gate.becomes(
        "<base href='data:,x'><base href=/x><base href=//ads.example/><img src=a>",
        "<base href='data:,x'><base href=/x><base data-consent-href=//ads.example/><img src=a>");
    gate.stays("<base href><base href=//ads.example/><img src=a>");
    gate.stays("<base href='javascript:x'><base href=//other.example/><img src=a>");
  }
}
