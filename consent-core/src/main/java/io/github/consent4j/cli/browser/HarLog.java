package io.github.consent4j.cli.browser;

import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Timing;
import io.github.consent4j.format.JsonWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answered requests as an HTTP archive (HAR 1.2) that has addresses without query, the names of
 * the cookies that servers set, and no header, body or value. Not thread-safe.
 */
final class HarLog {

  private static final int MOST = 5000;

  private record Entry(
      Address address,
      String method,
      String resource,
      int status,
      String statusText,
      String type,
      double start,
      long millis,
      List<OfferedCookie> cookies) {}

  private final List<Entry> entries = new ArrayList<>();

  void clear() {
    entries.clear();
  }

  /** Adds a response, and returns the cookies that it sets. */
  List<OfferedCookie> add(Response response) {
    Optional<Address> address = Address.of(response.url());
    if (address.isEmpty() || entries.size() >= MOST) {
      return List.of();
    }
    Request request = response.request();
    Timing timing = request.timing();
    List<OfferedCookie> cookies = cookies(response, address.get().host());
    entries.add(
        new Entry(
            address.get(),
            request.method(),
            request.resourceType(),
            response.status(),
            response.statusText(),
            response.headers().getOrDefault("content-type", "").replaceFirst(";.*", ""),
            timing.startTime,
            Math.max(0, Math.round(timing.responseStart)),
            cookies));
    return cookies;
  }

  private static List<OfferedCookie> cookies(Response response, String host) {
    try {
      @Nullable List<String> headers = response.headerValues("set-cookie");
      return headers == null
          ? List.of()
          : headers.stream().map(header -> OfferedCookie.of(header, host)).toList();
    } catch (PlaywrightException e) {
      // The response has gone with its page.
      return List.of();
    }
  }

  /** Returns the archive. */
  byte[] toJson(String tool, String browser) {
    JsonWriter json = JsonWriter.indented();
    json.beginObject().beginObject("log").field("version", "1.2");
    json.beginObject("creator").field("name", "consent-cli").field("version", tool).endObject();
    json.beginObject("browser").field("name", "Chromium").field("version", browser).endObject();
    json.beginArray("pages").endArray();
    json.beginArray("entries");
    entries.forEach(entry -> write(json, entry));
    json.endArray().endObject().endObject();
    return json.toBytes();
  }

  private static void write(JsonWriter json, Entry entry) {
    json.beginObject();
    json.field("startedDateTime", moment(entry.start()));
    json.field("time", entry.millis());
    json.field("_resourceType", entry.resource());
    json.beginObject("request");
    json.field("method", entry.method());
    json.field("url", entry.address().toString());
    json.field("httpVersion", "");
    empty(json, "cookies", "headers", "queryString");
    json.field("headersSize", -1).field("bodySize", -1);
    json.endObject();
    json.beginObject("response");
    json.field("status", entry.status());
    json.field("statusText", entry.statusText());
    json.field("httpVersion", "");
    json.beginArray("cookies");
    for (OfferedCookie cookie : entry.cookies()) {
      json.beginObject();
      json.field("name", cookie.name()).field("value", "");
      cookie
          .seconds()
          .ifPresent(seconds -> json.field("expires", moment(entry.start() + 1000.0 * seconds)));
      json.field("path", cookie.path()).field("domain", cookie.domain());
      json.field("httpOnly", cookie.flags().httpOnly()).field("secure", cookie.flags().secure());
      json.endObject();
    }
    json.endArray();
    empty(json, "headers");
    json.beginObject("content");
    json.field("size", -1).field("mimeType", entry.type());
    json.endObject();
    json.field("redirectURL", "").field("headersSize", -1).field("bodySize", -1);
    json.endObject();
    json.beginObject("cache").endObject();
    json.beginObject("timings");
    json.field("send", 0).field("wait", entry.millis()).field("receive", 0);
    json.endObject();
    json.endObject();
  }

  private static String moment(double millis) {
    return Instant.ofEpochMilli(Math.round(millis)).toString();
  }

  private static void empty(JsonWriter json, String... names) {
    for (String name : names) {
      json.beginArray(name).endArray();
    }
  }
}
