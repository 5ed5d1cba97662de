package io.github.consent4j.cli.evidence;

import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.format.JsonWriter;
import java.util.Locale;

/** The evidence of an audit as JSON, in the order of the audit. */
public final class AuditJson {

  /** The version of the form. It grows when a reader would have to change. */
  public static final String SCHEMA_VERSION = "1.0";

  private AuditJson() {}

  /** Returns the evidence as JSON in UTF-8. */
  public static byte[] of(Audit audit) {
    JsonWriter json = JsonWriter.indented();
    json.beginObject();
    json.field("schemaVersion", SCHEMA_VERSION);
    json.field("site", audit.site().toString());
    json.field("started", audit.started().toString());
    json.field("ended", audit.ended().toString());
    json.field("tool", audit.tool());
    json.field("browser", audit.browser());
    json.field("comparedWith", audit.comparedWith());
    json.beginArray("findings");
    audit.findings().forEach(finding -> write(json, finding));
    json.endArray();
    json.beginArray("banner");
    audit.banner().forEach(check -> write(json, check));
    json.endArray();
    json.beginArray("visits");
    audit.visits().forEach(visit -> write(json, visit));
    json.endArray();
    json.endObject();
    return json.toBytes();
  }

  private static void write(JsonWriter json, Finding finding) {
    json.beginObject();
    json.field("rule", finding.rule().id());
    json.field("severity", EnumName.of(finding.rule().severity()));
    json.field("subject", finding.subject());
    json.field("message", finding.message());
    json.field("action", finding.rule().action());
    json.field("source", finding.rule().source());
    json.endObject();
  }

  private static void write(JsonWriter json, BannerCheck check) {
    json.beginObject();
    json.field("id", check.id());
    json.field("passed", check.passed());
    json.field("measured", check.measured());
    json.field("page", check.page());
    json.field("width", check.width());
    json.endObject();
  }

  private static void write(JsonWriter json, Visit visit) {
    json.beginObject();
    json.field("state", EnumName.of(visit.state()));
    json.field("reached", visit.reached());
    json.field("how", visit.how());
    json.beginArray("pages");
    for (VisitedPage page : visit.pages()) {
      json.beginObject().field("path", page.path()).field("status", page.status()).endObject();
    }
    json.endArray();
    json.beginArray("stored");
    visit.stored().forEach(stored -> write(json, stored));
    json.endArray();
    json.beginArray("contacts");
    visit.contacts().forEach(contact -> write(json, contact));
    json.endArray();
    json.beginArray("screenshots");
    for (Screenshot picture : visit.screenshots()) {
      json.beginObject();
      json.field("file", picture.file());
      json.field("page", picture.page());
      json.field("width", picture.width());
      json.field("sha256", picture.sha256());
      json.endObject();
    }
    json.endArray();
    json.field("har", visit.har());
    json.endObject();
  }

  private static void write(JsonWriter json, Stored stored) {
    json.beginObject();
    json.field("kind", EnumName.of(stored.kind()));
    json.field("name", stored.name());
    json.field("domain", stored.domain());
    json.field("path", stored.path());
    json.field("thirdParty", stored.thirdParty());
    json.field("setBy", EnumName.of(stored.setBy()));
    json.field("page", stored.page());
    if (stored.kind() == Stored.Kind.COOKIE) {
      stored.seconds().ifPresent(seconds -> json.field("seconds", seconds));
      json.field("session", stored.seconds().isEmpty());
      json.field("hostOnly", stored.flags().hostOnly());
      json.field("secure", stored.flags().secure());
      json.field("httpOnly", stored.flags().httpOnly());
      json.field("sameSite", stored.flags().sameSite().toLowerCase(Locale.ROOT));
      json.field("partitioned", stored.flags().partitioned());
    }
    json.endObject();
  }

  private static void write(JsonWriter json, Contact contact) {
    json.beginObject();
    json.field("host", contact.host());
    json.field("path", contact.path());
    json.field("type", contact.type());
    json.field("method", contact.method());
    json.field("page", contact.page());
    json.field("times", contact.times());
    json.field("thirdParty", contact.thirdParty());
    json.endObject();
  }
}
