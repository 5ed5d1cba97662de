package io.github.consent4j.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.policy.Problem;
import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.audit.rule.Severity;
import io.github.consent4j.cli.evidence.Audit;
import io.github.consent4j.cli.evidence.BannerCheck;
import io.github.consent4j.cli.evidence.Screenshot;
import io.github.consent4j.cli.evidence.Stored;
import io.github.consent4j.cli.evidence.Visit;
import io.github.consent4j.cli.evidence.VisitState;
import io.github.consent4j.cli.evidence.VisitedPage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlReportTest {

  /** Closes attributes, elements and comments, and would run as a script or load something. */
  private static final String HOSTILE =
      "\"'></code></style></title><script>alert(1)</script><img src=x onerror=alert(2)>&amp;--><!--";

  @TempDir private Path folder;

  private Document report(Audit audit, String language) throws IOException {
    return Jsoup.parse(
        Files.readString(HtmlReport.write(audit, folder, language), StandardCharsets.UTF_8));
  }

  private Document report(Audit audit) throws IOException {
    return report(audit, "en");
  }

  @Test
  void the_verdict_stands_at_the_top_in_one_sentence() throws IOException {
    Document report = report(SampleAudit.audit());

    assertThat(report.selectFirst("h1").text()).isEqualTo("This site does not wait for consent.");
    assertThat(report.select(".tally li").eachText())
        .containsExactly("3 errors", "1 warning", "1 check of the banner passed");
    assertThat(report.selectFirst(".lead").text())
        .isEqualTo(
            "3 pages were visited in four states of consent, each time by a visitor who had never"
                + " been there. What the site does after a withdrawal could not be looked at.");
  }

  @Test
  void a_site_without_errors_is_not_called_wrong() throws IOException {
    Finding doubt = SampleAudit.about(SampleAudit.LONG, "x");

    assertThat(report(SampleAudit.audit(List.of(doubt))).selectFirst("h1").text())
        .isEqualTo("Nothing forbidden was found, but one point is hard to defend.");
    Document clean = report(SampleAudit.audit(List.of(doubt.waived("as agreed"))));
    assertThat(clean.selectFirst("h1").text())
        .isEqualTo("Nothing was found that speaks against this site.");
    assertThat(clean.select("#findings .fine").text()).isEqualTo("No rule is broken.");
    assertThat(clean.select("#findings").text()).contains("The reason: as agreed");
  }

  @Test
  void each_broken_rule_stands_once_with_all_that_breaks_it() throws IOException {
    Document report = report(SampleAudit.audit());

    assertThat(report.select(".finding").eachAttr("id"))
        .containsExactly(
            "finding-set-before-consent",
            "finding-contacted-before-consent",
            "finding-long-lifetime");
    Element stored = report.getElementById("finding-set-before-consent");
    assertThat(stored.selectFirst("h3").text())
        .as("what is wrong, where the rule says what is right")
        .isEqualTo("Something that needs consent is stored without it");
    assertThat(stored.selectFirst(".why").text()).isEqualTo(SampleAudit.BEFORE.why());
    assertThat(stored.selectFirst(".do").text())
        .isEqualTo(
            "What to do: Let what stores it ask first, or declare why it is strictly necessary.");
    assertThat(stored.select(".evidence li").eachText())
        .containsExactly(
            "_ga cookie of www.shop.example without a decision, after a refusal and after"
                + " acceptance \u00b7 first seen on / \u00b7 13 months \u00b7 set by a script"
                + " \u00b7 Secure, SameSite=Lax \u00b7 nobody declares it",
            "uid cookie of tracker.example without a decision and after acceptance \u00b7 first"
                + " seen on / \u00b7 one hour \u00b7 set by the server \u00b7 Secure, HttpOnly,"
                + " SameSite=None \u00b7 nobody declares it");
    assertThat(stored.selectFirst(".source").text())
        .isEqualTo("Source: Directive 2002/58/EC, Art. 5(3) \u00b7 Rule set-before-consent");
  }

  @Test
  void the_states_stand_side_by_side_with_their_numbers() throws IOException {
    Document report = report(SampleAudit.audit());

    assertThat(report.select(".state h3").eachText())
        .containsExactly("No decision", "Rejected", "Accepted", "Withdrawn");
    assertThat(report.select(".state").get(2).select("dd").eachText())
        .containsExactly("2", "4", "1");
    assertThat(report.select(".state").get(0).select(".hit dt").eachText())
        .containsExactly("third parties", "cookies");
    assertThat(report.select(".state").get(2).select(".hit")).isEmpty();
    assertThat(report.select(".state").get(3).text())
        .contains("Not reached: no control to withdraw was found");
  }

  @Test
  void a_table_says_what_was_there_in_which_state() throws IOException {
    Document report = report(SampleAudit.audit());

    assertThat(report.select("#states tbody tr").eachText())
        .containsExactly(
            "2 third parties that were contacted",
            "pixel.tracker.example 9 contacts (image) there against the rules there against the"
                + " rules there ? not looked at",
            "video.example 3 contacts (document) \u2013 not there \u2013 not there there ? not"
                + " looked at",
            "4 cookies",
            "_ga www.shop.example \u00b7 13 months \u00b7 set by a script \u00b7 Secure,"
                + " SameSite=Lax there against the rules there against the rules there ? not looked"
                + " at",
            "uid tracker.example \u00b7 one hour \u00b7 set by the server \u00b7 Secure, HttpOnly,"
                + " SameSite=None \u00b7 of a third party there against the rules \u2013 not there"
                + " there ? not looked at",
            "JSESSIONID www.shop.example \u00b7 until the browser is closed \u00b7 set by the server"
                + " \u00b7 Secure, HttpOnly, SameSite=Lax there there there ? not looked at",
            "consent www.shop.example \u00b7 6 months \u00b7 set by a script \u00b7 Secure,"
                + " SameSite=Lax \u2013 not there there there ? not looked at",
            "One other stored item",
            "recommendations www.shop.example \u00b7 local storage \u00b7 set by a script \u2013 not"
                + " there \u2013 not there there ? not looked at");
  }

  @Test
  void what_the_banner_fails_comes_first_and_equal_windows_share_a_sentence() throws IOException {
    assertThat(report(SampleAudit.audit()).select("#banner tbody tr").eachText())
        .containsExactly(
            "Both answers have the same size, lettering and border Failed 'Accept all' is 151 x 44"
                + " px, 'Reject all' is 90 x 30 px; both have 15 px letters of weight 600, border"
                + " none. Window width: 360, 320 px 'Accept all' is 188 x 44 px, 'Reject all' is"
                + " 188 x 44 px; both have 15 px letters of weight 600, border none. Window width:"
                + " 1440 px",
            "Rejecting is offered where accepting is Passed 'Accept all' and 'Reject all' are on"
                + " the first layer. Window width: 1440, 360, 320 px");
  }

  @Test
  void pictures_are_part_of_the_page_and_lead_to_the_large_ones() throws IOException {
    Path file = folder.resolve("screenshots").resolve("undecided-1440.png");
    Files.createDirectories(file.getParent());
    ImageIO.write(new BufferedImage(1440, 900, BufferedImage.TYPE_INT_ARGB), "png", file.toFile());

    Document report = report(SampleAudit.audit());

    assertThat(report.select("img")).hasSize(2);
    assertThat(report.select("img"))
        .allSatisfy(
            image -> {
              assertThat(image.attr("src")).startsWith("data:image/jpeg;base64,/9j/");
              assertThat(image.attr("alt")).startsWith("The first page");
              assertThat(image.parent().attr("href")).isEqualTo("./screenshots/undecided-1440.png");
            });
    assertThat(report.select("#evidence tbody th").eachText())
        .contains("screenshots/undecided-1440.png");
  }

  @Test
  void the_files_beside_it_are_named_with_their_digests() throws IOException {
    Files.writeString(folder.resolve("audit.json"), "{}");

    assertThat(report(SampleAudit.audit()).select("#evidence tbody tr").eachText())
        .contains("audit.json 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  }

  @Test
  void no_file_outside_of_the_folder_is_shown() throws IOException {
    Path outside = folder.resolve("secret.png");
    ImageIO.write(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB), "png", outside.toFile());
    Screenshot above = new Screenshot("../secret.png", "/", VisitState.UNDECIDED, 1440, "00");
    Visit visit =
        new Visit(
            VisitState.UNDECIDED, true, "", List.of(), List.of(), List.of(), List.of(above), "");

    Path inner = Files.createDirectory(folder.resolve("inner"));
    String html =
        Files.readString(HtmlReport.write(with(List.of(visit), List.of(), List.of()), inner));

    assertThat(Jsoup.parse(html).select("img")).isEmpty();
  }

  private static Audit with(List<Visit> visits, List<BannerCheck> checks, List<Finding> findings) {
    return new Audit(
        URI.create("https://www.shop.example/"),
        Instant.EPOCH,
        Instant.EPOCH,
        HOSTILE,
        HOSTILE,
        List.of(HOSTILE),
        visits,
        checks,
        findings);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void what_a_site_says_never_becomes_markup(String language) throws IOException {
    Stored stored =
        new Stored(
            Stored.Kind.COOKIE,
            HOSTILE,
            HOSTILE,
            HOSTILE,
            OptionalLong.of(60),
            new Stored.Flags(true, true, true, HOSTILE, true),
            Stored.SetBy.SCRIPT,
            HOSTILE,
            true);
    Visit visit =
        new Visit(
            VisitState.UNDECIDED,
            true,
            HOSTILE,
            List.of(new VisitedPage(HOSTILE, 200)),
            List.of(stored),
            List.of(SampleAudit.contact(HOSTILE, HOSTILE)),
            List.of(
                new Screenshot("javascript:alert(3)", HOSTILE, VisitState.UNDECIDED, 1, HOSTILE)),
            HOSTILE);
    Rule rule = new Rule(HOSTILE, Severity.WARNING, HOSTILE, HOSTILE, HOSTILE, HOSTILE);
    Finding finding = new Finding(rule, stored.words(), HOSTILE).at(new Problem.Place(HOSTILE, 1, 1));
    List<Finding> findings =
        List.of(finding, new Finding(rule, HOSTILE, HOSTILE), finding.waived(HOSTILE));

    Document report =
        report(
            with(
                List.of(visit, Visit.unreached(VisitState.REJECTED, HOSTILE)),
                List.of(new BannerCheck(HOSTILE, false, HOSTILE, HOSTILE, 1)),
                findings),
            language);

    assertThat(report.select("script, img, iframe, object, embed, base, form")).isEmpty();
    assertThat(report.select("title")).hasSize(1);
    assertThat(report.getAllElements())
        .allSatisfy(
            element ->
                element
                    .attributes()
                    .forEach(
                        attribute -> {
                          assertThat(attribute.getKey()).doesNotStartWith("on");
                          if (attribute.getKey().equals("href")) {
                            assertThat(attribute.getValue()).matches("(#|\\./).*");
                          }
                        }));
    assertThat(report.body().text()).contains(HOSTILE);
  }

  @Test
  void it_needs_no_script_and_loads_nothing() throws IOException {
    Document report = report(SampleAudit.audit());

    assertThat(report.select("script, link, iframe, object, embed")).isEmpty();
    assertThat(report.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
        .startsWith("default-src 'none';");
    assertThat(report.selectFirst("style").data()).doesNotContain("url(", "@import");
  }

  @Test
  void german_readers_get_german() throws IOException {
    Document report = report(SampleAudit.audit(), "de");

    assertThat(report.selectFirst("html").attr("lang")).isEqualTo("de");
    assertThat(report.selectFirst("h1").text())
        .isEqualTo("Diese Website wartet nicht auf die Einwilligung.");
    assertThat(report.getElementById("finding-set-before-consent").selectFirst("h3").text())
        .isEqualTo("Etwas, das Einwilligung braucht, wird ohne sie gespeichert");
    assertThat(report.select("#banner tbody td").eachText())
        .contains(
            "'Accept all' und 'Reject all' stehen auf der ersten Ebene. Fensterbreite: 1440, 360, 320 px");
    assertThat(report.select("main [lang=en]").eachText())
        .as("sources, what the operator wrote, and sentences that nobody has translated")
        .containsExactly(
            "Directive 2002/58/EC, Art. 5(3)",
            "Directive 2002/58/EC, Art. 5(3)",
            "GDPR Art. 5(1)(e)",
            "Cookie JSESSIONID of www.shop.example lives for 500 days.");
    assertThat(report.select("h2").eachText())
        .containsExactly(
            "Was falsch ist und was zu tun ist",
            "Was in welchem Zustand vorhanden ist",
            "Das Banner",
            "Besuchte Seiten",
            "Wie das gefunden wurde und was es nicht zeigen kann",
            "Belege");
  }

  @Test
  void both_languages_have_the_same_texts() throws IOException {
    assertThat(keys("de")).containsAll(keys("en"));
  }

  private static Optional<String> textsOf(String language) throws IOException {
    try (var in = HtmlReport.class.getResourceAsStream("report_" + language + ".properties")) {
      return Optional.ofNullable(
          in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static List<String> keys(String language) throws IOException {
    return textsOf(language)
        .orElseThrow()
        .lines()
        .filter(line -> line.contains("="))
        .map(line -> line.substring(0, line.indexOf('=')))
        .toList();
  }

  @Test
  void there_is_no_report_in_other_languages() {
    assertThatThrownBy(() -> HtmlReport.write(SampleAudit.audit(), folder, "fr"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no report in 'fr'; write one of en, de");
  }
}
