package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.header;
import static io.github.consent4j.servlet.TestSite.setCookies;
import static io.github.consent4j.servlet.TestSite.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.consent4j.consent.ConsentEvent.Action;
import io.github.consent4j.consent.ConsentEvent.Layer;
import io.github.consent4j.consent.ConsentEvent.Way;
import io.github.consent4j.examples.browser.CapturedLog;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecord.Choice;
import io.github.consent4j.record.ConsentRecord.Event;
import io.github.consent4j.record.ConsentRecord.State;
import io.github.consent4j.record.Notice;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A record of each decision is kept before the decision counts. */
class ProofTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ACCEPT = "choice=accept-all&return=/page";
  private static final String REJECT = "choice=reject-all&return=/page";

  private final KeptRecords records = new KeptRecords();
  private TestSite site;

  private void start(String more) throws Exception {
    site =
        new TestSite()
            .filter(
                ConsentFilter.builder()
                    .policy(TestSite.policy(TestSite.REFERENCE + more))
                    .records(records)
                    .build())
            .page("/page", (request, response) -> text(response, "page"))
            .page(
                "/grant",
                (request, response) ->
                    text(
                        response,
                        VisitorConsent.of(request).grant("statistics")
                            + " "
                            + ConsentFilter.consent(request).allows("statistics")))
            .page(
                "/withdraw",
                (request, response) -> {
                  VisitorConsent.of(request).withdraw("statistics");
                  text(response, "withdrawn");
                })
            .start(Containers.TOMCAT);
  }

  @AfterEach
  void stop() throws Exception {
    records.goOn.countDown();
    site.close();
  }

  private static Map<String, State> states(ConsentRecord record) {
    Map<String, State> states = new LinkedHashMap<>();
    record.choices().forEach(choice -> states.put(choice.id(), choice.state()));
    return states;
  }

  private static String cookie(HttpResponse<?> response) {
    return setCookies(response).stream()
        .filter(header -> header.startsWith("consent="))
        .findFirst()
        .orElseThrow()
        .split(";")[0];
  }

  private static byte[] sha256(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static String id(String cookie) {
    return cookie.split("\\.")[2];
  }

  // --- before the answer

  @Test
  void the_visitor_is_answered_after_the_record_is_kept() throws Exception {
    records.goOn = new CountDownLatch(1);
    start("");
    CompletableFuture<HttpResponse<String>> answer =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return site.choose(ACCEPT);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    records.asked.await();

    assertThatThrownBy(() -> answer.get(200, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    records.goOn.countDown();
    assertThat(answer.get().statusCode()).isEqualTo(303);
    assertThat(records.all).hasSize(1);
  }

  @Test
  void a_record_tells_who_decided_what_when_and_how() throws Exception {
    start("");
    String cookie = site.consent("choice=save&grant=statistics&return=/page");
    ConsentRecord record = records.last();
    JsonNode state = JSON.readTree(site.get("/consent/state.json", "Cookie", cookie).body());

    assertThat(record.consentId()).isEqualTo(id(cookie));
    assertThat(record.event()).isEqualTo(Event.GIVEN);
    assertThat(record.way()).isEqualTo(Way.FORM);
    assertThat(record.action()).isEqualTo(Action.SAVE);
    assertThat(record.choices())
        .containsExactly(
            new Choice("econda", "statistics", State.GRANTED),
            new Choice("youtube", "external-media", State.REFUSED),
            new Choice("twitter", "external-media", State.REFUSED));
    assertThat(record.revision()).isEqualTo(state.path("revision").asText());
    assertThat(Duration.between(record.at(), record.validUntil()).toDays()).isBetween(180L, 184L);
    assertThat(record.site()).isEqualTo("localhost");
    assertThat(record.gpc()).isFalse();
    assertThat(record.address()).isEmpty();
    assertThat(record.agent()).isEmpty();
    assertThat(record.id().version()).isEqualTo(7);
  }

  @Test
  void each_later_decision_has_a_record_under_the_same_identifier() throws Exception {
    start("");
    String first = site.consent("choice=save&grant=statistics");
    String more = cookie(site.choose("choice=grant&grant=youtube", "Cookie", first));
    String same = cookie(site.choose("choice=grant&grant=youtube", "Cookie", more));
    String less = cookie(site.choose("choice=withdraw&grant=statistics", "Cookie", same));
    site.choose(REJECT, "Cookie", less);

    assertThat(records.all)
        .extracting(ConsentRecord::event)
        .containsExactly(
            Event.GIVEN, Event.CHANGED, Event.RENEWED, Event.WITHDRAWN, Event.WITHDRAWN);
    assertThat(records.all).extracting(ConsentRecord::consentId).containsOnly(id(first));
    assertThat(records.all).extracting(ConsentRecord::id).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void refusals_are_kept_too() throws Exception {
    start("");
    site.choose(REJECT);

    assertThat(records.last().event()).isEqualTo(Event.REFUSED);
    assertThat(states(records.last())).doesNotContainValue(State.GRANTED).hasSize(3);
  }

  @Test
  void what_is_not_answered_yet_is_undecided() throws Exception {
    start("");
    site.choose("choice=grant&grant=youtube", "Sec-GPC", "1");

    assertThat(states(records.last()))
        .containsExactly(
            entry("econda", State.UNDECIDED),
            entry("youtube", State.GRANTED),
            entry("twitter", State.UNDECIDED));
  }

  @Test
  void a_category_without_services_counts_as_itself_and_one_that_is_not_enforced_not_at_all()
      throws Exception {
    site =
        new TestSite()
            .filter(
                ConsentFilter.builder()
                    .policy(
                        TestSite.policy(
                            """
                            site: { name: x, privacy-policy: /p }
                            categories:
                              necessary: { required: true }
                              statistics: { services: [econda], enforce: report }
                              marketing: {}
                            """))
                    .records(records)
                    .build())
            .start(Containers.TOMCAT);
    site.choose(ACCEPT);

    assertThat(records.last().choices())
        .containsExactly(new Choice("marketing", "marketing", State.GRANTED));
  }

  @Test
  void that_the_browser_sent_global_privacy_control_is_kept() throws Exception {
    start("");
    site.choose(ACCEPT, "Sec-GPC", "1");

    assertThat(records.last().gpc()).isTrue();
    assertThat(records.last().event()).isEqualTo(Event.GIVEN);
  }

  @Test
  void deleting_everything_withdraws_what_was_granted() throws Exception {
    start("clear-site-data: true\n");
    String cookie = site.consent("choice=save&grant=statistics");
    HttpResponse<String> response = site.choose("choice=delete-everything", "Cookie", cookie);

    assertThat(header(response, "clear-site-data")).contains("cookies");
    assertThat(records.last().event()).isEqualTo(Event.WITHDRAWN);
    assertThat(records.last().action()).isEqualTo(Action.DELETE_EVERYTHING);
    assertThat(records.last().consentId()).isEqualTo(id(cookie));
    assertThat(states(records.last())).doesNotContainValue(State.GRANTED);
  }

  @Test
  void deleting_everything_without_a_decision_before_has_no_record() throws Exception {
    start("clear-site-data: true\n");
    assertThat(site.choose("choice=delete-everything").statusCode()).isEqualTo(303);

    assertThat(records.all).isEmpty();
  }

  @Test
  void the_visitor_is_named_in_parts_only_if_the_operator_wants_it() throws Exception {
    start("records: { store: none, visitor: truncated }\n");
    site.choose(
        ACCEPT,
        "User-Agent",
        "Mozilla/5.0 (X11; Linux x86_64; Pixel 9) Gecko/20100101 Firefox/145.0.1");

    assertThat(records.last().address()).hasValue("127.0.0.0/24");
    assertThat(records.last().agent()).hasValue("Mozilla/5 Gecko/20100101 Firefox/145");
  }

  @Test
  @Timeout(60)
  void what_the_visitor_was_shown_is_kept_with_the_record() throws Exception {
    start("");
    String page = site.get("/consent?lang=de", "Accept", "text/html").body();
    Matcher field = Pattern.compile("name=\"notice\" value=\"([^\"]+)\"").matcher(page);
    assertThat(field.find()).isTrue();
    site.choose(ACCEPT + "&lang=de&notice=" + field.group(1));

    assertThat(records.last().notice().orElseThrow()).startsWith(field.group(1));
    assertThat(records.last().layer()).isEqualTo(Layer.SETTINGS);
    assertThat(records.last().language()).isEqualTo("de");
    // They are kept in the background.
    while (records.notices.size() < 2) {
      Thread.sleep(5);
    }
    assertThat(records.notices.get(records.last().notice().orElseThrow()).text())
        .contains("econda");
    assertThat(records.notices.values())
        .extracting(Notice::layer)
        .contains(Layer.SETTINGS, Layer.BANNER);
    byte[] inventory = records.inventories.get(records.last().policy());
    assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(inventory)))
        .isEqualTo(records.last().policy());
  }

  // --- without a record

  @Test
  void a_consent_without_proof_is_not_taken_and_the_visitor_is_told_so() throws Exception {
    start("");
    records.isFull = true;
    HttpResponse<String> response =
        site.choose(ACCEPT + "&lang=de", "Accept", "text/html,*/*;q=0.8");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(setCookies(response)).isEmpty();
    assertThat(header(response, "retry-after")).isEqualTo("120");
    assertThat(response.body())
        .contains("<html lang=\"de\"")
        .contains("Ihre Einwilligung l&#228;sst sich gerade nicht speichern")
        .contains("href=\"/page\"");
  }

  @Test
  void a_script_is_told_so_as_json() throws Exception {
    start("");
    records.isFull = true;
    HttpResponse<String> response = site.choose(ACCEPT, "Accept", "application/json");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(setCookies(response)).isEmpty();
    assertThat(JSON.readTree(response.body()).path("error").asText()).isEqualTo("unproven");
    assertThat(JSON.readTree(response.body()).path("message").asText())
        .startsWith("Your consent cannot be stored at the moment");
  }

  @Test
  void refusals_and_withdrawals_count_without_proof() throws Exception {
    start("");
    String granted = site.consent("choice=save&grant=statistics&grant=youtube");
    records.isFull = true;

    assertThat(site.choose(REJECT).statusCode()).isEqualTo(303);
    HttpResponse<String> withdrawal =
        site.choose("choice=withdraw&grant=statistics", "Cookie", granted);
    assertThat(withdrawal.statusCode()).isEqualTo(303);
    assertThat(cookie(withdrawal)).contains("~statistics");
  }

  @Test
  void of_a_decision_without_proof_only_what_it_takes_back_counts() throws Exception {
    start("");
    String granted = site.consent("choice=save&grant=statistics");
    records.isFull = true;
    HttpResponse<String> response =
        site.choose("choice=save&grant=youtube", "Cookie", granted, "Accept", "application/json");

    assertThat(response.statusCode()).isEqualTo(503);
    JsonNode state =
        JSON.readTree(site.get("/consent/state.json", "Cookie", cookie(response)).body());
    assertThat(state.findValuesAsText("id")).contains("statistics", "external-media");
    assertThat(state.path("categories").get(1).path("state").asText()).isEqualTo("refused");
    assertThat(state.path("categories").get(2).path("state").asText()).isEqualTo("refused");
  }

  @Test
  void if_the_operator_says_so_decisions_count_without_proof() throws Exception {
    start("records: { store: none, when-full: accept }\n");
    records.isFull = true;
    String log =
        CapturedLog.of(
            () -> {
              assertThat(cookie(site.choose(ACCEPT))).contains("+statistics");
              site.choose(ACCEPT);
              records.isFull = false;
              site.choose(ACCEPT);
            });

    assertThat(log.lines().filter(line -> line.contains("records cannot be kept"))).hasSize(1);
    assertThat(records.all).hasSize(1);
  }

  // --- in the application's code

  @Test
  void a_decision_in_the_applications_code_is_kept() throws Exception {
    start("");
    assertThat(site.get("/grant").body()).isEqualTo("true true");

    assertThat(records.last().way()).isEqualTo(Way.CODE);
    assertThat(records.last().layer()).isEqualTo(Layer.NONE);
    assertThat(records.last().action()).isEqualTo(Action.GRANT);
    assertThat(records.last().event()).isEqualTo(Event.GIVEN);
  }

  @Test
  void the_applications_code_learns_that_a_grant_does_not_count() throws Exception {
    start("");
    records.isFull = true;
    HttpResponse<String> response = site.get("/grant");

    assertThat(response.body()).isEqualTo("false false");
    assertThat(setCookies(response)).isEmpty();
  }

  @Test
  void a_withdrawal_in_the_applications_code_always_counts() throws Exception {
    start("");
    String granted = site.consent("choice=save&grant=statistics");
    records.isFull = true;

    assertThat(cookie(site.get("/withdraw", "Cookie", granted))).contains("~statistics");
  }

  // --- receipts

  @Test
  void a_visitor_gets_the_records_of_the_own_decisions() throws Exception {
    start("");
    String mine = site.consent("choice=save&grant=statistics");
    site.choose("choice=grant&grant=youtube", "Cookie", mine);
    site.consent("choice=reject-all");
    HttpResponse<String> receipt = site.get("/consent/receipt.json", "Cookie", mine);
    JsonNode json = JSON.readTree(receipt.body());

    assertThat(receipt.statusCode()).isEqualTo(200);
    assertThat(header(receipt, "cache-control")).isEqualTo("private, no-store");
    assertThat(header(receipt, "content-disposition"))
        .isEqualTo("attachment; filename=\"consent-receipt.json\"");
    assertThat(header(receipt, "content-type")).startsWith("application/json");
    assertThat(json.path("records")).hasSize(2);
    assertThat(json.path("records").findValuesAsText("consentId")).containsOnly(id(mine));
  }

  @Test
  void the_settings_page_offers_the_receipt_wherever_records_are_kept() throws Exception {
    start("");
    String mine = site.consent(ACCEPT);

    assertThat(site.get("/consent", "Cookie", mine).body())
        .contains("href=\"/consent/receipt.json?lang=en\"");
  }

  @Test
  void without_proof_the_settings_page_offers_no_receipt() throws Exception {
    site = new TestSite().start(Containers.TOMCAT);
    String mine = site.consent(ACCEPT);

    assertThat(site.get("/consent", "Cookie", mine).body())
        .contains(id(mine))
        .doesNotContain("receipt.json");
  }

  @Test
  void a_receipt_is_there_in_the_formats_of_others() throws Exception {
    start("");
    String mine = site.consent("choice=save&grant=statistics");
    site.choose(REJECT, "Cookie", mine);
    HttpResponse<String> kantara = site.get("/consent/receipt.json?format=kantara", "Cookie", mine);
    HttpResponse<String> dpv = site.get("/consent/receipt.json?format=dpv", "Cookie", mine);
    JsonNode receipts = JSON.readTree(kantara.body());
    JsonNode record = JSON.readTree(dpv.body()).path("@graph");

    assertThat(header(kantara, "content-type")).startsWith("application/json");
    assertThat(receipts).hasSize(1);
    assertThat(receipts.path(0).path("version").asText()).isEqualTo("KI-CR-v1.1.0");
    assertThat(receipts.path(0).path("piiPrincipalId").asText()).isEqualTo(id(mine));
    assertThat(header(dpv, "content-type")).startsWith("application/ld+json");
    assertThat(header(dpv, "content-disposition")).contains("consent-receipt.jsonld");
    assertThat(record).hasSize(1);
    assertThat(dpv.body()).contains("dpv:ConsentGiven", "dpv:ConsentWithdrawn", id(mine));
  }

  @Test
  void a_format_that_is_not_offered_is_refused() throws Exception {
    start("");
    String mine = site.consent(ACCEPT);
    HttpResponse<String> receipt =
        site.get("/consent/receipt.json?format=csv", "Cookie", mine, "Accept", "text/html");

    assertThat(receipt.statusCode()).isEqualTo(400);
    assertThat(receipt.body()).contains("kantara", "dpv");
  }

  @Test
  void a_receipt_contains_decisions_that_wait_for_the_store(@TempDir Path folder) throws Exception {
    start("records: { directory: " + folder.resolve("waiting") + " }\n");
    String mine = site.consent("choice=save&grant=statistics");
    records.isFull = true;
    String less = cookie(site.choose("choice=withdraw&grant=statistics", "Cookie", mine));
    site.choose(REJECT);
    JsonNode json = JSON.readTree(site.get("/consent/receipt.json", "Cookie", less).body());

    assertThat(records.all).hasSize(1);
    assertThat(json.path("records").findValuesAsText("event"))
        .containsExactly("given", "withdrawn");
  }

  @Test
  void a_visitor_without_a_decision_has_no_receipt() throws Exception {
    start("");
    site.consent(ACCEPT);
    HttpResponse<String> receipt = site.get("/consent/receipt.json", "Accept", "text/html");

    assertThat(receipt.statusCode()).isEqualTo(404);
    assertThat(receipt.body()).contains("There is no decision in this browser");
  }

  @Test
  void an_erased_visitor_has_no_receipt() throws Exception {
    start("");
    String mine = site.consent(ACCEPT);
    records.erase(id(mine));

    assertThat(site.get("/consent/receipt.json", "Cookie", mine).statusCode()).isEqualTo(404);
  }

  @Test
  void without_proof_there_are_no_receipts() throws Exception {
    site = new TestSite().start(Containers.TOMCAT);
    String mine = site.consent(ACCEPT);

    assertThat(site.get("/consent/receipt.json", "Cookie", mine).statusCode()).isEqualTo(404);
  }

  // --- several sites, start and end

  @Test
  void a_record_names_the_site() throws Exception {
    start(
        """
        sites:
          - path: /club
            site: { name: Club }
          - host: 127.0.0.1
            site: { name: Shop }
        """);
    site.choose(ACCEPT);
    HttpRequest.Builder club =
        site.request("/club/consent")
            .headers("Content-Type", "application/x-www-form-urlencoded")
            .headers("Sec-Fetch-Site", "same-origin")
            .POST(HttpRequest.BodyPublishers.ofString(ACCEPT));
    site.send(club);

    assertThat(records.all)
        .extracting(ConsentRecord::site)
        .containsExactly("localhost", "localhost/club");
  }

  @Test
  void the_end_of_the_filter_closes_the_store() throws Exception {
    start("");
    assertThat(records.isClosed).isFalse();
    site.consentFilter().destroy();

    assertThat(records.isClosed).isTrue();
  }

  @Test
  void without_proof_one_line_of_the_log_says_how_to_switch_it_on() throws Exception {
    String log = CapturedLog.of(() -> site = new TestSite().start(Containers.TOMCAT));

    assertThat(log.lines().filter(line -> line.contains("No proof of consent is kept")))
        .singleElement()
        .satisfies(line -> assertThat(line).contains("records: { directory: consent-records }"));
  }
}
