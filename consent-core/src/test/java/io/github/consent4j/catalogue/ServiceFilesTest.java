package io.github.consent4j.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.consent4j.policy.ElementSelector;
import io.github.consent4j.policy.Lifetime;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.UrlPattern;
import io.github.consent4j.text.DomainName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rules for the files of the catalogue, each of them read by the real reader. */
class ServiceFilesTest {

  private static Policy everything;

  /** Fails if a file is unreadable, or a necessary service would allow what is asked about. */
  @BeforeAll
  static void read() {
    everything = ServiceFiles.everything();
  }

  @Test
  void there_are_many_and_each_is_on_the_list() {
    assertThat(ServiceFiles.ids()).hasSizeGreaterThanOrEqualTo(180);
    assertThat(BuiltInCatalogue.load().serviceIds())
        .containsExactlyInAnyOrderElementsOf(ServiceFiles.ids());
    assertThat(everything.services()).hasSameSizeAs(ServiceFiles.ids());
  }

  @Test
  void every_service_can_be_recognised_by_something() {
    assertThat(everything.services())
        .allSatisfy(
            service ->
                assertThat(
                        service.stores().size()
                            + service.loads().urls().size()
                            + service.loads().scripts().size()
                            + service.loads().inline().size()
                            + service.marks().size())
                    .as(service.id())
                    .isPositive());
  }

  @Test
  void every_value_has_a_source_and_every_source_a_value() {
    for (Service service : everything.services()) {
      Set<String> supported =
          service.sources().stream()
              .flatMap(source -> source.values().stream())
              .collect(Collectors.toCollection(TreeSet::new));
      List<String> values = new ArrayList<>();
      service.stores().forEach(stored -> values.add(stored.name().glob()));
      service.loads().urls().stream().map(UrlPattern::toString).forEach(values::add);
      service.loads().scripts().forEach(script -> values.add(script.glob()));
      values.addAll(service.loads().inline());
      service.marks().stream().map(ElementSelector::toString).forEach(values::add);
      if (service.id().equals("consent")) {
        values.replaceAll(name -> "consent");
      }
      assertThat(supported).as(service.id()).containsAll(values);
      values.addAll(List.of("provider", "privacy-policy"));
      assertThat(values).as(service.id()).containsAll(supported);
    }
  }

  @Test
  void every_provider_has_a_source_or_has_to_be_confirmed() {
    assertThat(everything.services())
        .filteredOn(service -> ServiceFiles.words(service.id()).containsKey("provider"))
        .hasSizeGreaterThan(100)
        .allSatisfy(
            service ->
                assertThat(
                        service.provider().isUnconfirmed()
                            || service.sources().stream()
                                .anyMatch(source -> source.values().contains("provider")))
                    .as(service.id())
                    .isTrue());
  }

  @Test
  void no_address_of_an_unconfirmed_provider_is_guessed() {
    assertThat(everything.services())
        .filteredOn(service -> service.provider().isUnconfirmed())
        .isNotEmpty()
        .allSatisfy(
            service ->
                assertThat(
                        service.provider().address().isEmpty()
                            || service.sources().stream()
                                .anyMatch(source -> source.values().contains("provider")))
                    .as(service.id())
                    .isTrue());
  }

  @Test
  void every_provider_is_used() {
    Set<String> used = new TreeSet<>();
    ServiceFiles.ids().forEach(id -> used.add(ServiceFiles.words(id).getOrDefault("provider", "")));
    used.remove("");
    assertThat(ServiceFiles.providers()).containsExactlyElementsOf(used);
  }

  /** A short name on a provider's own domain says nothing about a cookie of the site. */
  @Test
  void what_lies_on_a_providers_domain_does_not_claim_a_cookie_of_the_site() {
    for (Service service : everything.services()) {
      assertThat(service.storesOnSite()).as(service.id()).allMatch(item -> item.domain().isEmpty());
      service.stores().stream()
          .flatMap(stored -> stored.domain().stream())
          .forEach(
              domain ->
                  assertThat(service.provider().domains())
                      .as(service.id())
                      .anyMatch(own -> DomainName.isWithin(domain, own)));
    }
  }

  @Test
  void a_purpose_of_the_vocabulary_names_the_service_in_the_language_of_the_reader() {
    Policy policy =
        ServiceFiles.read(
            """
            site: { name: Institute }
            languages: [en, de]
            categories:
              necessary: { required: true }
              external-media: { services: [vimeo] }
            """);

    LocalizedText purpose = ServiceFiles.service(policy, "vimeo").purpose();

    assertThat(purpose.in("en")).isEqualTo("Plays videos from Vimeo on this page.");
    assertThat(purpose.in("de")).isEqualTo("Spielt Videos von Vimeo auf dieser Seite ab.");
    assertThat(purpose.byLanguage().keySet()).containsExactlyInAnyOrder("en", "de");
  }

  @Test
  void a_service_of_the_site_can_name_a_purpose_of_the_vocabulary() {
    Policy policy =
        ServiceFiles.read(
            """
            site: { name: Institute }
            languages: [de]
            categories:
              necessary: { required: true }
              external-media: { services: [lectures, youtube] }
            services:
              lectures:
                name: Hörsaal
                kind: video
                purpose: plays-videos
                stores: [{ name: seen, lifetime: unknown, purpose: remembers-played }]
              youtube:
                purpose: plays-videos
            """);

    Service lectures = ServiceFiles.service(policy, "lectures");
    assertThat(lectures.kind()).isEqualTo(Service.Kind.VIDEO);
    assertThat(lectures.purpose().in("de"))
        .isEqualTo("Spielt Videos von Hörsaal auf dieser Seite ab.");
    assertThat(lectures.stores().get(0).lifetime()).isEqualTo(new Lifetime.Unknown());
    assertThat(ServiceFiles.service(policy, "youtube").purpose().in("de"))
        .isEqualTo("Spielt Videos von YouTube auf dieser Seite ab.");
  }

  @Test
  void a_misspelt_purpose_is_an_error() {
    assertThatThrownBy(
            () ->
                ServiceFiles.read(
                    """
                    site: { name: Institute }
                    categories:
                      necessary: { required: true, services: [own] }
                    services:
                      own: { name: Own, purpose: plays-video }
                    """))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("consent.yaml:5:")
        .hasMessageContaining("'plays-video' is no known purpose; did you mean 'plays-videos'?");
  }

  @Test
  void what_a_site_says_itself_does_not_count_as_read_in_a_source() {
    Policy policy =
        ServiceFiles.read(
            """
            site: { name: Institute }
            categories:
              necessary: { required: true }
              external-media: { services: [vimeo] }
            services:
              vimeo: { provider: { name: Vimeo, country: US } }
            """);

    Collection<String> supported =
        ServiceFiles.service(policy, "vimeo").sources().stream()
            .flatMap(source -> source.values().stream())
            .toList();
    assertThat(supported).contains("vuid").doesNotContain("provider", "privacy-policy");
  }

  @Test
  void every_category_that_the_catalogue_suggests_has_texts() {
    Map<String, String> titles =
        everything.categories().stream()
            .collect(Collectors.toMap(each -> each.id(), each -> each.title().in("en")));

    assertThat(titles)
        .containsEntry("functional", "Additional functions")
        .containsEntry("marketing", "Advertising");
  }

  @Test
  void allowing_posts_of_x_does_not_allow_its_advertising_pixel() {
    assertThat(ServiceFiles.service(everything, "twitter").loads().urls())
        .extracting(UrlPattern::toString)
        .doesNotContain("static.ads-twitter.com");
    assertThat(ServiceFiles.service(everything, "x-pixel").loads().urls())
        .extracting(UrlPattern::toString)
        .contains("static.ads-twitter.com");
  }
}
