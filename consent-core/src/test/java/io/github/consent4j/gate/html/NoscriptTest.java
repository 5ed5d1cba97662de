package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Content of {@code noscript}, which is markup for some visitors and text for others. */
class NoscriptTest {

  private final GateFixture fixture = new GateFixture();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<noscript><button type=submit>Go</button></noscript>",
        "<noscript><style>a{}</style></noscript>x",
        "<noscript>x</noscript>",
        "<noscript>x<p>y</noscript>z",
        "<noscript><b>y</b></noscript><noscript><i>z</i></noscript>",
        "<noscript><title>y</title></noscript>",
        "<noscript><!-- y --></noscript>",
        "<noscript><svg><title>y</title></svg></noscript>",
        "<noscript>\n</noscript>\n",
      })
  void stays_unchanged_however_it_is_cut(String html) {
    byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      assertThat(fixture.passCut(bytes, cut)).asString().as("cut at %s", cut).isEqualTo(html);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<noscript><div>\\n<img src=//ads.example/></div></noscript>",
        "<noscript><p>x</p> <img src=//ads.example/></noscript>",
        "<noscript><iframe src=//ads.example/></iframe></noscript><p>",
      })
  void blocks_what_it_embeds_however_it_is_cut(String text) {
    byte[] bytes = text.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8);
    String whole = new String(fixture.pass(bytes, bytes.length), StandardCharsets.UTF_8);
    assertThat(whole).contains(" data-consent-src=//ads.example/").doesNotContain("&lt;");
    for (int cut = 0; cut <= bytes.length; cut++) {
      assertThat(fixture.passCut(bytes, cut)).asString().as("cut at %s", cut).isEqualTo(whole);
    }
  }
}
