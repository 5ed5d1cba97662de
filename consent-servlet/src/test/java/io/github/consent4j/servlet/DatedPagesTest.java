package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.concat;
import static io.github.consent4j.servlet.TestSite.header;
import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Pages that an application revalidates by their date alone. */
@OnEveryContainer
class DatedPagesTest {

  private static final String VIDEO = "<iframe src=\"https://www.youtube.com/embed/x\"></iframe>";
  private static final String PAGE =
      "<!doctype html><html><head><title>T</title></head><body>" + VIDEO + "</body></html>";
  private static final long MODIFIED = 1_700_000_000_000L;
  private static final String[] BROWSER = {
    "Accept", "text/html,*/*;q=0.8", "Sec-Fetch-Dest", "document"
  };

  @Parameter Containers starter;

  private TestSite site;

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  /** Sends its date, and the conditions that it receives. */
  private static void dated(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setDateHeader("Last-Modified", MODIFIED);
    response.setHeader("X-Since", String.valueOf(request.getHeader("If-Modified-Since")));
    response.setHeader("X-Match", String.valueOf(request.getHeader("If-None-Match")));
    response.setHeader(
        "X-Names", Collections.list(request.getHeaderNames()).toString().toLowerCase(Locale.ROOT));
    if (request.getDateHeader("If-Modified-Since") >= MODIFIED) {
      response.setStatus(304);
    } else {
      html(response, PAGE);
    }
  }

  private void start() throws Exception {
    site = new TestSite().page("/", DatedPagesTest::dated).start(starter);
  }

  @Test
  void a_tag_takes_the_place_of_the_date() throws Exception {
    start();
    HttpResponse<String> page = site.get("/", BROWSER);
    assertThat(header(page, "ETag")).matches("W/\"--cc-[0-9a-f]{8}-6553f100\"");
    assertThat(header(page, "Last-Modified")).isEmpty();
    String[] conditional = concat(BROWSER, "If-None-Match", header(page, "ETag"));
    HttpResponse<String> fresh = site.get("/", conditional);
    assertThat(fresh.statusCode()).isEqualTo(304);
    assertThat(header(fresh, "ETag")).isEqualTo(header(page, "ETag"));
    assertThat(header(fresh, "Vary")).isEqualTo(header(page, "Vary"));
    assertThat(header(fresh, "X-Since")).isEqualTo("Tue, 14 Nov 2023 22:13:20 GMT");
    assertThat(header(fresh, "X-Match")).isEqualTo("null");
    assertThat(header(fresh, "X-Names")).contains("if-modified-since").doesNotContain("if-none");
  }

  @Test
  void a_tag_from_before_the_decision_or_from_another_policy_is_never_current() throws Exception {
    AtomicReference<ConsentFilter> current = new AtomicReference<>();
    ConsentFilter before = new ConsentFilter(TestSite.policy(TestSite.REFERENCE));
    current.set(before);
    site =
        new TestSite()
            .filter((request, response, chain) -> current.get().doFilter(request, response, chain))
            .page("/", DatedPagesTest::dated)
            .start(starter);
    String tag = header(site.get("/", BROWSER), "ETag");
    String accepted = site.consent("choice=accept-all");
    HttpResponse<String> decided =
        site.get("/", concat(BROWSER, "If-None-Match", tag, "Cookie", accepted));
    assertThat(decided.statusCode()).isEqualTo(200);
    assertThat(header(decided, "ETag")).isNotEqualTo(tag);
    current.set(new ConsentFilter(TestSite.policy(TestSite.REFERENCE.replace(", twitter", ""))));
    assertThat(site.get("/", concat(BROWSER, "If-None-Match", tag)).statusCode()).isEqualTo(200);
  }

  @Test
  void a_date_alone_and_a_foreign_tag_do_not_reach_the_application() throws Exception {
    start();
    String date = "Tue, 14 Nov 2023 22:13:20 GMT";
    assertThat(site.get("/", concat(BROWSER, "If-Modified-Since", date)).statusCode())
        .isEqualTo(200);
    for (String tag :
        new String[] {
          "W/\"--cc-00000000-6553f100\"", "W/\"--cc--6553f100\"", "\"6553f100\"", "W/\"--cc-\""
        }) {
      HttpResponse<String> page =
          site.get("/", concat(BROWSER, "If-None-Match", tag, "If-Modified-Since", date));
      assertThat(page.statusCode()).as(tag).isEqualTo(200);
      assertThat(header(page, "X-Since")).as(tag).isEqualTo("null");
    }
  }

  @Test
  void a_tag_of_the_application_overrides_its_date() throws Exception {
    site =
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  response.setHeader("ETag", "\"own\"");
                  dated(request, response);
                })
            .start(starter);
    assertThat(header(site.get("/", BROWSER), "ETag")).startsWith("\"own--cc-");
  }
}
