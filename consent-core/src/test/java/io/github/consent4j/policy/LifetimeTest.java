package io.github.consent4j.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifetimeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          13 months              | P13M
          13 Monate              | P13M
          2 years                | P2Y
          2 Jahre                | P2Y
          a year                 | P1Y
          ein Jahr               | P1Y
          einem Monat            | P1M
          30 minutes             | PT30M
          30 Minuten             | PT30M
          1 Stunde               | PT1H
          90 seconds             | PT1M30S
          14 Tage                | P14D
          14 Tagen               | P14D
          2 weeks                | P14D
          1 Woche                | P7D
          30days                 | P30D
          1 year and 6 months    | P1Y6M
          1 Jahr, 6 Monate       | P1Y6M
          1 Jahr und 6 Monate    | P1Y6M
          1 day 12 hours         | PT36H
          P13M                   | P13M
          p2y                    | P2Y
          pt30m                  | PT30M
          P1DT12H                | PT36H
          session                | session
          Session                | session
          Sitzung                | session
          Persistent             | persistent
          dauerhaft              | persistent
          """)
  void a_time_is_understood_in_english_in_german_and_as_iso_writes_it(String text, String time) {
    assertThat(Lifetime.parse(text)).hasToString(time);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          730             | ; its unit is missing, as in '730 days'
          13M             | ; did you mean '13 months'?
          30d             | ; did you mean '30 days'?
          2 yrs           | ; did you mean '2 years'?
          2 Std.          | ; did you mean '2 hours'?
          30 min          | ; did you mean '30 minutes'?
          24h             | ; did you mean '24 hours'?
          2 J.            | ; did you mean '2 years'?
          P–13M           | ; did you mean 'P13M', without a dash?
          P -13M          | ; did you mean 'P13M', without a dash?
          1.5 years       | ; write a part of a unit in a smaller one, as '6 months' for half a year
          half a year     | ; write a part of a unit in a smaller one, as '6 months' for half a year
          ein halbes Jahr | ; write a part of a unit in a smaller one, as '6 months' for half a year
          13 mois         | ; its words have to be English or German
          """)
  void what_is_meant_but_not_understood_is_said(String text, String advice) {
    assertThatThrownBy(() -> Lifetime.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + text + "' is not a lifetime: expected 'session'")
        .hasMessageEndingWith("or P13M" + advice);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "P",
        "P0D",
        "PT0S",
        "P-1D",
        "0 days",
        "forever",
        "1 year 2 years",
        "1 month 3 hours",
        "months",
        "9999999 days",
        "1 yearly",
        "999999 weeks and 999999 weeks"
      })
  void anything_else_is_an_error(String text) {
    assertThatThrownBy(() -> Lifetime.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + text + "' is not a lifetime");
  }
}
