package io.github.consent4j.seen.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.consent4j.examples.browser.CapturedLog;
import io.github.consent4j.known.KnownService;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import io.github.consent4j.seen.Seen;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The list of what was seen at a site. */
class SeenJournalTest {

  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private static final Seen.Attributes LASTING =
      new Seen.Attributes(
          true,
          false,
          Optional.of("lax"),
          Optional.of("/"),
          Optional.of("site.example"),
          Optional.of(Duration.ofDays(400)));

  private static final KnownServices CATALOGUE =
      new CatalogueIndex(
          new ByteArrayInputStream(
              """
              # kind, pattern, domain, service, category
              host\tyoutube.com\t\tyoutube\texternal-media
              cookie\t_ga\t\tgoogle-analytics\tstatistics
              cookie\t_ga_*\t\tgoogle-analytics\tstatistics
              """
                  .getBytes(StandardCharsets.UTF_8)));

  @TempDir private Path folder;

  /** A clock that stands until it is set. */
  private static class SetClock extends Clock {

    private Instant now = START;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private final SetClock clock = new SetClock();
  private final SeenJournal journal = new SeenJournal(clock, CATALOGUE);

  @ParameterizedTest
  @CsvSource({
    "_ga_ABC123, _ga_*",
    "_ga, _ga",
    "_gid, _gid",
    "_pk_id.1.1fff, _pk_id.*",
    "_hjSessionUser_1234567, _hjSessionUser_*",
    "_dc_gtm_UA-12345-1, _dc_gtm_UA-*",
    "wordpress_logged_in_d41d8cd98f00b204e9800998ecf8427e, wordpress_logged_in_*",
    "intercom-id-abc123xy, intercom-id-*",
    "session-123e4567-e89b-12d3-a456-426614174000, session-*",
    "d41d8cd98f00b204e9800998ecf8427e, *",
    "JSESSIONID, JSESSIONID",
    "XSRF-TOKEN, XSRF-TOKEN",
    "emos_jcsid, emos_jcsid",
    "VISITOR_INFO1_LIVE, VISITOR_INFO1_LIVE",
    "__Secure-3PSID, __Secure-3PSID",
    "consent_v2, consent_v2",
    "feedface, feedface",
  })
  void identifiers_in_names_are_generalised(String name, String general) {
    assertThat(GeneralName.of(name)).isEqualTo(general);
  }

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/news/4711?visitor=4, /news/*",
    "/user/123e4567-e89b-12d3-a456-426614174000/x, /user/*/x",
    "/en/data-protection, /en/data-protection",
  })
  void paths_hold_no_identifiers_and_no_queries(String path, String general) {
    assertThat(GeneralName.ofPath(path)).isEqualTo(general);
  }

  @Test
  void one_thing_has_one_entry_with_times_pages_attributes_and_count() {
    journal.cookieSet("_ga_ABC123", null, false, "/news/1", Occurrence.BEFORE, () -> LASTING);
    clock.now = START.plusSeconds(60);
    journal.cookieSet(
        "_ga_DEF456", null, false, "/news/2?q=secret", Occurrence.BEFORE, () -> LASTING);
    journal.cookieSet("_ga_DEF456", "analytics", false, "/", Occurrence.BEFORE, () -> LASTING);

    assertThat(journal.items())
        .singleElement()
        .isEqualTo(
            new SeenItem(
                Seen.Kind.COOKIE,
                "_ga_*",
                Optional.of("analytics"),
                List.of("/news/*", "/"),
                START,
                START.plusSeconds(60),
                3,
                new Seen.ByConsent(3, 0, 0, 0),
                Optional.of(LASTING)));
  }

  @Test
  void neither_visitors_nor_the_site_can_fill_the_memory() {
    for (int i = 0; i < 5000; i++) {
      String letters = Integer.toString(i, 26).replaceAll("\\d", "$0x").replace('0', 'z');
      journal.cookieCame(
          "made-up-" + letters.replaceAll("\\d", "q") + "v".repeat(i % 90), Occurrence.BEFORE);
      journal.host("h" + i + ".example", null, "/p" + i, Occurrence.UNKNOWN);
      journal.host("one.example", null, "/p" + "q".repeat(i % 150), Occurrence.UNKNOWN);
    }
    journal.cookieSet("y".repeat(10_000), null, false, "/", Occurrence.BEFORE, () -> LASTING);
    journal.cookieSet("line\nforged", null, false, "/", Occurrence.BEFORE, () -> LASTING);

    List<Seen.Item> items = journal.items();
    assertThat(items).filteredOn(item -> item.kind() == Seen.Kind.COOKIE).hasSizeLessThan(101);
    assertThat(items).filteredOn(item -> item.kind() == Seen.Kind.HOST).hasSize(1000);
    assertThat(items).allSatisfy(item -> assertThat(item.pages()).hasSizeLessThanOrEqualTo(5));
    assertThat(items)
        .flatExtracting(Seen.Item::pages)
        .allSatisfy(page -> assertThat(page).hasSizeLessThan(150));
  }

  @Test
  void what_others_make_up_takes_no_room_from_what_is_declared() {
    for (int i = 0; i < 5000; i++) {
      journal.host("h" + i + ".example", null, "/", Occurrence.UNKNOWN);
      journal.cookieSet("c" + i + "-x", null, false, "/", Occurrence.BEFORE, () -> LASTING);
      journal.cookieCame("r" + i + "-x", Occurrence.BEFORE);
      journal.reported(Seen.Kind.LOCAL_STORAGE, "k" + i, null, "/", Occurrence.BEFORE);
    }
    journal.host("declared.example", "cdn", "/", Occurrence.ALLOWED);
    journal.reported(Seen.Kind.SESSION_STORAGE, "step", "shop", "/", Occurrence.ALLOWED);
    SeenThing cart = journal.declaredCookie("cart", "shop");
    assertThat(cart).isNotNull();
    cart.count(Occurrence.ALLOWED, journal.now());

    assertThat(journal.items())
        .filteredOn(item -> item.service().isPresent())
        .extracting(Seen.Item::name)
        .containsExactly("cart", "declared.example", "step");
  }

  @Test
  void one_host_in_one_page_reads_the_time_once_and_counts_each_time() {
    AtomicInteger readings = new AtomicInteger();
    SetClock counting =
        new SetClock() {
          @Override
          public long millis() {
            readings.incrementAndGet();
            return super.millis();
          }
        };
    SeenJournal known = new SeenJournal(counting, CATALOGUE);
    known.host("cdn.example", "cdn", "/", Occurrence.ALLOWED);
    readings.set(0);
    String page = "/news/1";
    for (int i = 0; i < 30; i++) {
      known.host("cdn.example", "cdn", page, Occurrence.ALLOWED);
    }

    assertThat(readings).hasValue(1);
    assertThat(known.items()).singleElement().extracting(Seen.Item::count).isEqualTo(31L);
  }

  @Test
  void a_long_list_leaves_room_for_what_is_new() {
    List<Seen.Item> many = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      many.add(
          SeenList.item(
              Seen.Kind.HOST,
              "h" + i + ".example",
              Optional.empty(),
              List.of("/"),
              START,
              START.plusSeconds(i),
              1,
              Seen.ByConsent.NONE,
              Optional.empty()));
    }
    journal.continueFrom(new SeenList(START.minusSeconds(9), many));
    assertThat(journal.since()).isEqualTo(START.minusSeconds(9));
    assertThat(journal.items()).hasSize(750);
    assertThat(journal.items())
        .as("what was seen last")
        .allSatisfy(item -> assertThat(item.last()).isAfter(START.plusSeconds(4249)));
    journal.host("new.example", null, "/", Occurrence.UNKNOWN);
    assertThat(journal.items()).hasSize(751);
  }

  @Test
  void the_list_survives_a_restart() throws IOException {
    Path file = folder.resolve("consent-seen.yaml");
    journal.cookieSet("cart'#1", "shop", true, "/cart", Occurrence.BEFORE, () -> LASTING);
    journal.host("cdn.example", null, "/news/1", Occurrence.UNKNOWN);
    journal.cookieCame("made_up", Occurrence.BEFORE);
    SeenFile.write(file, new SeenList(journal.since(), journal.items()));
    assertThat(SeenFile.read(file)).isEqualTo(journal.items());

    clock.now = START.plusSeconds(3600);
    SeenJournal next = new SeenJournal(clock, CATALOGUE);
    next.continueFrom(SeenFile.readList(file).orElseThrow());
    next.host("cdn.example", "cdn", "/other", Occurrence.UNKNOWN);

    assertThat(next.since()).isEqualTo(START);
    assertThat(next.items()).hasSize(3);
    Seen.Item host =
        next.items().stream().filter(i -> i.kind() == Seen.Kind.HOST).findFirst().orElseThrow();
    assertThat(host.count()).isEqualTo(2);
    assertThat(host.first()).isEqualTo(START);
    assertThat(host.last()).isEqualTo(clock.now);
    assertThat(host.service()).contains("cdn");
    assertThat(host.pages()).containsExactly("/news/*", "/other");
    assertThat(Files.list(folder)).containsExactly(file);
  }

  @Test
  void the_file_has_the_counts_by_consent_and_an_older_one_has_none() throws IOException {
    Path file = folder.resolve("consent-seen.yaml");
    SeenItem item =
        new SeenItem(
            Seen.Kind.COOKIE,
            "cart",
            Optional.empty(),
            List.of("/"),
            START,
            START,
            9,
            new Seen.ByConsent(4, 0, 3, 2),
            Optional.empty());
    SeenFile.write(file, new SeenList(START, List.of(item)));
    assertThat(SeenFile.read(file)).containsExactly(item);
    assertThat(Files.readString(file)).doesNotContain("refused");

    Files.writeString(
        file,
        "seen: [{ kind: cookie, name: cart, count: 1, first: '2026-03-01T10:00:00Z',"
            + " last: '2026-03-01T10:00:00Z' }]");
    Seen.Item older = SeenFile.read(file).get(0);
    assertThat(older.byConsent()).isEqualTo(Seen.ByConsent.NONE);
    assertThat(item.after(older).byConsent()).isEqualTo(item.byConsent());
  }

  @Test
  void only_such_a_list_is_read() throws IOException {
    Path file = folder.resolve("other.yaml");
    assertThat(SeenFile.read(file)).isEmpty();
    for (String text :
        List.of(
            ReferencePolicy.YAML,
            "",
            "seen: 3",
            "seen: [3]",
            "seen: [{ kind: cookie }]",
            "seen: [{ kind: x, name: x, count: 1, first: x, last: x }]",
            "seen: !!javax.script.ScriptEngineManager []",
            "seen: [")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> SeenFile.read(file))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is not a list of what was seen");
    }
  }

  @Test
  void the_proposal_adds_what_is_known_and_declares_the_rest_so_that_it_can_be_pasted() {
    journal.host("www.youtube.com", null, "/", Occurrence.UNKNOWN);
    journal.host("cdn.widgets.example", null, "/", Occurrence.UNKNOWN);
    journal.host("img.widgets.example", null, "/", Occurrence.UNKNOWN);
    journal.host("a.shop.co.uk", null, "/", Occurrence.UNKNOWN);
    journal.host("declared.example", "somebody", "/", Occurrence.UNKNOWN);
    journal.cookieSet("_ga_ABC123", null, false, "/", Occurrence.BEFORE, () -> LASTING);
    journal.cookieSet("who_knows-ABC123", null, false, "/", Occurrence.BEFORE, () -> LASTING);
    journal.cookieCame("script_made", Occurrence.BEFORE);
    journal.cookieSet(
        "d41d8cd98f00b204e9800998ecf8427e", null, false, "/", Occurrence.BEFORE, () -> LASTING);

    Proposal proposal = new Proposal(journal.items(), CATALOGUE);

    assertThat(proposal.toAdd().keySet()).containsExactly("external-media", "statistics");
    assertThat(proposal.toString())
        .contains("# add youtube to external-media", "# add google-analytics to statistics")
        .contains("\"who_knows-*\", lifetime: P400D", "[\"cdn.widgets.example\", ")
        .doesNotContain("declared.example", "4e9800");
    assertThat(proposal.serviceIds())
        .containsExactly("shop-co-uk", "widgets-example", "site-cookies");
    Policy pasted =
        ReferencePolicy.read(
            ReferencePolicy.YAML.replace(
                    "[econda]", "[econda, " + String.join(", ", proposal.serviceIds()) + "]")
                + proposal);
    assertThat(pasted.service("widgets-example").orElseThrow().loads().urls()).hasSize(2);
    assertThat(pasted.service("site-cookies").orElseThrow().stores()).hasSize(2);
  }

  @Test
  void nothing_is_proposed_where_everything_is_declared() {
    journal.host("declared.example", "somebody", "/", Occurrence.UNKNOWN);
    assertThat(new Proposal(journal.items(), CATALOGUE).toString()).isEmpty();
  }

  @Test
  void the_log_has_one_line_for_a_thing_and_one_summary_an_hour() {
    String lines =
        CapturedLog.of(
            () -> {
              for (int i = 0; i < 3; i++) {
                journal.log().host("www.youtube.com", true, () -> "");
                journal.log().cookie("who_knows_12345" + i, false, true, null);
                journal.host("www.youtube.com", null, "/", Occurrence.UNKNOWN);
                journal.cookieSet(
                    "who_knows_12345" + i, null, false, "/", Occurrence.BEFORE, () -> LASTING);
              }
            });
    assertThat(lines.strip().lines()).hasSize(2);
    assertThat(lines).contains("add youtube to external-media", "'who_knows_*'");

    clock.now = START.plusSeconds(3601);
    String summary = CapturedLog.of(this::seeThreeTimes);
    assertThat(summary)
        .containsOnlyOnce("WARN")
        .contains("# add youtube to external-media", "services:", "\"who_knows_*\"");

    clock.now = START.plusSeconds(7300);
    assertThat(CapturedLog.of(this::seeThreeTimes)).isEmpty();

    assertThat(CapturedLog.of(() -> journal.host("new.example", null, "/", Occurrence.UNKNOWN)))
        .contains("new.example");
    journal.host("newer.example", null, "/", Occurrence.UNKNOWN);
    assertThat(CapturedLog.of(this::seeThreeTimes)).isEmpty();
    clock.now = START.plusSeconds(11_000);
    assertThat(CapturedLog.of(this::seeThreeTimes)).contains("newer.example");
  }

  private void seeThreeTimes() {
    for (int i = 0; i < 3; i++) {
      journal.host("www.youtube.com", null, "/film/" + i, Occurrence.UNKNOWN);
    }
  }

  @Test
  void the_index_of_the_catalogue_recognises_hosts_and_cookies() {
    CatalogueIndex all = new CatalogueIndex();
    assertThat(all.known("www.youtube.com").map(KnownService::category)).contains("external-media");
    assertThat(all.known("_ga", "").map(KnownService::category)).contains("statistics");
    // This pattern counts on the provider's domain alone.
    assertThat(all.known("SRxyz", "")).isEmpty();
    assertThat(all.known("SRxyz", "track.adform.net")).isPresent();
    assertThat(all.known("kndctr_ABC_identity", "")).isPresent();
    assertThat(all.known("kndctr_*", "")).isPresent();
    assertThat(all.known("bandcamp.com")).isPresent();
  }

  @Test
  void what_is_in_no_index_is_not_known() {
    assertThat(new CatalogueIndex().known("nowhere.example")).isEmpty();
    assertThat(CATALOGUE.known("img.youtube.com").map(KnownService::id)).contains("youtube");
    assertThat(CATALOGUE.known("notyoutube.com")).isEmpty();
    assertThat(CATALOGUE.known("_gaz", "")).isEmpty();
  }
}
