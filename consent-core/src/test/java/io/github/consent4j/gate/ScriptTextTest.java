package io.github.consent4j.gate;

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
  void makes_import_maps_and_speculation_rules_inert_that_name_a_held_back_host() {
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
    gate.stays("<script type=importmap>{\"imports\":{\"x\":\"/x.js\",\"\\\"\":\"./y\"}}</script>");
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
  void lets_the_longest_marker_at_a_place_decide() {
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

  @Test
  void keeps_an_undecided_script_that_never_ends() {
    gate.stays("<script>var a = '");
    gate.becomes("<script>adsbygoogle", "<script" + INERT + ">adsbygoogle");
  }

  @Test
  void knows_scripts_by_language_and_odd_types() {
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
            + " data-consent-href=//ads.example/ /><script"
            + INERT
            + " data-consent-xlink:href=//ads.example/></script></svg>");
  }

  @Test
  void reads_scripts_in_svg_as_the_markup_that_they_are() {
    gate.becomes(
        "<svg><script>var x = 'adsby&#103;oo<![CDATA[gle]]>'</script></svg>",
        "<svg><script" + INERT + ">var x = 'adsby&#103;oo<![CDATA[gle]]>'</script></svg>");
    gate.becomes(
        "<svg><script>var x <g><image href=//ads.example/ /></g> = 1</script></svg>adsbygoogle",
        "<svg><script>var x <g><image data-consent-service=\"ads\" data-consent-href=//ads.example/"
            + " /></g> = 1</script></svg>adsbygoogle");
    gate.stays("<svg><script/>adsbygoogle<script>own</script></svg><p>adsbygoogle");
    gate.stays("<svg><style>a<script>adsbygoogle</script></style></svg>");
  }
}
