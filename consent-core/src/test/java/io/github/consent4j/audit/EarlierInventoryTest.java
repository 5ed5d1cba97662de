package io.github.consent4j.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.record.export.PolicyFacts;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** Inventories that earlier versions have archived stay readable. */
class EarlierInventoryTest {

  @Test
  void the_facts_of_version_1_are_read() throws IOException {
    PolicyFacts facts = PolicyFacts.read(document());

    assertThat(facts.siteName().in("de")).contains("Institute");
    assertThat(facts.controller()).isPresent();
    assertThat(facts.settingsPath()).contains("/consent");
    PolicyFacts.ServiceFacts counter = facts.service("counter").orElseThrow();
    assertThat(counter.category()).isEqualTo("statistics");
    assertThat(counter.purpose().in("de")).contains("Zählt Besuche.");
    assertThat(counter.provider().orElseThrow().transfersTo()).containsExactly("US");
    assertThat(counter.stored())
        .extracting(PolicyFacts.Stored::lifetime)
        .containsExactly("P13M", "unknown");
    assertThat(counter.loads()).isTrue();
  }

  @Test
  void the_facts_of_today_are_read_by_the_same_reader() throws IOException {
    PolicyFacts facts = PolicyFacts.read(new Inventory(LargeInventoryTest.of(2)).facts());

    assertThat(facts.service("service-1").orElseThrow().stored())
        .extracting(PolicyFacts.Stored::name)
        .containsExactly("item_1_0", "item_1_1", "item_1_2", "item_1_3", "item_1_4*");
  }

  static byte[] document() throws IOException {
    try (InputStream in = EarlierInventoryTest.class.getResourceAsStream("inventory-1.0.json")) {
      return in.readAllBytes();
    }
  }
}
