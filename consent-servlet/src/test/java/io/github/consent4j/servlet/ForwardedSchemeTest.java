package io.github.consent4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.RemoteIpValve;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A site behind a proxy with https. The container's own valve reads the proxy's headers. */
class ForwardedSchemeTest {

  private static final String[] BY_HTTPS = {"X-Forwarded-Proto", "https"};

  private final HttpClient client = HttpClient.newHttpClient();
  private Tomcat tomcat;

  @BeforeEach
  void start() throws Exception {
    tomcat = new Tomcat();
    Path base = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "tomcat");
    tomcat.setBaseDir(base.toString());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", base.toString());
    context.getPipeline().addValve(new RemoteIpValve());
    context.addServletContainerInitializer((classes, application) -> setUp(application), Set.of());
    tomcat.start();
  }

  private static void setUp(ServletContext application) {
    String policy = TestSite.REFERENCE + "cookie: { name: __Host-consent }\n";
    FilterRegistration.Dynamic filter =
        application.addFilter("consent", new ConsentFilter(TestSite.policy(policy)));
    filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    application.addServlet("page", new Page()).addMapping("/");
  }

  private static final class Page extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      TestSite.html(response, "<!doctype html><iframe src='https://youtu.be/x'></iframe>");
    }
  }

  @AfterEach
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  private HttpRequest.Builder request(String path) {
    int port = tomcat.getConnector().getLocalPort();
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .header("Sec-Fetch-Site", "same-origin");
  }

  private String decision(String... headers) throws Exception {
    HttpRequest.Builder choice =
        request("/consent")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("choice=accept-all"));
    HttpRequest request = (headers.length == 0 ? choice : choice.headers(headers)).build();
    HttpResponse<Void> answer = client.send(request, HttpResponse.BodyHandlers.discarding());
    List<String> set = answer.headers().allValues("Set-Cookie");
    assertThat(set).hasSize(1);
    return set.get(0);
  }

  private String page(String cookie, String... headers) throws Exception {
    HttpRequest request = request("/").header("Cookie", cookie).headers(headers).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  void a_decision_has_the_name_for_https_and_is_sent_by_https_alone() throws Exception {
    String set = decision(BY_HTTPS);

    assertThat(set).startsWith("__Host-consent=v2.").contains("; Secure").doesNotContain("Domain");
    String pair = set.substring(0, set.indexOf(';'));
    assertThat(page(pair, BY_HTTPS)).contains(" src='https://youtu.be/x'");
    assertThat(page(pair.replace("__Host-", ""), BY_HTTPS)).contains("data-consent-src");
  }

  @Test
  void without_a_header_of_the_proxy_it_is_plain_http() throws Exception {
    assertThat(decision()).startsWith("consent=v2.").doesNotContain("Secure");
  }
}
