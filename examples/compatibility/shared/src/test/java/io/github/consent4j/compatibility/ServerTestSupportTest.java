package io.github.consent4j.compatibility;

import static io.github.consent4j.spring.test.MockMvcConsent.consent;
import static io.github.consent4j.spring.test.SpringConsentAssertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.github.consent4j.spring.test.RestClientConsent;
import io.github.consent4j.spring.test.TestVisitor;
import io.github.consent4j.spring.test.WithConsent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.client.RestClient;

/** Tests the whole application as its owner would: in its container, and by MockMvc. */
@SiteOnServer
class ServerTestSupportTest {

  @Autowired private MockMvc mvc;

  @Value("${local.server.port}")
  private int port;

  @Test
  @WithConsent("external-media")
  void the_whole_application_can_be_asked_by_a_visitor() throws Exception {
    assertThat(mvc.perform(get("/").accept(MediaType.TEXT_HTML)).andReturn()).loads("youtube");
    assertThat(mvc.perform(get("/cookies").with(consent())).andReturn()).setsCookieOf("counter");
  }

  @Test
  void any_client_can_send_the_visitors_cookie() throws Exception {
    HttpClient browser = HttpClient.newHttpClient();
    URI page = URI.create("http://localhost:" + port + "/");
    HttpRequest.Builder request = HttpRequest.newBuilder(page).header("Accept", "text/html");

    HttpResponse<String> before =
        browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    request.header(
        "Cookie", TestVisitor.consent().granted("external-media").cookieHeader(page));
    HttpResponse<String> after =
        browser.send(request.build(), HttpResponse.BodyHandlers.ofString());

    assertThat(before).holdsBack("youtube").showsBanner().isNotShared();
    assertThat(after).loads("youtube").showsNoBanner();
  }

  @Test
  void springs_own_clients_take_an_interceptor() {
    RestClient visitor =
        RestClient.builder()
            .baseUrl("http://localhost:" + port)
            .requestInterceptor(RestClientConsent.consent().granted("statistics"))
            .build();

    ResponseEntity<String> cookies =
        visitor.get().uri("/cookies").retrieve().toEntity(String.class);
    ResponseEntity<String> page =
        visitor.get().uri("/").accept(MediaType.TEXT_HTML).retrieve().toEntity(String.class);

    assertThat(cookies).setsCookieOf("counter").setsNoUndeclaredCookie();
    assertThat(page).holdsBack("youtube").showsNoBanner();
  }
}
