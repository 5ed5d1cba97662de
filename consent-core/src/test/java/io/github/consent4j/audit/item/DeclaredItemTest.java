package io.github.consent4j.audit.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.CookieDescriptor.SetBy;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DeclaredItemTest {

  private static final String SITE =
      """
      site: { name: Institute, address: "https://www.Institute.example/start" }
      categories:
        necessary: { required: true, services: [econda-session] }
        statistics: { services: [econda, own] }
        media: { title: Media, description: Videos., services: [youtube] }
      services:
        own:
          name: Own
          purpose: Counts.
          stores:
            - { name: __Host-a, lifetime: session, purpose: Counts. }
            - { name: b, domain: .institute.example, path: /shop, lifetime: P1D, purpose: Counts. }
            - { name: c, domain: cdn.example, lifetime: unknown, purpose: Counts. }
            - { name: d, lifetime: P1D, secure: true, http-only: true, same-site: strict, purpose: C. }
            - { name: "e*", kind: local-storage, lifetime: persistent, purpose: Counts. }
            - { name: "e*f?", kind: session-storage, lifetime: session, purpose: Counts. }
            - { name: g, lifetime: P1D, on-block: session, set-by: script, purpose: Counts. }
      """;

  private final DeclaredItems items = new DeclaredItems(ReferencePolicy.read(SITE));

  @Test
  void belongs_to_the_host_of_the_site() {
    assertThat(item("own/cookie/__Host-a").domain()).contains("www.institute.example");
    assertThat(item("own/cookie/b@institute.example/shop").domain()).contains("institute.example");
    assertThat(item("youtube/cookie/YSC@youtube.com").domain()).contains("youtube.com");
  }

  @Test
  void has_no_domain_where_the_policy_does_not_say_the_address_of_the_site() {
    DeclaredItems unknown = new DeclaredItems(ReferencePolicy.get());
    assertThat(item(unknown, "econda/cookie/emos_jcvid").domain()).isEmpty();
    assertThat(item(unknown, "econda/cookie/emos_jcvid").party()).contains(Party.FIRST);
    assertThat(item(unknown, "youtube/cookie/YSC@youtube.com").party()).contains(Party.THIRD);
  }

  @Test
  void is_of_the_site_or_of_somebody_else_or_nobody_knows() {
    assertThat(item("own/cookie/b@institute.example/shop").party()).contains(Party.FIRST);
    assertThat(item("youtube/cookie/YSC@youtube.com").party()).contains(Party.THIRD);
    assertThat(item("own/cookie/c@cdn.example").party()).isEmpty();
  }

  @Test
  void is_of_the_site_where_the_site_is_served_at_the_domain_of_the_provider() {
    Policy policy =
        ReferencePolicy.read(SITE.replace("www.Institute.example/start", "www.youtube.com/"));
    assertThat(item(new DeclaredItems(policy), "youtube/cookie/YSC@youtube.com").party())
        .contains(Party.FIRST);
  }

  @Test
  void is_for_one_host_only_where_that_is_declared() {
    assertThat(item("own/cookie/__Host-a").hostOnly()).contains(true);
    assertThat(item("own/cookie/b@institute.example/shop").hostOnly()).contains(false);
    assertThat(item("own/local-storage/e*").hostOnly()).contains(true);
    assertThat(item("consent/cookie/consent").hostOnly()).contains(true);
    assertThat(item("own/cookie/d").hostOnly()).isEmpty();
  }

  @Test
  void has_the_attributes_that_are_declared_and_no_others() {
    DeclaredItem strict = item("own/cookie/d");
    assertThat(strict.secure()).contains(true);
    assertThat(strict.httpOnly()).contains(true);
    assertThat(strict.sameSite()).contains("strict");
    assertThat(strict.partitioned()).isEmpty();
    DeclaredItem plain = item("econda/cookie/emos_jcvid");
    assertThat(plain.secure()).isEmpty();
    assertThat(plain.httpOnly()).isEmpty();
    assertThat(plain.sameSite()).isEmpty();
    assertThat(item("own/cookie/__Host-a").secure()).contains(true);
    DeclaredItem decision = item("consent/cookie/consent");
    assertThat(decision.secure()).contains(true);
    assertThat(decision.httpOnly()).contains(false);
    assertThat(decision.sameSite()).contains("lax");
    assertThat(decision.partitioned()).contains(false);
  }

  @Test
  void is_set_by_what_follows_from_its_declaration() {
    assertThat(item("own/cookie/d").setBy()).contains(SetBy.SERVER);
    assertThat(item("consent/cookie/consent").setBy()).contains(SetBy.SERVER);
    assertThat(item("own/local-storage/e*").setBy()).contains(SetBy.SCRIPT);
    assertThat(item("youtube/cookie/YSC@youtube.com").setBy()).contains(SetBy.THIRD_PARTY);
    assertThat(item("own/cookie/g").setBy()).contains(SetBy.SCRIPT);
    assertThat(item("econda/cookie/emos_jcvid").setBy()).isEmpty();
  }

  @Test
  void says_how_its_name_is_to_be_read() {
    assertThat(item("own/cookie/d").nameKind()).isEqualTo("exact");
    assertThat(item("own/local-storage/e*").nameKind()).isEqualTo("prefix");
    assertThat(item("own/session-storage/e*f?").nameKind()).isEqualTo("glob");
  }

  @Test
  void comes_before_consent_as_soon_as_a_necessary_service_declares_it() {
    assertThat(item("econda-session/cookie/emos_jcsid").comesBeforeConsent()).isTrue();
    assertThat(item("econda/cookie/emos_jcsid").comesBeforeConsent()).isTrue();
    assertThat(item("econda/cookie/emos_jcvid").comesBeforeConsent()).isFalse();
    assertThat(item("own/cookie/g").comesBeforeConsent()).isTrue();
    assertThat(item("youtube/cookie/YSC@youtube.com").comesBeforeConsent()).isFalse();
  }

  @Test
  void comes_after_a_decision_where_the_required_category_waits_for_one() {
    Policy waiting =
        ReferencePolicy.read(
            SITE.replace("required: true, s", "required: true, before-decision: block, s"));
    DeclaredItems all = new DeclaredItems(waiting);
    assertThat(item(all, "econda-session/cookie/emos_jcsid").comesBeforeConsent()).isFalse();
  }

  @Test
  void has_an_unknown_lifetime_only_if_nobody_knows_it() {
    assertThat(item("own/cookie/c@cdn.example").lifetime()).isEmpty();
    assertThat(item("own/cookie/c@cdn.example").isSession()).isEmpty();
    assertThat(item("own/cookie/d").lifetime()).contains("P1D");
    assertThat(item("own/cookie/d").isSession()).contains(false);
    assertThat(item("own/cookie/__Host-a").isSession()).contains(true);
  }

  @Test
  void has_an_identifier_of_its_own_among_everything_that_the_catalogue_knows() {
    Set<String> ids = new TreeSet<>(BuiltInCatalogue.load().serviceIds());
    ids.removeAll(List.of("java-web", "consent"));
    Policy policy =
        ReferencePolicy.read(
            """
            site: { name: Everything }
            confirmed: %1$s
            categories:
              necessary: { required: true }
              all: { title: All, description: All., services: %1$s }
            """
                .formatted(ids));
    List<String> all = new DeclaredItems(policy).all().map(DeclaredItem::id).toList();
    assertThat(all).hasSizeGreaterThan(500);
    assertThat(new HashSet<>(all)).hasSize(all.size());
  }

  private DeclaredItem item(String id) {
    return item(items, id);
  }

  private static DeclaredItem item(DeclaredItems items, String id) {
    return items
        .all()
        .filter(item -> item.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError(id + " is not in " + items.all().toList()));
  }
}
