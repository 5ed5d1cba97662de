package io.github.consent4j.gate.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.policy.DecisionCookie;
import io.github.consent4j.policy.Leftovers;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepTest {

  private static final PageContext PAGE = new PageContext("http", "www.shop.example.org");
  private static final String COUNTER =
      """
      services:
        counter:
          name: Counter
          provider: { name: Counter Ltd, country: IE }
          purpose: Counts
          stores:
            - { name: "_pk_*", lifetime: session, purpose: Counts, path: /count }
            - { name: "__Host-pk", lifetime: session, purpose: Counts }
            - { name: "__Secure-pk", lifetime: session, purpose: Counts }
            - { name: "far_pk", lifetime: session, purpose: Counts, path: /far }
            - { name: "kept_pk", lifetime: P1Y, purpose: Counts, on-block: session }
      """;

  private final Policy policy =
      ReferencePolicy.read(ReferencePolicy.YAML.replace("[econda]", "[econda, counter]") + COUNTER);
  private final Decider decider = new Decider(Clock.systemUTC());

  private Consent undecided() {
    return Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED);
  }

  private List<String> expiries(String cookies, Consent consent, PageContext page, int turn) {
    return expiries(cookies, consent, page, "/", turn);
  }

  private List<String> expiries(
      String cookies, Consent consent, PageContext page, String path, int turn) {
    return new Sweep(CookieRules.of(policy), Leftovers.EXPIRE)
        .expiries(
            RequestCookies.parse(List.of(cookies)),
            consent,
            page,
            "/app",
            path,
            Sweep.Moment.LATER,
            turn);
  }

  @Test
  void a_refused_cookie_is_expired_under_every_domain_and_path_it_may_have() {
    assertThat(expiries("_pk_id=1", decider.rejectAll(undecided()), PAGE, 0))
        .allMatch(header -> header.startsWith("_pk_id=; Path=/"))
        .allMatch(header -> header.contains("; Max-Age=0"))
        .extracting(header -> header.replaceAll("; Max-Age.*", "").replace("_pk_id=; ", ""))
        .containsExactlyInAnyOrder(
            "Path=/",
            "Path=/app",
            "Path=/count",
            "Path=/; Domain=www.shop.example.org",
            "Path=/app; Domain=www.shop.example.org",
            "Path=/count; Domain=www.shop.example.org",
            "Path=/; Domain=shop.example.org",
            "Path=/app; Domain=shop.example.org",
            "Path=/count; Domain=shop.example.org",
            "Path=/; Domain=example.org",
            "Path=/app; Domain=example.org",
            "Path=/count; Domain=example.org");
  }

  @Test
  void a_cookie_of_the_site_is_not_deleted_with_one_on_a_providers_own_domain() {
    Consent refusing = decider.rejectAll(undecided());
    assertThat(expiries("PREF=1; gt=1; YSC=1", refusing, PAGE, 0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Path=/en",
        "Path=/en/",
        "Path=/en/news",
        "Path=/en/news/",
        "Path=/en/news/a.html",
        "Path=/en/news; Domain=shop.example.org"
      })
  void a_cookie_whose_setting_was_not_seen_is_expired_under_the_paths_of_the_request(String place) {
    Consent refused = decider.rejectAll(undecided());
    Set<String> tried = new HashSet<>();
    for (int response = 0; response < 40; response++) {
      List<String> headers = expiries("emos_jcvid=1", refused, PAGE, "/en/news/a.html", response);
      assertThat(headers).hasSizeLessThanOrEqualTo(Sweep.MOST_HEADERS);
      assertThat(String.join("", headers).length()).isLessThanOrEqualTo(Sweep.MOST_CHARACTERS);
      headers.forEach(header -> tried.add(header.replaceAll("; Max-Age.*", "")));
    }
    assertThat(tried).contains("emos_jcvid=; " + place);
  }

  @Test
  void the_directory_of_the_page_is_tried_with_the_first_response() {
    assertThat(expiries("emos_jcvid=1", decider.rejectAll(undecided()), PAGE, "/en/news/a", 77))
        .anyMatch(header -> header.startsWith("emos_jcvid=; Path=/en/news; Max-Age=0"))
        .anyMatch(header -> header.startsWith("emos_jcvid=; Path=/en/news/a; Max-Age=0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/", "/\u00e4/b/", "/a;b/c/"})
  void a_path_of_any_length_leads_to_a_bounded_number_of_places(String part) {
    RequestPaths paths = RequestPaths.of(part.repeat(10_000).replace("//", "/"));

    assertThat(paths.plain()).hasSizeLessThanOrEqualTo(RequestPaths.MOST_DIRECTORIES + 1);
    assertThat(paths.slashed()).hasSizeLessThanOrEqualTo(RequestPaths.MOST_DIRECTORIES);
    assertThat(paths.plain()).allMatch(SetCookie::isPath);
  }

  @Test
  void only_what_is_declared_and_not_allowed_is_expired() {
    String cookies = "WESESSION=1; emos_jcsid=1; emos_jcvid=1; JSESSIONID=1; unknown=1; consent=x";
    assertThat(expiries(cookies, decider.acceptAll(undecided()), PAGE, 0)).isEmpty();
    for (Consent consent : List.of(undecided(), decider.rejectAll(undecided()))) {
      assertThat(expiries(cookies, consent, PAGE, 0))
          .isNotEmpty()
          .allMatch(header -> header.startsWith("emos_jcvid="));
    }
  }

  @Test
  void what_the_browser_did_not_send_is_not_expired() {
    assertThat(expiries("WESESSION=1", decider.rejectAll(undecided()), PAGE, 0)).isEmpty();
  }

  @Test
  void names_with_a_prefix_are_expired_as_the_prefix_demands() {
    Consent refused = decider.rejectAll(undecided());
    assertThat(expiries("__Host-pk=1", refused, PAGE, 0))
        .containsExactly(
            "__Host-pk=; Path=/; Max-Age=0; Secure; SameSite=Lax",
            "__Host-pk=; Path=/; Max-Age=0; Secure; Partitioned; SameSite=Lax");
    assertThat(expiries("__Secure-pk=1", refused, PAGE, 0))
        .isNotEmpty()
        .allMatch(header -> header.contains("; Secure"));
  }

  @Test
  void a_host_without_a_name_has_no_domains() {
    Consent refused = decider.rejectAll(undecided());
    for (String host : List.of("localhost", "127.0.0.1", "[::1]")) {
      assertThat(expiries("emos_jcvid=1", refused, new PageContext("http", host), 0))
          .as(host)
          .hasSize(2)
          .noneMatch(header -> header.contains("Domain"));
    }
  }

  @Test
  void a_response_never_gets_more_than_containers_can_take() {
    Consent refused = decider.rejectAll(undecided());
    String many =
        IntStream.range(0, 200).mapToObj(i -> "_pk_" + i + "=1").collect(Collectors.joining("; "));
    List<String> headers = expiries(many, refused, PAGE, 12345);
    assertThat(headers).hasSizeBetween(20, 30);
    assertThat(headers.stream().mapToInt(String::length).sum()).isLessThanOrEqualTo(3 * 1024);
  }

  @Test
  void several_responses_together_expire_everything() {
    Consent refused = decider.rejectAll(undecided());
    String some =
        IntStream.range(0, 10).mapToObj(i -> "_pk_" + i + "=1").collect(Collectors.joining("; "));
    Set<String> all = new HashSet<>();
    Random turns = new Random(7);
    for (int response = 0; response < 60; response++) {
      all.addAll(expiries(some, refused, PAGE, turns.nextInt()));
    }
    assertThat(all).hasSize(10 * 12);
  }

  @Test
  void a_name_that_no_header_can_contain_is_ignored() {
    assertThat(expiries("_pk_\u00e4=1; _pk_\"=1", decider.rejectAll(undecided()), PAGE, 0))
        .isEmpty();
  }

  @Test
  void earlier_decisions_of_the_same_path_are_deleted_and_those_of_others_stay() {
    assertThat(earlierDecisions(DecisionCookie.DEFAULT, "/app"))
        .containsExactly(
            "consent=; Path=/app; Domain=www.example.org; Max-Age=0; Secure; SameSite=Lax",
            "consent=; Path=/app; Domain=example.org; Max-Age=0; Secure; SameSite=Lax");
    assertThat(earlierDecisions(DecisionCookie.DEFAULT, ""))
        .containsExactly(
            "consent=; Path=/; Domain=www.example.org; Max-Age=0; Secure; SameSite=Lax",
            "consent=; Path=/; Domain=example.org; Max-Age=0; Secure; SameSite=Lax");
  }

  @Test
  void a_decision_in_the_applications_default_place_is_deleted_if_the_site_names_another() {
    DecisionCookie shared =
        new DecisionCookie("consent", Optional.of("example.org"), Optional.of("/"));
    assertThat(earlierDecisions(shared, "/app"))
        .containsExactly(
            "consent=; Path=/; Max-Age=0; Secure; SameSite=Lax",
            "consent=; Path=/; Domain=www.example.org; Max-Age=0; Secure; SameSite=Lax",
            "consent=; Path=/app; Max-Age=0; Secure; SameSite=Lax");
  }

  @Test
  void a_name_with_the_host_prefix_has_no_other_place() {
    assertThat(
            earlierDecisions(
                new DecisionCookie("__Host-consent", Optional.empty(), Optional.empty()), ""))
        .isEmpty();
  }

  private List<String> earlierDecisions(DecisionCookie cookie, String contextPath) {
    return new Sweep(CookieRules.of(policy), Leftovers.EXPIRE)
        .earlierDecisions(cookie, new PageContext("https", "www.example.org"), contextPath);
  }

  @Test
  void cookies_without_consent_are_expired_unless_the_site_keeps_them() {
    assertThat(leftovers(Leftovers.EXPIRE, undecided())).contains("_pk_id").doesNotContain("x");
    assertThat(leftovers(Leftovers.KEEP, undecided())).isEmpty();
  }

  @Test
  void a_cookie_whose_question_is_open_again_is_a_leftover_of_the_earlier_decision() {
    Policy before = ReferencePolicy.get();
    Decision.Made lapsed =
        (Decision.Made)
            decider
                .acceptAll(Consent.of(before, RevisionMarks.of(before), Decision.UNDECIDED))
                .decision();
    Consent consent = Consent.of(policy, RevisionMarks.of(policy), lapsed);

    assertThat(leftovers(Leftovers.EXPIRE, consent)).contains("_pk_id").doesNotContain("YSC");
    assertThat(leftovers(Leftovers.KEEP, consent)).isEmpty();
  }

  @Test
  void a_privacy_signal_is_handled_like_no_decision_for_leftovers() {
    assertThat(leftovers(Leftovers.EXPIRE, undecided().signalled())).contains("_pk_id");
    assertThat(leftovers(Leftovers.KEEP, undecided().signalled())).isEmpty();
  }

  @Test
  void a_cookie_permitted_for_the_browser_session_is_no_leftover() {
    assertThat(leftovers(Leftovers.EXPIRE, undecided())).doesNotContain("kept_pk");
  }

  @Test
  void a_necessary_cookie_is_no_leftover_even_if_it_waits_for_a_choice() {
    Policy waits =
        ReferencePolicy.read(
            ReferencePolicy.YAML.replace(
                "required: true", "required: true, before-decision: block"));
    List<String> headers =
        new Sweep(CookieRules.of(waits), Leftovers.EXPIRE)
            .expiries(
                RequestCookies.parse(List.of("WESESSION=1; emos_jcsid=2; JSESSIONID=3")),
                Consent.of(waits, RevisionMarks.of(waits), Decision.UNDECIDED),
                PAGE,
                "",
                "/",
                Sweep.Moment.LATER,
                0);
    assertThat(headers).isEmpty();
  }

  private Set<String> leftovers(Leftovers leftovers, Consent consent) {
    return new Sweep(CookieRules.of(policy), leftovers)
            .expiries(
                RequestCookies.parse(List.of("_pk_id=1; kept_pk=2; x=3; YSC=4; WESESSION=5")),
                consent,
                PAGE,
                "",
                "/",
                Sweep.Moment.LATER,
                0)
            .stream()
            .map(header -> header.split("=")[0])
            .collect(Collectors.toSet());
  }

  private List<String> atDecision(Sweep sweep, String cookies) {
    return sweep.expiries(
        RequestCookies.parse(List.of(cookies)),
        decider.rejectAll(undecided()),
        PAGE,
        "",
        "/",
        Sweep.Moment.DECISION,
        0);
  }

  @Test
  void a_cookie_of_another_path_is_expired_with_the_decision_although_no_request_contains_it() {
    assertThat(atDecision(new Sweep(CookieRules.of(policy), Leftovers.EXPIRE), ""))
        .containsExactly("far_pk=; Path=/far; Max-Age=0; SameSite=Lax");
  }

  @Test
  void a_cookie_is_expired_first_where_it_was_set() {
    CookieRules rules = CookieRules.of(policy);
    SetCookieGate gate =
        new SetCookieGate(
            rules,
            AllowedServices.of(decider.acceptAll(undecided())),
            PAGE.host(),
            "/deep/page",
            Clock.systemUTC());
    gate.passes("_pk_id=secret; Path=/there; Domain=.Example.org; Partitioned; Secure");
    gate.passes("_pk_id=secret");
    gate.passes("_pk_id=secret; Path=/; Domain=elsewhere.net");
    gate.passes("_pk_id=secret; Path=/x\u00e4");
    gate.passes("emos_jcvid=secret; Path=/shop");
    List<String> headers = atDecision(new Sweep(rules, Leftovers.EXPIRE), "_pk_id=1");
    assertThat(headers)
        .contains(
            "_pk_id=; Path=/there; Domain=example.org; Max-Age=0; Partitioned; SameSite=Lax",
            "_pk_id=; Path=/deep; Max-Age=0; SameSite=Lax",
            "emos_jcvid=; Path=/shop; Max-Age=0; SameSite=Lax")
        .noneMatch(header -> header.contains("elsewhere") || header.contains("secret"));
  }

  @Test
  void a_bounded_number_of_places_is_remembered() {
    CookieRules rules = CookieRules.of(policy);
    SetCookieGate gate =
        new SetCookieGate(
            rules,
            AllowedServices.of(decider.acceptAll(undecided())),
            PAGE.host(),
            Clock.systemUTC());
    for (int i = 0; i < 10_000; i++) {
      gate.passes("_pk_" + i + "=1; Path=/" + i);
    }
    assertThat(rules.declarations("_pk_x").places().all())
        .hasSize(CookiePlaces.MOST)
        .last()
        .extracting(CookiePlaces.Place::path)
        .isEqualTo("/9999");
  }

  @Test
  void over_https_partitioned_cookies_are_expired_too() {
    assertThat(
            expiries(
                "emos_jcvid=1",
                decider.rejectAll(undecided()),
                new PageContext("https", "example.org"),
                0))
        .contains(
            "emos_jcvid=; Path=/; Max-Age=0; Secure; SameSite=Lax",
            "emos_jcvid=; Path=/; Max-Age=0; Secure; Partitioned; SameSite=Lax");
  }

  @Test
  void a_cookie_permitted_for_the_browser_session_is_expired_only_with_the_decision() {
    assertThat(expiries("kept_pk=1", decider.rejectAll(undecided()), PAGE, 0)).isEmpty();
    assertThat(atDecision(new Sweep(CookieRules.of(policy), Leftovers.EXPIRE), "kept_pk=1"))
        .contains("kept_pk=; Path=/; Max-Age=0; SameSite=Lax");
  }
}
