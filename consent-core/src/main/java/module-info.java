/** Policy, consent, gates, pages and inventory of Consent4j; knows neither servlets nor Spring. */
@SuppressWarnings("module") // the servlet module has its name from its manifest alone
module io.github.consent4j.core {
  requires com.fasterxml.jackson.core;
  requires org.slf4j;
  requires org.yaml.snakeyaml;
  // JSON is read with this version where it is there. Spring Boot 4, which has no other one, runs
  // on the class path.
  requires static tools.jackson.core;
  // whoever keeps records in a database has the module
  requires static transitive java.sql;
  requires static transitive org.jspecify;

  exports io.github.consent4j.audit;
  exports io.github.consent4j.catalogue;
  exports io.github.consent4j.consent;
  exports io.github.consent4j.policy;
  exports io.github.consent4j.policy.look;
  exports io.github.consent4j.policy.reader;
  exports io.github.consent4j.record;
  exports io.github.consent4j.record.file;
  exports io.github.consent4j.record.jdbc;
  exports io.github.consent4j.seen;
  exports io.github.consent4j.audit.form to
      io.github.consent4j.servlet;
  exports io.github.consent4j.seen.journal to
      io.github.consent4j.servlet;
  exports io.github.consent4j.format to
      io.github.consent4j.servlet,
      io.github.consent4j.spring;
  exports io.github.consent4j.gate to
      io.github.consent4j.servlet,
      io.github.consent4j.spring;
  exports io.github.consent4j.gate.bytes to
      io.github.consent4j.servlet,
      io.github.consent4j.spring;
  exports io.github.consent4j.gate.cookie to
      io.github.consent4j.servlet,
      io.github.consent4j.spring;
  exports io.github.consent4j.gate.header to
      io.github.consent4j.servlet;
  exports io.github.consent4j.gate.html to
      io.github.consent4j.servlet,
      io.github.consent4j.spring;
  exports io.github.consent4j.gate.rule to
      io.github.consent4j.servlet,
      io.github.consent4j.spring;
  exports io.github.consent4j.gate.token to
      io.github.consent4j.servlet;
  exports io.github.consent4j.gate.url to
      io.github.consent4j.servlet;
  exports io.github.consent4j.known to
      io.github.consent4j.servlet;
  exports io.github.consent4j.page to
      io.github.consent4j.servlet,
      io.github.consent4j.spring;
  exports io.github.consent4j.page.asset to
      io.github.consent4j.servlet;
  exports io.github.consent4j.record.chain to
      io.github.consent4j.servlet;
  exports io.github.consent4j.record.export to
      io.github.consent4j.servlet;
  exports io.github.consent4j.record.json to
      io.github.consent4j.servlet;
  exports io.github.consent4j.record.keep to
      io.github.consent4j.servlet;
  exports io.github.consent4j.seen.jdbc to
      io.github.consent4j.servlet;
  exports io.github.consent4j.text to
      io.github.consent4j.spring;
}
