package io.github.consent4j.compatibility;

import static io.github.consent4j.spring.test.RestClientConsent.consent;
import static io.github.consent4j.spring.test.SpringConsentAssertions.assertThat;

import io.github.consent4j.spring.test.WithConsent;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Tests the library's support for the client that Spring has since version 7. */
@PagesSlice
class RestTestClientTest {

  private RestTestClient client;

  @Autowired
  void bind(MockMvc mvc) {
    client = RestTestClient.bindTo(mvc).build();
  }

  @Test
  void a_client_can_be_that_of_a_visitor() {
    RestTestClient visitor =
        client.mutate().requestInterceptor(consent().granted("external-media")).build();

    assertThat(page(client)).holdsBack("youtube").showsBanner();
    assertThat(page(visitor)).loads("youtube").showsNoBanner();
  }

  @Test
  @WithConsent("external-media")
  void a_client_takes_the_visitor_of_the_test() {
    assertThat(page(client)).loads("youtube").showsNoBanner();
    assertThat(page(client.mutate().requestInterceptor(consent().refusedAll()).build()))
        .holdsBack("youtube")
        .showsNoBanner();
  }

  private static ResponseEntity<String> page(RestTestClient client) {
    EntityExchangeResult<String> page =
        client
            .get()
            .uri("/")
            .accept(MediaType.TEXT_HTML)
            .exchange()
            .expectBody(String.class)
            .returnResult();
    return ResponseEntity.status(page.getStatus())
        .headers(page.getResponseHeaders())
        .body(page.getResponseBody());
  }
}
