package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Pages of JSP, which have a buffer and error pages of their own. */
@OnEveryContainer
class JspTest {

  private static final String VIDEO = "<iframe src=\"https://www.youtube.com/embed/x\"></iframe>";
  private static final String HEADERS =
      """
      <%@ page contentType="text/html;charset=utf-8" buffer="8kb" %><%
      response.setHeader("Content-Security-Policy", "default-src 'self'");
      response.setHeader("Link", "</site.css>; rel=preload; as=style");
      response.setHeader("Cache-Control", "no-store");
      %>""";
  private static final String FAILURE =
      "<% if (true) throw new IllegalStateException(\"as meant\"); %>";
  private static final String FIRST = "<!doctype html><title>first</title>" + VIDEO;

  @Parameter Containers starter;

  @TempDir Path folder;

  private TestSite site;
  private TestSite bare;

  @BeforeEach
  void start() throws Exception {
    for (Map.Entry<String, String> page : pages().entrySet()) {
      Files.writeString(folder.resolve(page.getKey().substring(1)), page.getValue());
    }
    site = siteOfPages().start(starter);
    bare = siteOfPages().filter(TestSite.NO_CONSENT).start(starter);
  }

  @AfterEach
  void stop() throws Exception {
    bare.close();
    site.close();
  }

  private static Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("/whole.jsp", HEADERS + FIRST + "<p>last");
    pages.put("/long.jsp", HEADERS + FIRST + "<p>text</p>".repeat(5000) + "<p>last");
    pages.put("/includes.jsp", HEADERS + FIRST + "<jsp:include page=\"part.jsp\"/><p>last");
    pages.put("/forwards.jsp", HEADERS + FIRST + "<jsp:forward page=\"whole.jsp\"/>");
    pages.put("/part.jsp", "<p>part" + VIDEO);
    pages.put("/fails.jsp", HEADERS + FAILURE);
    pages.put("/fails-after-text.jsp", HEADERS + FIRST + "<p>text</p>".repeat(400) + FAILURE);
    pages.put("/sends.jsp", HEADERS + FIRST + "<% response.sendError(500); %>");
    pages.put(
        "/own-error-page.jsp", "<%@ page errorPage=\"sorry.jsp\" %>" + HEADERS + FIRST + FAILURE);
    pages.put(
        "/sorry.jsp",
        "<%@ page isErrorPage=\"true\" contentType=\"text/html;charset=utf-8\" %>"
            + "<!doctype html><p>sorry"
            + VIDEO);
    return pages;
  }

  private TestSite siteOfPages() throws IOException {
    Jsp jsp = new Jsp(Files.createDirectories(folder.resolve("compiled")));
    return new TestSite()
        .files(folder)
        .page("*.jsp", jsp::serve)
        .page("/error", (request, response) -> html(response, "<!doctype html><p>sorry" + VIDEO));
  }

  @Test
  void a_page_is_gated_whatever_its_parts() throws Exception {
    for (String path : List.of("/whole.jsp", "/long.jsp", "/includes.jsp", "/forwards.jsp")) {
      HttpResponse<String> page = site.get(path);
      assertThat(page.statusCode()).as(path).isEqualTo(200);
      assertThat(page.body())
          .as(path)
          .contains("first", "data-consent-src", "page-panel")
          .doesNotContain(" src=\"https://www.youtube.com")
          .endsWith("<p>last");
      assertSameHeaders(path, page);
    }
  }

  @Test
  void an_error_page_keeps_the_headers_of_a_page_that_fails() throws Exception {
    for (String path :
        List.of("/fails.jsp", "/fails-after-text.jsp", "/sends.jsp", "/own-error-page.jsp")) {
      HttpResponse<String> page = site.get(path);
      assertThat(page.statusCode()).as(path).isEqualTo(500);
      assertThat(page.body())
          .as(path)
          .contains("sorry", "data-consent-src")
          .doesNotContain("first", " src=\"https://www.youtube.com");
      assertSameHeaders(path, page);
    }
  }

  private void assertSameHeaders(String path, HttpResponse<String> page) throws Exception {
    HttpResponse<String> expected = bare.get(path);
    assertThat(page.statusCode()).as(path).isEqualTo(expected.statusCode());
    for (String name : List.of("Content-Security-Policy", "Link", "Cache-Control")) {
      List<String> values = expected.headers().allValues(name);
      if (!values.isEmpty()) {
        assertThat(page.headers().allValues(name)).as(path + ' ' + name).isEqualTo(values);
      }
    }
  }
}
