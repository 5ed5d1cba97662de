package io.github.consent4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.ConsentListener;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A site with Spring Security, which permits only one page without a login. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "consent.policy.site.name=Institute",
      "consent.policy.categories.necessary.required=true",
      "consent.policy.categories.statistics.services[0]=econda"
    })
class SecuredSiteTest {

  @LocalServerPort private int port;
  @Autowired private List<String> heard;

  private final HttpClient browser = HttpClient.newHttpClient();

  @Test
  void serves_the_settings_page_without_a_login() throws Exception {
    assertThat(get("/anything", "").statusCode()).isEqualTo(403);

    HttpResponse<String> settings = get("/consent", "");

    assertThat(settings.statusCode()).isEqualTo(200);
    assertThat(settings.body()).contains("econda");
  }

  @Test
  void accepts_a_choice_without_a_csrf_token_of_spring_security() throws Exception {
    HttpResponse<String> saved = save("choice=accept-all");

    assertThat(saved.statusCode()).isEqualTo(303);
    assertThat(saved.headers().firstValue("Set-Cookie")).get().asString().startsWith("consent=");
  }

  @Test
  void passes_the_visitors_consent_to_controllers() throws Exception {
    String cookie =
        save("choice=save&grant=statistics").headers().firstValue("Set-Cookie").orElseThrow();

    assertThat(get("/measured", "").body()).isEqualTo("false");
    assertThat(get("/measured", cookie.substring(0, cookie.indexOf(';'))).body()).isEqualTo("true");
  }

  @Test
  void calls_listener_beans_with_a_decision_in_their_order() throws Exception {
    heard.clear();

    save("choice=save&grant=statistics");

    assertThat(heard).containsExactly("first true", "second true");
  }

  private HttpResponse<String> save(String form) throws IOException, InterruptedException {
    return browser.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/consent"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", "http://localhost:" + port)
            .header("Sec-Fetch-Site", "same-origin")
            .POST(HttpRequest.BodyPublishers.ofString(form + "&return=/"))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path, String cookie)
      throws IOException, InterruptedException {
    return browser.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Cookie", cookie)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @SpringBootApplication
  static class Site {

    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
      return http.authorizeHttpRequests(
              requests -> requests.requestMatchers("/measured").permitAll().anyRequest().denyAll())
          .build();
    }

    @Bean
    List<String> heard() {
      return new CopyOnWriteArrayList<>();
    }

    @Bean
    @Order(2)
    ConsentListener second(List<String> heard) {
      return event -> heard.add("second " + event.after().allows("econda"));
    }

    @Bean
    @Order(1)
    ConsentListener first(List<String> heard) {
      return event -> heard.add("first " + event.after().allows("econda"));
    }

    @RestController
    static class Measured {

      @GetMapping("/measured")
      boolean measured(Consent consent) {
        return consent.allows("statistics");
      }
    }
  }
}
