package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.policy.Service;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An image with content gets a notice and keeps its alternative text. */
class ImageNoticesTest {

  private static final Insertions NOTICES =
      new PlainInsertions() {
        @Override
        public String beforeImage(Service service, String url) {
          return "<i>" + service.id() + ' ' + url + "</i>";
        }
      };

  private final GateFixture gate = new GateFixture(GateFixture.YAML, NOTICES);

  @Test
  void the_notice_stands_before_the_image_which_keeps_all_but_its_address() {
    assertThat(gate.pass("<p><img alt='A map' src='//maps.example.com/a?b&amp;c' width=300></p>"))
        .isEqualTo(
            "<p><i>maps https://maps.example.com/a?b&c</i><img data-consent-service=\"maps\""
                + " alt='A map' data-consent-src='//maps.example.com/a?b&amp;c' width=300></p>");
  }

  @Test
  void a_picture_element_has_the_notice_before_its_image() {
    assertThat(
            gate.pass(
                "<picture><source srcset='//maps.example.com/b'>"
                    + "<img alt=Map src='//maps.example.com/a'></picture>"))
        .contains("<i>maps https://maps.example.com/a</i><img")
        .containsOnlyOnce("<i>");
  }

  @Test
  void the_notice_stands_there_wherever_the_page_is_cut() {
    byte[] page = "<p>x<img src=//maps.example.com/a alt=Map>y".getBytes(StandardCharsets.US_ASCII);
    for (int cut = 0; cut <= page.length; cut++) {
      assertThat(gate.passCut(page, cut)).as("cut at %s", cut).isEqualTo(gate.pass(page, 4096));
    }
    assertThat(new String(gate.pass(page, 1), StandardCharsets.US_ASCII)).contains("<i>maps ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<img src=//ads.example/a>",
        "<img alt src=//ads.example/a>",
        "<img alt='' src=//ads.example/a>",
        "<img alt=' &#32;' src=//ads.example/a>",
        "<img alt=counted width=1 height=1 src=//ads.example/a>",
        "<img alt=counted height='1px' src=//ads.example/a>",
        "<img alt=Map src=/own>",
        "<img alt=Map src=/own style='background:url(//ads.example/a)'>",
        "<img alt=Map src=/own data-src=//ads.example/a>",
        "<img alt=Map src=//ads.example/a data-consent-skip>",
        "<input type=image alt=Map src=//ads.example/a>",
        "<iframe srcdoc='<img alt=Map src=//ads.example/a>'></iframe>"
      })
  void decoration_and_tracking_pixels_have_no_notice(String html) {
    assertThat(gate.pass(html)).doesNotContain("<i>");
  }
}
