package io.github.consent4j.compatibility;

import static io.github.consent4j.spring.test.MockMvcConsent.consent;
import static io.github.consent4j.spring.test.MockMvcConsent.consentFilter;
import static io.github.consent4j.spring.test.SpringConsentAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.cookie;

import io.github.consent4j.servlet.ConsentFilter;
import io.github.consent4j.spring.ConsentArgumentResolver;
import io.github.consent4j.spring.test.Consents;
import io.github.consent4j.spring.test.Others;
import io.github.consent4j.spring.test.WithConsent;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Tests a slice of the application as its owner would, with the library's support for tests. */
@PagesSlice
class TestSupportTest {

  @Autowired private MockMvc mvc;
  @Autowired private MockMvcTester tester;
  @Autowired private ConsentFilter filter;
  @Autowired private WebApplicationContext context;

  @Test
  void a_request_can_come_from_a_visitor_who_has_granted_something() throws Exception {
    mvc.perform(get("/cookies").with(consent().granted("statistics")))
        .andExpect(cookie().value("visits", "9"));

    mvc.perform(get("/argument").with(consent().granted("statistics")))
        .andExpect(content().string("allowed: false"));
  }

  @Test
  void a_request_can_come_from_a_visitor_who_has_refused_something() throws Exception {
    mvc.perform(get("/cookies").with(consent().refused("counter")))
        .andExpect(cookie().doesNotExist("visits"));

    mvc.perform(get("/argument").with(consent().refused("counter")))
        .andExpect(content().string("allowed: true"));
  }

  @Test
  void whoever_has_decided_sees_no_banner() throws Exception {
    assertThat(page(get("/"))).holdsBack("youtube").showsBanner().isNotShared();
    assertThat(page(get("/").with(consent().refusedAll()))).holdsBack("youtube").showsNoBanner();
    assertThat(page(get("/").with(consent()))).loads("youtube").showsNoBanner();
    assertThat(page(get("/").with(consent().granted("youtube").others(Others.UNDECIDED))))
        .loads("youtube")
        .showsBanner();
  }

  @Test
  void responses_of_every_kind_can_be_judged() throws Exception {
    MockHttpServletResponse response = page(get("/cookies")).getResponse();

    assertThat(response).setsCookie("basket").setsNoCookieOf("counter").setsNoUndeclaredCookie();
    assertThat(tester.get().uri("/cookies").exchange()).setsNoCookieOf("counter");
    assertThat(tester.perform(get("/cookies").with(consent()))).setsCookieOf("counter");
  }

  @Test
  void a_choice_of_the_visitor_sets_the_consent_cookie() throws Exception {
    MvcResult saved =
        page(post("/consent").header("Origin", "http://localhost").param("choice", "reject-all"));

    assertThat(saved).setsCookie("consent").setsNoUndeclaredCookie();
  }

  @Test
  void code_without_requests_gets_a_consent_under_the_policy_of_the_application() {
    assertThat(new Pages().argument(Consents.granting("external-media")))
        .isEqualTo("allowed: true");
    assertThat(new Pages().argument(Consents.undecided())).isEqualTo("allowed: false");
  }

  @Test
  @WithConsent("external-media")
  void a_test_can_be_annotated_with_its_visitor() throws Exception {
    assertThat(page(get("/"))).loads("youtube");
    assertThat(page(get("/cookies"))).setsNoCookieOf("counter");
    assertThat(tester.get().uri("/").exchange()).loads("youtube");
  }

  @Test
  @WithConsent
  void a_request_counts_over_the_annotation() throws Exception {
    assertThat(page(get("/").with(consent().undecided()))).holdsBack("youtube").showsBanner();
    assertThat(page(get("/").with(consent().refusedAll()))).holdsBack("youtube").showsNoBanner();
  }

  @Test
  void a_visitor_of_one_test_is_not_that_of_the_next() throws Exception {
    assertThat(page(get("/"))).holdsBack("youtube").showsBanner();
  }

  @Nested
  @WithConsent(refused = "youtube")
  class WhoeverRefusesVideos {

    @Test
    void is_counted_and_sees_no_video() throws Exception {
      assertThat(page(get("/"))).holdsBack("youtube").showsNoBanner();
      assertThat(page(get("/cookies"))).setsCookieOf("counter");
    }

    @Test
    @OnlyVideos
    void may_be_somebody_else_in_one_test() throws Exception {
      assertThat(page(get("/"))).loads("youtube");
      assertThat(page(get("/cookies"))).setsNoCookieOf("counter");
    }

    @Nested
    class AndComesBack {

      @Test
      void is_the_same_visitor() throws Exception {
        assertThat(page(get("/"))).holdsBack("youtube").showsNoBanner();
      }
    }
  }

  @Retention(RetentionPolicy.RUNTIME)
  @WithConsent("external-media")
  private @interface OnlyVideos {}

  @Test
  @WithConsent("statistics")
  void a_set_up_by_hand_applies_the_filter() throws Exception {
    MockMvc standalone =
        MockMvcBuilders.standaloneSetup(new Pages())
            .setCustomArgumentResolvers(new ConsentArgumentResolver())
            .apply(consentFilter(filter))
            .build();
    MockMvc ofContext =
        MockMvcBuilders.webAppContextSetup(context).apply(consentFilter()).build();

    for (MockMvc byHand : new MockMvc[] {standalone, ofContext}) {
      assertThat(byHand.perform(get("/cookies")).andReturn()).setsCookieOf("counter");
      assertThat(byHand.perform(html(get("/"))).andReturn()).holdsBack("youtube");
      byHand
          .perform(get("/argument").with(consent()))
          .andExpect(content().string("allowed: true"));
    }
  }

  @Test
  void a_stand_alone_set_up_with_the_filter_alone_knows_the_policy_of_the_test() throws Exception {
    MockMvc standalone =
        MockMvcBuilders.standaloneSetup(new Pages())
            .setCustomArgumentResolvers(new ConsentArgumentResolver())
            .addFilters(filter)
            .build();

    standalone
        .perform(get("/argument").with(consent().granted("youtube")))
        .andExpect(content().string("allowed: true"));
  }

  private MvcResult page(MockHttpServletRequestBuilder request) throws Exception {
    return mvc.perform(html(request)).andReturn();
  }

  private static MockHttpServletRequestBuilder html(MockHttpServletRequestBuilder request) {
    return request.accept(MediaType.TEXT_HTML);
  }
}
