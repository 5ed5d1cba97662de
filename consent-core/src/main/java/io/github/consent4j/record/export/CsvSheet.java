package io.github.consent4j.record.export;

import io.github.consent4j.format.CsvText;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecord.Choice;
import io.github.consent4j.record.export.PolicyFacts.Party;
import io.github.consent4j.record.export.PolicyFacts.ServiceFacts;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;

/**
 * A table with a row for each choice (RFC 4180), so that the columns are the same whatever services
 * a site has. The byte order mark makes spreadsheets read UTF-8.
 */
final class CsvSheet implements Sheet {

  private static final List<String> COLUMNS =
      List.of(
          "record",
          "consentId",
          "at",
          "event",
          "service",
          "category",
          "state",
          "name",
          "purpose",
          "provider",
          "way",
          "layer",
          "action",
          "language",
          "notice",
          "revision",
          "policy",
          "validUntil",
          "gpc",
          "site",
          "address",
          "agent");

  private final Archive archive;
  private final Writer out;

  CsvSheet(Archive archive, Writer out) {
    this.archive = archive;
    this.out = out;
  }

  @Override
  public void begin() throws IOException {
    out.write(CsvText.BYTE_ORDER_MARK);
    row(COLUMNS);
  }

  @Override
  public void add(ConsentRecord record) throws IOException {
    PolicyFacts policy = archive.policy(record);
    if (record.choices().isEmpty()) {
      row(record, policy, new Choice("", "", ConsentRecord.State.UNDECIDED), "");
    }
    for (Choice choice : record.choices()) {
      row(record, policy, choice, EnumName.of(choice.state()));
    }
  }

  private void row(ConsentRecord record, PolicyFacts policy, Choice choice, String state)
      throws IOException {
    Optional<ServiceFacts> service = policy.service(choice.id());
    row(
        List.of(
            record.id().toString(),
            record.consentId(),
            record.at().toString(),
            EnumName.of(record.event()),
            choice.id(),
            choice.category(),
            state,
            service.flatMap(facts -> facts.name().in(record.language())).orElse(""),
            service.flatMap(facts -> facts.purpose().in(record.language())).orElse(""),
            service.flatMap(ServiceFacts::provider).flatMap(Party::name).orElse(""),
            EnumName.of(record.way()),
            EnumName.of(record.layer()),
            EnumName.of(record.action()),
            record.language(),
            record.notice().orElse(""),
            record.revision(),
            record.policy(),
            record.validUntil().toString(),
            Boolean.toString(record.gpc()),
            record.site(),
            record.address().orElse(""),
            record.agent().orElse("")));
  }

  private void row(List<String> cells) throws IOException {
    out.write(CsvText.row(cells));
  }

  @Override
  public void end() {}
}
