package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.examples.browser.CapturedLog;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.CatalogueIndex;
import io.github.consent4j.seen.journal.Proposal;
import io.github.consent4j.seen.journal.SeenFile;
import jakarta.servlet.http.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of what was seen at a site. */
class SeenTest {

  private static final String PAGE =
      "<!doctype html><head></head><iframe src=\"https://www.youtube.com/embed/x\"></iframe>"
          + "<img src=\"https://cdn.widgets.example/u/secret?x=1\">";

  @TempDir private Path folder;

  private Path file;
  private Path list;
  private TestSite site;

  @BeforeEach
  void start() throws Exception {
    list = folder.resolve("consent-seen.yaml");
    file =
        Files.writeString(
            folder.resolve("consent.yaml"),
            TestSite.REFERENCE + "seen: { file: " + list + " }\nundeclared-hosts: report\n");
    site = started();
  }

  private TestSite started() throws Exception {
    return new TestSite()
        .config(file)
        .page(
            "/news/4711",
            (request, response) -> {
              response.addHeader(
                  "Set-Cookie", "cart_ABC123=secret; Path=/; Max-Age=3600; Secure; SameSite=Lax");
              Cookie own = new Cookie("WESESSION", "secret");
              own.setHttpOnly(true);
              response.addCookie(own);
              response.addHeader("Set-Cookie", "gone=; Max-Age=0");
              html(response, PAGE);
            })
        .start(Containers.TOMCAT);
  }

  @AfterEach
  void close() throws Exception {
    site.close();
  }

  private Seen.Item item(String name) {
    return site.consentFilter().seen().items().stream()
        .filter(item -> item.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void one_list_has_cookies_and_hosts_with_pages_and_attributes() throws Exception {
    for (int i = 0; i < 2; i++) {
      site.get("/news/4711?q=secret", "Cookie", "script_made=secret; WESESSION=1");
    }

    assertThat(site.consentFilter().seen().items())
        .extracting(Seen.Item::kind, Seen.Item::name)
        .map(Object::toString)
        .containsExactly(
            "(COOKIE, \"WESESSION\")",
            "(COOKIE, \"cart_*\")",
            "(COOKIE, \"script_made\")",
            "(HOST, \"cdn.widgets.example\")",
            "(HOST, \"youtube.com\")");
    Seen.Item cart = item("cart_*");
    assertThat(cart.service()).isEmpty();
    assertThat(cart.count()).isEqualTo(2);
    assertThat(cart.pages()).containsExactly("/news/*");
    assertThat(cart.attributes().orElseThrow().secure()).isTrue();
    assertThat(cart.attributes().orElseThrow().httpOnly()).isFalse();
    assertThat(cart.attributes().orElseThrow().sameSite()).contains("lax");
    assertThat(cart.attributes().orElseThrow().lifetime()).contains(Duration.ofHours(1));
    assertThat(item("WESESSION").service()).contains("webedition");
    assertThat(item("WESESSION").attributes().orElseThrow().httpOnly()).isTrue();
    assertThat(item("WESESSION").attributes().orElseThrow().lifetime()).isEmpty();
    assertThat(item("script_made").count()).isEqualTo(2);
    assertThat(item("youtube.com").service()).contains("youtube");
    assertThat(item("cdn.widgets.example").pages()).containsExactly("/news/*");
  }

  @Test
  void scripts_that_are_known_by_their_text_alone_are_seen() throws Exception {
    TestSite other =
        new TestSite()
            .policy(TestSite.policy(TestSite.REFERENCE))
            .page(
                "/",
                (request, response) ->
                    html(
                        response,
                        "<!doctype html><head></head><script>fbq('init', '1')</script>"
                            + "<script>econdaTMD()</script>"))
            .start(Containers.TOMCAT);
    try {
      other.get("/");

      assertThat(other.consentFilter().seen().items())
          .extracting(item -> item.kind() + " " + item.name() + " " + item.service().orElse("?"))
          .contains("SCRIPT meta-pixel ?");
      assertThat(
              new Proposal(other.consentFilter().seen().items(), new CatalogueIndex()).toString())
          .contains("# add meta-pixel to marketing");
    } finally {
      other.close();
    }
  }

  @Test
  void each_thing_is_counted_by_the_consent_of_the_time_and_by_what_is_held_back()
      throws Exception {
    site.get("/news/4711", "Cookie", "WESESSION=1; emos_jcvid=1");
    String counted = site.consent("choice=save&grant=econda");
    site.get("/news/4711", "Cookie", "emos_jcvid=1; script_made=1; " + counted);
    site.get("/news/4711", "Cookie", site.consent("choice=save&grant=youtube"));

    assertThat(item("WESESSION").byConsent()).isEqualTo(new Seen.ByConsent(2, 0, 2, 0));
    assertThat(item("emos_jcvid").byConsent()).isEqualTo(new Seen.ByConsent(1, 0, 1, 1));
    assertThat(item("emos_jcvid").service()).contains("econda");
    assertThat(item("emos_jcvid").attributes()).isEmpty();
    assertThat(item("youtube.com").byConsent()).isEqualTo(new Seen.ByConsent(1, 1, 1, 2));
    assertThat(item("cdn.widgets.example").byConsent())
        .as("nobody can allow what no service declares")
        .isEqualTo(new Seen.ByConsent(1, 2, 0, 0));
    assertThat(item("script_made").byConsent()).isEqualTo(new Seen.ByConsent(0, 1, 0, 0));
  }

  @Test
  void what_is_declared_later_has_its_service_at_the_next_look() throws Exception {
    site.get("/news/4711", "Cookie", "script_made=1");
    assertThat(item("cdn.widgets.example").service()).isEmpty();
    Files.writeString(
        file,
        Files.readString(file).replace("[econda] }", "[econda, widgets] }")
            + """
            services:
              widgets:
                name: Widgets
                purpose: Shows widgets
                loads: { hosts: [cdn.widgets.example] }
                stores:
                  - { name: cart_*, lifetime: PT1H, purpose: The cart }
                  - { name: script_made, lifetime: session, purpose: Made by a script }
            """);
    site.consentFilter().reload();
    assertThat(site.consentFilter().status().problems()).isEmpty();

    assertThat(site.consentFilter().seen().items())
        .extracting(item -> item.name() + " " + item.service().orElse("?"))
        .contains("cart_* widgets", "script_made widgets", "cdn.widgets.example widgets");

    Files.writeString(file, TestSite.REFERENCE);
    site.consentFilter().reload();
    assertThat(item("cdn.widgets.example").service()).isEmpty();
    assertThat(item("script_made").service()).isEmpty();
  }

  @Test
  void the_list_is_written_and_survives_a_restart_and_a_reload() throws Exception {
    site.get("/news/4711?q=secret", "Cookie", "script_made=secret");
    site.consentFilter().reload();
    site.get("/news/4711");
    assertThat(item("cart_*").count()).isEqualTo(2);
    site.close();

    assertThat(SeenFile.read(list)).hasSize(5);
    assertThat(Files.readString(list)).doesNotContain("secret", "4711");

    site = started();
    site.get("/news/4711");
    assertThat(item("cart_*").count()).isEqualTo(3);
    assertThat(item("script_made").count()).isEqualTo(1);
  }

  @Test
  void a_file_that_is_no_such_list_is_not_overwritten() throws Exception {
    site.close();
    String other = "site: { name: precious }\n";
    Files.writeString(list, other);
    String log =
        CapturedLog.of(
            () -> {
              site = started();
              site.get("/news/4711");
              site.close();
            });

    assertThat(log).containsOnlyOnce("is not a list of what was seen");
    assertThat(Files.readString(list)).isEqualTo(other);
    Files.delete(list);
    site = started();
  }

  @Test
  void report_mode_asks_nobody() throws Exception {
    Files.writeString(
        file,
        TestSite.REFERENCE
            .replace("[econda] }", "[econda], enforce: report }")
            .replace("[youtube, twitter] }", "[youtube, twitter], enforce: report }"));
    site.consentFilter().reload();
    assertThat(site.consentFilter().status().problems()).isEmpty();

    String page = site.get("/news/4711").body();

    assertThat(page).contains(" src=\"https://www.youtube.com/embed/x\"");
    assertThat(page).doesNotContain("accept-all", "page-panel");
    assertThat(List.of(item("youtube.com").count())).containsExactly(1L);
  }
}
