package io.github.consent4j.gate.html;

import static io.github.consent4j.gate.html.GateAssertions.BY_ADS;

import org.junit.jupiter.api.Test;

class LazyAttributesTest {

  private final GateAssertions usual = new GateAssertions(new GateFixture());

  private final GateAssertions named =
      new GateAssertions(
          new GateFixture(
              GateFixture.YAML.replace(
                  "site:", "site:\n  lazy-attributes: [data-full, _big-src, Data-Set]"),
              GateFixture.NOTHING_INSERTED));

  @Test
  void attributes_that_the_site_configures_are_blocked_on_any_element() {
    named.becomes(
        "<div data-full=//ads.example/x>",
        "<div" + BY_ADS + " data-consent-data-full=//ads.example/x>");
    named.becomes(
        "<img src=/x _BIG-src='https&colon;//ads.example/x'>",
        "<img" + BY_ADS + " src=/x data-consent-_BIG-src='https&colon;//ads.example/x'>");
    named.becomes(
        "<p data-set='/a 1x, //ads.example/b 2x'>",
        "<p" + BY_ADS + " data-consent-data-set='/a 1x, //ads.example/b 2x'>");
    named.becomes(
        "<p data-full=//ads.example/x data-full=//ads.example/y>",
        "<p"
            + BY_ADS
            + " data-consent-data-full=//ads.example/x data-consent-data-full=//ads.example/y>");
  }

  @Test
  void the_known_attributes_are_still_blocked() {
    named.becomes(
        "<div data-src=//ads.example/x>",
        "<div" + BY_ADS + " data-consent-data-src=//ads.example/x>");
  }

  @Test
  void other_attributes_and_other_values_stay() {
    named.stays("<div data-full=/x data-fuller=//ads.example data-ful=//ads.example data-full>");
    named.stays("<div data-full=//ads.example data-consent-skip>");
    usual.stays("<div data-full=//ads.example/x>");
  }
}
