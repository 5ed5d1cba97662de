package io.github.consent4j.spring.test;

import static io.github.consent4j.spring.test.MockMvcConsent.consent;
import static io.github.consent4j.spring.test.MockMvcConsent.consentFilter;
import static io.github.consent4j.spring.test.SpringConsentAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.setup.MockMvcBuilders.standaloneSetup;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.servlet.ConsentFilter;
import io.github.consent4j.spring.ConsentArgumentResolver;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.client.MockMvcWebTestClient;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Requests through MockMvc in set-ups by hand, and with policies of several sites and languages.
 */
class MockMvcConsentTest {

  private static final Policy POLICY =
      PolicyOfTest.of(
          """
          site: { name: Institute }
          languages: [en, de]
          categories:
            necessary: { required: true }
            statistics: { services: [econda] }
            external-media: { services: [youtube] }
          sites:
            - host: shop.example.org
              cookie: { name: shop-consent }
              categories: { social: { title: Social, description: Posts., services: [vimeo] } }
            - path: /press/*
              categories: { social: { title: Social, description: Posts., services: [twitter] } }
          """);

  private static final ConsentFilter FILTER = new ConsentFilter(POLICY);
  private final MockMvc mvc = mvc(FILTER);

  @RestController
  static class Pages {

    @GetMapping(
        path = {"/", "/press/news"},
        produces = MediaType.TEXT_HTML_VALUE)
    String page() {
      return "<!doctype html><html><body><iframe src='https://www.youtube.com/embed/x'></iframe>";
    }

    @GetMapping("/made")
    String made(Consent consent, @CookieValue(required = false) String colour) {
      return "made: " + consent.isMade() + ", open: " + consent.needsAnswer() + ", " + colour;
    }
  }

  private static MockMvc mvc(ConsentFilter filter) {
    return standaloneSetup(new Pages())
        .setCustomArgumentResolvers(new ConsentArgumentResolver())
        .apply(consentFilter(filter))
        .build();
  }

  @Test
  void a_decision_answers_all_questions_of_the_site_at_the_address() throws Exception {
    for (String site : new String[] {"http://localhost/made", "http://shop.example.org/made"}) {
      mvc.perform(get(site)).andExpect(content().string("made: false, open: true, null"));
      mvc.perform(get(site).with(consent().refusedAll()))
          .andExpect(content().string("made: true, open: false, null"));
    }
    assertThat(mvc.perform(get("/press/news")).andReturn()).showsBanner();
    assertThat(mvc.perform(get("/press/news").with(consent().granted("twitter"))).andReturn())
        .showsNoBanner()
        .loadsNothingOf("twitter");
  }

  @Test
  void other_cookies_of_the_request_remain() throws Exception {
    mvc.perform(get("/made").cookie(new Cookie("colour", "red")).with(consent()))
        .andExpect(content().string("made: true, open: false, red"));
    mvc.perform(
            get("/made")
                .cookie(new Cookie("colour", "red"))
                .with(consent())
                .with(consent().undecided()))
        .andExpect(content().string("made: false, open: true, red"));
  }

  @Test
  void a_decision_may_be_too_old_to_count() throws Exception {
    Instant longAgo = Instant.now().minus(Duration.ofDays(400));

    mvc.perform(get("/made").with(consent().at(longAgo)))
        .andExpect(content().string("made: false, open: true, null"));
  }

  @Test
  void a_set_up_that_only_adds_the_filter_names_it() throws Exception {
    MockMvc byHand =
        standaloneSetup(new Pages())
            .setCustomArgumentResolvers(new ConsentArgumentResolver())
            .addFilters(FILTER)
            .build();

    byHand
        .perform(get("/made").with(consent().under(FILTER)))
        .andExpect(content().string("made: true, open: false, null"));
    assertThat(byHand.perform(get("/").with(consent().under(POLICY))).andReturn()).loads("youtube");
    assertThatThrownBy(() -> byHand.perform(get("/made").with(consent())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("apply(consentFilter(filter))")
        .hasMessageContaining("under(filter)");
  }

  @Test
  void a_web_test_client_can_be_that_of_a_visitor() {
    WebTestClient client = MockMvcWebTestClient.bindTo(mvc).build();
    WebTestClient visitor =
        client.mutateWith(WebTestClientConsent.consent().under(FILTER).refusedAll());

    assertThat(made(client)).isEqualTo("made: false, open: true, red");
    assertThat(made(visitor)).isEqualTo("made: true, open: false, red");
    assertThat(made(visitor.mutateWith(WebTestClientConsent.consent().under(FILTER).undecided())))
        .isEqualTo("made: false, open: true, red");
  }

  private static String made(WebTestClient client) {
    return client
        .get()
        .uri("/made")
        .cookie("colour", "red")
        .exchange()
        .expectBody(String.class)
        .returnResult()
        .getResponseBody();
  }
}
