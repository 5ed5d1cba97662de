package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags that are too long to be kept whole. */
class LongTagTest {

  private static final String LONG = "x".repeat(200_000);

  private final GateFixture fixture = new GateFixture();

  private String pass(String html, int piece) {
    return new String(
        fixture.pass(html.getBytes(StandardCharsets.UTF_8), piece), StandardCharsets.UTF_8);
  }

  private static String shortened(String html) {
    return html.replace(LONG, "L").replaceAll(" {1000,}", " ".repeat(17));
  }

  /** {@code L} stands for a text that is longer than what is kept. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<img src='data:image/png;base64,L' alt=y><img src=/own>",
        "<p title=L>x</p title='L'>y",
        "<p L=y>x",
        "<L>x",
        "</L>x",
        "<p><!-- L --><p>",
        "<title>L</title>",
        "<img alt='L' src=/own srcset='/own 1x'>",
        "<img alt='L' src='data:L' srcset='/own'>",
        "<div L L L L=L L='L' data-x>x",
      })
  void pass_unchanged_if_they_load_nothing(String form) {
    String html = form.replace("L", LONG);
    for (int piece : new int[] {1000, 8192, 65_536, 10_000_000}) {
      assertThat(shortened(pass(html, piece))).as("pieces of %d", piece).isEqualTo(form);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<img alt='L' [src]=//ads.example/>x<img>",
        "<img [src]=//ads.example/ alt='L'>",
        "<img alt='L' title=\"L\" [src]=//ads.example/ src=//ads.example/>",
        "<img [src]='//ads.example/L' alt=x>",
        "<img [srcset]='/own 1x, L 2x' alt=x>",
        "<img [src]                 L='x'>",
        "<iframe [srcdoc]='L' alt=x>",
        "<p [style]='L' alt=x>",
        "<link L='x' [href]=//ads.example/y rel=stylesheet>",
        "<meta L='x' [content]='0;url=//ads.example/' http-equiv=refresh>",
      })
  void are_blocked_in_the_attributes_that_cannot_be_read(String form) {
    String html = form.replace("[", "").replace("]", "");
    String expected = form.replaceAll("\\[(\\w+)]", "data-consent-$1");
    html = html.replace("L", LONG).replace("                 ", " ".repeat(200_000));
    expected = expected.replace("L", LONG).replace("                 ", " ".repeat(200_000));
    expected = expected.replace(" src=//ads.example/>", " data-consent-src=//ads.example/>");
    for (int piece : new int[] {1000, 8192}) {
      String result = pass(html, piece).replace(" data-consent-service=\"ads\"", "");
      assertThat(shortened(result.replace("src=\"about:blank\" ", "")))
          .as("pieces of %d", piece)
          .isEqualTo(shortened(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<script L='x' src=/own>1</script>", "<script src=/own L='x'>1</script>"})
  void are_made_inert_if_they_are_scripts(String form) {
    String html = form.replace("L", LONG);
    assertThat(shortened(pass(html, 8192)))
        .startsWith("<script type=\"text/plain\"")
        .contains("data-consent-src=/own")
        .endsWith(">1</script>");
  }
}
