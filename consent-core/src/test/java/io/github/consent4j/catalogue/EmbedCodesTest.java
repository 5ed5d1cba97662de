package io.github.consent4j.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.gate.html.HtmlGate;
import io.github.consent4j.gate.html.HtmlGates;
import io.github.consent4j.gate.html.Insertions;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.policy.ElementSelector;
import io.github.consent4j.policy.Loads;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The code by which sites embed each service, as its provider publishes it, goes through the gate.
 * The codes are in {@code embeds/<service>.html}; a service with several has a comment between
 * them.
 */
class EmbedCodesTest {

  private static final String BETWEEN = "<!-- or -->\n";
  private static final String OTHER = "ted";
  private static final String PLACEHOLDER = "/consent/embed?service=";
  private static final PageContext PAGE = new PageContext("https", "www.site.example");

  /** What a site has to say of a service whose host is different everywhere. */
  private static final Map<String, String> OWN_HOSTS =
      Map.of("mastodon", "services: { mastodon: { loads: { hosts: [social.example] } } }\n");

  /**
   * One code of a service.
   *
   * @param number which of the service's codes it is, from 1
   */
  record Code(String service, int number, String html) {

    String page() {
      return "<!doctype html>\n<html lang=\"en\"><head><title>News</title></head>\n<body><p>Text</p>\n"
          + html
          + "<p>End</p></body></html>\n";
    }

    @Override
    public String toString() {
      return service + " " + number;
    }
  }

  private static final Insertions NOTICES =
      new Insertions() {
        @Override
        public String frame(Service service, String url) {
          return PLACEHOLDER
              + service.id()
              + "&url="
              + URLEncoder.encode(url, StandardCharsets.UTF_8);
        }

        @Override
        public String beforeMarked(Service service) {
          return "<aside>" + service.id() + "</aside>";
        }
      };

  static Stream<Code> codes() {
    return ServiceFiles.ids().stream().flatMap(EmbedCodesTest::codes);
  }

  private static Stream<Code> codes(String service) {
    try (InputStream in = EmbedCodesTest.class.getResourceAsStream("embeds/" + service + ".html")) {
      if (in == null) {
        return Stream.of();
      }
      String[] codes = new String(in.readAllBytes(), StandardCharsets.UTF_8).split(BETWEEN);
      return IntStream.range(0, codes.length).mapToObj(i -> new Code(service, i + 1, codes[i]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Policy policy(String service) {
    return ServiceFiles.read(
        """
        site: { name: Site, privacy-policy: /privacy }
        undeclared-hosts: report
        categories:
          necessary: { required: true }
          statistics: { services: [%s] }
          external-media: { services: [%s] }
        """
                .formatted(service, service.equals(OTHER) ? "vimeo" : OTHER)
            + OWN_HOSTS.getOrDefault(service, ""));
  }

  private static String pass(Policy policy, Set<String> granted, String html) {
    Consent undecided = Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED);
    Consent consent =
        granted.isEmpty() ? undecided : new Decider(Clock.systemUTC()).save(undecided, granted);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlGates gates = HtmlGates.of(HtmlRules.of(policy));
    try {
      HtmlGate gate = new HtmlGate(gates, AllowedServices.of(consent), PAGE, NOTICES, out::write);
      byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
      gate.write(bytes, 0, bytes.length);
      gate.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<String> live(Document page) {
    return LiveReferences.urls(page).stream().filter(url -> !url.startsWith(PLACEHOLDER)).toList();
  }

  private static Set<String> hosts(Document page) {
    return LiveReferences.scripts(page).stream()
        .flatMap(script -> LiveReferences.hosts(script).stream())
        .filter(host -> !host.equals(PAGE.host()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void assertHeldBack(Code code, Service service, String out) {
    Document page = Jsoup.parse(out);
    assertThat(live(page)).as("what markup loads").isEmpty();
    assertThat(hosts(page)).as("what scripts name").isEmpty();
    assertThat(LiveReferences.scripts(page))
        .as("what runs")
        .noneMatch(script -> service.loads().inline().stream().anyMatch(script::contains));
    List<Element> frames = page.getElementsByTag("iframe");
    assertThat(frames).hasSameSizeAs(Jsoup.parse(code.page()).getElementsByTag("iframe"));
    assertThat(frames)
        .as("frames")
        .allMatch(frame -> frame.attr("src").startsWith(PLACEHOLDER + code.service() + "&url="));
    for (ElementSelector mark : service.marks()) {
      assertThat(page.select(mark.toString()))
          .as("%s", mark)
          .allSatisfy(
              marked ->
                  assertThat(marked.previousElementSibling().outerHtml())
                      .isEqualTo("<aside>" + code.service() + "</aside>"));
    }
  }

  @ParameterizedTest
  @MethodSource("codes")
  void is_held_back_and_comes_back_with_consent_for_its_service_alone(Code code) {
    Policy policy = policy(code.service());
    Service service = ServiceFiles.service(policy, code.service());
    Document written = Jsoup.parse(code.page());
    assertThat(live(written).isEmpty() && LiveReferences.scripts(written).isEmpty()).isFalse();

    assertHeldBack(code, service, pass(policy, Set.of(), code.page()));
    String other = policy.category("external-media").orElseThrow().services().get(0).id();
    assertHeldBack(code, service, pass(policy, Set.of(other), code.page()));
    assertThat(pass(policy, Set.of(code.service()), code.page())).isEqualTo(code.page());
  }

  @Test
  void every_service_that_loads_something_has_a_code() {
    Set<String> covered = codes().map(Code::service).collect(Collectors.toSet());

    assertThat(ServiceFiles.everything().services())
        .filteredOn(service -> !service.loads().equals(Loads.NOTHING) || !service.marks().isEmpty())
        .hasSizeGreaterThan(150)
        .extracting(Service::id)
        .isSubsetOf(covered);
  }

  @Test
  void every_service_that_marks_elements_has_a_code_with_one() {
    Set<String> marked =
        codes().filter(code -> hasMark(code)).map(Code::service).collect(Collectors.toSet());

    assertThat(ServiceFiles.everything().services())
        .filteredOn(service -> !service.marks().isEmpty())
        .hasSizeGreaterThan(30)
        .extracting(Service::id)
        .isSubsetOf(marked);
  }

  private static boolean hasMark(Code code) {
    Document page = Jsoup.parse(code.page());
    return ServiceFiles.service(policy(code.service()), code.service()).marks().stream()
        .anyMatch(mark -> !page.select(mark.toString()).isEmpty());
  }

  /** The script of Analytics, Ads and Campaign Manager is one, and consent is for one of them. */
  @ParameterizedTest
  @CsvSource({
    "G-ABC, google-analytics",
    "GT-ABC, google-analytics",
    "UA-1-1, google-analytics",
    "AW-1, google-ads",
    "DC-1, google-campaign-manager",
    "GTM-ABC, google-tag",
    "XY-1, google-tag",
    ", google-tag",
  })
  void consent_for_one_google_service_does_not_load_the_shared_script_for_another(
      String id, String owner) {
    List<String> all =
        List.of("google-analytics", "google-ads", "google-campaign-manager", "google-tag");
    Policy policy =
        ServiceFiles.read(
            "site: { name: Site, privacy-policy: /privacy }\n"
                + "undeclared-hosts: report\n"
                + "categories:\n"
                + "  necessary: { required: true }\n"
                + "  marketing: { services: "
                + all
                + " }\n");
    String script =
        "<script src=\"https://www.googletagmanager.com/gtag/js"
            + (id == null ? "" : "?l=dataLayer&amp;id=" + id)
            + "\"></script>";

    assertThat(pass(policy, Set.of(), script)).isNotEqualTo(script);
    for (String granted : all) {
      boolean loads = granted.equals(owner) || granted.equals("google-tag");
      assertThat(pass(policy, Set.of(granted), script).equals(script)).as(granted).isEqualTo(loads);
    }
  }

  @Test
  void what_posts_of_x_load_does_not_include_its_advertising_pixel() {
    Policy policy =
        ServiceFiles.read(
            """
            site: { name: Site, privacy-policy: /privacy }
            categories:
              necessary: { required: true }
              external-media: { services: [twitter] }
              marketing: { services: [x-pixel] }
            """);
    Code pixel = codes("x-pixel").skip(1).findFirst().orElseThrow();

    assertHeldBack(
        pixel,
        ServiceFiles.service(policy, "x-pixel"),
        pass(policy, Set.of("twitter"), pixel.page()));
  }
}
