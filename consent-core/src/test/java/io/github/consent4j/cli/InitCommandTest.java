package io.github.consent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.audit.Inventory;
import io.github.consent4j.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {

  @TempDir private Path folder;

  private Path target() {
    return folder.resolve("consent.yaml");
  }

  private Policy written() {
    return new PolicyFiles().read(target());
  }

  private Cli.Result from(String name, String text) {
    return Cli.run(
        "init",
        "--name",
        "Institute",
        "--privacy-policy",
        "/privacy",
        "-o",
        target(),
        "--from",
        Cli.file(folder, name, text));
  }

  private void assertClean() {
    assertThat(Cli.run("check", target()).out()).contains(" 0 errors");
  }

  @Test
  void options_make_a_commented_file_that_is_clean() throws IOException {
    Cli.Result result =
        Cli.run(
            "init",
            "--name",
            "Institute: \"North\"",
            "--language",
            "de,en",
            "--privacy-policy",
            "/datenschutz",
            "--imprint",
            "/impressum",
            "--service",
            "youtube,webedition,econda",
            "-o",
            target());

    assertThat(result.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.err()).contains("nobody has published how long");
    assertThat(Files.readString(target())).contains("# YouTube, Google Ireland Limited");
    confirm();
    assertThat(Cli.run("check", target()).code()).isZero();
    Policy policy = written();
    assertThat(policy.site().name().in("de")).isEqualTo("Institute: \"North\"");
    assertThat(policy.languages()).containsExactly("de", "en");
    assertThat(policy.categoryAt(policy.indexOf("youtube")).required()).isFalse();
    assertThat(policy.categoryAt(policy.indexOf("webedition")).required()).isTrue();
  }

  /** Does what the file asks the operator for. */
  private void confirm() throws IOException {
    Cli.uncomment(target(), "confirmed:");
  }

  @Test
  void a_category_can_be_named_for_a_service() {
    Cli.run("init", "--name", "I", "--service", "media:youtube", "-o", target());

    assertThat(written().category("media").orElseThrow().services()).hasSize(1);
  }

  @Test
  void questions_are_asked_on_a_terminal_and_a_typing_error_is_asked_about_again()
      throws IOException {
    Cli.Result result =
        Cli.answering(
            "Institute\nde\n/datenschutz\n/impressum\nyuotube, webedition\nyoutube\n",
            "init",
            "-o",
            target());

    assertThat(result.err())
        .contains("Name of the site's operator")
        .contains("did you mean 'youtube'");
    assertThat(written().ids()).contains("youtube", "webedition");
    assertThat(written().site().imprint().orElseThrow().in("de")).isEqualTo("/impressum");
    confirm();
    assertThat(Cli.run("check", target()).code()).isZero();
  }

  @Test
  void without_a_terminal_nobody_is_asked() {
    Cli.Result result = Cli.run("init", "-o", target());

    assertThat(result.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(result.err()).contains("--name");
    assertThat(target()).doesNotExist();
  }

  @Test
  void a_file_that_is_there_is_kept() throws IOException {
    Files.writeString(target(), "mine");

    Cli.Result kept = Cli.run("init", "--name", "I", "-o", target());

    assertThat(kept.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(kept.err()).contains("--force");
    assertThat(target()).hasContent("mine");
    assertThat(Cli.run("init", "--name", "I", "--force", "-o", target()).code())
        .isNotEqualTo(ExitCode.UNUSABLE);
    assertClean();
  }

  @Test
  void nothing_is_written_that_the_site_could_not_read() {
    Cli.Result result =
        Cli.run("init", "--name", "I", "--privacy-policy", "javascript:x", "-o", target());

    assertThat(result.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(result.err()).contains("javascript:x");
    assertThat(target()).doesNotExist();
  }

  @Test
  void a_dash_writes_to_the_terminal() {
    assertThat(Cli.run("init", "--name", "Institute", "-o", "-").out())
        .contains("  name: Institute");
  }

  @Test
  void an_unknown_service_is_refused_with_a_suggestion() {
    Cli.Result result = Cli.run("init", "--name", "I", "--service", "yuotube", "-o", target());

    assertThat(result.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(result.err()).contains("did you mean 'youtube'");
  }

  @Test
  void a_configuration_of_klaro_is_brought_over() {
    Cli.Result result =
        from(
            "klaro.js",
            """
            // ours
            var klaroConfig = {
                version: 1,
                callback: function (consent, service) { if (consent) { log("}"); } },
                translations: { de: { acme: { description: 'Zählt Besuche.' } } },
                services: [
                    { name: 'acme', title: 'Acme Count', purposes: ['analytics'],
                      cookies: [/^acme_.*$/, [/^acmex$/, '/', 'example.org'], 'acmey', /^a\\d+$/], },
                    { name: 'youTube', purposes: ['media'], },
                    { name: 'shop-login', required: true, purposes: ['security'], cookies: ['sid'] },
                ],
            };
            """);

    assertThat(result.code()).isEqualTo(ExitCode.FINDINGS);
    assertClean();
    Policy policy = written();
    assertThat(policy.languages()).containsExactly("de");
    assertThat(policy.category("statistics").orElseThrow().services())
        .extracting(service -> service.purpose().in("de"))
        .containsExactly("Zählt Besuche.");
    assertThat(policy.category("external-media").orElseThrow().services())
        .extracting(service -> service.id())
        .containsExactly("youtube");
    assertThat(policy.categoryAt(policy.indexOf("shop-login")).required()).isTrue();
    assertThat(target())
        .content()
        .contains("name: \"acme_*\", lifetime: unknown", "name: acmex", "name: acmey");
    assertThat(result.err())
        .contains("Brought over from Klaro.")
        .contains("To do: cookies /^a\\d+$/ of service 'acme'")
        .contains("To do: lifetime of 3 cookies of service 'acme'")
        .contains("To do: addresses of service 'acme'")
        .doesNotContain("youTube");
  }

  @Test
  void a_configuration_of_vanilla_cookieconsent_is_brought_over() {
    Cli.Result result =
        from(
            "config.js",
            """
            import * as CookieConsent from "cookieconsent";
            CookieConsent.run({
              categories: {
                necessary: { enabled: true, readOnly: true },
                analytics: {
                  services: {
                    acme: { label: '<b>Acme Count</b>', onAccept: () => { f(1, {}) }, cookies: [{ name: /^(acme|acmeid)$/ }] },
                    youtube: { label: 'Youtube' }
                  }
                },
                ads: {}
              },
              language: { default: 'en', translations: { en: { title: `We ${x}` } } }
            });
            """);

    assertClean();
    Policy policy = written();
    assertThat(policy.category("statistics").orElseThrow().services())
        .extracting(service -> service.name().in("en"))
        .containsExactly("Acme Count", "YouTube");
    assertThat(target()).content().contains("name: acme,", "name: acmeid,", "lifetime: unknown");
    assertThat(result.err()).contains("category 'ads': the file names no service in it");
  }

  @Test
  void the_jobs_of_tarteaucitron_are_brought_over() {
    Cli.Result result =
        from(
            "page.html",
            """
            <script>tarteaucitron.init({ "privacyUrl": "/old", "hashtag": "#t" });
            (tarteaucitron.job = tarteaucitron.job || []).push('youtube');
            tarteaucitron.job.push("gtag"); tarteaucitron.job.push("facebookpixel");
            tarteaucitron.job.push("tiktok"); tarteaucitron.job.push('googlemapsembed');
            tarteaucitron.job.push("acmecount");</script>
            """);

    assertClean();
    assertThat(written().ids())
        .contains("youtube", "google-analytics", "meta-pixel", "tiktok-pixel", "google-maps");
    assertThat(result.err()).contains("To do: service 'acmecount': the catalogue does not know it");
  }

  @Test
  void the_names_of_tarteaucitron_are_those_of_services() {
    assertThat(KnownServices.load("en").ids()).containsAll(TarteaucitronNames.NAMES.keySet());
    assertThat(TarteaucitronNames.NAMES.values().stream().flatMap(List::stream))
        .doesNotHaveDuplicates();
  }

  @Test
  void the_cookie_list_of_cookiebot_is_brought_over() {
    Cli.Result result =
        from(
            "cookies.json",
            """
            { "domain": "www.example.org", "culture": "de", "cookies": [
              { "Name": "CookieConsent", "Provider": "www.example.org", "TrackerTypeID": "1", "Category": "1" },
              { "Name": "VISITOR_INFO1_LIVE", "Provider": "youtube.com", "TrackerTypeID": "1", "Category": "4" },
              { "Name": "acme_1", "NamePattern": "^acme_.*$", "Provider": "acme.example", "Persistent": "1",
                "ExpireDays": "30", "TrackerTypeID": "1", "Category": "3", "PurposeDescription": "Counts \\"visits\\"." },
              { "Name": "acmeKey", "Provider": "acme.example", "TrackerTypeID": "3", "Category": "3",
                "PurposeDescription": "Counts." },
              { "Name": "p.gif", "Provider": "pixel.example", "TrackerTypeID": "2", "Category": "4" } ] }
            """);

    assertClean();
    Policy policy = written();
    assertThat(policy.ids()).contains("youtube").doesNotContain("cookieconsent");
    assertThat(policy.category("statistics").orElseThrow().services().get(0).stores())
        .extracting(stored -> stored.kind().id() + " " + stored.name() + " " + stored.lifetime())
        .containsExactly("cookie acme_* P30D", "local-storage acmeKey persistent");
    assertThat(result.err()).contains("requests to pixel.example");
  }

  @Test
  void an_inventory_is_brought_over_with_all_facts_of_services() throws IOException {
    Path source =
        Cli.file(
            folder,
            "source.yaml",
            """
            site: { name: Institute, privacy-policy: /privacy }
            languages: [en, de]
            categories:
              necessary: { required: true, services: [webedition] }
              statistics: { services: [acme] }
            services:
              acme:
                name: Acme
                purpose: { en: Counts., de: Zählt. }
                stores:
                  - { name: acme_id, lifetime: P13M, purpose: Counts. }
                  - { name: acme_x, lifetime: unknown, purpose: Counts. }
                loads: { hosts: ["*.acme.example"], inline: ["acme("] }
            """);
    byte[] inventory = new Inventory(new PolicyFiles().read(source)).toJson();
    Files.write(folder.resolve("inventory.json"), inventory);

    Cli.run("init", "--from", folder.resolve("inventory.json"), "-o", target());

    assertClean();
    Policy policy = written();
    assertThat(policy.site().name().in("en")).isEqualTo("Institute");
    assertThat(policy.ids()).contains("webedition", "acme");
    assertThat(policy.service("acme").orElseThrow().loads())
        .isEqualTo(new PolicyFiles().read(source).service("acme").orElseThrow().loads());
    assertThat(policy.service("acme").orElseThrow().stores())
        .extracting(stored -> stored.lifetime().toString())
        .containsExactly("P13M", "unknown");
  }

  @Test
  void a_file_of_no_known_tool_is_refused() {
    Cli.Result result = from("own.js", "var x = { a: 1 };");

    assertThat(result.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(result.err()).contains("of no known tool").contains("Klaro");
    assertThat(target()).doesNotExist();
  }

  @Test
  void a_file_that_breaks_off_is_no_reason_for_an_exception() {
    KnownServices known = KnownServices.load("en");
    String config =
        "klaroConfig = { services: [ { name: 'a', cookies: [/^x.*/, 'b'], f: () => { 'x' } } ] }";
    int read = 0;
    for (int length = 0; length <= config.length(); length++) {
      PolicyDraft draft = new PolicyDraft();
      try {
        ToolFile.of("cut.js", config.substring(0, length)).read().into(draft, known);
        read++;
      } catch (UnusableException e) {
        assertThat(e).hasMessageContaining("of no known tool");
      }
    }
    assertThat(read).isBetween(1, config.length());
  }
}
