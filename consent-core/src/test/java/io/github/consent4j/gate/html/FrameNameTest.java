package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.policy.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A frame has another name while it shows a placeholder. */
class FrameNameTest {

  private static final String VIDEO = "https://www.youtube.com/embed/x";

  private static String pass(String html) {
    Insertions counting =
        new PlainInsertions() {
          private int frames;

          @Override
          public String frameName(String url) {
            return "held-" + ++frames;
          }

          @Override
          public String frameTitle(Service service) {
            return "";
          }
        };
    return new GateFixture(GateFixture.YAML, counting).pass("<!DOCTYPE html><body>" + html);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<iframe src=URL> | src=\"/consent/embed\" name=\"held-1\"",
        "<iframe src=URL name=a> | data-consent-name=a",
        "<iframe NAME='a' src=URL> | data-consent-NAME='a'",
        "<iframe name=a name=b src=URL> | data-consent-name=a data-consent-name=b",
        "<frameset><frame name=a src=URL> | name=\"held-1\"",
        "<iframe name=a src=URL></iframe><iframe name=a src=URL> | name=\"held-2\"",
        "<iframe srcdoc='<iframe name=a src=URL>'></iframe><iframe src=URL> | name=\"held-2\""
      })
  void a_blocked_frame_gets_another_name(String html, String expected) {
    assertThat(pass(html.replace("URL", VIDEO))).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<iframe name=a src=/own></iframe>",
        "<iframe name=a></iframe>",
        "<a name=a href=https://www.youtube.com/>",
        "<iframe name=a srcdoc='<p>own'></iframe>",
        "<iframe name=a data-consent-skip src=https://www.youtube.com/embed/x></iframe>"
      })
  void an_allowed_frame_keeps_its_name(String html) {
    assertThat(pass(html)).endsWith(html);
  }

  @Test
  void a_blocked_image_keeps_its_name() {
    assertThat(pass("<img name=a src=https://i.ytimg.com/vi/x/0.jpg>")).contains(" name=a ");
  }
}
