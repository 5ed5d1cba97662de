package io.github.consent4j.policy.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.Problem;
import io.github.consent4j.policy.ReferencePolicy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.StorageKind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a file corrects what a known service stores. */
class StoredItemsTest {

  private static final String KNOWN =
      """
      languages: [en]
      services:
        shop:
          name: Shop
          purpose: Sells.
          stores:
            - { name: cart, lifetime: P1D, path: /shop, purpose: Keeps the cart., secure: true }
            - { name: cart, kind: local-storage, lifetime: persistent, purpose: Keeps a copy. }
            - { name: guest, domain: .shop.example, lifetime: P2Y, purpose: Knows guests. }
            - { name: guest, domain: .shop.test, lifetime: P2Y, purpose: Knows guests. }
      """;

  private static final String SITE =
      """
      site: { name: Site }
      categories:
        necessary: { required: true, title: Needed, description: Needed. }
        buying: { title: Shop, description: Buy., services: [shop] }
      services:
      """;

  private static Policy read(String services) {
    return new PolicyReader(Catalogue.read("known.yaml", utf8(KNOWN)))
        .read("consent.yaml", utf8(SITE + services.indent(2)));
  }

  private static ByteArrayInputStream utf8(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<CookieDescriptor> shop(String services) {
    return read(services).service("shop").orElseThrow().stores();
  }

  private static List<String> problems(String services) {
    return catchThrowableOfType(PolicyException.class, () -> read(services)).problems().stream()
        .map(Problem::toString)
        .toList();
  }

  private static List<String> javaWeb(String yaml) {
    return ReferencePolicy.read(ReferencePolicy.YAML + yaml)
        .service("java-web")
        .map(Service::stores)
        .orElse(List.of())
        .stream()
        .map(item -> item.name() + " " + item.lifetime())
        .toList();
  }

  @Test
  void one_cookie_is_corrected_and_keeps_everything_that_the_file_does_not_say() {
    List<CookieDescriptor> known = shop("");

    List<CookieDescriptor> stores = shop("shop: { stores: [{ name: cart, lifetime: P7D }] }");

    assertThat(stores).hasSize(4);
    assertThat(stores.get(0).lifetime()).hasToString("P7D");
    assertThat(stores.get(0).path()).isEqualTo("/shop");
    assertThat(stores.get(0).handling()).isEqualTo(known.get(0).handling());
    assertThat(stores.subList(1, 4)).isEqualTo(known.subList(1, 4));
  }

  @Test
  void the_kind_tells_items_of_one_name_apart() {
    List<CookieDescriptor> stores =
        shop("shop: { stores: [{ name: cart, kind: local-storage, purpose: Copy. }] }");

    assertThat(stores).hasSize(4);
    assertThat(stores.get(1).kind()).isEqualTo(StorageKind.LOCAL_STORAGE);
    assertThat(stores.get(1).purpose().in("en")).isEqualTo("Copy.");
    assertThat(stores.get(0)).isEqualTo(shop("").get(0));
  }

  @Test
  void a_cookie_on_several_domains_is_corrected_on_all_of_them_or_on_the_named_one() {
    assertThat(shop("shop: { stores: [{ name: guest, lifetime: P1Y }] }"))
        .extracting(item -> item.domain().orElse("") + " " + item.lifetime())
        .contains(".shop.example P1Y", ".shop.test P1Y");
    assertThat(shop("shop: { stores: [{ name: guest, domain: .shop.test, lifetime: P1Y }] }"))
        .extracting(item -> item.domain().orElse("") + " " + item.lifetime())
        .contains(".shop.example P2Y", ".shop.test P1Y");
  }

  @Test
  void two_items_of_one_name_in_the_file_are_two_items() {
    assertThat(
            shop(
                """
                shop:
                  stores:
                    - { name: cart, domain: .a.example }
                    - { name: cart, domain: .b.example }
                """))
        .extracting(item -> item.domain().orElse(""))
        .containsExactly(".a.example", "", ".shop.example", ".shop.test", ".b.example");
  }

  @Test
  void a_new_item_is_added_and_needs_what_every_item_needs() {
    assertThat(shop("shop: { stores: [{ name: new, lifetime: session, purpose: New. }] }"))
        .hasSize(5);
    assertThat(problems("shop: { stores: [{ name: gest, lifetime: P1Y }] }"))
        .containsExactly(
            "consent.yaml:6:28: 'gest' needs a 'lifetime' and a 'purpose': this service is not known"
                + " to store it; did you mean 'guest'?");
  }

  @Test
  void remove_takes_items_out_by_name() {
    assertThat(shop("shop: { remove: [guest] }"))
        .extracting(item -> item.name().glob())
        .containsExactly("cart", "cart");
    assertThat(
            shop("shop: { remove: cart, stores: [{ name: cart, lifetime: P7D, purpose: New. }] }"))
        .extracting(item -> item.name().glob() + item.path())
        .containsExactly("guest/", "guest/", "cart/");
  }

  @Test
  void removing_what_is_not_known_is_an_error() {
    assertThat(problems("shop: { remove: [gest] }"))
        .containsExactly(
            "consent.yaml:6:20: 'gest' cannot be removed: this service is not known to store it; did"
                + " you mean 'guest'?");
    assertThat(problems("own: { name: X, purpose: Y, remove: [a] }"))
        .contains(
            "consent.yaml:6:40: 'a' cannot be removed: nothing is known of what this service stores");
  }

  @Test
  void an_empty_list_says_that_nothing_is_stored() {
    assertThat(shop("shop: { stores: [] }")).isEmpty();
  }

  @Test
  void what_a_file_says_of_the_cookies_of_the_container_counts_without_a_category() {
    assertThat(
            javaWeb("services: { java-web: { stores: [{ name: remember-me, lifetime: P7D }] } }"))
        .contains("JSESSIONID session", "remember-me P7D");
    assertThat(javaWeb("services: { java-web: { remove: [SESSION, XSRF-TOKEN] } }"))
        .contains("JSESSIONID session", "remember-me P14D")
        .noneMatch(item -> item.startsWith("SESSION") || item.startsWith("XSRF"));
  }

  @Test
  void a_site_without_a_container_says_none() {
    assertThat(javaWeb("services: { java-web: none }"))
        .noneMatch(item -> item.matches("(JSESSIONID|SESSION|XSRF-TOKEN|remember-me) .*"));
  }

  @Test
  void none_is_only_for_what_no_category_names() {
    assertThat(problems("shop: none"))
        .containsExactly(
            "consent.yaml:6:3: service 'shop' cannot be 'none': nothing is used without being named;"
                + " leave the service out of the categories");
    PolicyException e =
        catchThrowableOfType(
            PolicyException.class,
            () ->
                new PolicyReader(BuiltInCatalogue.load())
                    .read(
                        "consent.yaml",
                        utf8(
                            """
                            site: { name: Site }
                            categories:
                              necessary: { required: true, services: [java-web] }
                            services: { java-web: none }
                            """)));
    assertThat(e)
        .hasMessage(
            "consent.yaml:4:13: service 'java-web' is 'none', but a category names it; remove one");
  }
}
