package io.github.consent4j.servlet.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruncatedVisitorTest {

  @ParameterizedTest
  @CsvSource({
    "203.0.113.77,             203.0.113.0/24",
    "2001:db8:1234:5678::1,    2001:db8:1234::/48",
    "2001:db8:0:0:1:2:3:4,     2001:db8:0::/48",
    "[2001:db8:1:2::3],        2001:db8:1::/48",
    "fe80::1%eth0,             fe80:0:0::/48",
    "::ffff:203.0.113.77,      203.0.113.0/24"
  })
  void an_address_becomes_its_network(String address, String network) {
    assertThat(TruncatedVisitor.of(address, null).address()).hasValue(network);
  }

  @ParameterizedTest
  @CsvSource({"localhost", "unknown", "203.0.113", "999.0.113.77", "a.b:c"})
  void what_is_no_address_is_left_out_and_never_looked_up(String address) {
    assertThat(TruncatedVisitor.of(address, null).address()).isEmpty();
  }

  @Test
  void of_the_browser_only_names_and_main_versions_are_left() {
    assertThat(
            TruncatedVisitor.of(
                    null,
                    "Mozilla/5.0 (Linux; Android 14; SM-S918B Build/UP1A) AppleWebKit/537.36"
                        + " (KHTML, like Gecko) Chrome/142.0.7444.59 Mobile Safari/537.36")
                .agent())
        .hasValue("Mozilla/5 AppleWebKit/537 Chrome/142 Mobile Safari/537");
  }

  @Test
  void a_long_or_empty_name_of_a_browser_does_no_harm() {
    assertThat(TruncatedVisitor.of(null, "x".repeat(100_000)).agent().orElseThrow()).hasSize(100);
    assertThat(TruncatedVisitor.of(null, "(((".repeat(1000)).agent()).isEmpty();
    assertThat(TruncatedVisitor.of(null, null).agent()).isEmpty();
  }
}
