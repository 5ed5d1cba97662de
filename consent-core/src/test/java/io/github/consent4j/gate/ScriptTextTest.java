package io.github.consent4j.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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

  @Test
  void decides_by_what_it_has_held() {
    String held = "x".repeat(ScriptText.MAXIMUM_HELD - 100);
    boolean found = fixture.pass("<script>" + held + "adsbygoogle</script>").contains(INERT);
    assertThat(found).isTrue();

    byte[] late = ("<script>" + held + "x".repeat(2000) + "adsbygoogle</script>").getBytes();
    assertThat(new String(fixture.pass(late, 1000)).contains("text/plain")).isFalse();
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
}
