package io.github.consent4j.spring.test;

import static io.github.consent4j.spring.test.SpringConsentAssertions.assertThat;
import static io.github.consent4j.spring.test.TestVisitor.consent;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.servlet.ConsentFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Tests a servlet as its author would who uses no Spring but the mocks. */
class ConsentExtensionTest {

  @RegisterExtension
  static final ConsentExtension SITE =
      ConsentExtension.ofYaml(
          """
          site: { name: Institute }
          categories:
            necessary: { required: true }
            statistics: { services: [econda] }
            external-media: { services: [youtube] }
          sites:
            - { path: /shop/*, categories: { social: { title: Social, description: Posts., services: [vimeo] } } }
          """);

  /** Sets a cookie, shows a video and says what it knows of its visitor. */
  private static final class Home extends HttpServlet {

    @Serial private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      Cookie counted = new Cookie("emos_jcvid", "1");
      counted.setMaxAge(9);
      response.addCookie(counted);
      response.setContentType("text/html;charset=utf-8");
      Consent consent = ConsentFilter.consent(request);
      response
          .getWriter()
          .print(
              "<!doctype html><html lang=en><body>statistics: "
                  + consent.allows("statistics")
                  + ", cookies: "
                  + (request.getCookies() == null ? 0 : request.getCookies().length)
                  + "<iframe src=\"https://www.youtube.com/embed/x\"></iframe>");
    }
  }

  private static MockHttpServletResponse get(String path) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
    request.setServletPath(path);
    request.addHeader("Accept", "text/html");
    return SITE.run(new Home(), request, new MockHttpServletResponse());
  }

  @Test
  void a_visitor_has_not_decided() throws Exception {
    assertThat(get("/")).setsNoCookieOf("econda").holdsBack("youtube").showsBanner();
    assertThat(get("/").getContentAsString()).contains("statistics: false");
  }

  @Test
  @WithConsent("statistics")
  void an_annotation_decides_for_the_visitor() throws Exception {
    assertThat(get("/")).setsCookieOf("econda").holdsBack("youtube").showsNoBanner();
    assertThat(get("/").getContentAsString()).contains("statistics: true");
  }

  @Test
  void code_decides_for_the_visitor() throws Exception {
    SITE.visitor(consent().granted("external-media"));

    assertThat(get("/")).setsNoCookieOf("econda").loads("youtube").showsNoBanner();
  }

  @Test
  @WithConsent
  void a_request_with_a_decision_keeps_it() throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
    request.addHeader("Cookie", "a=b; " + consent().refusedAll().cookieHeader());

    assertThat(SITE.run(new Home(), request, new MockHttpServletResponse()))
        .setsNoCookieOf("econda");
  }

  @Test
  @WithConsent
  void cookies_of_the_request_remain() throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
    request.setCookies(new Cookie("a", "b"));

    assertThat(SITE.run(new Home(), request, new MockHttpServletResponse()).getContentAsString())
        .contains("cookies: 2");
  }

  @Test
  @WithConsent
  void the_decision_is_one_about_the_site_of_the_page() throws Exception {
    assertThat(get("/shop/cart")).showsNoBanner();
  }

  @Test
  void the_rest_of_a_chain_runs_behind_the_filter() throws Exception {
    FilterChain chain =
        (request, response) ->
            ((HttpServletResponse) response).addHeader("Set-Cookie", "emos_jcvid=1; Max-Age=9");

    assertThat(
            SITE.run(chain, new MockHttpServletRequest("GET", "/"), new MockHttpServletResponse()))
        .setsNoCookieOf("econda");
  }

  @Test
  @WithConsent("statistics")
  void parameters_of_a_test_are_those_of_its_visitor(
      Consent consent, Policy policy, ConsentFilter filter) {
    assertThat(consent.allows("statistics")).isTrue();
    assertThat(consent.allows("external-media")).isFalse();
    assertThat(policy).isSameAs(SITE.policy());
    assertThat(filter).isSameAs(SITE.filter());
    assertThat(Consents.granting("statistics").policy()).isSameAs(policy);
  }

  @Nested
  @WithConsent(others = Others.REFUSED)
  class WhoeverRefuses {

    @Test
    void is_not_asked_again(Consent consent) {
      assertThat(consent.isMade()).isTrue();
      assertThat(consent.allows("statistics")).isFalse();
    }

    @Nested
    class AndComesBack {

      @Test
      void is_the_same_visitor(Consent consent) {
        assertThat(consent.isMade()).isTrue();
      }

      @Test
      @WithConsent(others = Others.UNDECIDED)
      void unless_the_test_says_otherwise(Consent consent) {
        assertThat(consent.isMade()).isFalse();
      }
    }
  }
}
