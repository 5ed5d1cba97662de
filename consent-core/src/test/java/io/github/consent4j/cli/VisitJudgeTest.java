package io.github.consent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.consent4j.audit.rule.DialogRules;
import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.cli.evidence.Contact;
import io.github.consent4j.cli.evidence.Stored;
import io.github.consent4j.cli.evidence.Stored.Flags;
import io.github.consent4j.cli.evidence.Stored.Kind;
import io.github.consent4j.cli.evidence.Stored.SetBy;
import io.github.consent4j.cli.evidence.Visit;
import io.github.consent4j.cli.evidence.VisitState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with what a browser has met, and what is not. */
class VisitJudgeTest {

  private static final String HOST = "www.example.org";

  private static final KnownServices KNOWN = KnownServices.load("en");

  @TempDir private Path folder;

  private VisitJudge judge() {
    return judge(Optional.empty());
  }

  private VisitJudge judge(Optional<String> policy) {
    return new VisitJudge(
        new SiteKnowledge(
            policy.map(text -> new PolicyFiles().read(Cli.file(folder, "consent.yaml", text))),
            "consent.yaml",
            Optional.empty(),
            KNOWN,
            HOST),
        false);
  }

  private static Stored cookie(String name) {
    return new Stored(
        Kind.COOKIE, name, HOST, "/", OptionalLong.empty(), Flags.NONE, SetBy.SERVER, "/", false);
  }

  private static Contact contact(String host) {
    return new Contact(host, "/a.js", "script", "GET", "/", 1, true);
  }

  private static Visit visit(VisitState state, List<Stored> stored, List<Contact> contacts) {
    return new Visit(state, true, "", List.of(), stored, contacts, List.of(), "");
  }

  private static Visit clean(VisitState state) {
    return visit(state, List.of(), List.of());
  }

  @Test
  void what_is_wrong_in_several_states_is_one_finding_of_the_first() {
    List<Stored> stored = List.of(cookie("_ga"));

    List<Finding> findings =
        judge()
            .judge(
                List.of(
                    visit(VisitState.UNDECIDED, stored, List.of()),
                    visit(VisitState.REJECTED, stored, List.of()),
                    clean(VisitState.ACCEPTED),
                    visit(VisitState.WITHDRAWN, stored, List.of())),
                List.of());

    assertThat(findings)
        .extracting(Finding::rule, Finding::message)
        .containsExactly(
            tuple(
                VisitRule.SET_BEFORE_CONSENT,
                "Cookie _ga of www.example.org is there before any decision, after rejecting,"
                    + " after withdrawing, first on / (the catalogue knows it: google-analytics)."));
  }

  @Test
  void the_policy_says_what_is_necessary() {
    String policy =
        """
        site: { name: Institute, privacy-policy: /privacy }
        languages: [en]
        categories:
          necessary: { required: true, services: [shop] }
          statistics: { enforce: report, services: [matomo] }
        services:
          shop:
            name: Shop
            purpose: Keeps the basket.
            provider: { name: Shop AG, address: Bonn, country: DE, privacy-policy: "https://shop.example/p" }
            necessity: Visitors ask for it.
            stores: [{ name: basket, lifetime: session, purpose: Keeps the basket. }]
            loads: { hosts: [cdn.shop.example] }
        """;
    Visit visit =
        visit(
            VisitState.UNDECIDED,
            List.of(cookie("basket"), cookie("_pk_id.1"), cookie("other")),
            List.of(contact("cdn.shop.example"), contact("cdn.other.example")));

    assertThat(judge(Optional.of(policy)).judge(List.of(visit), List.of()))
        .extracting(Finding::rule, Finding::subject)
        .containsExactly(
            tuple(VisitRule.SET_BEFORE_CONSENT, "cookie _pk_id.1 of www.example.org"),
            tuple(VisitRule.CONTACTED_BEFORE_CONSENT, "cdn.other.example"),
            tuple(VisitRule.UNKNOWN_BEFORE_CONSENT, "cookie other of www.example.org"));
  }

  @Test
  void what_comes_with_consent_alone_may_not_stay_without_it() {
    List<Visit> visits =
        List.of(
            clean(VisitState.UNDECIDED),
            clean(VisitState.REJECTED),
            visit(VisitState.ACCEPTED, List.of(cookie("extra")), List.of(contact("a.example"))),
            visit(VisitState.WITHDRAWN, List.of(cookie("extra")), List.of(contact("a.example"))));

    assertThat(judge().judge(visits, List.of()))
        .extracting(Finding::rule)
        .containsExactly(VisitRule.LEFT_AFTER_WITHDRAWAL, VisitRule.CONTACTED_AFTER_WITHDRAWAL);
  }

  @Test
  void the_decisions_of_well_known_tools_may_be_kept() {
    Visit rejected =
        visit(VisitState.REJECTED, List.of(cookie("OptanonConsent"), cookie("klaro")), List.of());

    assertThat(judge().judge(List.of(clean(VisitState.UNDECIDED), rejected), List.of())).isEmpty();
  }

  @Test
  void a_missing_answer_is_told_once() {
    List<Visit> visits =
        List.of(
            clean(VisitState.UNDECIDED),
            Visit.unreached(VisitState.REJECTED, "no control to reject was found"),
            clean(VisitState.ACCEPTED),
            clean(VisitState.WITHDRAWN));
    Finding banner = new Finding(DialogRules.NO_REJECT_FIRST_LAYER, "banner", "None.");

    assertThat(judge().judge(visits, List.of()))
        .extracting(Finding::rule)
        .containsExactly(VisitRule.NO_REJECT);
    assertThat(judge().judge(visits, List.of(banner))).containsExactly(banner);
  }

  @Test
  void a_site_that_does_not_ask_needs_no_answers() {
    List<Visit> visits =
        List.of(
            clean(VisitState.UNDECIDED),
            Visit.unreached(VisitState.REJECTED, "no control to reject was found"),
            Visit.unreached(VisitState.ACCEPTED, "no control to accept was found"),
            Visit.unreached(VisitState.WITHDRAWN, "no control to accept was found"));

    assertThat(judge().judge(visits, List.of()))
        .extracting(Finding::rule)
        .containsExactly(VisitRule.NO_ACCEPT);
  }
}
