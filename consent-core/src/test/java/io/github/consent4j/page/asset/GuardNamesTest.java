package io.github.consent4j.page.asset;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.policy.NamePattern;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardNamesTest {

  @ParameterizedTest
  @CsvSource({
    "crisp-client/*, crisp-client/a, true",
    "crisp-client/*, crisp-client%2Fa, true",
    "crisp-client%2F*, crisp-client/a, true",
    "crisp-client%2F*, crisp-client%2Fa, true",
    "crisp-client/*, crisp-client-a, false",
    "AMCV_*@AdobeOrg, AMCV_1%40AdobeOrg, true",
    "AMCV_*@AdobeOrg, AMCV_1@AdobeOrg, true",
    "AMCV_*@AdobeOrg, AMCV_1-AdobeOrg, false",
    "a?b, axb, true",
    "a?b, ab, false",
  })
  void a_cookie_matches_as_it_is_and_as_scripts_encode_it(
      String declared, String name, boolean matches) {
    NamePattern pattern = new NamePattern(declared);

    assertThat(name.matches(GuardNames.cookies(List.of(pattern), List.of(pattern))))
        .isEqualTo(matches);
  }

  @Test
  void a_plain_name_costs_no_more_than_its_letters() {
    NamePattern pattern = new NamePattern("_pk_id-1");

    assertThat(GuardNames.cookies(List.of(pattern), List.of(pattern))).isEqualTo("_pk_id-1");
  }
}
