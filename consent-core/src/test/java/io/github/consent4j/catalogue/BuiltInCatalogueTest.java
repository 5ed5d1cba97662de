package io.github.consent4j.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.ElementSelector;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.UrlPattern;
import io.github.consent4j.policy.reader.Catalogue;
import io.github.consent4j.text.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInCatalogueTest {

  private final Policy policy = ReferencePolicy.get();

  @Test
  void contains_the_services_of_the_reference_dialog() {
    assertThat(BuiltInCatalogue.load().serviceIds())
        .contains(
            "consent", "java-web", "webedition", "econda-session", "econda", "youtube", "twitter");
  }

  @ParameterizedTest
  @CsvSource({
    "java-web, JSESSIONID, session",
    "java-web, SESSION, session",
    "java-web, XSRF-TOKEN, session",
    "java-web, remember-me, P14D",
    "java-web, PLAY_SESSION, session",
    "java-web, LoggedIn, unknown",
    "consent, consent, P6M",
    "webedition, WESESSION, session",
    "webedition, PHPSESSID, session",
    "webedition, _we_autologin, P365D",
    "econda-session, emos_jcsid, session",
    "econda, emos_jcsid, session",
    "econda, emos_jcvid, P730D",
    "econda, emos_jckamp, P30D",
    "youtube, VISITOR_INFO1_LIVE, P180D",
    "youtube, YSC, session",
    "youtube, __Secure-ENID, P13M",
    "twitter, gt, session",
    "twitter, __cf_bm, PT30M",
  })
  void knows_what_a_service_stores_and_for_how_long(String service, String name, String lifetime) {
    assertThat(service(service).stores())
        .filteredOn(stored -> stored.name().glob().equals(name))
        .extracting(stored -> stored.lifetime().toString())
        .containsExactly(lifetime);
  }

  @Test
  void only_the_session_cookie_and_the_objection_of_econda_count_as_necessary() {
    assertThat(service("econda-session").stores())
        .extracting(CookieDescriptor::name)
        .extracting(NamePattern::glob)
        .containsExactly("emos_jcsid", "emos_optout");
  }

  @ParameterizedTest
  @CsvSource({
    "econda, l.ecn-ldr.de",
    "econda-session, l.ecn-ldr.de",
    "econda, *.econda-monitor.de",
    "youtube, *.youtube.com",
    "youtube, *.youtube-nocookie.com",
    "youtube, *.ytimg.com",
    "twitter, platform.twitter.com",
    "twitter, platform.x.com",
    "twitter, syndication.twitter.com",
    "twitter, *.twimg.com",
  })
  void knows_the_hosts_that_a_service_loads_from(String service, String pattern) {
    assertThat(service(service).loads().urls()).extracting(UrlPattern::toString).contains(pattern);
  }

  @Test
  void knows_the_elements_that_the_twitter_script_fills() {
    assertThat(service("twitter").marks())
        .extracting(ElementSelector::toString)
        .contains("blockquote.twitter-tweet", "a.twitter-timeline");
  }

  static List<String> languages() {
    return Texts.LANGUAGES;
  }

  @Test
  void knows_that_the_cookies_of_x_lie_on_its_new_domain_as_well() {
    assertThat(service("twitter").stores())
        .filteredOn(stored -> stored.name().glob().equals("guest_id"))
        .extracting(stored -> stored.domain().orElseThrow() + " " + stored.lifetime())
        .containsExactly(".x.com unknown", ".twitter.com P2Y");
  }

  @ParameterizedTest
  @MethodSource("languages")
  void describes_every_service_in_every_language(String language) {
    Policy policy =
        ReferencePolicy.read(ReferencePolicy.YAML.replace("[en, de]", Texts.LANGUAGES.toString()));
    for (Service service : policy.services()) {
      assertThat(service.name().covers(language)).isTrue();
      assertThat(service.purpose().in(language)).isNotBlank();
      assertThat(service.purpose().covers(language)).isTrue();
      for (CookieDescriptor stored : service.stores()) {
        assertThat(stored.purpose().covers(language)).as("%s", stored).isTrue();
      }
    }
    policy
        .categories()
        .forEach(
            category -> {
              assertThat(category.title().covers(language)).isTrue();
              assertThat(category.description().covers(language)).isTrue();
            });
  }

  @Test
  void has_the_category_texts_of_the_reference_dialog() {
    assertThat(description("necessary")).contains("basic functions", "cannot be disabled");
    assertThat(description("statistics")).contains("how visitors use", "anonymously", "provider");
    assertThat(description("external-media"))
        .contains("blocked by default", "without asking", "by hand");
  }

  @Test
  void gives_a_reason_for_every_item_that_counts_as_necessary() {
    for (Service service : policy.category("necessary").orElseThrow().services()) {
      assertThat(service.stores())
          .allSatisfy(stored -> assertThat(stored.necessity()).as("%s", stored).isPresent());
    }
  }

  @Test
  void names_the_provider_and_the_countries_of_transfer() {
    assertThat(service("youtube").provider().name()).isEqualTo("Google Ireland Limited");
    assertThat(service("youtube").provider().transfersTo()).containsExactly("US");
    assertThat(service("webedition").provider().name())
        .as("what the site runs itself, it provides itself")
        .isEqualTo("German Cancer Research Center");
  }

  private Service service(String id) {
    return policy.service(id).orElseThrow();
  }

  private String description(String category) {
    return policy.category(category).orElseThrow().description().in("en");
  }

  private static InputStream unpacked(String name) {
    try {
      return name.equals("files.packed")
          ? null
          : Files.newInputStream(ServiceFiles.DIRECTORY.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void opens_only_the_files_of_what_a_policy_names() {
    List<String> opened = new ArrayList<>();
    Catalogue counting =
        Catalogue.in(
            name -> {
              opened.add(name);
              return unpacked(name);
            });

    ServiceFiles.read(ReferencePolicy.YAML, counting);

    assertThat(opened)
        .containsExactlyInAnyOrder(
            "files.packed",
            "services.txt",
            "common.yaml",
            "java-web.yaml",
            "consent.yaml",
            "webedition.yaml",
            "econda-session.yaml",
            "econda.yaml",
            "providers/econda.yaml",
            "providers/econda.yaml",
            "youtube.yaml",
            "providers/google.yaml",
            "twitter.yaml",
            "providers/x.yaml");
  }

  @Test
  void the_packed_files_say_what_the_files_say() {
    String everything = ServiceFiles.namingEverything();
    String spoken = "languages: " + Texts.LANGUAGES + "\n" + everything;

    Policy packed = ServiceFiles.read(spoken);
    Policy files = ServiceFiles.read(spoken, Catalogue.in(BuiltInCatalogueTest::unpacked));

    assertThat(packed.services()).hasSizeGreaterThan(200).isEqualTo(files.services());
    assertThat(packed.categories()).isEqualTo(files.categories());
    assertThat(packed.revision()).isEqualTo(files.revision());
  }

  @Test
  void the_packed_files_are_read_without_any_other() {
    List<String> opened = new ArrayList<>();

    ServiceFiles.read(
        ReferencePolicy.YAML,
        Catalogue.in(
            name -> {
              opened.add(name);
              return BuiltInCatalogue.class.getResourceAsStream(name);
            }));

    assertThat(opened).containsExactlyInAnyOrder("files.packed", "services.txt");
  }

  @Test
  void the_jar_attributes_the_data_of_others() throws IOException {
    List<String> notices = new ArrayList<>();
    for (URL notice :
        Collections.list(BuiltInCatalogue.class.getClassLoader().getResources("META-INF/NOTICE"))) {
      try (InputStream in = notice.openStream()) {
        notices.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    assertThat(notices)
        .anySatisfy(
            text ->
                assertThat(text)
                    .contains("Open Cookie Database", "Open Terms Archive contributors"));
  }
}
