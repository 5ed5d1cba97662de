package io.github.consent4j.gate.html;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StyleSheetTest {

  private static final String DISARMED = "about:invalid#consent-ads:";

  private final GateAssertions gate = new GateAssertions(new GateFixture());

  /** The place of the insertion is marked with a pilcrow. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a{background:url(¶https://ads.example/x.png)}",
        "a{background:URL( ¶https://ads.example/x.png )}",
        "a{background:url(\"¶//ads.example/x.png\")}",
        "a{background:url('¶//ads.example/x.png' )}",
        "a{background:u\\72l(¶//ads.example/x.png)}",
        "a{background:\\75\\72\\6c (¶//ads.example/x.png)}",
        "a{background:url(¶https:\\/\\/ads.ex\\61mple/x.png)}",
        "a{background:url(¶https://ad\\000073.example/x.png)}",
        "@import '¶//ads.example/x.css';",
        "@import/**/\"¶//ads.example/x.css\" print;",
        "@IMPORT url(¶//ads.example/x.css);",
        "@\\69mport '¶//ads.example/x.css';",
        "a{background:image-set('¶//ads.example/1.png' 1x, \"/own\" type('image/png'))}",
        "a{background:-webkit-image-set(url(¶//ads.example/1.png) 1x)}",
        "@font-face{src:local('x'),url(a),url(¶//ads.example/f.woff) format('woff')}",
        "a{content:'\\'';b:url(¶//ads.example/)}",
        "/* ' */a{b:url(¶//ads.example/)}",
        "a{b:'x\ny:url(¶//ads.example/)}",
        "a{b:url(¶//ads.example/",
        "a{b:src(\"¶//ads.example/\")}",
        "a{b:url(x)url(data:x)url(¶//ads.example/)}",
      })
  void disarms_what_a_style_sheet_loads(String css) {
    gate.becomes(
        "<style>" + css.replace("¶", "") + "</style><p>",
        "<style>" + css.replace("¶", DISARMED) + "</style><p>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/* url(//ads.example/) */",
        "a::before{content:'url(//ads.example/)'}",
        "a::before{content:\"//ads.example/\"}",
        "@namespace '//ads.example/';",
        "a{b:my-url(//ads.example/)}",
        "a{b:url(/ads.example/)}",
        "a{b:url()}",
        "a{b:url('')}",
        "a{b:url(data:image/png;base64,AAAA)}",
        "</styl>a{b:c}",
        "@import",
        "\\",
      })
  void does_not_change_a_style_sheet_that_loads_nothing(String css) {
    gate.stays("<style>" + css + "</style><p>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":root{--u:\"%s//ads.example/a\"}p{background:image-set(var(--u) 1x)}",
        "p{color:red; --U : '%shttps://ads.example/a' '/own' }",
        "@property --u{syntax:'<string>';inherits:true;initial-value:'%s//ads.example/a'}",
        "@function --f(){result:\"%s//ads.example/a\"}p{background:image-set(--f() 1x)}",
        "p{/*;*/--u/**/:/*x:y*/'%s//ads.example/a'}",
        "p{--u:url(data:a;b) x(';') '%s//ads.example/a'}",
        "p{\\2d\\2du:'%s//ads.example/a'}",
        "p{--u:'%s\\2f/ads.example/a'}",
        "p{color:red}/*{*/q{--u:/*;*/'%s//ads.example/a'}",
        "p{content:'\\'';--u:'%s//ads.example/a'}",
        "p{content:'a\\\n;--v:b';--u:'%s//ads.example/a'}",
        "p{--u:url(/a)url(/b)'%s//ads.example/a'}",
      })
  void strings_that_other_declarations_may_use_as_urls_are_blocked(String css) {
    gate.becomes(
        "<style>" + css.replace("%s", "") + "</style>",
        "<style>" + css.replace("%s", "about:invalid#consent-ads:") + "</style>");
  }

  @Test
  void such_strings_are_blocked_in_a_style_attribute_too() {
    gate.becomes(
        "<p style=\"--u:'//ads.example/a'\">",
        "<p data-consent-service=\"ads\" style=\"--u:'about:invalid#consent-ads://ads.example/a'\">");
    gate.becomes(
        "<p style=--u:&apos;//ads.example/a&#39;>",
        "<p data-consent-service=\"ads\""
            + " style=\"--u:'about:invalid#consent-ads://ads.example/a'\">");
    gate.stays("<p style=\"--u:'/own'; content:'//ads.example/a'\">");
    gate.becomes(
        "<p style=\"font:'A'; content:'b'; --u:'//ads.example/a'\">",
        "<p data-consent-service=\"ads\" style=\"font:'A'; content:'b';"
            + " --u:'about:invalid#consent-ads://ads.example/a'\">");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "p::before{content:'//ads.example/a'}",
        ".b--c:hover [href^='//ads.example/a']{color:red}",
        "[href^='//ads.example/a']{--u:red}",
        "p{--u:'/own';content:'//ads.example/a'}",
        "p{content:var(--u) '//ads.example/a'}",
        "@media (--narrow){[src='//ads.example/a']{color:red}}",
      })
  void strings_that_are_only_text_stay(String css) {
    gate.stays("<style>" + css + "</style>");
  }

  @Test
  void quotes_in_an_attribute_hide_nothing_behind_them() {
    gate.becomes(
        "<p style=\"font:'A'; background:url(//ads.example/x)\">",
        "<p"
            + GateAssertions.BY_ADS
            + " style=\"font:'A'; background:url("
            + DISARMED
            + "//ads.example/x)\">");
    gate.stays("<p style=\"font:'A-B'; content:'//ads.example/x'\">");
  }

  @Test
  void disarms_what_an_attribute_loads() {
    gate.becomes(
        "<div id=a style=\"color:red;background:url('//ads.example/x')\">",
        "<div"
            + GateAssertions.BY_ADS
            + " id=a style=\"color:red;background:url('"
            + DISARMED
            + "//ads.example/x')\">");
    gate.becomes(
        "<div style=background:url(&quot;//ads.example/x&quot;)>",
        "<div"
            + GateAssertions.BY_ADS
            + " style=\"background:url(&quot;"
            + DISARMED
            + "//ads.example/x&quot;)\">");
    gate.becomes(
        "<svg><rect mask=\"url(//ads.example/m.svg#m)\" fill='url(#a)' />",
        "<svg><rect"
            + GateAssertions.BY_ADS
            + " mask=\"url("
            + DISARMED
            + "//ads.example/m.svg#m)\" fill='url(#a)' />");
    gate.stays("<div style='background:url(/x&amp;y)'><p style='color:red'>");
  }
}
