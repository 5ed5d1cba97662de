package io.github.consent4j.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.consent4j.policy.ReferencePolicy;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.Seen.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObservedInventoryTest {

  static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
  static final Instant TO = Instant.parse("2026-11-29T00:00:00Z");

  private static final Inventory INVENTORY = new Inventory(ReferencePolicy.get());

  @Test
  void says_of_each_item_whether_it_was_seen() throws IOException {
    JsonNode observed = observed(SeenThing.of(Kind.COOKIE, "emos_jcvid"));

    JsonNode visitor = item(observed, "econda/cookie/emos_jcvid").get("evidence");
    assertThat(visitor.get("state").asText()).isEqualTo("both");
    assertThat(visitor.get("firstSeen").asText()).isEqualTo("2026-11-01T08:00:00Z");
    assertThat(visitor.get("lastSeen").asText()).isEqualTo("2026-11-28T20:30:00Z");
    assertThat(visitor.get("count").asInt()).isEqualTo(12);
    assertThat(visitor.at("/byConsent/before").asInt()).isEqualTo(3);
    assertThat(visitor.at("/byConsent/refused").asInt()).isEqualTo(4);
    assertThat(visitor.at("/byConsent/allowed").asInt()).isEqualTo(5);
    assertThat(visitor.get("blocked").asInt()).isEqualTo(7);
    JsonNode session = item(observed, "econda/cookie/emos_jcsid").get("evidence");
    assertThat(session.get("state").asText()).isEqualTo("declared");
    assertThat(session.get("firstSeen").isNull()).isTrue();
    assertThat(session.get("count").asInt()).isZero();
    assertThat(observed.get("undeclared")).isEmpty();
  }

  @Test
  void says_when_the_site_was_observed() throws IOException {
    assertThat(observed().at("/observation/from").asText()).isEqualTo("2026-11-01T00:00:00Z");
    assertThat(observed().at("/observation/to").asText()).isEqualTo("2026-11-29T00:00:00Z");
  }

  @Test
  void lists_what_was_seen_and_nobody_declares() throws IOException {
    JsonNode undeclared =
        observed(
                SeenThing.of(Kind.HOST, "tags.example"),
                SeenThing.of(Kind.COOKIE, "zz"),
                SeenThing.of(Kind.COOKIE, "aa"),
                SeenThing.of(Kind.LOCAL_STORAGE, "emos_jcvid"))
            .get("undeclared");

    assertThat(undeclared)
        .extracting(thing -> thing.get("kind").asText() + ' ' + thing.get("name").asText())
        .containsExactly("cookie aa", "cookie zz", "host tags.example", "local-storage emos_jcvid");
    assertThat(undeclared.get(0).at("/evidence/state").asText()).isEqualTo("observed");
  }

  @Test
  void joins_everything_that_one_pattern_declares() throws IOException {
    Instant early = Instant.parse("2026-10-01T00:00:00Z");
    JsonNode bag =
        item(
                observed(
                    SeenThing.of(Kind.LOCAL_STORAGE, "econda.storage.ClientBag.a"),
                    SeenThing.of(Kind.LOCAL_STORAGE, "econda.storage.ClientBag.*")
                        .between(early, early)
                        .on("/other")),
                "econda/local-storage/econda.storage.ClientBag.*")
            .get("evidence");

    assertThat(bag.get("count").asInt()).isEqualTo(24);
    assertThat(bag.get("firstSeen").asText()).isEqualTo(early.toString());
    assertThat(bag.get("lastSeen").asText()).isEqualTo("2026-11-28T20:30:00Z");
    assertThat(bag.at("/byConsent/before").asInt()).isEqualTo(6);
    assertThat(bag.get("pages"))
        .extracting(JsonNode::asText)
        .containsExactly("/other", "/start", "/search");
  }

  @Test
  void gives_what_several_services_declare_to_each_of_them() throws IOException {
    JsonNode observed = observed(SeenThing.of(Kind.COOKIE, "emos_jcsid"));

    assertThat(item(observed, "econda-session/cookie/emos_jcsid").at("/evidence/count").asInt())
        .isEqualTo(12);
    assertThat(item(observed, "econda/cookie/emos_jcsid").at("/evidence/count").asInt())
        .isEqualTo(12);
  }

  @Test
  void does_not_take_a_cookie_of_the_site_for_that_of_a_provider() throws IOException {
    JsonNode ofSite = observed(SeenThing.of(Kind.COOKIE, "YSC").set(null, null));
    assertThat(item(ofSite, "youtube/cookie/YSC@youtube.com").at("/evidence/state").asText())
        .isEqualTo("declared");
    assertThat(ofSite.get("undeclared")).hasSize(1);

    JsonNode ofProvider = observed(SeenThing.of(Kind.COOKIE, "YSC").set(".youtube.com", null));
    assertThat(item(ofProvider, "youtube/cookie/YSC@youtube.com").at("/evidence/state").asText())
        .isEqualTo("both");
    assertThat(ofProvider.get("undeclared")).isEmpty();
  }

  @Test
  void lists_the_attributes_with_which_a_cookie_was_set() throws IOException {
    JsonNode set =
        item(
                observed(
                    SeenThing.of(Kind.COOKIE, "emos_jcvid")
                        .set(".institute.example", Duration.ofDays(800))),
                "econda/cookie/emos_jcvid")
            .at("/evidence/observed/0");

    assertThat(set.get("name").asText()).isEqualTo("emos_jcvid");
    assertThat(set.get("domain").asText()).isEqualTo(".institute.example");
    assertThat(set.get("hostOnly").asBoolean()).isFalse();
    assertThat(set.get("lifetime").asText()).isEqualTo("PT19200H");
    assertThat(set.get("session").asBoolean()).isFalse();
    assertThat(set.get("secure").asBoolean()).isTrue();
    assertThat(set.get("httpOnly").asBoolean()).isFalse();
    assertThat(set.get("sameSite").asText()).isEqualTo("lax");
  }

  @Test
  void lists_the_hosts_and_scripts_of_a_service_that_were_seen() throws IOException {
    JsonNode observed =
        observed(
            SeenThing.of(Kind.HOST, "www.youtube.com"),
            SeenThing.of(Kind.SCRIPT, "twitter"),
            SeenThing.of(Kind.HOST, "bound.example").by("econda"),
            SeenThing.of(Kind.SCRIPT, "gone"));

    assertThat(service(observed, "youtube").at("/contacts/0/name").asText())
        .isEqualTo("www.youtube.com");
    assertThat(service(observed, "econda").at("/contacts/0/name").asText())
        .isEqualTo("bound.example");
    assertThat(service(observed, "twitter").at("/contacts/0/kind").asText()).isEqualTo("script");
    assertThat(observed.get("undeclared"))
        .extracting(thing -> thing.get("name").asText())
        .containsExactly("gone");
  }

  @Test
  void counts_what_several_observers_have_seen_as_one_thing() throws IOException {
    JsonNode observed =
        observed(
            SeenThing.of(Kind.HOST, "www.youtube.com"),
            SeenThing.of(Kind.COOKIE, "x"),
            SeenThing.of(Kind.HOST, "www.youtube.com"),
            SeenThing.of(Kind.COOKIE, "x"));

    assertThat(service(observed, "youtube").get("contacts")).hasSize(1);
    assertThat(service(observed, "youtube").at("/contacts/0/evidence/count").asInt()).isEqualTo(24);
    assertThat(observed.get("undeclared")).hasSize(1);
    assertThat(observed.at("/undeclared/0/evidence/count").asInt()).isEqualTo(24);
  }

  @Test
  void contains_no_query_whoever_has_observed_it() throws IOException {
    JsonNode observed =
        observed(SeenThing.of(Kind.COOKIE, "x").on("/a?name=secret", "/b#secret", "/a?other"));

    assertThat(observed.at("/undeclared/0/evidence/pages"))
        .extracting(JsonNode::asText)
        .containsExactly("/a", "/b");
    assertThat(observed.toString()).doesNotContain("secret");
  }

  @Test
  void the_order_of_observations_makes_no_difference() throws IOException {
    SeenThing one = SeenThing.of(Kind.COOKIE, "a");
    SeenThing other = SeenThing.of(Kind.HOST, "b.example");
    assertThat(INVENTORY.observed(List.of(one, other), FROM, TO).toJson())
        .isEqualTo(INVENTORY.observed(List.of(other, one), FROM, TO).toJson());
  }

  static JsonNode observed(Seen.Item... items) throws IOException {
    return new ObjectMapper().readTree(INVENTORY.observed(List.of(items), FROM, TO).toJson());
  }

  static JsonNode service(JsonNode inventory, String id) {
    for (JsonNode category : inventory.get("categories")) {
      for (JsonNode service : category.get("services")) {
        if (service.get("id").asText().equals(id)) {
          return service;
        }
      }
    }
    throw new AssertionError("there is no " + id);
  }

  static JsonNode item(JsonNode inventory, String id) {
    for (JsonNode item : service(inventory, id.substring(0, id.indexOf('/'))).get("cookies")) {
      if (item.get("id").asText().equals(id)) {
        return item;
      }
    }
    throw new AssertionError("there is no " + id);
  }
}
