package io.github.consent4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;
import io.github.consent4j.examples.browser.Chromium;
import io.github.consent4j.examples.browser.Greeting;
import io.github.consent4j.examples.browser.RecordingServer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A site that has https itself, and a real browser. */
class SecureSiteTest {

  private static final String HOST = "www.institute.example";
  private static final String SITE = "https://" + HOST;
  private static final String VIDEO = "https://www.youtube.com/embed/x";

  private RecordingServer web;
  private Tomcat tomcat;
  private Chromium browser;

  @BeforeEach
  void start() throws Exception {
    web = new RecordingServer().answer("www.youtube.com/", "<!DOCTYPE html><p>Playing</p>");
    tomcat = new Tomcat();
    Path base = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "tomcat");
    tomcat.setBaseDir(base.toString());
    tomcat.setConnector(secure());
    Context context = tomcat.addContext("", base.toString());
    context.addServletContainerInitializer((classes, application) -> setUp(application), Set.of());
    tomcat.start();
    browser = new Chromium(Map.of(HOST, tomcat.getConnector().getLocalPort()), web.port());
  }

  private static Connector secure() throws Exception {
    SSLHostConfig tls = new SSLHostConfig();
    SSLHostConfigCertificate certificate =
        new SSLHostConfigCertificate(tls, SSLHostConfigCertificate.Type.EC);
    certificate.setCertificateKeystore(Greeting.keys());
    certificate.setCertificateKeystorePassword(Greeting.PASSWORD);
    tls.addCertificate(certificate);
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setScheme("https");
    connector.setSecure(true);
    connector.setProperty("SSLEnabled", "true");
    connector.addSslHostConfig(tls);
    return connector;
  }

  private static void setUp(ServletContext application) {
    String policy = TestSite.REFERENCE + "cookie: { name: __Host-consent }\n";
    FilterRegistration.Dynamic filter =
        application.addFilter("consent", new ConsentFilter(TestSite.policy(policy)));
    filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    application.addServlet("page", new Video()).addMapping("/");
  }

  private static final class Video extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      TestSite.html(
          response,
          "<!doctype html><html lang=en><title>x</title><iframe src='" + VIDEO + "'></iframe>");
    }
  }

  @AfterEach
  void stop() throws Exception {
    browser.close();
    tomcat.stop();
    tomcat.destroy();
    web.close();
  }

  private static String served(Page page) {
    return page.navigate(SITE + "/page").text();
  }

  @Test
  void a_decision_is_stored_under_the_name_for_https_and_returns() {
    try (BrowserContext visitor = browser.visitor(true)) {
      Page page = visitor.newPage();
      assertThat(served(page)).contains("data-consent-src='" + VIDEO);

      Response decided =
          page.waitForResponse(
              response -> response.request().method().equals("POST"),
              () -> page.locator("page-panel button[value=accept-all]").click());
      PlaywrightAssertions.assertThat(page.locator("iframe[src='" + VIDEO + "']")).hasCount(1);

      assertThat(decided.headerValues("Set-Cookie"))
          .singleElement()
          .asString()
          .startsWith("__Host-consent=v2.")
          .contains("; Path=/;", "; Secure")
          .doesNotContainIgnoringCase("domain");
      Cookie kept = visitor.cookies().get(0);
      assertThat(visitor.cookies()).hasSize(1);
      assertThat(kept.name).isEqualTo("__Host-consent");
      assertThat(kept.secure).isTrue();
      assertThat(kept.path).isEqualTo("/");
      assertThat(kept.domain).as("of this host alone").isEqualTo(HOST);

      assertThat(served(page)).contains(" src='" + VIDEO + "'");
      assertThat(page.locator("page-panel[open]").count()).isZero();
    }
  }
}
