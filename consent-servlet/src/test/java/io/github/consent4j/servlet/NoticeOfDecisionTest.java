package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.consent.ConsentEvent;
import io.github.consent4j.consent.ConsentEvent.Layer;
import io.github.consent4j.consent.ConsentEvent.Way;
import io.github.consent4j.policy.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** A decision names the words that it stood next to. */
@OnEveryContainer
class NoticeOfDecisionTest {

  private static final Pattern FIELD = Pattern.compile("name=\"notice\" value=\"([\\w-]{8})\"");
  private static final String TWEET =
      "<!doctype html><head></head><blockquote class=\"twitter-tweet\">x</blockquote>";

  @Parameter Containers starter;

  private final List<ConsentEvent> heard = new CopyOnWriteArrayList<>();
  private volatile Policy policy = TestSite.policy(TestSite.REFERENCE);
  private TestSite site;

  /** A policy that the test replaces. */
  private final class Replaced implements PolicyFiles {
    @Override
    public String location() {
      return "test";
    }

    @Override
    public Policy read() throws IOException {
      return policy;
    }

    @Override
    public List<Path> files() {
      return List.of();
    }
  }

  private void start() throws Exception {
    ConsentFilter filter =
        ConsentFilter.builder().policy(new Replaced()).reload(false).listener(heard::add).build();
    site =
        new TestSite()
            .filter(filter)
            .page("/plain", (request, response) -> html(response, "<!doctype html><head></head>x"))
            .page("/tweet", (request, response) -> html(response, TWEET))
            .page(
                "/public",
                (request, response) -> {
                  response.setHeader("Cache-Control", "public, max-age=60");
                  html(response, TWEET);
                })
            .page(
                "/code",
                (request, response) -> {
                  VisitorConsent.of(request).acceptAll();
                  html(response, "done");
                })
            .start(starter);
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  private static List<String> notices(String page) {
    Matcher field = FIELD.matcher(page);
    return field.results().map(found -> found.group(1)).toList();
  }

  private String notice(String path, String... headers) throws Exception {
    return notices(site.get(path, headers).body()).get(0);
  }

  private ConsentEvent last() {
    return heard.get(heard.size() - 1);
  }

  private void expect(Way way, Layer layer, String language) {
    assertThat(last().way()).isEqualTo(way);
    assertThat(last().layer()).isEqualTo(layer);
    assertThat(last().language()).isEqualTo(language);
  }

  @Test
  void each_form_names_its_layer() throws Exception {
    start();
    String frame = "/consent/embed?service=youtube&url=https%3A%2F%2Fwww.youtube.com%2Fembed%2Fx";
    List<String> ofPage = notices(site.get("/tweet").body());

    site.choose("choice=accept-all&notice=" + notice("/plain"));
    expect(Way.FORM, Layer.BANNER, "en");
    assertThat(last().notice().orElseThrow()).hasSize(43).startsWith(notice("/plain"));
    site.choose("choice=save&notice=" + notice("/consent"));
    expect(Way.FORM, Layer.SETTINGS, "en");
    assertThat(ofPage).hasSize(2);
    site.choose("choice=grant&grant=twitter&notice=" + ofPage.get(1));
    expect(Way.FORM, Layer.PLACEHOLDER, "en");
    site.choose("choice=grant&grant=youtube&notice=" + notice(frame));
    expect(Way.FORM, Layer.FRAME, "en");
  }

  @Test
  void a_page_that_everybody_shares_names_it_too() throws Exception {
    start();

    assertThat(notices(site.get("/public").body()))
        .containsExactlyElementsOf(notices(site.get("/tweet").body()));
  }

  @Test
  void the_language_is_that_of_the_notice_whatever_the_browser_says() throws Exception {
    start();
    String german = notice("/consent?lang=de");
    assertThat(german).isNotEqualTo(notice("/consent"));

    site.choose("choice=reject-all&notice=" + german, "Accept-Language", "en");

    expect(Way.FORM, Layer.SETTINGS, "de");
  }

  @Test
  void a_page_of_an_earlier_policy_still_names_what_it_showed() throws Exception {
    start();
    String before = notice("/plain");
    policy = TestSite.policy(TestSite.REFERENCE.replace("German Cancer", "Polar"));
    site.consentFilter().reload();
    assertThat(notice("/plain")).isNotEqualTo(before);

    String cookie = site.consent("choice=accept-all&notice=" + before);

    expect(Way.FORM, Layer.BANNER, "en");
    assertThat(last().notice().orElseThrow()).startsWith(before);
    assertThat(cookie).endsWith("." + before);
  }

  @Test
  void cookie_and_state_carry_the_notice() throws Exception {
    start();
    String shown = notice("/plain");

    String cookie = site.consent("choice=accept-all&notice=" + shown);

    assertThat(cookie).startsWith("consent=v2.").endsWith("." + shown);
    assertThat(site.get("/consent/state.json", "Cookie", cookie).body())
        .contains("\"notice\":\"" + shown + "\"");
  }

  @Test
  void a_cookie_of_the_first_version_stays_valid() throws Exception {
    start();
    String first = site.consent("choice=accept-all").replace("=v2.", "=v1.");

    assertThat(site.get("/consent/state.json", "Cookie", first).body())
        .contains("\"needsAnswer\":false", "\"notice\":null");
    assertThat(site.get("/plain", "Cookie", first).body()).doesNotContain("page-panel");
  }

  @Test
  void what_a_script_of_the_site_sends_has_no_notice() throws Exception {
    start();

    site.choose("choice=grant&grant=youtube", "Accept", "application/json");

    expect(Way.SCRIPT, Layer.NONE, "en");
    assertThat(last().notice()).isEmpty();
  }

  @Test
  void the_librarys_own_script_sends_the_field_of_its_form() throws Exception {
    start();

    site.choose("choice=accept-all&notice=" + notice("/plain"), "Accept", "application/json");

    expect(Way.FORM, Layer.BANNER, "en");
  }

  @Test
  void a_form_that_names_no_known_notice_counts_and_proves_no_words() throws Exception {
    start();
    for (String field :
        new String[] {"", "&notice=", "&notice=--------", "&notice=x", "&notice=a&notice=b"}) {
      assertThat(site.choose("choice=accept-all" + field).statusCode()).isEqualTo(303);

      expect(Way.FORM, Layer.NONE, "en");
      assertThat(last().notice()).isEmpty();
    }
  }

  @Test
  void application_code_shows_nothing() throws Exception {
    start();

    site.get("/code");

    expect(Way.CODE, Layer.NONE, "en");
    assertThat(last().notice()).isEmpty();
  }

  @Test
  void the_inventory_lists_what_is_shown_now() throws Exception {
    start();
    site.choose("choice=accept-all&notice=" + notice("/plain"));

    assertThat(site.get("/consent/inventory.json").body())
        .containsPattern("\"policy\" ?: \"[\\w-]{43}\"")
        .contains(last().notice().orElseThrow());
  }
}
