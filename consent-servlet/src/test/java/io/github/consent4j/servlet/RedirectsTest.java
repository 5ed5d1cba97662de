package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Redirects of the site to a blocked host. */
@OnEveryContainer
class RedirectsTest {

  private static final String VIDEO = "https://www.youtube.com/embed/x?a=1&b=2";
  private static final String STAND_IN =
      "/consent/embed?service=youtube&url=https%3A%2F%2Fwww.youtube.com%2Fembed%2Fx%3Fa%3D1%26b%3D2";

  private static final String[] WAYS = {"/sent", "/header"};

  @Parameter Containers starter;

  private TestSite site;

  @BeforeEach
  void start() throws Exception {
    site =
        new TestSite()
            .policy(TestSite.policy(TestSite.REFERENCE))
            .page("/sent", (request, response) -> response.sendRedirect(VIDEO))
            .page(
                "/header",
                (request, response) -> {
                  response.setStatus(307);
                  response.setHeader("Location", VIDEO);
                  response.setHeader("Cache-Control", "public, max-age=60");
                })
            .page("/own", (request, response) -> response.sendRedirect("/sent"))
            .start(starter);
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  @Test
  void a_request_for_a_subresource_is_not_redirected_there() throws Exception {
    for (String way : WAYS) {
      for (String destination : new String[] {"image", "script", "style", "font", "video"}) {
        HttpResponse<String> response = site.get(way, "Sec-Fetch-Dest", destination);
        assertThat(response.statusCode()).as(way + destination).isEqualTo(403);
        assertThat(header(response, "Location")).as(way + destination).isEmpty();
        assertThat(header(response, "Cache-Control")).isEqualTo("private, no-cache");
      }
      assertThat(site.get(way, "Sec-Fetch-Dest", "empty", "Sec-Fetch-Mode", "cors").statusCode())
          .isEqualTo(403);
      assertThat(
              site.get(way, "Sec-Fetch-Dest", "document", "Sec-Purpose", "prefetch;prerender")
                  .statusCode())
          .isEqualTo(403);
      assertThat(site.get(way, "Accept", "image/avif,image/*,*/*;q=0.8").statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void a_frame_shows_its_placeholder() throws Exception {
    for (String way : WAYS) {
      for (String destination : new String[] {"iframe", "frame", "object", "embed"}) {
        HttpResponse<String> response = site.get(way, "Sec-Fetch-Dest", destination);
        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(header(response, "Location")).isEqualTo(STAND_IN);
        assertThat(header(response, "Cache-Control")).isEqualTo("private, no-cache");
      }
    }
    assertThat(site.get(STAND_IN).statusCode()).isEqualTo(200);
  }

  @Test
  void a_visitor_who_navigates_there_is_redirected() throws Exception {
    String[][] visitors = {
      {"Sec-Fetch-Dest", "document"},
      {"Sec-Fetch-Dest", "empty", "Sec-Fetch-Mode", "navigate"},
      {"Accept", "text/html,application/xhtml+xml,image/avif,*/*;q=0.8"},
      {"Accept", "*/*"},
      {},
      {"Sec-Fetch-Dest", "iframe", "Cookie", site.consent("choice=accept-all")},
    };
    for (String way : WAYS) {
      for (String[] visitor : visitors) {
        HttpResponse<String> response = site.get(way, visitor);
        assertThat(response.statusCode()).isIn(302, 307);
        assertThat(header(response, "Location")).isEqualTo(VIDEO);
        assertThat(header(response, "Cache-Control"))
            .as("for nobody else")
            .isEqualTo("private, no-cache");
        assertThat(header(response, "Vary")).contains("Cookie");
      }
    }
  }

  @Test
  void redirects_on_the_site_itself_stay_as_they_are() throws Exception {
    HttpResponse<String> response = site.get("/own", "Sec-Fetch-Dest", "image");
    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(header(response, "Location")).endsWith("/sent");
    assertThat(header(response, "Cache-Control")).isEmpty();
  }
}
