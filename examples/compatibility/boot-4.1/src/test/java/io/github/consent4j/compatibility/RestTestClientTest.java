package io.github.consent4j.compatibility;

import static io.github.consent4j.spring.test.ConsentAssertions.assertThatResponse;
import static io.github.consent4j.spring.test.RestClientConsent.consent;

import io.github.consent4j.spring.test.ConsentResponseAssert;
import io.github.consent4j.spring.test.WithConsent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
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

    assertThatPage(client).holdsBack("youtube").showsBanner();
    assertThatPage(visitor).loads("youtube").showsNoBanner();
  }

  @Test
  @WithConsent("external-media")
  void a_client_takes_the_visitor_of_the_test() {
    assertThatPage(client).loads("youtube").showsNoBanner();
    assertThatPage(client.mutate().requestInterceptor(consent().refusedAll()).build())
        .holdsBack("youtube")
        .showsNoBanner();
  }

  private static ConsentResponseAssert assertThatPage(RestTestClient client) {
    EntityExchangeResult<String> page =
        client
            .get()
            .uri("/")
            .accept(MediaType.TEXT_HTML)
            .exchange()
            .expectBody(String.class)
            .returnResult();
    Map<String, List<String>> headers = new HashMap<>();
    page.getResponseHeaders().forEach(headers::put);
    return assertThatResponse(
        page.getStatus().value(), headers, Objects.requireNonNull(page.getResponseBody()));
  }
}
