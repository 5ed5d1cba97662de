package io.github.consent4j.cli;

import io.github.consent4j.format.EnumName;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecord.Choice;
import io.github.consent4j.record.ConsentRecord.State;
import io.github.consent4j.record.Notice;
import io.github.consent4j.record.export.Archive;
import io.github.consent4j.record.export.PolicyFacts;
import io.github.consent4j.record.export.PolicyFacts.ServiceFacts;
import io.github.consent4j.record.json.RecordJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The answer to what a visitor had agreed to at some time, in which words.
 *
 * @param decision the last decision up to then; empty if there was none
 * @param notice what was shown before the decision; empty if it is not known
 */
record ShownDecision(
    String visitor,
    Moment moment,
    History history,
    Optional<ConsentRecord> decision,
    Optional<Notice> notice) {

  /** Returns whether a decision was in force and its words are there. */
  boolean isComplete() {
    return isInForce() && notice.isPresent();
  }

  private boolean isInForce() {
    return decision.filter(record -> !History.isLapsed(record, moment)).isPresent();
  }

  private String state() {
    return decision.isEmpty() ? "undecided" : isInForce() ? "in-force" : "lapsed";
  }

  /** Returns the answer for a reader. */
  List<String> toLines(Archive archive) throws IOException {
    List<String> lines = new ArrayList<>();
    if (history.isEmpty()) {
      lines.add("There is no record of a visitor " + visitor + ".");
      return lines;
    }
    lines.add("Visitor " + visitor + " at " + moment.text() + ": " + sentence());
    if (decision.isPresent()) {
      describe(decision.get(), archive.policy(decision.get()), lines);
    }
    lines.add("");
    lines.add("All decisions of the visitor:");
    for (ConsentRecord record : history.records()) {
      String mark = decision.filter(record::equals).isPresent() ? "> " : "  ";
      lines.add(mark + TimeText.of(record.at()) + "  " + summary(record));
    }
    if (decision.isPresent()) {
      words(decision.get(), lines);
    }
    return lines;
  }

  private String sentence() {
    return decision
        .map(
            record ->
                isInForce()
                    ? "a decision was in force"
                    : "the decision had lapsed on " + TimeText.of(record.validUntil()))
        .orElse("no decision yet");
  }

  private static void describe(ConsentRecord record, PolicyFacts policy, List<String> lines) {
    lines.add("");
    for (Choice choice : record.choices()) {
      Optional<ServiceFacts> service = policy.service(choice.id());
      String purpose = service.flatMap(facts -> facts.purpose().in(record.language())).orElse("");
      lines.add(
          String.format(
                  Locale.ROOT,
                  "  %-10s %s (%s)%s",
                  EnumName.of(choice.state()),
                  service.flatMap(facts -> facts.name().in(record.language())).orElse(choice.id()),
                  choice.category(),
                  purpose.isEmpty() ? "" : ": " + purpose)
              .stripTrailing());
    }
    lines.add("");
    lines.add(
        "  decided    " + TimeText.of(record.at()) + " (" + EnumName.of(record.event()) + ")");
    lines.add("  valid to   " + TimeText.of(record.validUntil()));
    lines.add("  by         " + how(record));
    lines.add("  site       " + record.site());
    lines.add("  record     " + record.id());
    lines.add("  policy     revision " + record.revision() + ", fingerprint " + record.policy());
    lines.add("  notice     " + record.notice().orElse("none is named"));
  }

  private static String how(ConsentRecord record) {
    return EnumName.of(record.way())
        + ", "
        + EnumName.of(record.layer())
        + ", "
        + EnumName.of(record.action())
        + ", language "
        + record.language()
        + (record.gpc() ? ", with Global Privacy Control" : "");
  }

  private static String summary(ConsentRecord record) {
    String granted =
        record.choices().stream()
            .filter(choice -> choice.state() == State.GRANTED)
            .map(Choice::id)
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%-9s  %s",
        EnumName.of(record.event()),
        granted.isEmpty() ? "nothing granted" : "granted: " + granted);
  }

  private void words(ConsentRecord record, List<String> lines) {
    lines.add("");
    if (notice.isEmpty()) {
      lines.add(
          record.notice().isEmpty()
              ? "The record names no words that were shown."
              : "The words that were shown are not in the store.");
      return;
    }
    lines.add(
        "These words were shown ("
            + EnumName.of(notice.get().layer())
            + ", "
            + notice.get().language()
            + "):");
    lines.add("");
    notice.get().text().lines().forEach(lines::add);
  }

  /** Returns the answer for machines. */
  byte[] toJson(Archive archive) throws IOException {
    JsonWriter json = JsonWriter.indented().beginObject();
    json.field("consentId", visitor);
    json.field("at", moment.text());
    json.field("state", state());
    if (decision.isPresent()) {
      ConsentRecord record = decision.get();
      PolicyFacts policy = archive.policy(record);
      json.raw("record", RecordJson.write(record));
      json.beginArray("services");
      for (Choice choice : record.choices()) {
        Optional<ServiceFacts> service = policy.service(choice.id());
        json.beginObject();
        json.field("id", choice.id());
        json.field("category", choice.category());
        json.field("state", EnumName.of(choice.state()));
        json.field(
            "name", service.flatMap(facts -> facts.name().in(record.language())).orElse(null));
        json.field(
            "purpose",
            service.flatMap(facts -> facts.purpose().in(record.language())).orElse(null));
        json.endObject();
      }
      json.endArray();
    }
    if (notice.isPresent()) {
      json.beginObject("notice");
      json.field("id", notice.get().id());
      json.field("layer", EnumName.of(notice.get().layer()));
      json.field("language", notice.get().language());
      json.field("since", notice.get().since().toString());
      json.field("text", notice.get().text());
      json.endObject();
    }
    json.beginArray("decisions");
    for (ConsentRecord record : history.records()) {
      json.beginObject();
      json.field("record", record.id().toString());
      json.field("at", record.at().toString());
      json.field("event", EnumName.of(record.event()));
      json.field("validUntil", record.validUntil().toString());
      json.endObject();
    }
    json.endArray();
    return json.endObject().toBytes();
  }
}
