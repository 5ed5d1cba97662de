package io.github.consent4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tags in pages of JSP. What they write is the same in every container. */
class JspTagsTest {

  private static final String PAGE =
      """
      <%@ page contentType="text/html;charset=utf-8" %>
      <%@ taglib prefix="consent" uri="/WEB-INF/consent.tld" %>
      <!doctype html><html lang="en"><title>t</title><main>
      <consent:if allowed="statistics">measured</consent:if>
      <consent:unless allowed="${'statistics'}">not measured</consent:unless>
      [<consent:settingsLink><i>Cookies</i></consent:settingsLink>]
      [<consent:settingsLink language="de"/>]
      <consent:placeholder service="youtube"><b>the film</b></consent:placeholder>
      <consent:cookieTable language="de"/>
      </main></html>
      """;

  @TempDir Path folder;

  private TestSite site;

  @BeforeEach
  void start() throws Exception {
    Files.writeString(folder.resolve("page.jsp"), PAGE);
    Path inner = Files.createDirectories(folder.resolve("WEB-INF"));
    try (var description = ConsentFilter.class.getResourceAsStream("/META-INF/consent.tld")) {
      Files.copy(description, inner.resolve("consent.tld"));
    }
    Jsp jsp = new Jsp(Files.createDirectories(folder.resolve("compiled")));
    site = new TestSite().files(folder).page("*.jsp", jsp::serve).start(Containers.TOMCAT);
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  @Test
  void a_page_shows_what_the_visitor_allows_and_what_the_policy_declares() throws Exception {
    assertThat(site.get("/page.jsp").body())
        .contains("not measured", "Always show YouTube", "Was gespeichert wird", "emos_<wbr>jcvid")
        .contains("[<a href=\"/consent?return=%2Fpage.jsp&amp;lang=en\"><i>Cookies</i></a>]")
        .containsPattern("\\[<a href=\"/consent\\?return=%2Fpage.jsp&amp;lang=de\">Cookie-")
        .doesNotContain("the film");

    assertThat(site.get("/page.jsp", "Cookie", site.consent("choice=accept-all")).body())
        .contains("measured", "<b>the film</b>")
        .doesNotContain("not measured", "Always show YouTube");
  }
}
