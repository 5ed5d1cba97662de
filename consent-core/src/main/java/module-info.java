/** Policy, consent, gates, pages and inventory of Consent4j; knows neither servlets nor Spring. */
module io.github.consent4j.core {
  requires com.fasterxml.jackson.core;
  requires org.slf4j;
  requires org.yaml.snakeyaml;
  requires static transitive org.jspecify;

  exports io.github.consent4j.audit;
  exports io.github.consent4j.catalogue;
  exports io.github.consent4j.consent;
  exports io.github.consent4j.gate;
  exports io.github.consent4j.page;
  exports io.github.consent4j.policy;
}
