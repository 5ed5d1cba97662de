package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/** Asserts what the gate makes of a document, however the document is cut into pieces. */
final class GateAssertions {

  static final String BY_ADS = " data-consent-service=\"ads\"";

  private final GateFixture fixture;

  GateAssertions(GateFixture fixture) {
    this.fixture = fixture;
  }

  void becomes(String html, String expected) {
    assertThat(fixture.pass(html)).isEqualTo(expected);
    byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      assertThat(new String(fixture.passCut(bytes, cut), StandardCharsets.UTF_8))
          .as("cut at %d", cut)
          .isEqualTo(expected);
    }
    assertThat(new String(fixture.pass(bytes, 1), StandardCharsets.UTF_8)).isEqualTo(expected);
  }

  void stays(String html) {
    becomes(html, html);
  }
}
