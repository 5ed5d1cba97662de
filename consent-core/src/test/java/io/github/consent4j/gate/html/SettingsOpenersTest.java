package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.examples.browser.CapturedLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsOpenersTest {

  private static final String FORM = "<form id=\"consent-settings\"></form>";
  private static final String BEHIND = "</form>" + FORM;

  private static final Insertions SETTINGS =
      new PlainInsertions() {
        @Override
        public String settings() {
          return "/consent?return=/&lang=en";
        }

        @Override
        public String settingsForm() {
          return FORM;
        }
      };

  private final GateFixture fixture = new GateFixture(GateFixture.YAML, SETTINGS);
  private final GateAssertions gate = new GateAssertions(fixture);

  @Test
  void a_marked_button_submits_a_form_at_the_end_of_the_page() {
    gate.becomes(
        "<p><button data-consent-open>Cookies</button><p><BUTTON class=x DATA-consent-OPEN='' >x",
        "<p><button form=\"consent-settings\" data-consent-open>Cookies</button><p>"
            + "<BUTTON form=\"consent-settings\" class=x DATA-consent-OPEN='' >x"
            + BEHIND);
  }

  @Test
  void a_marked_button_of_another_type_submits_too() {
    gate.becomes(
        "<button type=button data-consent-open><button data-consent-open type=\"RESET\">",
        "<button form=\"consent-settings\" type=submit data-consent-open>"
            + "<button form=\"consent-settings\" data-consent-open type=\"submit\">"
            + BEHIND);
    gate.becomes(
        "<button type data-consent-open><button type=submit type=button data-consent-open>",
        "<button form=\"consent-settings\" type data-consent-open>"
            + "<button form=\"consent-settings\" type=submit type=button data-consent-open>"
            + BEHIND);
  }

  @Test
  void a_marked_link_without_an_address_gets_one() {
    String address = " href=\"/consent?return=/&amp;lang=en\"";
    gate.becomes("<a data-consent-open>x</a>", "<a" + address + " data-consent-open>x</a>");
    gate.becomes("<a href=# data-consent-open>", "<a" + address + " data-consent-open>");
    gate.becomes("<a data-consent-open href='#'>", "<a data-consent-open" + address + ">");
    gate.becomes("<a data-consent-open href=\"\">", "<a data-consent-open" + address + ">");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<button data-consent-open form=own>",
        "<button formaction=/own data-consent-open>",
        "<button data-consent-open data-consent-skip>",
        "<a data-consent-open href=/consent>",
        "<a data-consent-open href>",
        "<a data-consent-open href=javascript:show()>",
        "<svg><a data-consent-open></a></svg>",
        "<abbr data-consent-open><div data-consent-open><input type=button data-consent-open>",
        "<button data-consent-opener disabled><button title=' data-consent-open'>",
        "<!-- <button data-consent-open> --><textarea><button data-consent-open></textarea>",
        "<iframe srcdoc='<button data-consent-open>'></iframe>",
        "</button data-consent-open>"
      })
  void everything_else_stays(String html) {
    gate.stays(html);
  }

  @Test
  void buttons_in_foreign_content_and_templates_and_beside_blocked_content_are_found() {
    gate.becomes(
        "<svg><foreignObject><button data-consent-open></foreignObject></svg>",
        "<svg><foreignObject><button form=\"consent-settings\" data-consent-open>"
            + "</foreignObject></svg>"
            + BEHIND);
    gate.becomes(
        "<template><button data-consent-open data-src=//ads.example/x></template>",
        "<template><button form=\"consent-settings\""
            + GateAssertions.BY_ADS
            + " data-consent-open data-consent-data-src=//ads.example/x></template>"
            + BEHIND);
  }

  @Test
  void in_xml_the_form_stands_before_the_first_of_them() throws IOException {
    String page = "<html><body><button type='button' data-consent-open=''/>%s</body></html>";
    String another = "<button data-consent-open='data-consent-open'/>";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlGate xml = fixture.gate(out::write, HtmlGate.Syntax.XML, StandardCharsets.UTF_8);
    byte[] bytes = page.formatted(another).getBytes(StandardCharsets.UTF_8);
    xml.write(bytes, 0, bytes.length);
    xml.finish();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "<html><body>"
                + FORM
                + "<button form=\"consent-settings\" type='submit' data-consent-open=''/>"
                + another.replace("<button", "<button form=\"consent-settings\"")
                + "</body></html>");
  }

  @Test
  void the_form_is_written_in_the_encoding_of_the_page() throws IOException {
    byte[] page = "<button data-consent-open>x".getBytes(StandardCharsets.UTF_16LE);
    byte[] passed = fixture.pass(page, HtmlGate.Syntax.HTML, StandardCharsets.UTF_16LE, 3);

    assertThat(new String(passed, StandardCharsets.UTF_16LE))
        .isEqualTo("<button form=\"consent-settings\" data-consent-open>x" + BEHIND);
  }

  @Test
  void the_log_says_once_what_a_button_needs_on_pages_that_pass_unread() {
    String button = "<button data-consent-open>";
    assertThat(
            CapturedLog.of(
                () -> {
                  fixture.pass(button);
                  fixture.pass(button);
                }))
        .containsOnlyOnce("WARN")
        .contains("'open-buttons: true'", "link to /consent");
    for (String all : new String[] {"open-buttons", "script-api"}) {
      GateFixture every = new GateFixture(GateFixture.YAML + all + ": true\n", SETTINGS);
      assertThat(CapturedLog.of(() -> every.pass(button))).isEmpty();
    }
  }

  @Test
  void nothing_changes_if_there_are_no_settings() {
    new GateAssertions(new GateFixture())
        .stays("<button data-consent-open></button><a data-consent-open></a>");
  }
}
