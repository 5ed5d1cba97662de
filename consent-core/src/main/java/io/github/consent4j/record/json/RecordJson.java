package io.github.consent4j.record.json;

import io.github.consent4j.consent.ConsentEvent.Action;
import io.github.consent4j.consent.ConsentEvent.Layer;
import io.github.consent4j.consent.ConsentEvent.Way;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.format.Json;
import io.github.consent4j.format.JsonReader;
import io.github.consent4j.format.JsonReader.Token;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecord.Choice;
import io.github.consent4j.record.ConsentRecord.Event;
import io.github.consent4j.record.ConsentRecord.State;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes a record as one line of JSON and reads it back. The same record always gives the same
 * bytes, because the chain of records covers them. Members that a later version adds are skipped.
 * Thread-safe.
 */
public final class RecordJson {

  /** The version of the format. */
  public static final int VERSION = 1;

  private static final long DAY = 86_400;
  private static final Instant FAR = Instant.parse("9999-12-31T00:00:00Z");
  private static final int NANOS_PER_MILLI = 1_000_000;

  private static final Map<Enum<?>, String> WORDS = words();

  private RecordJson() {}

  /** Returns a record as JSON without a line break. */
  public static String write(ConsentRecord record) {
    return write(record, JsonWriter.compact());
  }

  /**
   * Returns a record as JSON without a line break.
   *
   * @param json a compact writer, which is cleared
   */
  public static String write(ConsentRecord record, JsonWriter json) {
    json.clear().beginObject();
    json.field("version", VERSION);
    json.field("id", record.id().toString());
    json.field("consentId", record.consentId());
    json.field("at", text(record.at()));
    json.field("event", word(record.event()));
    json.beginArray("choices");
    for (Choice choice : record.choices()) {
      json.beginObject();
      json.field("id", choice.id());
      json.field("category", choice.category());
      json.field("state", word(choice.state()));
      json.endObject();
    }
    json.endArray();
    json.field("way", word(record.way()));
    json.field("layer", word(record.layer()));
    json.field("action", word(record.action()));
    json.field("language", record.language());
    record.notice().ifPresent(notice -> json.field("notice", notice));
    json.field("revision", record.revision());
    json.field("policy", record.policy());
    json.field("validUntil", text(record.validUntil()));
    json.field("gpc", record.gpc());
    json.field("site", record.site());
    record.address().ifPresent(address -> json.field("address", address));
    record.agent().ifPresent(agent -> json.field("agent", agent));
    return json.endObject().toText();
  }

  /**
   * Reads a record.
   *
   * @throws IOException if the text is no record
   */
  public static ConsentRecord read(String text) throws IOException {
    ConsentRecord.Builder record = ConsentRecord.builder();
    try (JsonReader json = Json.reader(text)) {
      if (json.next() != Token.BEGIN_OBJECT) {
        throw new IOException("A record is a JSON object");
      }
      while (json.nextMember()) {
        member(json, record);
      }
      return record.build();
    } catch (IllegalArgumentException | DateTimeException | NullPointerException e) {
      throw new IOException("A record cannot be read: " + e.getMessage(), e);
    }
  }

  private static void member(JsonReader json, ConsentRecord.Builder record) throws IOException {
    switch (json.name()) {
      case "id" -> record.id(UUID.fromString(json.text()));
      case "consentId" -> record.consentId(json.text());
      case "at" -> record.at(Instant.parse(json.text()));
      case "event" -> record.event(EnumName.read(Event.class, json.text()));
      case "choices" -> record.choices(choices(json));
      case "way" -> record.way(EnumName.read(Way.class, json.text()));
      case "layer" -> record.layer(EnumName.read(Layer.class, json.text()));
      case "action" -> record.action(EnumName.read(Action.class, json.text()));
      case "language" -> record.language(json.text());
      case "notice" -> record.notice(json.text());
      case "revision" -> record.revision(json.text());
      case "policy" -> record.policy(json.text());
      case "validUntil" -> record.validUntil(Instant.parse(json.text()));
      case "gpc" -> record.gpc(json.truth());
      case "site" -> record.site(json.text());
      case "address" -> record.address(json.text());
      case "agent" -> record.agent(json.text());
      default -> json.skip();
    }
  }

  private static List<Choice> choices(JsonReader json) throws IOException {
    List<Choice> choices = new ArrayList<>();
    while (json.next() == Token.BEGIN_OBJECT) {
      String id = "";
      String category = "";
      State state = State.UNDECIDED;
      while (json.nextMember()) {
        switch (json.name()) {
          case "id" -> id = json.text();
          case "category" -> category = json.text();
          case "state" -> state = EnumName.read(State.class, json.text());
          default -> json.skip();
        }
      }
      choices.add(new Choice(id, category, state));
    }
    return choices;
  }

  /** Returns what {@link Instant#toString()} returns, in a fraction of its time. */
  private static String text(Instant time) {
    int second = (int) (time.getEpochSecond() % DAY);
    int nanos = time.getNano();
    if (nanos % NANOS_PER_MILLI != 0 || time.isBefore(Instant.EPOCH) || !time.isBefore(FAR)) {
      return time.toString();
    }
    LocalDate date = LocalDate.ofEpochDay(time.getEpochSecond() / DAY);
    StringBuilder text = new StringBuilder(24).append(date).append('T');
    digits(text, second / 3600, 10).append(':');
    digits(text, second / 60 % 60, 10).append(':');
    digits(text, second % 60, 10);
    if (nanos > 0) {
      digits(text.append('.'), nanos / NANOS_PER_MILLI, 100);
    }
    return text.append('Z').toString();
  }

  /**
   * Appends a number with leading zeros.
   *
   * @param unit value of the first digit
   */
  private static StringBuilder digits(StringBuilder text, int number, int unit) {
    for (int left = unit; left > 0; left /= 10) {
      text.append((char) ('0' + number / left % 10));
    }
    return text;
  }

  private static String word(Enum<?> value) {
    return WORDS.getOrDefault(value, "");
  }

  private static Map<Enum<?>, String> words() {
    Map<Enum<?>, String> words = new HashMap<>();
    Stream.of(Event.values(), State.values(), Way.values(), Layer.values(), Action.values())
        .flatMap(Arrays::stream)
        .forEach(value -> words.put(value, EnumName.of(value)));
    return Map.copyOf(words);
  }
}
