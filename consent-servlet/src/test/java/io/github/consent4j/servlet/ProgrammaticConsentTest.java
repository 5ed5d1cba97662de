package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.cookieNames;
import static io.github.consent4j.servlet.TestSite.html;
import static io.github.consent4j.servlet.TestSite.setCookies;
import static io.github.consent4j.servlet.TestSite.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.consent4j.consent.ConsentEvent;
import io.github.consent4j.consent.ConsentListener;
import io.github.consent4j.consent.UnknownIdException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/**
 * Changes of consent by the application's code. The numbers are those of the behaviours that
 * ASP.NET Core tests for its own consent feature. It has a hook for every cookie; this library has
 * the declarations of the policy.
 */
@OnEveryContainer
class ProgrammaticConsentTest {

  private static final String COUNTER =
      """
      services:
        counter:
          name: Counter
          provider: { name: Counter Ltd, country: IE }
          purpose: Counts
          stores:
            - { name: brief, lifetime: P1D, purpose: Counts, on-block: session }
      """;

  @Parameter Containers starter;

  private final List<ConsentEvent> heard = new CopyOnWriteArrayList<>();
  private TestSite site;

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  /** An action of a page with the visitor's consent. */
  @FunctionalInterface
  private interface Body {
    void run(VisitorConsent consent, HttpServletRequest request, HttpServletResponse response)
        throws IOException;
  }

  private static ConsentFilter filter(String yaml, ConsentListener... listeners) {
    ConsentFilter.Builder filter = ConsentFilter.builder().policy(TestSite.policy(yaml));
    List.of(listeners).forEach(filter::listener);
    return filter.build();
  }

  private void start(String yaml, Body body) throws Exception {
    ConsentListener failing =
        event -> {
          throw new IllegalStateException("a listener that fails");
        };
    site =
        new TestSite()
            .filter(filter(yaml, failing, heard::add))
            .page(
                "/page",
                (request, response) -> body.run(VisitorConsent.of(request), request, response))
            .start(starter);
  }

  private void start(Body body) throws Exception {
    start(TestSite.REFERENCE, body);
  }

  private static void measure(HttpServletResponse response, String value) {
    response.addCookie(new Cookie("emos_jcvid", value));
  }

  private HttpResponse<String> page(String... headers) throws Exception {
    return site.get("/page", headers);
  }

  // --- without any call of the application

  @Test
  void aspnet_1_a_site_without_the_filter_sets_what_it_likes() throws Exception {
    site =
        new TestSite()
            .filter(TestSite.NO_CONSENT)
            .page(
                "/page",
                (request, response) -> {
                  measure(response, "v");
                  text(response, "x");
                })
            .start(starter);
    assertThat(cookieNames(page())).containsExactly("emos_jcvid");
  }

  @Test
  void aspnet_2_and_3_without_consent_unnecessary_cookies_are_blocked() throws Exception {
    start(
        (consent, request, response) -> {
          measure(response, "v");
          text(
              response,
              ""
                  + ConsentFilter.consent(request).isMade()
                  + ConsentFilter.consent(request).allows("statistics"));
        });
    assertThat(page().body()).isEqualTo("falsefalse");
    assertThat(setCookies(page())).isEmpty();
  }

  @Test
  void aspnet_4_a_declaration_may_permit_a_cookie_without_consent() throws Exception {
    start(
        TestSite.REFERENCE.replace("[econda]", "[econda, counter]") + COUNTER,
        (consent, request, response) -> {
          Cookie brief = new Cookie("brief", "v");
          brief.setMaxAge(60);
          response.addCookie(brief);
          text(response, "x");
        });
    assertThat(setCookies(page())).containsExactly("brief=v");
  }

  @Test
  void aspnet_5_a_necessary_cookie_is_sent_without_consent() throws Exception {
    start(
        (consent, request, response) -> {
          response.addCookie(new Cookie("WESESSION", "w"));
          text(response, "x");
        });
    assertThat(cookieNames(page())).containsExactly("WESESSION");
  }

  @Test
  void aspnet_6_even_a_necessary_cookie_can_be_blocked() throws Exception {
    start(
        TestSite.REFERENCE.replace("required: true,", "required: true, before-decision: block,"),
        (consent, request, response) -> {
          response.addCookie(new Cookie("WESESSION", "w"));
          text(response, "x");
        });
    assertThat(setCookies(page())).isEmpty();
  }

  @Test
  void aspnet_7_and_8_consent_is_read_from_the_cookie_and_nothing_from_an_invalid_one()
      throws Exception {
    start(
        (consent, request, response) ->
            text(response, "" + ConsentFilter.consent(request).allows("statistics")));
    String consent = site.consent("choice=accept-all");
    assertThat(page("Cookie", consent).body()).isEqualTo("true");
    assertThat(page("Cookie", "consent=yes").body()).isEqualTo("false");
  }

  // --- granting

  @Test
  void aspnet_9_after_a_grant_later_cookies_of_the_same_response_are_sent() throws Exception {
    start(
        (consent, request, response) -> {
          measure(response, "before");
          consent.grant("statistics");
          measure(response, "after");
          text(
              response,
              ""
                  + ConsentFilter.consent(request).allows("econda")
                  + ConsentFilter.consent(request).isMade());
        });
    HttpResponse<String> response = page();
    assertThat(response.body()).isEqualTo("truetrue");
    assertThat(cookieNames(response)).containsExactlyInAnyOrder("consent", "emos_jcvid");
    assertThat(setCookies(response))
        .anyMatch(cookie -> cookie.startsWith("emos_jcvid=after"))
        .anyMatch(cookie -> cookie.matches("consent=v2\\..*; Path=/; Max-Age=15[0-9]{6}; .*"));
  }

  @Test
  void aspnet_10_and_19_and_20_the_consent_cookie_is_that_of_the_form() throws Exception {
    start(
        (consent, request, response) -> {
          consent.acceptAll();
          text(response, "x");
        });
    String byCode = setCookies(page()).get(0);
    String byForm = setCookies(site.choose("choice=accept-all")).get(0);
    assertThat(shape(byCode)).isEqualTo(shape(byForm)).contains("; SameSite=Lax");
  }

  /** Returns a cookie without its time and identifier. */
  private static String shape(String cookie) {
    return cookie.replaceFirst("v2\\.[^.]*\\.[^.]*", "").replaceFirst("Max-Age=[0-9]+", "");
  }

  @Test
  void aspnet_11_granting_what_is_granted_sets_nothing() throws Exception {
    start(
        (consent, request, response) -> {
          consent.grant("statistics");
          text(response, "x");
        });
    String granted = site.consent("choice=accept-all");
    heard.clear();
    assertThat(setCookies(page("Cookie", granted))).isEmpty();
    assertThat(heard).isEmpty();
  }

  @Test
  @Deviation(
      on = Containers.UNDERTOW,
      how = "shows headers that were added too late, though they do not leave")
  void aspnet_12_a_grant_after_the_commit_counts_for_this_request_alone() throws Exception {
    start(
        (consent, request, response) -> {
          text(response, "x");
          response.flushBuffer();
          consent.grant("statistics");
          response.getWriter().write("" + ConsentFilter.consent(request).allows("statistics"));
        });
    HttpResponse<String> response = page();
    assertThat(response.body()).isEqualTo("xtrue");
    assertThat(setCookies(response)).isEmpty();
  }

  // --- withdrawing

  @Test
  void aspnet_13_withdrawing_without_consent_does_nothing() throws Exception {
    start(
        (consent, request, response) -> {
          consent.withdraw("statistics");
          text(response, "" + ConsentFilter.consent(request).isMade());
        });
    HttpResponse<String> response = page();
    assertThat(response.body()).isEqualTo("false");
    assertThat(setCookies(response)).isEmpty();
    assertThat(heard).isEmpty();
  }

  @Test
  void aspnet_14_after_a_withdrawal_later_cookies_are_blocked_and_earlier_ones_stay()
      throws Exception {
    start(
        (consent, request, response) -> {
          measure(response, "before");
          consent.withdraw("statistics");
          measure(response, "after");
          text(
              response,
              ""
                  + ConsentFilter.consent(request).allows("statistics")
                  + ConsentFilter.consent(request).allows("external-media"));
        });
    HttpResponse<String> response =
        page("Cookie", site.consent("choice=accept-all") + "; emos_jcvid=old");
    assertThat(response.body()).isEqualTo("falsetrue");
    assertThat(setCookies(response))
        .anyMatch(cookie -> cookie.startsWith("emos_jcvid=before"))
        .noneMatch(cookie -> cookie.startsWith("emos_jcvid=after"))
        .anyMatch(cookie -> cookie.contains("~statistics"))
        .anyMatch(cookie -> cookie.startsWith("emos_jcvid=; Path=/; Max-Age=0"));
  }

  @Test
  void aspnet_15_what_a_withdrawal_deletes_is_written_like_the_librarys_other_cookies()
      throws Exception {
    start(
        (consent, request, response) -> {
          consent.rejectAll();
          text(response, "x");
        });
    assertThat(setCookies(page("Cookie", "emos_jcvid=old")))
        .hasSizeGreaterThan(1)
        .allMatch(cookie -> cookie.endsWith("; SameSite=Lax"));
  }

  @Test
  void aspnet_16_a_withdrawal_after_the_commit_counts_for_this_request_alone() throws Exception {
    start(
        (consent, request, response) -> {
          text(response, "x");
          response.flushBuffer();
          consent.withdraw("statistics");
          measure(response, "after");
          response.getWriter().write("" + ConsentFilter.consent(request).allows("statistics"));
        });
    HttpResponse<String> response = page("Cookie", site.consent("choice=accept-all"));
    assertThat(response.body()).isEqualTo("xfalse");
    assertThat(setCookies(response)).isEmpty();
  }

  @Test
  void aspnet_17_and_18_deleting_needs_no_consent_and_is_never_blocked() throws Exception {
    start(
        TestSite.REFERENCE + "undeclared-cookies: block\n",
        (consent, request, response) -> {
          Cookie gone = new Cookie("emos_jcvid", "");
          gone.setMaxAge(0);
          response.addCookie(gone);
          response.addHeader("Set-Cookie", "who_knows=; Max-Age=0");
          text(response, "x");
        });
    assertThat(cookieNames(page())).containsExactlyInAnyOrder("emos_jcvid", "who_knows");
  }

  @Test
  void aspnet_21_and_22_a_decision_about_an_unknown_identifier_is_an_error() throws Exception {
    start(
        (consent, request, response) -> {
          assertThatThrownBy(() -> consent.grant("statistik"))
              .isInstanceOf(UnknownIdException.class);
          assertThatThrownBy(() -> consent.withdraw("")).isInstanceOf(UnknownIdException.class);
          text(response, "" + ConsentFilter.consent(request).isMade());
        });
    HttpResponse<String> response = page();
    assertThat(response.body()).isEqualTo("false");
    assertThat(setCookies(response)).isEmpty();
  }

  // --- behaviours that ASP.NET Core does not test

  @Test
  void an_action_runs_only_if_it_is_allowed() throws Exception {
    start(
        (consent, request, response) -> {
          StringBuilder done = new StringBuilder("done:");
          ConsentFilter.consent(request).whenAllowed("econda", () -> done.append(" econda"));
          ConsentFilter.consent(request).whenAllowed("necessary", () -> done.append(" necessary"));
          text(response, done.toString());
        });
    assertThat(page().body()).isEqualTo("done: necessary");
    assertThat(page("Cookie", site.consent("choice=accept-all")).body())
        .isEqualTo("done: econda necessary");
  }

  @Test
  void listeners_receive_every_decision_and_a_failing_listener_breaks_nothing() throws Exception {
    start(
        (consent, request, response) -> {
          consent.grant("statistics");
          text(response, "x");
        });
    HttpResponse<String> byForm = site.choose("choice=reject-all", "Accept-Language", "de");
    HttpResponse<String> byCode = page("Cookie", setCookies(byForm).get(0).split(";")[0]);
    assertThat(byForm.statusCode()).isEqualTo(303);
    assertThat(byCode.statusCode()).isEqualTo(200);
    assertThat(heard)
        .extracting(
            ConsentEvent::way,
            ConsentEvent::language,
            event -> event.before().allows("statistics"),
            event -> event.after().allows("statistics"))
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(ConsentEvent.Way.FORM, "de", false, false),
            org.assertj.core.api.Assertions.tuple(ConsentEvent.Way.CODE, "en", false, true));
  }

  @Test
  void a_listener_that_the_service_loader_finds_receives_decisions_too() throws Exception {
    start((consent, request, response) -> text(response, "x"));
    site.choose("choice=reject-all");
    assertThat(heard).hasSize(1).allMatch(FoundListener::heard);
  }

  @Test
  @Trap(9)
  void a_decision_of_the_code_survives_a_reset() throws Exception {
    start(
        (consent, request, response) -> {
          consent.grant("statistics");
          response.reset();
          text(response, "x");
        });
    assertThat(cookieNames(page())).contains("consent");
  }

  @Test
  @Trap(38)
  void a_response_with_a_decision_is_not_shared() throws Exception {
    start(
        (consent, request, response) -> {
          response.setHeader("Cache-Control", "public, max-age=60");
          consent.grant("statistics");
          if (request.getParameter("page") != null) {
            html(response, "<!doctype html><title>x</title>");
          } else {
            text(response, "x");
          }
        });
    for (String path : List.of("/page", "/page?page=1")) {
      assertThat(site.get(path).headers().firstValue("Cache-Control"))
          .hasValueSatisfying(value -> assertThat(value).contains("private"));
    }
  }

  @Test
  void a_page_after_the_decision_is_rendered_for_it() throws Exception {
    start(
        (consent, request, response) -> {
          consent.grant("external-media");
          html(
              response, "<!doctype html><iframe src=\"https://www.youtube.com/embed/x\"></iframe>");
        });
    assertThat(page().body()).contains("<iframe src=\"https://www.youtube.com/embed/x\">");
  }

  @Test
  void request_cookies_appear_with_the_grant() throws Exception {
    start(
        (consent, request, response) -> {
          boolean before = request.getCookies() != null;
          consent.grant("statistics");
          text(response, before + " " + (request.getCookies() != null));
        });
    assertThat(page("Cookie", "emos_jcvid=v").body()).isEqualTo("false true");
  }

  @Test
  void the_array_of_cookies_is_never_shared() throws Exception {
    start(
        (consent, request, response) -> {
          request.getCookies()[0] = null;
          text(response, "" + (request.getCookies()[0] != null));
        });
    assertThat(page("Cookie", "WESESSION=w").body()).isEqualTo("true");
  }
}
