package io.github.consent4j.cli.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.consent4j.seen.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObservationsTest {

  private static final String SECRET = "s3cr3t-value";

  /** A visit as browsers record it: a page, a video, the answer to the banner, another page. */
  private static final String HAR =
      """
      { "log": { "version": "1.2", "creator": { "name": "WebInspector", "version": "537.36" },
        "pages": [ { "startedDateTime": "2026-11-20T10:00:00.000Z", "id": "page_1",
                     "title": "https://www.institute.example/films/4711?token=%1$s" } ],
        "entries": [
          { "startedDateTime": "2026-11-20T10:00:00.000Z", "time": 400.5, "pageref": "page_1",
            "request": { "method": "GET",
              "url": "https://www.institute.example/films/4711?token=%1$s",
              "headers": [ { "name": "Cookie", "value": "x=%1$s" } ], "cookies": [] },
            "response": { "status": 200, "headers": [ { "name": "Set-Cookie", "value": "%1$s" } ],
              "cookies": [
                { "name": "JSESSIONID", "value": "%1$s", "path": "/", "httpOnly": true,
                  "secure": true, "sameSite": "Lax" },
                { "name": "_ga_9ABC12DE", "value": "%1$s", "domain": ".institute.example",
                  "path": "/", "expires": "2027-11-20T10:00:00.700Z", "httpOnly": false,
                  "secure": false },
                { "name": "old", "value": "", "path": "/", "expires": "1970-01-01T00:00:00.000Z" }
              ], "content": { "size": 5, "text": "%1$s" } } },
          { "startedDateTime": "2026-11-20T10:00:01.000Z", "time": 20, "pageref": "page_1",
            "request": { "method": "GET", "url": "https://www.youtube.com/embed/x?id=%1$s",
              "cookies": [ { "name": "YSC", "value": "%1$s" } ] },
            "response": { "status": 200, "cookies": [ { "name": "YSC", "value": "%1$s" } ] } },
          { "startedDateTime": "2026-11-20T10:00:02.000Z", "time": 3, "pageref": "page_1",
            "request": { "method": "GET", "url": "wss://ads.example:8443/feed", "cookies": [] },
            "response": { "status": 0, "cookies": [],
              "_error": "net::ERR_BLOCKED_BY_CSP" } },
          { "startedDateTime": "2026-11-20T10:00:09.000Z", "time": 30, "pageref": "page_1",
            "request": { "method": "POST", "url": "https://www.institute.example/consent",
              "cookies": [ { "name": "JSESSIONID", "value": "%1$s" } ] },
            "response": { "status": 303,
              "cookies": [ { "name": "consent", "value": "%1$s", "path": "/" } ] } },
          { "startedDateTime": "2026-11-20T11:00:10.000+01:00", "time": 30, "pageref": "page_1",
            "request": { "method": "GET", "url": "https://www.youtube.com/embed/y", "cookies": [] },
            "response": { "status": 200, "cookies": [] } },
          { "startedDateTime": "2026-11-20T10:00:11.000Z", "time": 30,
            "request": { "method": "GET", "url": "data:image/png;base64,AA==", "cookies": [] },
            "response": { "status": 200, "cookies": [] } }
        ] } }
      """
          .formatted(SECRET);

  private static final String INSPECTION =
      """
      {
        "title": "Website Evidence Collection",
        "uri_ins": "https://institute.example/",
        "host": "institute.example",
        "localStorage": {
          "https://institute.example": {
            "theme": { "value": "%1$s", "firstPartyStorage": true,
              "log": { "timestamp": "2026-11-20T10:00:03.000Z",
                       "location": "https://institute.example/en/films?x=%1$s" } } },
          "https://player.example": { "volume": { "value": 1, "firstPartyStorage": false } }
        },
        "cookies": [
          { "name": "emos_jcvid", "value": "%1$s", "domain": "institute.example", "path": "/",
            "expires": 1858327202.5, "httpOnly": false, "secure": true, "session": false,
            "sameSite": "Lax", "expiresDays": 730, "firstPartyStorage": true,
            "log": { "type": "Cookie.JS", "timestamp": "2026-11-21T10:00:03.000Z",
                     "location": "https://institute.example/" } },
          { "name": "PHPSESSID", "value": "%1$s", "domain": "institute.example", "path": "/",
            "expires": -1, "httpOnly": true, "secure": true, "session": true,
            "firstPartyStorage": true },
          { "name": "YSC", "value": "%1$s", "domain": "youtube.com", "path": "/", "expires": -1,
            "httpOnly": true, "secure": true, "session": true, "firstPartyStorage": false }
        ],
        "beacons": [ { "url": "https://stats.example/hit?id=%1$s", "query": { "id": "%1$s" },
                       "occurrances": 3 } ],
        "links": { "thirdParty": [ { "href": "https://linked.example/" } ] },
        "browser": { "name": "Chromium", "preset_cookies": {} },
        "browsing_history": [ "https://institute.example/" ],
        "hosts": {
          "requests": { "firstParty": [ "institute.example" ],
                        "thirdParty": [ "www.youtube.com", "stats.example" ] },
          "links": { "thirdParty": [ "linked.example" ] } },
        "websockets": { "wss://chat.example/room": [ { "message": "%1$s" } ] },
        "start_time": "2026-11-20T10:00:00.000Z", "end_time": "2026-11-20T10:00:09.000Z"
      }
      """
          .formatted(SECRET);

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Seen.Item item(List<Seen.Item> items, Seen.Kind kind, String name) {
    return items.stream()
        .filter(item -> item.kind() == kind && item.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among " + names(items)));
  }

  private static List<String> names(List<Seen.Item> items) {
    return items.stream().map(item -> item.kind() + " " + item.name()).toList();
  }

  @Test
  void an_archive_shows_the_cookies_of_the_site_and_the_hosts_of_others() throws IOException {
    List<Seen.Item> items = Observations.read(file("visit.har", HAR));

    assertThat(names(items))
        .containsExactly(
            "COOKIE JSESSIONID",
            "COOKIE _ga_*",
            "COOKIE consent",
            "HOST ads.example",
            "HOST www.youtube.com");
    assertThat(item(items, Seen.Kind.HOST, "www.youtube.com"))
        .satisfies(
            host -> {
              assertThat(host.count()).isEqualTo(2);
              assertThat(host.pages()).containsExactly("/films/*");
              assertThat(host.first()).isEqualTo(Instant.parse("2026-11-20T10:00:01Z"));
              assertThat(host.last()).isEqualTo(Instant.parse("2026-11-20T10:00:10Z"));
            });
  }

  @Test
  void an_archive_tells_the_attributes_of_cookies() throws IOException {
    List<Seen.Item> items = Observations.read(file("visit.har", HAR));

    assertThat(item(items, Seen.Kind.COOKIE, "_ga_*").attributes())
        .contains(
            new Seen.Attributes(
                false,
                false,
                Optional.empty(),
                Optional.of("/"),
                Optional.of(".institute.example"),
                Optional.of(Duration.ofDays(365))));
    assertThat(item(items, Seen.Kind.COOKIE, "JSESSIONID").attributes())
        .contains(
            new Seen.Attributes(
                true,
                true,
                Optional.of("lax"),
                Optional.of("/"),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void what_the_browser_held_back_is_counted_as_blocked() throws IOException {
    List<Seen.Item> items = Observations.read(file("visit.har", HAR));

    assertThat(item(items, Seen.Kind.HOST, "ads.example").byConsent())
        .isEqualTo(new Seen.ByConsent(0, 0, 0, 1));
  }

  @Test
  void until_the_decision_is_stored_everything_in_an_archive_was_seen_before_consent()
      throws IOException {
    List<Seen.Item> items = Observations.read(file("visit.har", HAR), "consent");

    assertThat(item(items, Seen.Kind.HOST, "www.youtube.com").byConsent())
        .isEqualTo(new Seen.ByConsent(1, 0, 0, 0));
    assertThat(item(items, Seen.Kind.COOKIE, "JSESSIONID").byConsent())
        .isEqualTo(new Seen.ByConsent(2, 0, 0, 0));
    assertThat(item(items, Seen.Kind.COOKIE, "consent").byConsent()).isEqualTo(Seen.ByConsent.NONE);
  }

  @Test
  void without_the_name_of_its_cookie_nobody_knows_what_was_before_consent() throws IOException {
    List<Seen.Item> items = Observations.read(file("visit.har", HAR));

    assertThat(item(items, Seen.Kind.COOKIE, "JSESSIONID").byConsent())
        .isEqualTo(Seen.ByConsent.NONE);
  }

  @Test
  void an_archive_without_cookies_does_not_say_whether_the_visitor_had_decided()
      throws IOException {
    Path file = file("visit.har", HAR.replaceAll("(?s)\"cookies\": \\[.*?\\]", "\"cookies\": []"));

    assertThat(Observations.read(file, "consent"))
        .isNotEmpty()
        .allMatch(item -> item.byConsent().before() == 0);
    assertThat(Observations.readUndecided(file))
        .isNotEmpty()
        .allMatch(item -> item.byConsent().before() == item.count());
  }

  @Test
  void an_archive_that_begins_with_a_decision_shows_nothing_before_consent() throws IOException {
    String decided =
        HAR.replaceFirst(
            "\"cookies\": \\[\\] \\}",
            "\"cookies\": [ { \"name\": \"consent\", \"value\": \"x\" } ] }");
    assertThat(decided).isNotEqualTo(HAR);

    assertThat(Observations.read(file("visit.har", decided), "consent"))
        .allMatch(item -> item.byConsent().before() == 0);
  }

  @Test
  void an_inspection_shows_what_comes_without_a_decision() throws IOException {
    List<Seen.Item> items = Observations.read(file("inspection.json", INSPECTION));

    assertThat(names(items))
        .containsExactly(
            "COOKIE PHPSESSID",
            "COOKIE emos_jcvid",
            "HOST chat.example",
            "HOST stats.example",
            "HOST www.youtube.com",
            "LOCAL_STORAGE theme");
    assertThat(items).allMatch(item -> item.byConsent().before() == item.count());
    assertThat(item(items, Seen.Kind.HOST, "stats.example").count()).isEqualTo(3);
    assertThat(item(items, Seen.Kind.LOCAL_STORAGE, "theme").pages()).containsExactly("/en/films");
    assertThat(item(items, Seen.Kind.COOKIE, "emos_jcvid").attributes())
        .contains(
            new Seen.Attributes(
                true,
                false,
                Optional.of("lax"),
                Optional.of("/"),
                Optional.empty(),
                Optional.of(Duration.ofDays(730))));
    assertThat(item(items, Seen.Kind.COOKIE, "PHPSESSID").attributes().orElseThrow().lifetime())
        .isEmpty();
  }

  @Test
  void an_inspection_that_began_with_cookies_says_nothing_about_consent() throws IOException {
    String preset =
        INSPECTION.replace("\"preset_cookies\": {}", "\"preset_cookies\": { \"consent\": \"x\" }");

    List<Seen.Item> items = Observations.read(file("inspection.json", preset));

    assertThat(items).allMatch(item -> item.byConsent().equals(Seen.ByConsent.NONE));
  }

  @Test
  void no_value_and_no_query_is_left() throws IOException {
    assertThat(Observations.read(file("visit.har", HAR)).toString()).doesNotContain(SECRET);
    assertThat(Observations.read(file("inspection.json", INSPECTION)).toString())
        .doesNotContain(SECRET);
  }

  @Test
  void the_list_of_the_site_itself_is_read_as_well() throws IOException {
    Path seen =
        file(
            "consent-seen.yaml",
            """
            seen:
            - {kind: cookie, name: PHPSESSID, service: webedition, count: 3,
               first: '2026-11-01T10:00:00Z', last: '2026-11-02T10:00:00Z', pages: [/]}
            """);

    assertThat(Observations.read(seen)).extracting(Seen.Item::name).containsExactly("PHPSESSID");
  }

  @Test
  void a_byte_order_mark_and_white_space_may_stand_first() throws IOException {
    assertThat(Observations.read(file("visit.har", "\uFEFF\n  " + HAR))).hasSize(5);
  }

  @Test
  void a_file_that_breaks_off_is_said_to_be_incomplete() throws IOException {
    Path file = file("visit.har", HAR.substring(0, HAR.indexOf("www.youtube.com")));

    assertThatThrownBy(() -> Observations.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageMatching(".*visit\\.har:19:\\d+: the file ends before its JSON does; .*");
  }

  @Test
  void a_broken_file_is_not_quoted() throws IOException {
    Path file = file("visit.har", HAR.replaceFirst(SECRET + "\" } ]", SECRET + "\" x } ]"));

    assertThatThrownBy(() -> Observations.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageMatching(".*visit\\.har:3:\\d+: this is no JSON from here on; expected .*")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void a_member_of_another_kind_is_named_with_what_was_expected() throws IOException {
    Path entries = file("visit.har", "{ \"log\": {\n \"entries\": { } } }");
    Path log = file("log.har", "{ \"log\": { \"pages\": [] } }");
    Path cookies = file("inspection.json", "{ \"uri_ins\": \"x\", \"cookies\": \"none\" }");

    assertThatThrownBy(() -> Observations.read(entries))
        .hasMessageMatching(
            ".*visit\\.har:2:\\d+: expected an array as 'entries' of an HTTP archive");
    assertThatThrownBy(() -> Observations.read(log))
        .hasMessageContaining("expected the array 'entries' in 'log'");
    assertThatThrownBy(() -> Observations.read(cookies))
        .hasMessageContaining("expected an array as 'cookies' of an inspection");
  }

  @Test
  void a_file_of_another_kind_is_told_what_was_expected() throws IOException {
    Path json = file("package.json", "{ \"name\": \"x\" }");
    Path text = file("notes.txt", "seen today: nothing");

    assertThatThrownBy(() -> Observations.read(json))
        .hasMessageContaining("package.json:1:")
        .hasMessageContaining("expected consent-seen.yaml, the inspection.json");
    assertThatThrownBy(() -> Observations.read(text))
        .hasMessageContaining("expected consent-seen.yaml, the inspection.json");
    assertThatThrownBy(() -> Observations.read(folder)).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> Observations.read(folder.resolve("gone.har")))
        .hasMessageContaining("gone.har is not there");
  }

  @Test
  void an_archive_of_a_million_names_ends_with_a_message() throws IOException {
    StringBuilder entries = new StringBuilder();
    for (int i = 0; i < 11_000; i++) {
      entries
          .append(i == 0 ? "" : ",")
          .append("{\"request\":{\"url\":\"https://")
          .append(i == 0 ? "own" : "h" + Integer.toString(i, 36))
          .append(".example/\"}}");
    }
    Path file = file("visit.har", "{\"log\":{\"entries\":[" + entries + "]}}");

    assertThatThrownBy(() -> Observations.read(file))
        .hasMessageContaining("expected at most 10000 different names");
  }

  @Test
  void signs_that_change_the_text_around_them_do_not_stay_in_names() throws IOException {
    String name = "key\\u0007\\u202e";
    Path file =
        file(
            "inspection.json",
            "{\"uri_ins\":\"https://own.example/\",\"localStorage\":{\"https://own.example\":{\""
                + name
                + "\":{\"value\":1}}}}");

    assertThat(Observations.read(file)).extracting(Seen.Item::name).containsExactly("key??");
  }
}
