package io.github.consent4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Files that the container's own servlet serves, with all its optimisations. */
@OnEveryContainer
@Tag("wrapper")
class FilesTest {

  private static final String VIDEO = "<iframe src=\"https://www.youtube.com/embed/x\"></iframe>";
  private static final String[] BROWSER = {
    "Accept", "text/html,*/*;q=0.8", "Sec-Fetch-Dest", "document"
  };

  @Parameter Containers starter;

  @TempDir Path folder;

  private TestSite site;
  private final byte[] image = new byte[500_000];

  @BeforeEach
  void start() throws Exception {
    new Random(7).nextBytes(image);
    Files.write(folder.resolve("image.png"), image);
    Files.writeString(folder.resolve("small.html"), "<!doctype html><p>before" + VIDEO + "<p>end");
    String filler = "<p>before and so on</p>\n".repeat(20_000);
    Files.writeString(
        folder.resolve("large.html"), "<!doctype html><p>before" + filler + VIDEO + "<p>end");
    site =
        new TestSite()
            .files(folder)
            .page(
                "/included",
                (request, response) -> {
                  response.setContentType("text/html;charset=utf-8");
                  response.getWriter().print("<!doctype html><body>");
                  request.getRequestDispatcher("/small.html").include(request, response);
                  response.getWriter().print("<p>really");
                })
            .page(
                "/sendfile",
                (request, response) -> {
                  response.setContentType("text/html");
                  Object supported = request.getAttribute("org.apache.tomcat.sendfile.support");
                  response.getOutputStream().print("support: " + supported);
                })
            .start(starter);
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  private static String header(HttpResponse<?> response, String name) {
    return String.join(", ", response.headers().allValues(name));
  }

  @Test
  void pages_are_gated() throws Exception {
    for (String path : new String[] {"/small.html", "/large.html"}) {
      HttpResponse<String> page = site.get(path, BROWSER);
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body())
          .contains("before", "data-consent-src")
          .doesNotContain(" src=\"https://www.youtube.com")
          .endsWith("<p>end");
      assertThat(header(page, "Vary")).contains("Cookie");
    }
  }

  @Test
  void a_page_is_gated_as_part_of_another_one() throws Exception {
    assertThat(site.get("/included").body())
        .contains("before", "data-consent-src")
        .doesNotContain(" src=\"https://www.youtube.com")
        .endsWith("<p>end<p>really");
  }

  @Test
  void other_files_are_sent_unchanged() throws Exception {
    HttpResponse<byte[]> whole = site.bytes("/image.png");
    assertThat(whole.body()).isEqualTo(image);
    assertThat(header(whole, "Content-Length")).isEqualTo("500000");
    assertThat(header(whole, "Last-Modified")).isNotEmpty();
    assertThat(header(whole, "Vary")).isEmpty();
    HttpRequest.Builder head =
        site.request("/image.png").method("HEAD", HttpRequest.BodyPublishers.noBody());
    assertThat(header(site.send(head), "Content-Length")).isEqualTo("500000");
  }

  @Test
  void slices_and_revalidation_of_other_files_still_work() throws Exception {
    HttpResponse<byte[]> slice = site.bytes("/image.png", "Range", "bytes=10-19");
    assertThat(slice.statusCode()).isEqualTo(206);
    assertThat(slice.body()).isEqualTo(Arrays.copyOfRange(image, 10, 20));
    String modified = header(site.bytes("/image.png"), "Last-Modified");
    HttpResponse<byte[]> fresh =
        site.bytes("/image.png", "Sec-Fetch-Dest", "image", "If-Modified-Since", modified);
    assertThat(fresh.statusCode()).isEqualTo(304);
    String tag = header(site.bytes("/image.png"), "ETag");
    if (!tag.isEmpty()) {
      assertThat(
              site.bytes("/image.png", "Sec-Fetch-Dest", "image", "If-None-Match", tag)
                  .statusCode())
          .isEqualTo(304);
    }
  }

  @Test
  @Trap(15)
  void a_page_is_never_sliced_and_never_revalidated_by_its_date() throws Exception {
    String[] conditions =
        TestSite.concat(
            BROWSER, "Range", "bytes=0-9", "If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT");
    HttpResponse<String> page = site.get("/small.html", conditions);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).endsWith("<p>end");
    assertThat(header(page, "Accept-Ranges")).isEmpty();
    assertThat(header(page, "Last-Modified")).isEmpty();
  }

  @Test
  void a_page_that_the_browser_has_is_fresh_by_its_tag_until_the_choice_changes() throws Exception {
    String tag = header(site.bytes("/small.html", BROWSER), "ETag");
    assertThat(tag).contains("--cc-");
    String[] conditional = TestSite.concat(BROWSER, "If-None-Match", tag);
    HttpResponse<String> fresh = site.get("/small.html", conditional);
    assertThat(fresh.statusCode()).isEqualTo(304);
    assertThat(header(fresh, "ETag")).isEqualTo(tag);
    String consent = site.consent("choice=accept-all");
    HttpResponse<String> decided =
        site.get("/small.html", TestSite.concat(conditional, "Cookie", consent));
    assertThat(decided.statusCode()).isEqualTo(200);
    assertThat(decided.body()).contains(VIDEO);
    String decidedTag = header(decided, "ETag");
    assertThat(
            site.get(
                    "/small.html",
                    TestSite.concat(BROWSER, "Cookie", consent, "If-None-Match", decidedTag))
                .statusCode())
        .isEqualTo(304);
    String refused = site.consent("choice=reject-all");
    HttpResponse<String> withdrawn =
        site.get(
            "/small.html",
            TestSite.concat(BROWSER, "Cookie", refused, "If-None-Match", decidedTag));
    assertThat(withdrawn.statusCode()).isEqualTo(200);
    assertThat(withdrawn.body()).doesNotContain(VIDEO);
  }

  @Test
  void a_page_that_has_changed_is_sent_again() throws Exception {
    String tag = header(site.bytes("/small.html", BROWSER), "ETag");
    Path file = folder.resolve("small.html");
    Files.writeString(file, "<!doctype html><p>changed" + VIDEO + "<p>end");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(10)));
    HttpResponse<String> page =
        site.get("/small.html", TestSite.concat(BROWSER, "If-None-Match", tag));
    assumeThat(page.statusCode()).as("the container looks at the file again").isEqualTo(200);
    assertThat(page.body()).contains("changed");
    assertThat(header(page, "ETag")).isNotEqualTo(tag);
  }

  @Test
  void a_page_has_a_tag_for_each_of_its_readers() throws Exception {
    String[] german = TestSite.concat(BROWSER, "Accept-Language", "de");
    String[] fetched = {"Accept", "*/*", "Sec-Fetch-Dest", "empty"};
    assertThat(
            List.of(
                header(site.get("/small.html", BROWSER), "ETag"),
                header(site.get("/small.html", german), "ETag"),
                header(site.get("/small.html", fetched), "ETag")))
        .doesNotHaveDuplicates();
  }

  @Test
  @Trap(25)
  void no_application_can_send_a_file_past_the_gate() throws Exception {
    assertThat(site.get("/sendfile").body()).contains("support: null");
  }
}
