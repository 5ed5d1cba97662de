package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestedDocumentTest {

  private final GateFixture fixture = new GateFixture();
  private final GateAssertions gate = new GateAssertions(fixture);

  @Test
  void rewrites_the_document_in_a_frames_attribute() {
    gate.becomes(
        "<iframe srcdoc='&lt;p title=\"ü\">&lt;img src=//ads.example/>'></iframe>",
        "<iframe srcdoc=\"&lt;p title=&quot;&#252;&quot;>&lt;img data-consent-service=&quot;ads&quot;"
            + " data-consent-src=//ads.example/>\"></iframe>");
    gate.stays("<iframe srcdoc='&lt;p title=\"ü\">&lt;img src=/own>'></iframe>");
  }

  @Test
  void rewrites_nested_documents_and_disables_those_that_are_too_deep() {
    String document = "<img src=//ads.example/>";
    for (int i = 0; i < 3; i++) {
      document = "<iframe srcdoc=\"" + AttributeText.escape(document) + "\"></iframe>";
    }
    assertThat(fixture.pass(document))
        .contains("data-consent-src=//ads")
        .doesNotContain("consent-srcdoc");
    document = "<iframe srcdoc=\"" + AttributeText.escape(document) + "\"></iframe>";
    assertThat(fixture.pass(document)).contains("data-consent-srcdoc");
  }

  @Test
  void blanks_a_frame_whose_data_url_is_a_document_with_blocked_content() {
    gate.becomes(
        "<iframe src='data:text/html,<img%20src=//ads.example/>'></iframe>",
        "<iframe src=\"about:blank\""
            + " data-consent-src='data:text/html,<img%20src=//ads.example/>'></iframe>");
    gate.becomes(
        "<object data='data:text/html;base64,PGltZyBzcmM9Ly9hZHMuZXhhbXBsZS8+'>",
        "<object data-consent-data='data:text/html;base64,PGltZyBzcmM9Ly9hZHMuZXhhbXBsZS8+'>");
    gate.stays("<iframe src='data:text/html,<p>hello'></iframe>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // <img src=//ads.example/>
        "data:text/html;charset=utf-16le;base64,PABpAG0AZwAgAHMAcgBjAD0ALwAvAGEAZABzAC4AZQB4AGEAbQBwAGwAZQAvAD4A",
        "data:text/html;charset=\"UTF-16BE\";base64,ADwAaQBtAGcAIABzAHIAYwA9AC8ALwBhAGQAcwAuAGUAeABhAG0AcABsAGUALwA+",
        "data:text/html;base64,//48AGkAbQBnACAAcwByAGMAPQAvAC8AYQBkAHMALgBlAHgAYQBtAHAAbABlAC8APgA=",
        "data:text/html;charset=iso-2022-jp,<p title=%22a%1b$B%22><!--%1b(B%22><img src=//ads.example/> -->",
        "data:text/html,<meta charset=iso-2022-jp><p title=%22a%1b$B%22><!--%1b(B%22><img src=//ads.example/> -->",
        "data:text/html,<script>new Image().src='//ads.example/a'</script>",
        "data:text/html,<body onload=\"new Image().src='https:\\/\\/ads.example\\/a'\">",
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><script>fetch('//ads\\x2eexample')</script></svg>",
        "javascript:'<img src=https://ads.example/>'",
        " java&Tab;script:void '%3Cimg src=//ads.example/%3E'",
        "JavaScript:fetch('\\x2f\\u002fads.example/a')",
        "javascript:import('//ads.example/a')",
        "javascript:adsbygoogle.push()",
      })
  void blocks_a_frame_whose_data_url_is_a_document_with_blocked_content(String address) {
    String value = address.replace("\"", "&quot;");
    for (String frame : new String[] {"iframe src", "object data", "embed src"}) {
      String name = frame.split(" ")[1];
      String html = "<" + frame + "=\"" + value + "\">";
      assertThat(fixture.pass(html)).contains("data-consent-" + name + "=\"" + value + "\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:void(0)",
        "javascript:false//ads",
        "javascript:'<img src=/own>'",
        "javascript:'//other.example'",
        "data:text/html,<a href=//ads.example/>x</a>",
        "data:text/html,<script>location='//other.example'</script>",
        "data:text/plain,<script>location='//ads.example'</script>",
      })
  void does_not_change_a_frame_whose_data_url_is_a_harmless_document(String address) {
    gate.stays("<iframe src=\"" + address + "\"></iframe>");
  }

  @Test
  void inserts_the_guard_before_scripts_of_a_nested_document() {
    GateAssertions guarded =
        new GateAssertions(
            new GateFixture(
                GateFixture.YAML,
                new PlainInsertions() {
                  @Override
                  public String guard() {
                    return "<script src=\"/g\"></script>";
                  }
                }));
    guarded.becomes(
        "<iframe srcdoc='<!DOCTYPE html><p>a<SCRIPT>b</SCRIPT>'></iframe>",
        frame("<script src=\"/g\"></script><!DOCTYPE html><p>a<SCRIPT>b</SCRIPT>"));
    guarded.becomes(
        "<iframe srcdoc='<img src=//ads.example/><script src=/b></script>'></iframe>",
        frame(
            "<script src=\"/g\"></script><img data-consent-service=\"ads\""
                + " data-consent-src=//ads.example/><script src=/b></script>"));
    guarded.stays("<iframe srcdoc='<p>a</p>'></iframe><script>a</script>");
  }

  private static String frame(String document) {
    return "<iframe srcdoc=\"" + AttributeText.escape(document) + "\"></iframe>";
  }

  @Test
  void reads_the_address_of_such_a_frame_as_a_browser_does() {
    for (String address :
        new String[] {
          "da&#10;ta:text/html,<img src=//ads.example/>",
          " data: Text/HTML ;charset=utf-8,<img src=//ads.example/>",
          "data:text/html;charset=utf-8;base64,PGltZyBzcmM9Ly9hZHMuZXhhbXBsZS8+",
        }) {
      gate.becomes(
          "<iframe src='" + address + "'></iframe>",
          "<iframe src=\"about:blank\" data-consent-src='" + address + "'></iframe>");
    }
    gate.stays("<iframe src='data:text/plain,<img src=//ads.example/>'></iframe>");
    gate.stays("<iframe src='data:text/html'></iframe>");
  }

  @Test
  void reads_a_document_in_an_address_by_the_rules_of_its_kind() {
    for (String document :
        new String[] {
          "data:text/xml,<x:html xmlns:x=\"a\"><x:img src=\"//ads.example/\"/></x:html>",
          "data:image/svg+xml,<?xml-stylesheet href=\"//ads.example/\"?><svg/>",
          "data:image/svg+xml,<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>",
        }) {
      gate.becomes(
          "<object data='" + document + "'></object>",
          "<object data-consent-data='" + document + "'></object>");
    }
    gate.stays("<object data='data:image/svg+xml,<svg><title/><image href=\"/a\"/></svg>'>");
  }
}
