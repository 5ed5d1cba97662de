package io.github.consent4j.gate.html;

import static io.github.consent4j.gate.html.GateAssertions.BY_ADS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Elements that few pages contain, and attributes that load nothing by themselves. */
class WatchedElementsTest {

  private final GateFixture fixture = new GateFixture();
  private final GateAssertions gate = new GateAssertions(fixture);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<applet %s=//ads.example/x></applet>|codebase",
        "<applet %s=//ads.example/x.jar></applet>|archive",
        "<object %s=//ads.example/x></object>|codebase",
        "<object %s=//ads.example/x></object>|classid",
        "<object><param name=movie %s=//ads.example/x></object>|value",
        "<object><param name='&#77;ovie' %s=//ads.example/x></object>|value",
        "<bgsound %s=//ads.example/x>|src",
        "<svg><feImage %s=//ads.example/x /></svg>|href",
        "<svg><image href=/own %s=//ads.example/x /></svg>|xlink:href",
        "<svg><![CDATA[<p>]]><image %s=//ads.example/x /></svg>|href",
        "<svg><title><img %s=//ads.example></title></svg>|src",
        "<svg><script></script><img %s=//ads.example/></svg>|src",
        "<math><annotation-xml encoding=text/html><img %s=//ads.example/></annotation-xml>|src",
        "<link rel='MODULEPRELOAD' %s=//ads.example/x.js>|href",
        "<link rel='a&#9;manifest' %s=//ads.example/x>|href",
        "<link rel=preconnect %s=//ads.example>|href",
        "<link rel=compression-dictionary %s=//ads.example/x>|href",
        "<link rel=stylesheet %s='data:text/css,@import url(//ads.example/x)'>|href",
        "<link rel=stylesheet %s=' DATA:text/css;base64,cHt9QGltcG9ydCAnLy9hZHMuZXhhbXBsZS94Jw=='>|href",
        "<svg><image><set attributeName=href %s=//ads.example/x /></image></svg>|to",
        "<svg><image href=/own><animate attributeName=href %s='/own; //ads.example/x'/></svg>|values",
        "<svg><rect><animate attributeName=mask dur=9s %s='url(//ads.example/x#y)'/></svg>|from",
        "<picture><source %s='//ads.example/x 2x, /y'></picture>|srcset",
        "<body><table><tr><td %s=//ads.example/x>|background",
        "<frameset><xmp><frame src=/x></xmp></frameset><noframes><img src=//ads.example></noframes>"
            + "<img %s=//ads.example>|src",
        "<meta http-equiv='&#114;efresh' %s='1;//ads.example/'>|content",
        "<noscript><meta http-equiv=refresh %s='0;url=//ads.example/'></noscript>|content",
        "<a href=/ %s='/own //ads.example/'>x</a>|ping",
        "<p><map><area href=/ %s=//ads.example/></map>|ping",
        "<a title='</noscript>'><noscript><a title='x'><img %s=//ads.example></noscript>|src",
      })
  void are_blocked_like_others(String form) {
    String[] parts = form.split("\\|");
    String out = fixture.pass(String.format(parts[0], parts[1]));

    assertThat(out).contains(BY_ADS);
    assertThat(out.replace(BY_ADS, ""))
        .isEqualTo(String.format(parts[0], "data-consent-" + parts[1]));
    gate.becomes(String.format(parts[0], parts[1]), out);
  }

  @ParameterizedTest
  @ValueSource(strings = {"portal", "fencedframe", "frame", "iframe"})
  void frames_of_every_kind_get_a_placeholder(String name) {
    gate.becomes(
        "<frameset><" + name + " src=//youtu.be/x>",
        "<frameset><"
            + name
            + " data-consent-service=\"youtube\""
            + " src=\"/consent/embed?service=youtube&amp;url=https%3A%2F%2Fyoutu.be%2Fx\""
            + " data-consent-src=//youtu.be/x>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"type=module", "nomodule", "type=module async", "type='text/javascript'"})
  void scripts_of_every_kind_are_made_inert(String kind) {
    assertThat(fixture.pass("<script " + kind + " src=//ads.example/x.js></script>"))
        .startsWith("<script type=\"text/plain\"" + BY_ADS)
        .contains(kind.replace("type=", "data-consent-type="))
        .endsWith(" data-consent-src=//ads.example/x.js></script>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a href=/ ping='/own ./too'>x</a>",
        "<form><button formaction=//ads.example/>x</button>",
        "<form><input type=submit formaction=//ads.example/>",
        "<q cite=//ads.example/>",
        "<img longdesc=//ads.example/ src=/x>",
        "<param name=quality value=//ads.example/>",
        "<meta name=refresh content='0;//ads.example'>",
        "<meta property=og:image content=//ads.example/x.png>",
        "<svg><a href=//ads.example><text>x</text></a></svg>",
        "<script type=text/template src=//ads.example/x></script>",
        "<math><mi><![CDATA[<p>]]></math>",
        "<select><option value=//ads.example>x</select>",
        "<link rel=icon href='data:image/svg+xml,<svg><image href=\"//ads.example\"/></svg>'>",
        "<link rel=stylesheet href='data:text/css,p{background:url(/x)}'>",
        "<svg><rect><animate attributeName=x from=0 to=5 values='1;2'/><set to='red'/></rect></svg>",
      })
  void what_loads_nothing_by_itself_stays(String html) {
    gate.stays(html);
  }

  @Test
  void a_lite_youtube_element_does_not_load_its_picture() {
    gate.becomes(
        "<lite-youtube videoid='dQ_w-1' title=A></lite-youtube>",
        "<lite-youtube style=\"background-image:url(about:invalid#consent-youtube:"
            + "https://i.ytimg.com/vi/dQ_w-1/hqdefault.jpg)\" data-consent-service=\"youtube\""
            + " videoid='dQ_w-1' title=A></lite-youtube>");
    gate.becomes(
        "<lite-youtube videoid=a style=\"background-image:url('https://i.ytimg.com/vi/a/x.jpg')\">",
        "<lite-youtube data-consent-service=\"youtube\" videoid=a"
            + " style=\"background-image:url('about:invalid#consent-youtube:"
            + "https://i.ytimg.com/vi/a/x.jpg')\">");
    gate.stays("<lite-youtube playlist=x></lite-youtube><lite-youtube videoid='a\"b'>");
    gate.stays("<lite-youtube-other videoid=a></lite-youtube-other>");
  }

  @Test
  void style_sheets_in_svg_are_read_although_they_are_markup() {
    String held = "about:invalid#consent-ads:";
    for (String form :
        new String[] {
          "<svg><style>@import '%s//ads.example/x'; p{}</style></svg>",
          "<svg><style><![CDATA[p{background:url(%s//ads.example/x)}]]></style></svg>",
          "<svg><style>p{}<!-- /* --> p{background:url(%s//ads.example/x)}</style></svg>",
          "<svg><style>p{}<g>/*</g>p{background:url(%s//ads.example/x)}</style></svg>",
          "<svg><style>@import '%s//ads<g>.example/y</g>.example/x'</style></svg>",
          "<svg><style>p{}<desc><p>/*</p></desc>p{background:url(%s//ads.example/x)}</style></svg>",
          "<svg><style>p{}<desc><title>/*</title></desc>@import '%s//ads.example/x'</style></svg>",
          "<svg><style>@import \"%s//ads.example/x\"",
          "<svg><style>p{}</style><p><style>@import '%s//ads.example/x'</style>",
        }) {
      gate.becomes(form.replace("%s", ""), form.replace("%s", held));
    }
    gate.stays("<svg><style>a&gt;b{fill:red}&</style></svg>@import '//ads.example/x'");
    gate.stays("<svg><style>.a{fill:red}</style></svg>@import '//ads.example/x'");
    gate.stays("<svg><style>p{}<g>@import '//ads.example/x'</g></style></svg>");
    gate.becomes(
        "<svg><style/>@import '//ads.example/x'</svg>",
        "<svg><style></style>@import '//ads.example/x'</svg>");
    gate.becomes(
        "<svg><style>.a{fill:red}<p>@import '//ads.example/x'",
        "<svg><style>.a{fill:red}</style><p>@import '//ads.example/x'");
  }

  @Test
  void style_sheets_in_svg_are_read_with_their_character_references() {
    String held = "about:invalid#consent-ads:";
    for (String form :
        new String[] {
          "<svg><style>@import &quot;%s//ads.example/x&quot;; p{}</style></svg>",
          "<svg><style>&#64;import '%s&#x2f;/ads.example/x'</style></svg>",
          "<svg><style>p{background:url&lpar;%s//ads.ex&#97mple/x&rpar;}</style></svg>",
          "<svg><style>p{background:url(&#00000000034;%s//ads.example/x)}</style></svg>",
          "<svg><style>p{content:&quot; '&quot;} q{background:url(%s//ads.example/x)}</style></svg>",
          "<svg><style>@import &QUOT%s//ads.example/x",
        }) {
      gate.becomes(form.replace("%s", ""), form.replace("%s", held));
    }
    gate.stays("<svg><style>p{content:'&apos; '} q{background:url(//ads.example/x)}</style></svg>");
    gate.stays("<svg><style><![CDATA[p{content:'&#39;url(//ads.example/x)'}]]></style></svg>");
  }

  @Test
  void style_sheets_in_svg_continue_behind_tags_that_have_styles_themselves() {
    String held = "about:invalid#consent-ads:";
    for (String tag :
        new String[] {
          "<a style=fill:url(#x) />",
          "<a style='fill:url&lpar;#x)'/>",
          "<set attributeName=fill to=red />",
          "<link rel=stylesheet href='data:text/css,p{}'/>",
        }) {
      gate.becomes(
          "<svg><style>p{background:url(//ads" + tag + ".example/x)}</style></svg>",
          "<svg><style>p{background:url(" + held + "//ads" + tag + ".example/x)}</style></svg>");
      gate.becomes(
          "<svg><style>p{background:url(/x" + tag + "</svg><script>adsbygoogle</script>",
          "<svg><style>p{background:url(/x"
              + tag
              + "</style></svg><script type=\"text/plain\""
              + BY_ADS
              + ">adsbygoogle</script>");
    }
  }

  @Test
  void scripts_behind_a_style_sheet_in_svg_are_still_read() {
    gate.becomes(
        "<svg><style>p{}</style><desc><script>adsbygoogle</script>x</desc></svg><p>y",
        "<svg><style>p{}</style><desc><script type=\"text/plain\""
            + BY_ADS
            + ">adsbygoogle</script>x</desc></svg><p>y");
  }

  @Test
  void scripts_and_style_sheets_within_others_in_svg_do_not_run() {
    String inert = " type=\"text/plain\"";
    for (String form :
        new String[] {
          "<svg><script>a<script%s>adsbygoogle</script></script></svg>",
          "<svg><style><script%s>b</script></style></svg>",
          "<svg><style>/*<style%s>@import '//ads.example/x'</style>*/</style></svg>",
          "<svg><style>/*<svg><style%s>@import '//ads.example/x'</style></svg>*/</style></svg>",
          "<svg><style>p{}<desc><script%s>adsbygoogle</script>x</desc></style></svg><p>y",
          "<svg><style>p{}<desc><style%s>@import '//ads.example/x'</style></desc></style></svg>",
          "<svg><script type=text/plain>a</script><script>a<style%s>b</style></script></svg>",
        }) {
      gate.becomes(form.replace("%s", ""), form.replace("%s", inert));
    }
    gate.becomes(
        "<svg><script>a<script type=module>b</script>adsbygoogle</script></svg>",
        "<svg><script type=\"text/plain\""
            + BY_ADS
            + ">a<script type=\"text/plain\" data-consent-type=module>b</script>"
            + "adsbygoogle</script></svg>");
    gate.stays("<svg><script>a<script type=text/plain>adsbygoogle</script></script></svg>");
    gate.stays("<svg><script>a<g>adsbygoogle</g></script></svg>");
  }
}
