package io.github.consent4j.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.Lifetime;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Provider;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.Site;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LargeInventoryTest {

  /** The most that the writer may hand over at once, in bytes. */
  private static final int LARGEST_PART = 16 * 1024;

  /** Counts what it is given, and keeps nothing. */
  private static final class Counting extends OutputStream {
    private long bytes;
    private int parts;
    private int largest;

    @Override
    public void write(int b) {
      throw new AssertionError("single bytes are slow");
    }

    @Override
    public void write(byte[] array, int from, int length) {
      bytes += length;
      parts++;
      largest = Math.max(largest, length);
    }
  }

  static Policy of(int services) {
    List<Service> all = new ArrayList<>();
    LocalizedText words =
        new LocalizedText(
            Map.of(
                "en",
                "Counts how often pages are viewed.",
                "de",
                "Zählt, wie oft Seiten da sind."));
    for (int i = 0; i < services; i++) {
      List<CookieDescriptor> items = new ArrayList<>();
      for (int k = 0; k < 5; k++) {
        items.add(
            CookieDescriptor.builder(new NamePattern("item_" + i + '_' + k + (k == 4 ? "*" : "")))
                .lifetime(new Lifetime.Expiring(Period.ofMonths(k + 1)))
                .purpose(words)
                .build());
      }
      all.add(
          Service.builder("service-" + i)
              .name(words)
              .provider(Provider.builder("Provider " + i).country("DE").build())
              .purpose(words)
              .stores(items)
              .build());
    }
    return Policy.builder()
        .site(Site.builder(words).address("https://www.institute.example").build())
        .languages(List.of("en", "de"))
        .categories(
            List.of(
                Category.builder("statistics")
                    .title(words)
                    .description(words)
                    .services(all)
                    .build()))
        .build();
  }

  private static Counting written(int services) throws IOException {
    Counting out = new Counting();
    new Inventory(of(services)).writeTo(out);
    return out;
  }

  @Test
  void is_written_in_parts_whose_size_does_not_depend_on_the_number_of_services()
      throws IOException {
    Counting few = written(10);
    Counting many = written(1_000);

    assertThat(many.bytes).isGreaterThan(4_000_000);
    assertThat(many.parts).isGreaterThan(300);
    assertThat(many.largest).isLessThan(LARGEST_PART).isLessThanOrEqualTo(few.largest + 1_000);
  }

  @Test
  void is_written_once_for_each_stream_and_the_fingerprint_is_computed_once() throws IOException {
    int[] asked = {0};
    Inventory inventory = new Inventory(of(100));
    String fingerprint = inventory.fingerprint();
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) {}

          @Override
          public void write(byte[] array, int from, int length) {
            asked[0] += length;
          }
        };
    inventory.writeTo(out);
    int once = asked[0];
    inventory.with(List.of()).writeTo(out);

    assertThat(asked[0]).isEqualTo(2 * once);
    assertThat(inventory.with(List.of()).fingerprint()).isSameAs(fingerprint);
  }
}
