package io.github.consent4j.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.cookie.ConsentCookie;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What stands in a consent cookie can be found in the inventory, without any program of ours. */
class CookieOfInventoryTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T20:15:04Z"), ZoneOffset.UTC);

  /** The fields of the value, as the README describes them. */
  private static final Pattern FIELDS =
      Pattern.compile(
          "v2\\.(?<time>[^.]+)\\.(?<id>[^.]+)\\.(?<revision>[^.]+)\\.(?<choices>[^.]*)"
              + "\\.(?<marks>[^.]*)(\\.(?<notice>.+))?");

  private final Policy policy = ReferencePolicy.get();

  private String cookie(String... grants) {
    Consent before = Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED);
    Consent after = new Decider(CLOCK).save(before, Set.of(grants));
    return new ConsentCookie(policy, CLOCK).encode((Decision.Made) after.decision());
  }

  @Test
  void the_marks_of_a_cookie_lead_to_the_services_that_were_asked_about() throws IOException {
    Matcher cookie = FIELDS.matcher(cookie("statistics"));
    assertThat(cookie.matches()).isTrue();
    JsonNode inventory = inventory(policy);
    int length = inventory.at("/consentCookie/markLength").asInt();
    String marks = cookie.group("marks");
    Map<String, List<String>> services = byMark(inventory);
    Set<String> asked = new TreeSet<>();
    for (int i = 0; i < marks.length(); i += length) {
      asked.addAll(services.get(marks.substring(i, i + length)));
    }

    assertThat(asked).containsExactly("econda", "twitter", "youtube");
    assertThat(cookie.group("revision")).isEqualTo(inventory.get("revision").asText());
  }

  @Test
  void the_choices_of_a_cookie_lead_to_categories_and_services() throws IOException {
    Matcher cookie = FIELDS.matcher(cookie("statistics", "youtube"));
    assertThat(cookie.matches()).isTrue();
    Map<String, String> titles = new TreeMap<>();
    for (JsonNode category : inventory(policy).get("categories")) {
      titles.put(category.get("id").asText(), category.at("/title/en").asText());
      for (JsonNode service : category.get("services")) {
        titles.put(service.get("id").asText(), service.at("/name/en").asText());
      }
    }
    Set<String> granted = new TreeSet<>();
    Matcher choice = Pattern.compile("([+~])([a-z\\d-]+)").matcher(cookie.group("choices"));
    while (choice.find()) {
      String title = titles.get(choice.group(2));
      assertThat(title).as(choice.group(2)).isNotNull();
      if (choice.group(1).equals("+")) {
        granted.add(title);
      }
    }

    assertThat(granted).containsExactly("Statistics", "YouTube");
  }

  @Test
  void a_service_that_is_in_another_state_now_is_not_found_by_its_old_mark() throws IOException {
    Matcher cookie = FIELDS.matcher(cookie("statistics"));
    assertThat(cookie.matches()).isTrue();
    Policy later =
        ReferencePolicy.read(
            ReferencePolicy.YAML
                + """
                services:
                  youtube: { stores: [{ name: another, lifetime: P1D, purpose: Another. }] }
                """);
    Map<String, List<String>> services = byMark(inventory(later));
    String marks = cookie.group("marks");
    Set<String> unchanged = new TreeSet<>();
    for (int i = 0; i < marks.length(); i += 3) {
      unchanged.addAll(services.getOrDefault(marks.substring(i, i + 3), List.of()));
    }

    assertThat(unchanged).containsExactly("econda", "twitter");
  }

  private static Map<String, List<String>> byMark(JsonNode inventory) {
    Map<String, List<String>> services = new TreeMap<>();
    for (JsonNode category : inventory.get("categories")) {
      for (JsonNode service : category.get("services")) {
        services.merge(
            service.get("mark").asText(),
            List.of(service.get("id").asText()),
            (one, other) -> List.of(one.get(0), other.get(0)));
      }
    }
    return services;
  }

  private static JsonNode inventory(Policy policy) throws IOException {
    return new ObjectMapper().readTree(new Inventory(policy).toJson());
  }
}
