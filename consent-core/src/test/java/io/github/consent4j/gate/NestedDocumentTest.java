package io.github.consent4j.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
  void rewrites_documents_in_documents_and_renames_those_that_are_too_deep() {
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
  void blanks_a_frame_whose_data_url_is_a_document_that_is_held_back() {
    gate.becomes(
        "<iframe src='data:text/html,<img%20src=//ads.example/>'></iframe>",
        "<iframe src=\"about:blank\""
            + " data-consent-src='data:text/html,<img%20src=//ads.example/>'></iframe>");
    gate.becomes(
        "<object data='data:text/html;base64,PGltZyBzcmM9Ly9hZHMuZXhhbXBsZS8+'>",
        "<object data-consent-data='data:text/html;base64,PGltZyBzcmM9Ly9hZHMuZXhhbXBsZS8+'>");
    gate.stays("<iframe src='data:text/html,<p>hello'></iframe>");
  }

  @Test
  void puts_the_guard_in_front_of_scripts_in_a_document_in_an_attribute() {
    GateAssertions guarded =
        new GateAssertions(
            new GateFixture(
                GateFixture.YAML,
                new PlainReplacements() {
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
