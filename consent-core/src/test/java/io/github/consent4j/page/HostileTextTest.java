package io.github.consent4j.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.ElementSelector;
import io.github.consent4j.policy.Lifetime;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PrivacySignal;
import io.github.consent4j.policy.Provider;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.Site;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text of an operator and every address is written as text, whatever it contains. */
class HostileTextTest {

  private static final String EVIL = "</template></title><script>alert(\"1\")</script>'&amp;\u00e9";
  private static final String LINK = "javascript:alert(1)";

  private static final Visitors VISITORS = Visitors.of(policy());

  private static LocalizedText evil(String what) {
    return LocalizedText.of(what + EVIL);
  }

  private static Policy policy() {
    CookieDescriptor stored =
        CookieDescriptor.builder(new NamePattern("stored" + EVIL))
            .domain("domain" + EVIL)
            .path("/path" + EVIL)
            .lifetime(new Lifetime.Session())
            .purpose(evil("purpose-of-stored"))
            .necessity(evil("necessity"))
            .build();
    Provider provider =
        Provider.builder("provider" + EVIL)
            .address("address" + EVIL)
            .country("US")
            .privacyPolicy(LINK)
            .build();
    Service service =
        Service.builder("service")
            .name(evil("service-name"))
            .provider(provider)
            .purpose(evil("purpose"))
            .stores(List.of(stored))
            .marks(List.of(new ElementSelector("", "class", "mark" + EVIL)))
            .build();
    Category category =
        Category.builder("category")
            .title(evil("title"))
            .description(evil("description"))
            .gpc(PrivacySignal.REFUSE)
            .services(List.of(service))
            .build();
    LocalizedText link = LocalizedText.of(LINK);
    return Policy.builder()
        .site(
            Site.builder(evil("site"))
                .privacyPolicy(link)
                .imprint(link)
                .controller(
                    Site.Controller.builder(evil("controller").in("en"))
                        .address(evil("address").in("en"))
                        .contact(evil("contact").in("en"))
                        .dataProtectionOfficer(evil("officer").in("en"))
                        .build())
                .build())
        .categories(List.of(category))
        .build();
  }

  static Stream<String> everything() {
    View view = new View(VISITORS.undecided(), "en", "/consent", "/x?" + EVIL.replace(" ", ""));
    Service service = VISITORS.policy().services().get(0);
    Pages pages = VISITORS.pages();
    return Stream.of(
        pages.head(view) + pages.body(view),
        pages.settings(view),
        pages.placeholder(view, service, "https://example.org/" + EVIL),
        pages.placeholder(view, service, LINK),
        pages.beforeMarked(view, service));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void no_text_becomes_markup(String html) {
    assertThat(Jsoup.parse(html).select("script:not([src^=/consent/assets/])")).isEmpty();
    assertThat(html)
        .doesNotContain("alert(\"1\")", "'&amp;\u00e9")
        .contains("&#39;&amp;amp;&#233;");
  }

  @ParameterizedTest
  @MethodSource("everything")
  void no_link_runs_a_script(String html) {
    assertThat(Jsoup.parse(html).select("[href^=javascript], [action^=javascript]")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("everything")
  void every_attribute_is_quoted_and_every_text_is_parsed_back_unchanged(String html) {
    Jsoup.parse(html)
        .getAllElements()
        .forEach(
            element ->
                element
                    .attributes()
                    .forEach(attribute -> assertThat(attribute.getKey()).matches("[a-z][a-z-]*")));
    assertThat(Jsoup.parse(html).html()).contains("&lt;script&gt;alert(");
  }
}
