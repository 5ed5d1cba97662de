package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Pages whose {@code base} is another host. The library's own URLs still lead to the site. */
@OnEveryContainer
class ForeignBaseTest {

  private static final Pattern ADDRESS =
      Pattern.compile("(?:src|href|action|data-consent-(?:more|rules))=\"([^\"]*/consent[^\"]*)\"");

  @Parameter Containers starter;

  private TestSite site;

  @BeforeEach
  void start() throws Exception {
    site =
        new TestSite()
            .policy(TestSite.policy(TestSite.REFERENCE))
            .page(
                "/page",
                (request, response) ->
                    html(
                        response,
                        "<!doctype html><html><head><title>T</title><base "
                            + request.getParameter("base")
                            + "></head><body><iframe src=https://www.youtube.com/embed/x></iframe>"
                            + "<blockquote class=twitter-tweet></blockquote>"
                            + "<a data-consent-open>s</a><button data-consent-open>s</button>"
                            + "</body></html>"))
            .start(starter);
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  /** Returns the beginnings of the library's own URLs behind the base, before their paths. */
  private Set<String> starts(String base, String... headers) throws Exception {
    StringBuilder request = new StringBuilder("GET /page?base=");
    request.append(URLEncoder.encode("href=" + base, StandardCharsets.UTF_8));
    request.append(" HTTP/1.1\r\nConnection: close\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    String page = site.raw(request.append("\r\n").toString());
    Matcher address = ADDRESS.matcher(page.substring(page.indexOf("<base")));
    List<String> found = new ArrayList<>();
    while (address.find()) {
      found.add(address.group(1).replaceFirst("/consent[?/].*|/consent$", ""));
    }
    assertThat(found).as(page).hasSizeGreaterThan(8);
    return new TreeSet<>(found);
  }

  @Test
  void urls_of_the_library_contain_the_host_of_the_site() throws Exception {
    String local = "localhost:" + site.port();
    for (String base :
        new String[] {
          "https://cdn.example/a/", "http://www.youtube.com/", "http://localhost:1/", "//x.example"
        }) {
      assertThat(starts(base, "Host: " + local)).as(base).containsExactly("http://" + local);
      assertThat(starts(base, "Host: site.example", "Sec-Fetch-Dest: document"))
          .as(base)
          .containsExactly("http://site.example");
    }
    assertThat(starts("http://www.site.example/", "Host: site.example"))
        .containsExactly("http://site.example");
    assertThat(starts("http://site.example:8080/", "Host: site.example"))
        .containsExactly("http://site.example");
    assertThat(starts("https://cdn.example/", "Host: [::1]:" + site.port()))
        .containsExactly("http://[::1]:" + site.port());
  }

  @Test
  void a_path_is_enough_if_the_base_is_on_the_site() throws Exception {
    for (String base : new String[] {"/", "a/", "http://site.example/a/", "https://SITE.example"}) {
      assertThat(starts(base, "Host: site.example")).as(base).containsExactly("");
    }
  }

  @Test
  void urls_of_the_library_have_the_scheme_of_the_page() throws Exception {
    String base = "http://cdn.example/";
    assertThat(starts(base, "Host: site.example", "X-Forwarded-Proto: https"))
        .containsExactly("https://site.example");
    assertThat(starts(base, "Host: site.example", "Forwarded: for=1.2.3.4;proto=https"))
        .containsExactly("https://site.example");
    assertThat(
            starts(
                base,
                "Host: site.example",
                "Sec-Fetch-Site: none",
                "Accept-Encoding: gzip, deflate, br, zstd"))
        .as("a browser that says so")
        .containsExactly("https://site.example");
    assertThat(
            starts(
                base,
                "Host: localhost:" + site.port(),
                "Sec-Fetch-Site: none",
                "Accept-Encoding: gzip, br"))
        .containsExactly("http://localhost:" + site.port());
    assertThat(starts("http://site.example/", "Host: site.example", "X-Forwarded-Proto: https"))
        .containsExactly("https://site.example");
  }

  @Test
  void a_host_that_only_the_proxy_knows_is_in_no_page() throws Exception {
    String inner = "Host: 127.0.0.1:" + site.port();
    String base = "https://www.site.example/";
    assertThat(starts(base, inner, "X-Forwarded-For: 1.2.3.4")).containsExactly("");
    assertThat(starts(base, "Host: app", "Via: 1.1 proxy")).containsExactly("");
    assertThat(starts(base, "Host: app.cluster.local", "Via: 1.1 proxy")).containsExactly("");
    assertThat(starts(base, "Host: app.example", "X-Forwarded-Host: www.site.example"))
        .containsExactly("");
    assertThat(starts(base, "Host: app.example", "Forwarded: host=\"www.site.example:443\""))
        .containsExactly("");
    assertThat(starts("https://www.youtube.com/", inner, "X-Forwarded-For: 1.2.3.4"))
        .as("never whoever is held back")
        .containsExactly("http://127.0.0.1:" + site.port());
    assertThat(starts(base, "Host: www.site.test:99", "X-Forwarded-For: 1.2.3.4"))
        .as("a port that the browser has asked for")
        .containsExactly("http://www.site.test:99");
    assertThat(starts(base, "Host: x.example", "X-Forwarded-Host: evil.example"))
        .as("anybody may say so")
        .containsExactly("http://x.example");
  }
}
