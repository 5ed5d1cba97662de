package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTextTest {

  private static final String INERT = " type=\"text/plain\" data-consent-service=\"ads\"";

  private final GateFixture fixture = new GateFixture();
  private final GateAssertions gate = new GateAssertions(fixture);

  @Test
  void makes_import_maps_and_speculation_rules_with_a_blocked_host_inert() {
    gate.becomes(
        "<script type=importmap>{\"imports\":{\"x\":\"https://ads.example/x.js\"}}</script>",
        "<script"
            + INERT
            + " data-consent-type=importmap>"
            + "{\"imports\":{\"x\":\"https://ads.example/x.js\"}}</script>");
    gate.becomes(
        "<script type=speculationrules>{\"prefetch\":[{\"urls\":[\"\\u002f\\/ads.example\"]}]}"
            + "</script>",
        "<script"
            + INERT
            + " data-consent-type=speculationrules>"
            + "{\"prefetch\":[{\"urls\":[\"\\u002f\\/ads.example\"]}]}</script>");
    gate.becomes(
        "<script type=webbundle>{\"source\":\"//ads.example/x.wbn\"}</script>",
        "<script"
            + INERT
            + " data-consent-type=webbundle>{\"source\":\"//ads.example/x.wbn\"}</script>");
    gate.stays("<script type=importmap>{\"imports\":{\"x\":\"/x.js\",\"\\\"\":\"./y\"}}</script>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"prefetch\":[{\"source\":\"document\",\"eagerness\":\"immediate\"}]}",
        "{\"prefetch\":[{\"where\":{\"selector_matches\":\"a.soon\"}}]}",
        "{\"prerender\":[{\"urls\":[\"/a\"]},{\"where\":{\"and\":[]}}]}",
        "{\"prefetch\":[{\"where\":{\"not\":{\"href_matches\":\"/logout\"}}}]}",
        "{\"prefetch\":[{\"where\":{\"or\":[{\"href_matches\":\"/*\"},{\"selector_matches\":\"a\"}]}}]}",
        "{\"prefetch\":[{\"where\":{\"href_matches\":[\"/*\",\"http{s}?://*/*\"]}}]}",
        "{\"prefetch\":[{\"where\":{\"href_matches\":{\"hostname\":\"*\"}}}]}",
      })
  void makes_speculation_rules_that_may_select_links_to_other_sites_inert(String rules) {
    gate.becomes(
        "<script type=speculationrules>" + rules + "</script>",
        "<script type=\"text/plain\" data-consent-type=speculationrules>" + rules + "</script>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"prefetch\":[{\"source\":\"list\",\"urls\":[\"/a\",\"b\"]}]}",
        "{\"prefetch\":[{\"where\":{\"href_matches\":\"/:id/*\",\"relative_to\":\"document\"}}]}",
        "{\"prefetch\":[{\"source\":\"document\",\"where\":{\"and\":[{\"href_matches\":\"\\/*\"},"
            + "{\"not\":{\"href_matches\":[\"\\/wp-*.php\",\"\\/*\\\\?(.+)\"]}},"
            + "{\"not\":{\"selector_matches\":\"a[rel~=\\\"nofollow\\\"]\"}}]},"
            + "\"eagerness\":\"conservative\"}]}",
        "{\"prefetch\":[{\"where\":{\"or\":[{\"href_matches\":\"/a\"},{\"href_matches\":[\"?b\"]}]}}]}",
        "{\"prefetch\":[{]}",
        "{}",
      })
  void does_not_change_speculation_rules_for_the_site_itself(String rules) {
    gate.stays("<script type=speculationrules>" + rules + "</script>");
  }

  @Test
  void reads_a_script_after_a_style_sheet() {
    gate.becomes(
        "<style>a{}</style><script>adsbygoogle</script><style data-consent-skip></style>",
        "<style>a{}</style><script"
            + INERT
            + ">adsbygoogle</script><style data-consent-skip></style>");
  }

  @Test
  void decides_by_the_longest_marker_at_a_place() {
    GateFixture overlapping =
        new GateFixture(
            GateFixture.YAML.replace("[\"adsbygoogle\"]", "[\"emos3\", \"adsbygoogle\"]"),
            GateFixture.NOTHING_INSERTED);

    assertThat(overlapping.pass("<script>window.emos3=1</script>")).doesNotContain("text/plain");
    assertThat(overlapping.pass("<script>emos3=1</script>")).contains("text/plain");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000, 8192, 65_536, 100_000})
  void decides_by_the_first_64_kibibytes_however_they_arrive(int piece) {
    String marker = "adsbygoogle";
    String within = "x".repeat(ScriptText.MAXIMUM_READ - marker.length());
    byte[] early = bytes("<script>" + within + marker + ";</script><p>");
    byte[] late = bytes("<script>" + within + "x" + marker + ";</script><p>");

    assertThat(text(fixture.pass(early, piece))).contains(INERT);
    assertThat(fixture.pass(late, piece)).isEqualTo(late);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import 'https://ads.example/x.js'",
        "import\"//ads.example/x.js\";go()",
        "import x, {y as z} from 'https://ads.example/x.js';",
        "import * as $x_1 from\n  'https://ads.example/x.js'",
        "import /* the ads */ x from // of course\n 'https://ads.example/x.js'",
        "import x from '/x.js'; import 'https:\\/\\/ads.example\\/x.js'",
        "import{a}from'/js/adloader-3.js'",
        "const x = await import(`https://ads.example/${version}/x.js`)",
        "export * from 'https://ads.example/x.js'",
        "export*as y from\"https://ads.example/x.js\"",
        "let a; export {b as default} /* from */ from // c\n `https://ads.example/x.js`;",
        "import{a}from'/own/import/x.js';export{c}from'https://ads.example/from/import/x.js'",
        "import \"\\x68ttps:\\u002f\\u{2F}ads.example\"",
        "import 'https://\\\nads.\\\r\nexample/x.js'",
        "import x from 'https://\\141ds.example/x.js' with {type: 'json'}",
        "import source x from 'https://ads.example/x.js'",
        "import(import.meta.resolve('https://ads.example/x.js'))",
        "import . meta\n.resolve('https://ads.example/x.js')",
        "import 'https://ads.example/important/from/x.js'",
        "import {\"a b\" as c} from 'https://ads.example/x.js'",
        "\\u0061; import {d\\u0061} from 'https://ads.example/x.js'",
      })
  void makes_a_module_that_imports_from_a_blocked_host_inert(String module) {
    gate.becomes(
        "<script type=module>" + module + "</script>",
        "<script" + INERT + " data-consent-type=module>" + module + "</script>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import('https://ads.example/x.js')",
        "a.onclick=()=>import( /* webpackIgnore: true */ \"//ads.example/x.js\" ).then(b)",
        "import(`https://ads.example/x.js`)",
        "important();importimport('/x.js');import('https://ads.example/x.js')",
        "import ('https://ads.example/x.js')",
        "import\n/* x */('https://ads.example/x.js')",
        "import/**/('https://ads.example/x.js')",
        "import('https://' + \"ads.ex\" /* x */ + `ample/x.js`)",
        "import('https://ads.example/' + file)",
        "import('https://ads.' + 'example')",
        "import('\\x68ttps:\\x2f/ads.example/x.js')",
      })
  void makes_a_script_that_imports_from_a_blocked_host_inert(String script) {
    gate.becomes("<script>" + script + "</script>", "<script" + INERT + ">" + script + "</script>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import('/own.js')",
        "import(x + 'https://ads.example/x.js')",
        "import.meta.url; x = 'https://ads.example/x.js'",
        "import.meta.resolve.name('https://ads.example/x.js')",
        "let from = 'https://ads.example/x.js'",
        "Array.from('https://ads.example/x.js')",
        "'to be imported (by hand)' + 'https://ads.example/x.js'",
        "import('/own/' + 'https://ads.example/x.js')",
        "import('/own' + x + 'https://ads.example/x.js')",
        "a{color:red!important}'https://ads.example/x.js'",
        "import(`${x}https://ads.example/`)",
        "import('https://ads.example/x.js\n')",
        "import('https://ads.example/x.js",
        "import",
        "import(",
      })
  void does_not_change_scripts_that_import_from_other_hosts(String script) {
    gate.stays("<script>" + script + "</script>");
    gate.stays("<script type=module>" + script + "</script>");
  }

  @Test
  void reads_imports_if_no_service_has_a_marker() {
    GateFixture unmarked =
        new GateFixture(
            GateFixture.YAML.replace("inline: [\"adsbygoogle\"]", "inline: []"),
            GateFixture.NOTHING_INSERTED);

    assertThat(unmarked.pass("<script>import('//ads.example/x.js')</script>")).contains(INERT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data:text/javascript,adsbygoogle.push({})",
        "data:text/javascript;base64,YWRzYnlnb29nbGU=",
        " DATA:text/javascript;charset=utf-8,%61dsbygoogle",
        "da&#10;ta:application/javascript,import('https://ads.example/x.js')",
      })
  void reads_scripts_in_data_urls(String address) {
    gate.becomes(
        "<script defer src=\"" + address + "\"></script>",
        "<script" + INERT + " defer data-consent-src=\"" + address + "\"></script>");
    gate.stays("<script defer src='data:text/javascript;base64,YWRz'></script>");
    gate.stays("<script type=text/x src=\"" + address + "\"></script>");
  }

  @Test
  void recognises_scripts_that_run_in_a_worker_instead() {
    gate.becomes(
        "<script type=text/partytown src=//ads.example/x.js></script>",
        "<script"
            + INERT
            + " data-consent-type=text/partytown data-consent-src=//ads.example/x.js></script>");
    gate.becomes(
        "<script type='text/partytown'>adsbygoogle</script>",
        "<script" + INERT + " data-consent-type='text/partytown'>adsbygoogle</script>");
  }

  @Test
  void sends_an_undecided_script_that_never_ends() {
    gate.stays("<script>var a = '");
    gate.becomes("<script>adsbygoogle", "<script" + INERT + ">adsbygoogle");
  }

  @Test
  void recognises_scripts_by_language_and_unusual_types() {
    gate.becomes(
        "<script language=JavaScript>adsbygoogle</script>",
        "<script" + INERT + " language=JavaScript>adsbygoogle</script>");
    gate.becomes(
        "<SCRIPT TYPE='&Tab;Text/JavaScript'>adsbygoogle</SCRIPT>",
        "<SCRIPT" + INERT + " data-consent-TYPE='&Tab;Text/JavaScript'>adsbygoogle</SCRIPT>");
    gate.stays("<script type=text/template><img src=//ads.example/></script>");
    gate.stays("<script src=/own>adsbygoogle</script>");
    gate.becomes(
        "<svg><script href=//ads.example/ /><script xlink:href=//ads.example/></script></svg>",
        "<svg><script"
            + INERT
            + " data-consent-href=//ads.example/ ></script><script"
            + INERT
            + " data-consent-xlink:href=//ads.example/></script></svg>");
  }

  @Test
  void reads_scripts_in_svg_as_markup() {
    gate.becomes(
        "<svg><script>var x = 'adsby&#103;oo<![CDATA[gle]]>'</script></svg>",
        "<svg><script" + INERT + ">var x = 'adsby&#103;oo<![CDATA[gle]]>'</script></svg>");
    gate.becomes(
        "<svg><script>var x <g><image href=//ads.example/ /></g> = 1</script></svg>adsbygoogle",
        "<svg><script>var x <g><image data-consent-service=\"ads\" data-consent-href=//ads.example/"
            + " /></g> = 1</script></svg>adsbygoogle");
    gate.becomes(
        "<svg><script/>adsbygoogle<script>own</script></svg><p>adsbygoogle",
        "<svg><script></script>adsbygoogle<script>own</script></svg><p>adsbygoogle");
  }
}
