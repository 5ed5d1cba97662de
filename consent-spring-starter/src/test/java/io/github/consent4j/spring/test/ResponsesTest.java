package io.github.consent4j.spring.test;

import static io.github.consent4j.spring.test.ConsentAssertions.assertThatResponse;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.consent4j.consent.UnknownIdException;
import io.github.consent4j.policy.Policy;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The assertions about responses, and what they say when they fail. */
class ResponsesTest {

  private static final Policy POLICY =
      PolicyOfTest.of(
          """
          site: { name: Institute }
          categories:
            necessary: { required: true, services: [econda-session, shop] }
            statistics: { services: [econda] }
            external-media: { services: [youtube, vimeo] }
          services:
            shop:
              name: Shop
              purpose: Remembers what is in the basket
              stores: [{ name: basket, lifetime: session, purpose: Names the basket }]
          """);

  private static final String VIDEO = "<iframe src=\"https://www.youtube.com/embed/x\"></iframe>";

  private static final String HELD =
      "<iframe src=\"/consent/embed?service=youtube\" data-consent-src=\"https://www.youtube.com/embed/x\""
          + " data-consent-service=\"youtube\"></iframe>";

  private static ConsentResponseAssert html(String body) {
    return response(Map.of("content-type", List.of("text/html;charset=utf-8")), body);
  }

  private static ConsentResponseAssert setting(String... cookies) {
    return response(Map.of("Set-Cookie", List.of(cookies)), "");
  }

  private static ConsentResponseAssert response(Map<String, List<String>> headers, String body) {
    return assertThatResponse(200, headers, body).under(POLICY);
  }

  private static void assertFails(ThrowingCallable assertion, String message) {
    assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessage(message);
  }

  @Test
  void a_cookie_belongs_to_the_service_that_declares_it() {
    setting("emos_jcvid=1; Max-Age=9", "basket=2")
        .setsCookie("basket")
        .setsCookieOf("econda")
        .setsCookieOf("shop")
        .setsNoCookieOf("youtube")
        .setsNoCookie("other")
        .setsNoUndeclaredCookie();

    assertFails(
        () -> setting("emos_jcvid=1; Max-Age=9", "basket=2").setsNoCookieOf("econda"),
        "Expected no cookie of 'econda', but these are set: emos_jcvid"
            + " (response 200 without a content type, 0 characters)");
    assertFails(
        () -> setting("basket=2").setsCookieOf("econda"),
        "Expected a cookie of 'econda' to be set, but these are set: basket"
            + " (response 200 without a content type, 0 characters)");
    assertFails(
        () -> setting().setsCookie("basket"),
        "Expected the cookie 'basket' to be set, but no cookie is set"
            + " (response 200 without a content type, 0 characters)");
    assertFails(
        () -> setting("basket=2").setsNoCookie("basket"),
        "Expected no cookie 'basket', but these are set: basket"
            + " (response 200 without a content type, 0 characters)");
  }

  @Test
  void a_cookie_that_a_required_service_declares_as_well_needs_no_consent() {
    setting("emos_jcsid=1").setsNoCookieOf("econda").setsCookieOf("econda-session");
  }

  @Test
  void a_deletion_sets_nothing() {
    setting("emos_jcvid=; Max-Age=0", "old=; Expires=Thu, 01 Jan 1970 00:00:00 GMT")
        .setsNoCookieOf("econda")
        .setsNoUndeclaredCookie();
  }

  @Test
  void a_cookie_that_nobody_declares_is_named() {
    setting("consent=v2").setsNoUndeclaredCookie();

    assertFails(
        () -> setting("basket=2", "colour=red").setsNoUndeclaredCookie(),
        "Expected no cookie that no service of the policy declares, but these are set: colour"
            + " (response 200 without a content type, 0 characters)");
  }

  @Test
  void live_content_is_loaded() {
    html(VIDEO).loads("youtube").loadsNothingOf("vimeo");
    html("<style>p { background: url(https://www.youtube.com/i.png) }</style>").loads("youtube");
    html("<p data-x='https://www.youtube.com/embed/x'>").loadsNothingOf("youtube");

    assertFails(
        () -> html(VIDEO).holdsBack("youtube"),
        "Expected 'youtube' to be held back, but it is loaded: youtube.com"
            + " (response 200 of type text/html, %d characters)".formatted(VIDEO.length()));
    assertFails(
        () -> html(VIDEO).loadsNothingOf("youtube"),
        "Expected nothing of 'youtube' to be loaded, but it is: youtube.com"
            + " (response 200 of type text/html, %d characters)".formatted(VIDEO.length()));
  }

  @Test
  void content_is_held_back_if_all_of_it_is() {
    html(HELD).holdsBack("youtube").loadsNothingOf("youtube");

    assertFails(
        () -> html(HELD).loads("youtube"),
        "Expected 'youtube' to be loaded, but it is held back"
            + " (response 200 of type text/html, %d characters)".formatted(HELD.length()));
    assertFails(
        () -> html(HELD).holdsBack("vimeo"),
        "Expected 'vimeo' to be held back, but the page has nothing of it; it holds back: youtube"
            + " (response 200 of type text/html, %d characters)".formatted(HELD.length()));
    assertFails(
        () -> html("<p>").loads("vimeo"),
        "Expected 'vimeo' to be loaded, but the page has nothing of it; it holds nothing back"
            + " (response 200 of type text/html, 3 characters)");
    assertFails(
        () -> html(HELD + VIDEO).holdsBack("youtube"),
        "Expected 'youtube' to be held back, but it is loaded: youtube.com"
            + " (response 200 of type text/html, %d characters)"
                .formatted(HELD.length() + VIDEO.length()));
  }

  @Test
  void style_sheets_are_judged_as_such() {
    Map<String, List<String>> css = Map.of("Content-Type", List.of("text/css"));

    response(css, "@import 'https://www.youtube.com/a.css';").loads("youtube");
    response(css, "@import 'about:invalid#consent-youtube:x';").holdsBack("youtube");
  }

  @Test
  void data_loads_nothing() {
    response(Map.of("Content-Type", List.of("application/json")), VIDEO).loadsNothingOf("youtube");
    response(Map.of("Content-Type", List.of("text/plain")), VIDEO).loadsNothingOf("youtube");
    response(Map.of("Content-Type", List.of("application/xhtml+xml")), VIDEO).loads("youtube");
    response(Map.of(), VIDEO).loads("youtube");
  }

  @Test
  void the_consent_cookie_may_have_another_name_by_http() {
    Policy policy =
        PolicyOfTest.of(
            """
            site: { name: Institute }
            cookie: { name: __Host-choice }
            categories: { necessary: { required: true } }
            """);

    assertThatResponse(200, Map.of("Set-Cookie", List.of("choice=v2")), "")
        .under(policy)
        .setsNoUndeclaredCookie();
  }

  @Test
  void a_banner_is_shown_or_waits_for_the_script_of_a_page_for_everybody() {
    String shown = "<page-panel id=\"page-panel\" data-consent-ui open>";
    String waiting = "<page-panel id=\"page-panel\" data-consent-ui hidden>";

    html(shown).showsBanner();
    html("<p>").showsNoBanner();

    assertFails(
        () -> html("<p>").showsBanner(),
        "Expected a banner, but the page has none"
            + " (response 200 of type text/html, 3 characters)");
    assertFails(
        () -> html(shown).showsNoBanner(),
        "Expected no banner, but the page shows one"
            + " (response 200 of type text/html, %d characters)".formatted(shown.length()));
    for (ThrowingCallable either :
        List.<ThrowingCallable>of(
            () -> html(waiting).showsBanner(), () -> html(waiting).showsNoBanner())) {
      assertThatThrownBy(either)
          .hasMessageContaining("the page is the same for everybody, and its script decides");
    }
  }

  @Test
  void caches_share_what_is_public() {
    response(Map.of("Cache-Control", List.of("public, max-age=60")), "").isShared();
    response(Map.of("Cache-Control", List.of("s-maxage=60")), "").isShared();
    response(Map.of("cache-control", List.of("private, no-cache")), "").isNotShared();
    response(Map.of("Cache-Control", List.of("no-store")), "").isNotShared();

    assertFails(
        () -> response(Map.of("Cache-Control", List.of("public, max-age=60")), "").isNotShared(),
        "Expected a response that no cache shares, with 'private' or 'no-store', but its"
            + " Cache-Control is 'public, max-age=60'"
            + " (response 200 without a content type, 0 characters)");
    assertFails(
        () -> response(Map.of(), "").isShared(),
        "Expected a response that caches share, but it has no Cache-Control"
            + " (response 200 without a content type, 0 characters)");
  }

  @Test
  void a_description_stands_before_the_message() {
    assertThatThrownBy(() -> html("<p>").as("the home page").showsBanner())
        .hasMessageStartingWith("[the home page] Expected a banner");
  }

  @Test
  void a_name_that_is_no_service_is_an_error_of_the_test() {
    assertThatThrownBy(() -> html("").holdsBack("youtub"))
        .isInstanceOf(UnknownIdException.class)
        .hasMessageContaining("did you mean 'youtube'");
    assertThatThrownBy(() -> html("").setsNoCookieOf("external-media"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'external-media' is a category: name one of its services, which are youtube, vimeo");
  }

  @Test
  void a_response_without_a_policy_says_what_is_missing() {
    assertThatThrownBy(() -> assertThatResponse(200, Map.of(), "").setsNoUndeclaredCookie())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("under(filter)");
  }
}
