package io.github.consent4j.cli.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.consent4j.cli.browser.ConsentControls.Control;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The controls of banners, found in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsentControlsTest {

  private static final String NONE = "nothing";

  private final InstalledBrowser browser = InstalledBrowser.start(Optional.empty(), List.of());
  private final ConsentControls controls = new ConsentControls(ControlSelectors.NONE);
  private BrowserContext profile;
  private Page page;

  @BeforeAll
  void open() {
    profile = browser.freshProfile();
    page = profile.newPage();
  }

  @AfterAll
  void close() {
    browser.close();
  }

  private String found(String body, Control control) {
    return found(controls, body, control);
  }

  private String found(ConsentControls controls, String body, Control control) {
    page.setContent("<!doctype html><html lang=en><body>" + body);
    return controls.find(page, control).map(ConsentControls::words).orElse(NONE);
  }

  /** The markup of each tool as far as it identifies the controls; the labels say nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Consent4j|<form><button name=choice value=accept-all>1</button>"
            + "<button name=choice value=reject-all>2</button></form>",
        "CookieConsent|<div id=cc-main><button data-role=all>1</button>"
            + "<button data-role=necessary>2</button></div>",
        "Klaro|<div class=klaro><div class=cookie-notice><button class='cm-btn cm-btn-success'>1"
            + "</button><button class='cm-btn cn-decline'>2</button></div></div>",
        "tarteaucitron|<button id=tarteaucitronPersonalize2>1</button>"
            + "<button id=tarteaucitronAllDenied2>2</button>",
        "Cookiebot|<a href=# id=CybotCookiebotDialogBodyButtonAccept role=button>1</a>"
            + "<a href=# id=CybotCookiebotDialogBodyButtonDecline role=button>2</a>",
        "OneTrust|<button id=onetrust-accept-btn-handler>1</button>"
            + "<button id=onetrust-reject-all-handler>2</button>",
        "Usercentrics|<div id=usercentrics-root><template shadowrootmode=open>"
            + "<button data-testid=uc-accept-all-button>1</button>"
            + "<button data-testid=uc-deny-all-button>2</button></template></div>",
        "Borlabs Cookie|<button class=brlbs-btn-accept-all>1</button>"
            + "<button class=brlbs-btn-accept-only-essential>2</button>",
        "Complianz|<div class=cmplz-cookiebanner><button class='cmplz-btn cmplz-accept'>1</button>"
            + "<button class='cmplz-btn cmplz-deny'>2</button></div>",
      })
  void the_answers_of_well_known_tools_are_found(String tool, String banner) {
    assertThat(found(banner, Control.ACCEPT)).as(tool).matches("(button|link) '1'");
    assertThat(found(banner, Control.REJECT)).as(tool).matches("(button|link) '2'");
  }

  @ParameterizedTest
  @CsvSource({
    "Accept all cookies, Only necessary",
    "Alle akzeptieren, Nur notwendige Cookies",
    "Tout accepter, Continuer sans accepter",
    "Aceptar todas, Rechazar todas",
    "Accetta tutti, Rifiuta tutti",
    "Aceitar todos, Rejeitar todos",
    "Alles accepteren, Alles weigeren",
    "Akceptuj wszystkie, Tylko niezbędne",
    "Acceptera alla, Endast nödvändiga",
    "Accepter alle, Afvis alle",
    "Přijmout vše, Odmítnout vše",
  })
  void answers_are_found_by_what_they_say(String accept, String reject) {
    String banner =
        "<button>Menu</button><div><a href=#>%s!</a><span role=button> %s </span></div>"
            .formatted(accept, reject);

    assertThat(found(banner, Control.ACCEPT)).isEqualTo("link '" + accept + "!'");
    assertThat(found(banner, Control.REJECT)).isEqualTo("button '" + reject + "'");
  }

  @Test
  void a_short_word_counts_in_a_banner_alone() {
    String button = "<button>OK</button>";

    assertThat(found(button, Control.ACCEPT)).isEqualTo(NONE);
    assertThat(found("<div id=cookie-note>We use cookies " + button + "</div>", Control.ACCEPT))
        .isEqualTo("button 'OK'");
  }

  @Test
  void what_cannot_be_seen_does_not_count() {
    String hidden = "<button style='visibility:hidden'>Accept all</button>";

    assertThat(found(hidden, Control.ACCEPT)).isEqualTo(NONE);
    assertThat(found(hidden + "<button>Allow all</button>", Control.ACCEPT))
        .isEqualTo("button 'Allow all'");
  }

  @Test
  void a_banner_may_be_in_a_frame() {
    assertThat(found("<iframe srcdoc='<button>Accept all</button>'></iframe>", Control.ACCEPT))
        .isEqualTo("button 'Accept all'");
  }

  @Test
  void all_switches_are_turned_off_and_none_is_turned_on_again() {
    page.setContent(
        """
        <input type=checkbox id=group checked onchange="some.checked = this.checked">
        <input type=checkbox id=some checked>
        <input type=checkbox id=necessary checked disabled>
        <span role=switch id=drawn aria-checked=true onclick="ariaChecked = false">Drawn</span>
        <div><template shadowrootmode=open><input type=checkbox checked></template></div>
        <iframe srcdoc='<input type=checkbox checked>'></iframe>
        """);

    SwitchesOff.all(page);

    List<String> on =
        page.frames().stream()
            .flatMap(frame -> frame.locator(":checked, [aria-checked=true]").all().stream())
            .map(each -> each.getAttribute("id"))
            .toList();
    assertThat(on).containsExactly("necessary");
  }

  @Test
  void the_auditor_names_what_is_not_found() {
    ConsentControls named =
        new ConsentControls(
            new ControlSelectors(
                Optional.of(".yes"), Optional.of(".gone"), Optional.of("not a [selector")));
    String body = "<a class=yes href=#>Hurray</a><button>Reject all</button>";

    assertThat(found(named, body, Control.ACCEPT)).isEqualTo("link 'Hurray'");
    assertThat(found(named, body, Control.REJECT)).isEqualTo(NONE);
    assertThat(found(named, body, Control.WITHDRAW)).isEqualTo(NONE);
  }
}
