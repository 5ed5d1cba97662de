package io.github.consent4j.spring.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.spring.RequiresConsent;
import io.github.consent4j.spring.reactive.ReactiveVisitorConsent;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.stereotype.Controller;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** Templates, and handlers that need consent, in a reactive application. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.MOCK,
    classes = ReactiveViewsTest.Site.class,
    properties = {
      "spring.main.web-application-type=reactive",
      "consent.policy.site.name=Institute",
      "consent.policy.languages[0]=en",
      "consent.policy.languages[1]=de",
      "consent.policy.categories.necessary.required=true",
      "consent.policy.categories.statistics.services[0]=econda",
      "consent.policy.categories.external-media.services[0]=youtube"
    })
class ReactiveViewsTest {

  private static final String HTML = "text/html";

  private final WebTestClient browser;

  ReactiveViewsTest(@Autowired ApplicationContext context) {
    browser = WebTestClient.bindToApplicationContext(context).build();
  }

  // The site with servlets scans this package.
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  @EnableAutoConfiguration
  @Import({Pages.class, Members.class})
  static class Site {

    @Bean
    SecurityWebFilterChain strict(ServerHttpSecurity security) {
      return security
          .authorizeExchange(paths -> paths.anyExchange().permitAll())
          .headers(
              headers ->
                  headers.contentSecurityPolicy(
                      policy -> policy.policyDirectives("script-src 'nonce-abc123'")))
          .build();
    }
  }

  @Controller
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  static class Pages {

    @GetMapping("/pages/{name}")
    String page(@PathVariable String name) {
      return name;
    }

    @GetMapping("/public")
    Rendering publicPage() {
      return Rendering.view("thymeleaf-page").header("Cache-Control", "public, max-age=60").build();
    }

    @GetMapping("/visits")
    @RequiresConsent("statistics")
    @ResponseBody
    Mono<String> visits() {
      return Mono.just("counted");
    }

    @GetMapping("/film")
    @RequiresConsent(value = "youtube", fallback = "thymeleaf-page")
    @ResponseBody
    Mono<String> film() {
      return Mono.just("film");
    }

    @GetMapping("/forwards")
    @RequiresConsent(value = "youtube", fallback = "/pages/thymeleaf-page")
    @ResponseBody
    String forwards() {
      return "film";
    }

    @GetMapping("/circle")
    @RequiresConsent(value = "youtube", fallback = "/circle")
    @ResponseBody
    String circle() {
      return "film";
    }

    @GetMapping("/redirects")
    @RequiresConsent(value = "youtube", fallback = "redirect:/elsewhere")
    @ResponseBody
    String redirects() {
      return "film";
    }

    @GetMapping("/grants")
    @ResponseBody
    Mono<String> grants(ReactiveVisitorConsent visitor) {
      return visitor.grant("youtube").map(counts -> visitor.view().allows("youtube") + "");
    }
  }

  @Controller
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  @RequestMapping("/members")
  @RequiresConsent({"statistics", "youtube"})
  @ResponseBody
  static class Members {

    @GetMapping("/all")
    String all() {
      return "all";
    }

    @GetMapping("/some")
    @RequiresConsent("econda")
    String some() {
      return "some";
    }
  }

  private WebTestClient.RequestHeadersSpec<?> to(String path, String accept) {
    return browser
        .get()
        .uri(URI.create(path))
        .header(HttpHeaders.ACCEPT, accept)
        .header("Sec-Fetch-Dest", accept.equals(HTML) ? "document" : "empty")
        .header(HttpHeaders.ACCEPT_LANGUAGE, "de");
  }

  private EntityExchangeResult<String> get(WebTestClient.RequestHeadersSpec<?> request) {
    return request.exchange().expectBody(String.class).returnResult();
  }

  private String page(String path) {
    return String.valueOf(get(to(path, HTML)).getResponseBody());
  }

  /** Returns the consent cookie of a visitor who has made a choice, as a header. */
  private String decided(String form) {
    return browser
        .post()
        .uri("/consent")
        .header("Sec-Fetch-Site", "same-origin")
        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
        .bodyValue(form)
        .exchange()
        .expectBody()
        .returnResult()
        .getResponseHeaders()
        .getOrEmpty(HttpHeaders.SET_COOKIE)
        .get(0)
        .split(";")[0];
  }

  @Test
  void a_template_shows_table_link_and_placeholder() {
    EntityExchangeResult<String> page = get(to("/pages/thymeleaf-page", HTML));

    assertThat(page.getResponseBody())
        .contains("not measured", "Was gespeichert wird", "name=\"grant\" value=\"youtube\"")
        .contains("href=\"/consent?return=%2Fpages%2Fthymeleaf-page&amp;lang=de\"", "My link")
        .contains("<div class=\"consent-cookies\" lang=\"de\"")
        .doesNotContain("the film", "&lt;table", "consent:", "xmlns", "by the model");
  }

  @Test
  void a_page_that_asks_is_for_one_visitor() {
    EntityExchangeResult<String> page = get(to("/public", HTML));

    assertThat(page.getResponseBody()).contains("not measured");
    assertThat(page.getResponseHeaders().getFirst(HttpHeaders.CACHE_CONTROL))
        .isEqualTo("private, no-cache");
  }

  @Test
  void a_template_shows_what_the_visitor_allows() {
    String cookie = decided("choice=accept-all");

    assertThat(get(to("/pages/thymeleaf-page", HTML).header("Cookie", cookie)).getResponseBody())
        .contains("measured", "the film</b>", "by the model")
        .doesNotContain("not measured", "name=\"grant\"");
  }

  @Test
  void a_page_that_needs_consent_shows_the_settings_in_its_place() {
    EntityExchangeResult<String> page = get(to("/visits?year=2", HTML));

    assertThat(page.getStatus()).isEqualTo(HttpStatus.FORBIDDEN);
    assertThat(page.getResponseHeaders().getFirst(HttpHeaders.CACHE_CONTROL)).contains("no-store");
    assertThat(page.getResponseBody())
        .contains("name=\"return\" value=\"/visits?year=2\"", "value=\"statistics\"")
        .doesNotContain("<page-panel");
  }

  @Test
  void a_program_gets_a_problem() {
    for (String path : new String[] {"/visits", "/film"}) {
      EntityExchangeResult<String> answer = get(to(path, "application/json"));

      assertThat(answer.getStatus()).isEqualTo(HttpStatus.FORBIDDEN);
      assertThat(answer.getResponseHeaders().getContentType())
          .hasToString("application/problem+json");
      assertThat(answer.getResponseBody()).contains("\"status\":403", "/consent?return=%2F");
    }
  }

  @Test
  void a_page_may_have_a_fallback_of_its_own() {
    assertThat(page("/film")).contains("not measured").doesNotContain("the film");
    assertThat(page("/forwards"))
        .contains("not measured", "/consent?return=%2Fforwards")
        .doesNotContain("the film");
    assertThat(get(to("/redirects", HTML)).getResponseHeaders().getLocation())
        .isEqualTo(URI.create("/elsewhere"));
  }

  @Test
  void a_fallback_that_needs_consent_itself_shows_the_settings() {
    assertThat(get(to("/circle", HTML)).getStatus()).isEqualTo(HttpStatus.FORBIDDEN);
  }

  @Test
  void a_method_counts_over_its_class() {
    String cookie = decided("choice=save&grant=econda");

    assertThat(get(to("/members/some", HTML).header("Cookie", cookie)).getResponseBody())
        .contains("some");
    assertThat(get(to("/members/all", HTML).header("Cookie", cookie)).getStatus())
        .isEqualTo(HttpStatus.FORBIDDEN);
    assertThat(
            get(to("/members/all", HTML).header("Cookie", decided("choice=accept-all")))
                .getStatus())
        .isEqualTo(HttpStatus.OK);
  }

  @Test
  void scripts_carry_the_nonce_of_the_policy_that_spring_security_sets() {
    EntityExchangeResult<String> page = get(to("/pages/thymeleaf-page", HTML));

    assertThat(page.getResponseHeaders().getFirst("Content-Security-Policy"))
        .contains("'nonce-abc123'");
    assertThat(page.getResponseHeaders().getFirst("X-Frame-Options")).isEqualTo("DENY");
    assertThat(page.getResponseBody()).containsPattern("<script[^>]* nonce=\"abc123\"");
  }

  @Test
  void a_view_follows_a_decision_during_the_request() {
    assertThat(page("/grants")).contains("true");
  }
}
