package io.github.consent4j.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.consent4j.examples.browser.CapturedLog;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentTest {

  private final Policy policy = ReferencePolicy.get();
  private final Decider decider =
      new Decider(Clock.fixed(Instant.parse("2026-11-22T20:15:04.7Z"), ZoneOffset.UTC));
  private final Consent undecided = under(policy, Decision.UNDECIDED);

  @Test
  void allows_only_required_services_before_a_decision() {
    assertThat(undecided.allows("webedition")).isTrue();
    assertThat(undecided.allows("econda-session")).isTrue();
    assertThat(undecided.allows("necessary")).isTrue();
    assertThat(undecided.allows("econda")).isFalse();
    assertThat(undecided.allows("statistics")).isFalse();
    assertThat(undecided.allows("youtube")).isFalse();
    assertThat(undecided.needsAnswer()).isTrue();
    assertThat(undecided.isMade()).isFalse();
  }

  @Test
  void visitors_are_not_asked_about_a_category_that_is_not_enforced() {
    Policy reporting = reporting("statistics:     { enforce: report,");
    Consent before = under(reporting, Decision.UNDECIDED);

    Consent consent = decider.rejectAll(before);

    assertThat(consent.needsAnswer()).isFalse();
    assertThat(consent.stateAt(reporting.indexOf("econda"))).isEqualTo(Consent.State.UNDECIDED);
    assertThat(consent.stateAt(reporting.indexOf("youtube"))).isEqualTo(Consent.State.REFUSED);
    Consent enforced = under(policy, consent.decision());
    assertThat(enforced.needsAnswer()).as("asked once it is enforced").isTrue();
    assertThat(enforced.stateAt(policy.indexOf("youtube"))).isEqualTo(Consent.State.REFUSED);
  }

  @Test
  void a_site_that_only_reports_asks_nothing() {
    String report = ReferencePolicy.YAML.replace("{ services", "{ enforce: report, services");

    assertThat(under(ReferencePolicy.read(report), Decision.UNDECIDED).needsAnswer()).isFalse();
  }

  @Test
  void the_decision_about_a_category_stays_while_it_is_not_enforced() {
    Policy reporting = reporting("statistics:     { enforce: off,");
    Consent granted = under(reporting, decider.save(undecided, Set.of("econda")).decision());

    Consent later = under(policy, decider.acceptAll(granted).decision());
    assertThat(later.stateAt(policy.indexOf("econda"))).isEqualTo(Consent.State.GRANTED);
    Consent named = under(policy, decider.withdraw(granted, Set.of("econda")).decision());
    assertThat(named.stateAt(policy.indexOf("econda"))).isEqualTo(Consent.State.REFUSED);
    Consent refused = under(reporting, decider.rejectAll(undecided).decision());
    assertThat(under(policy, decider.acceptAll(refused).decision()).allows("econda")).isFalse();
  }

  private static Policy reporting(String instead) {
    return ReferencePolicy.read(ReferencePolicy.YAML.replace("statistics:     {", instead));
  }

  @Test
  void allows_everything_after_accept_all() {
    Consent consent = decider.acceptAll(undecided);

    assertThat(policy.services()).allMatch(service -> consent.allows(service.id()));
    assertThat(policy.categories()).allMatch(category -> consent.allows(category.id()));
    assertThat(consent.needsAnswer()).isFalse();
  }

  @Test
  void allows_only_required_services_after_reject_all_and_does_not_ask_again() {
    Consent consent = decider.rejectAll(undecided);

    assertThat(consent.allows("econda")).isFalse();
    assertThat(consent.allows("external-media")).isFalse();
    assertThat(consent.allows("webedition")).isTrue();
    assertThat(consent.needsAnswer()).isFalse();
  }

  @Test
  void grants_a_category_with_all_its_services() {
    Consent consent = decider.save(undecided, Set.of("external-media"));

    assertThat(consent.allows("youtube")).isTrue();
    assertThat(consent.allows("twitter")).isTrue();
    assertThat(consent.allows("external-media")).isTrue();
    assertThat(consent.allows("econda")).isFalse();
  }

  @Test
  void grants_a_single_service_without_its_category() {
    Consent consent = decider.save(undecided, Set.of("youtube"));

    assertThat(consent.allows("youtube")).isTrue();
    assertThat(consent.allows("twitter")).isFalse();
    assertThat(consent.allows("external-media")).isFalse();
  }

  @Test
  void saves_exactly_what_is_named() {
    Consent consent =
        decider.save(decider.save(undecided, Set.of("youtube")), Set.of("statistics"));

    assertThat(consent.allows("youtube")).isFalse();
    assertThat(consent.allows("econda")).isTrue();
  }

  @Test
  void adds_a_grant_to_the_allowed_services() {
    Consent consent =
        decider.grant(decider.save(undecided, Set.of("econda")), Set.of("external-media"));

    assertThat(consent.allows("econda")).isTrue();
    assertThat(consent.allows("twitter")).isTrue();
  }

  private Consent.State state(Consent consent, String service) {
    return consent.stateAt(policy.indexOf(service));
  }

  /** L41: a visitor who allows one video has not answered the banner's other questions. */
  @Test
  void a_grant_of_one_service_leaves_the_other_questions_open() {
    Consent consent = decider.grant(undecided, Set.of("youtube"));

    assertThat(consent.allows("youtube")).isTrue();
    assertThat(consent.isMade()).isTrue();
    assertThat(consent.needsAnswer()).isTrue();
    assertThat(state(consent, "twitter")).isEqualTo(Consent.State.UNDECIDED);
    assertThat(state(consent, "econda")).isEqualTo(Consent.State.UNDECIDED);
    assertThat(consent.allows("external-media")).isFalse();
    Decision.Made made = (Decision.Made) consent.decision();
    assertThat(made.granted()).containsExactly("youtube");
    assertThat(made.refused()).isEmpty();
    assertThat(made.marks()).containsExactly(consent.marks().at(policy.indexOf("youtube")));
  }

  @Test
  void a_grant_of_a_category_answers_for_that_category_alone() {
    Consent consent = decider.grant(undecided, Set.of("external-media"));

    assertThat(consent.allows("external-media")).isTrue();
    assertThat(state(consent, "econda")).isEqualTo(Consent.State.UNDECIDED);
    assertThat(consent.needsAnswer()).isTrue();
  }

  @Test
  void a_withdrawal_leaves_the_other_questions_open_too() {
    Consent granted = decider.grant(undecided, Set.of("youtube"));
    Consent consent = decider.withdraw(granted, Set.of("youtube"));

    assertThat(state(consent, "youtube")).isEqualTo(Consent.State.REFUSED);
    assertThat(state(consent, "twitter")).isEqualTo(Consent.State.UNDECIDED);
    assertThat(state(consent, "econda")).isEqualTo(Consent.State.UNDECIDED);
    assertThat(consent.needsAnswer()).isTrue();
  }

  @Test
  void every_answer_after_a_single_grant_closes_the_open_questions() {
    Consent granted = decider.grant(undecided, Set.of("youtube"));

    Consent accepted = decider.acceptAll(granted);
    assertThat(accepted.needsAnswer()).isFalse();
    assertThat(accepted.allows("econda")).isTrue();
    assertThat(accepted.allows("external-media")).isTrue();
    Consent rejected = decider.rejectAll(granted);
    assertThat(rejected.needsAnswer()).isFalse();
    assertThat(rejected.allows("youtube")).isFalse();
    Consent saved = decider.save(granted, Set.of("statistics"));
    assertThat(saved.needsAnswer()).isFalse();
    assertThat(saved.allows("youtube")).isFalse();
    assertThat(saved.allows("econda")).isTrue();
  }

  @Test
  void single_grants_of_all_services_of_a_category_are_its_grant() {
    Consent consent = decider.grant(decider.grant(undecided, Set.of("youtube")), Set.of("twitter"));

    assertThat(consent.allows("external-media")).isTrue();
    assertThat(((Decision.Made) consent.decision()).granted()).containsExactly("external-media");
    assertThat(state(consent, "econda")).isEqualTo(Consent.State.UNDECIDED);
  }

  @Test
  void a_grant_keeps_earlier_refusals() {
    Consent consent = decider.grant(decider.rejectAll(undecided), Set.of("youtube"));

    assertThat(consent.needsAnswer()).isFalse();
    assertThat(state(consent, "youtube")).isEqualTo(Consent.State.GRANTED);
    assertThat(state(consent, "twitter")).isEqualTo(Consent.State.REFUSED);
    assertThat(state(consent, "econda")).isEqualTo(Consent.State.REFUSED);
  }

  @Test
  void a_grant_does_not_answer_for_a_service_that_came_later() {
    Policy larger =
        ReferencePolicy.read(
            ReferencePolicy.YAML.replace("[youtube, twitter]", "[youtube, twitter, map]")
                + "services: { map: { name: Map, purpose: Shows the way } }\n");
    Consent later = under(larger, decider.acceptAll(undecided).decision());

    Consent consent = decider.grant(later, Set.of("youtube"));

    assertThat(consent.allows("twitter")).isTrue();
    assertThat(consent.stateAt(larger.indexOf("map"))).isEqualTo(Consent.State.UNDECIDED);
    assertThat(consent.needsAnswer()).isTrue();
  }

  @Test
  void a_browsers_signal_answers_nothing_when_one_service_is_granted() {
    Consent consent = decider.grant(undecided.signalled(), Set.of("youtube"));

    assertThat(consent.allows("youtube")).isTrue();
    assertThat(state(consent, "twitter")).isEqualTo(Consent.State.UNDECIDED);
    assertThat(consent.needsAnswer()).isTrue();
  }

  @Test
  void a_category_without_services_stays_a_question_until_it_is_answered() {
    Policy wider =
        ReferencePolicy.read(
            ReferencePolicy.YAML + "  letters: { title: Letters, description: By post. }\n");
    Consent open = under(wider, Decision.UNDECIDED);

    Consent rest = decider.grant(open, Set.of("external-media", "statistics"));
    assertThat(rest.needsAnswer()).isTrue();
    assertThat(decider.grant(rest, Set.of("letters")).needsAnswer()).isFalse();
    assertThat(decider.rejectAll(rest).needsAnswer()).isFalse();
  }

  @Test
  void withdraws_one_service_and_keeps_its_neighbours() {
    Consent consent = decider.withdraw(decider.acceptAll(undecided), Set.of("youtube"));

    assertThat(consent.allows("youtube")).isFalse();
    assertThat(consent.allows("twitter")).isTrue();
    assertThat(consent.allows("external-media")).isFalse();
    assertThat(consent.allows("econda")).isTrue();
  }

  @Test
  void withdraws_a_category_with_all_its_services() {
    Consent consent = decider.withdraw(decider.acceptAll(undecided), Set.of("external-media"));

    assertThat(consent.allows("youtube")).isFalse();
    assertThat(consent.allows("twitter")).isFalse();
    assertThat(consent.allows("econda")).isTrue();
  }

  @Test
  void cannot_withdraw_a_required_service() {
    Consent consent = decider.withdraw(decider.acceptAll(undecided), Set.of("necessary"));

    assertThat(consent.allows("webedition")).isTrue();
  }

  @Test
  void refuses_to_decide_over_something_unknown() {
    assertThatThrownBy(() -> decider.save(undecided, Set.of("advertising")))
        .isInstanceOf(UnknownIdException.class)
        .hasMessageContaining("'advertising'");
  }

  @Test
  void does_not_allow_an_unknown_identifier() {
    assertThat(decider.acceptAll(undecided).allows("advertising")).isFalse();
  }

  @Test
  void keeps_the_name_of_a_visitors_decisions_and_gives_others_another() {
    Decision.Made first = (Decision.Made) decider.acceptAll(undecided).decision();
    Decision.Made second = (Decision.Made) decider.rejectAll(under(policy, first)).decision();
    Decision.Made other = (Decision.Made) decider.acceptAll(undecided).decision();

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(other.id()).isNotEqualTo(first.id());
    assertThat(first.at()).isEqualTo(Instant.parse("2026-11-22T20:15:04Z"));
  }

  @Test
  void asks_again_only_about_a_service_that_came_later() {
    Decision decision = decider.acceptAll(undecided).decision();
    Policy larger =
        ReferencePolicy.read(
            ReferencePolicy.YAML.replace("[youtube, twitter]", "[youtube, twitter, map]")
                + "services: { map: { name: Map, purpose: Shows the way } }\n");

    Consent consent = under(larger, decision);

    assertThat(consent.needsAnswer()).isTrue();
    assertThat(consent.allows("map")).isFalse();
    assertThat(consent.allows("external-media")).isFalse();
    assertThat(consent.allows("youtube")).isTrue();
    assertThat(consent.allows("econda")).isTrue();
  }

  @Test
  void asks_again_about_a_service_that_has_changed() {
    Decision decision = decider.acceptAll(undecided).decision();
    Policy changed =
        ReferencePolicy.read(
            ReferencePolicy.YAML
                + "services: { twitter: { provider: { name: Somebody else, country: US } } }\n");

    Consent consent = under(changed, decision);

    assertThat(consent.allows("twitter")).isFalse();
    assertThat(consent.stateAt(changed.indexOf("twitter"))).isEqualTo(Consent.State.UNDECIDED);
    assertThat(consent.allows("youtube")).isTrue();
  }

  @Test
  void asks_again_about_everything_when_the_site_declares_a_new_revision() {
    Decision decision = decider.acceptAll(undecided).decision();
    Policy revised = ReferencePolicy.read("revision: 2\n" + ReferencePolicy.YAML);

    Consent consent = under(revised, decision);

    assertThat(consent.allows("econda")).isFalse();
    assertThat(consent.allows("youtube")).isFalse();
    assertThat(consent.isMade()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "provider: { name: Counter Ltd, country: DE, transfers-to: [US, IN] }",
        "loads: { hosts: [count.example.net], scripts: [count.js, more.js], inline: [ctr(] }",
        "loads: { hosts: [count.example.net], scripts: [count.js], inline: [ctr(, ctr2(] }"
      })
  void asks_again_when_data_goes_to_another_country_or_another_script_belongs_to_it(String change) {
    String key = change.substring(0, change.indexOf(':'));
    String counter =
        ReferencePolicy.YAML.replace("[econda]", "[econda, counter]")
            + """
            services:
              counter:
                name: Counter
                purpose: Counts.
                provider: { name: Counter Ltd, country: DE, transfers-to: [US] }
                loads: { hosts: [count.example.net], scripts: [count.js], inline: [ctr(] }
            """;
    Policy before = ReferencePolicy.read(counter);
    Policy after = ReferencePolicy.read(counter.replaceFirst(key + ": \\{.*}", change));
    Decision decision = decider.acceptAll(under(before, Decision.UNDECIDED)).decision();

    Consent consent = under(after, decision);

    assertThat(consent.allows("counter")).isFalse();
    assertThat(consent.allows("econda")).isTrue();
  }

  @Test
  void asks_again_about_another_purpose_where_the_site_says_that_purposes_count() {
    String yaml = "revision: { purposes: true }\n" + ReferencePolicy.YAML;
    Policy before = ReferencePolicy.read(yaml);
    Policy reworded =
        ReferencePolicy.read(yaml + "services: { youtube: { purpose: Shows lectures } }\n");
    Decision decision = decider.acceptAll(under(before, Decision.UNDECIDED)).decision();

    assertThat(under(before, decision).needsAnswer()).isFalse();
    assertThat(under(reworded, decision).allows("youtube")).isFalse();
    assertThat(under(reworded, decision).allows("twitter")).isTrue();
  }

  @Test
  void a_revision_has_the_same_name_with_and_without_details() {
    Policy plain = ReferencePolicy.read("revision: 2\n" + ReferencePolicy.YAML);
    Policy detailed = ReferencePolicy.read("revision: { name: 2 }\n" + ReferencePolicy.YAML);

    assertThat(RevisionMarks.of(detailed).revision()).isEqualTo(RevisionMarks.of(plain).revision());
  }

  @Test
  void does_not_ask_again_because_of_a_corrected_word() {
    Decision decision = decider.acceptAll(undecided).decision();
    Policy reworded =
        ReferencePolicy.read(
            ReferencePolicy.YAML + "services: { youtube: { purpose: Shows lectures } }\n");

    assertThat(under(reworded, decision).needsAnswer()).isFalse();
  }

  @Test
  void asks_nothing_where_there_is_nothing_to_choose() {
    Policy plain =
        ReferencePolicy.read("site: { name: A }\ncategories: { necessary: { required: true } }\n");

    assertThat(under(plain, Decision.UNDECIDED).needsAnswer()).isFalse();
  }

  @Test
  void asks_where_even_necessary_services_wait_for_a_choice() {
    Policy waiting =
        ReferencePolicy.read(
            """
            site: { name: A }
            categories: { necessary: { required: true, before-decision: block } }
            """);
    Consent open = under(waiting, Decision.UNDECIDED);

    assertThat(open.needsAnswer()).isTrue();
    assertThat(decider.rejectAll(open).needsAnswer()).isFalse();
  }

  /** L50. */
  @Test
  void a_browsers_signal_refuses_a_category_that_follows_it_until_the_visitor_decides() {
    Consent signalled = undecided.signalled();
    int youtube = policy.indexOf("youtube");

    assertThat(undecided.stateAt(youtube)).isEqualTo(Consent.State.UNDECIDED);
    assertThat(signalled.stateAt(youtube)).isEqualTo(Consent.State.REFUSED);
    assertThat(signalled.stateAt(policy.indexOf("webedition"))).isEqualTo(Consent.State.REQUIRED);
    assertThat(signalled.isMade()).isFalse();
    assertThat(signalled.needsAnswer()).as("the visitor is to learn of it").isTrue();

    Consent granted = decider.acceptAll(signalled).signalled();
    assertThat(granted.allows("youtube")).isTrue();
    assertThat(granted.needsAnswer()).isFalse();
  }

  @Test
  void a_category_that_shares_nothing_or_says_so_ignores_the_signal() {
    Policy own =
        ReferencePolicy.read(
            """
            site: { name: A }
            services:
              memory: { name: Memory, purpose: Keeps it. }
              map: { name: Map, purpose: Shows it., loads: { hosts: [map.example] } }
            categories:
              necessary: { required: true }
              comfort: { title: C, description: D, services: [memory] }
              maps: { title: M, description: D, services: [map] }
              external-media: { services: [youtube], gpc: ignore }
            """);
    Consent signalled = under(own, Decision.UNDECIDED).signalled();

    assertThat(signalled.stateAt(own.indexOf("memory"))).isEqualTo(Consent.State.UNDECIDED);
    assertThat(signalled.stateAt(own.indexOf("map"))).isEqualTo(Consent.State.REFUSED);
    assertThat(signalled.stateAt(own.indexOf("youtube"))).isEqualTo(Consent.State.UNDECIDED);
  }

  private static Consent under(Policy policy, Decision decision) {
    return Consent.of(policy, RevisionMarks.of(policy), decision);
  }

  @Test
  void a_consent_for_unit_tests_allows_exactly_what_it_names() {
    Consent consent = Consent.allowing("statistics", "youtube");

    assertThat(consent.allows("statistics")).isTrue();
    assertThat(consent.allows("youtube")).isTrue();
    assertThat(consent.allows("external-media")).isFalse();
    assertThat(consent.needsAnswer()).isFalse();
  }

  @Test
  void an_identifier_that_the_policy_does_not_have_is_named_once_with_the_nearest() {
    List<String> log =
        logged(
            () -> {
              assertThat(undecided.allows("statistic")).isFalse();
              assertThat(under(policy, decider.acceptAll(undecided).decision()).allows("statistic"))
                  .isFalse();
              undecided.allows("statistic");
            });

    assertThat(log)
        .filteredOn(line -> line.contains("'statistic'"))
        .first()
        .asString()
        .contains("WARN")
        .endsWith(
            "Code asks for the consent to 'statistic', which the policy does not have, so the"
                + " answer is no; did you mean 'statistics'?");
  }

  @Test
  void one_policy_logs_an_unknown_identifier_once_for_all_visitors() {
    RevisionMarks marks = RevisionMarks.of(policy);

    List<String> log =
        logged(
            () -> {
              for (int i = 0; i < 3; i++) {
                Consent.of(policy, marks, Decision.UNDECIDED).allows("youtub");
              }
              for (int i = 0; i < 500; i++) {
                Consent.of(policy, marks, Decision.UNDECIDED).allows("made-up-" + i);
              }
            });

    assertThat(log).filteredOn(line -> line.contains("'youtub'")).hasSize(1);
    assertThat(log).as("bounded").hasSize(100);
  }

  @Test
  void code_without_a_policy_names_nothing() {
    assertThat(logged(() -> Consent.allowingNothing().allows("anything"))).isEmpty();
  }

  private static List<String> logged(CapturedLog.Action<RuntimeException> action) {
    return CapturedLog.of(action).lines().toList();
  }

  @Test
  void without_need_everything_is_allowed_that_is_not_refused() {
    Policy own =
        ReferencePolicy.read(
            """
            site: { name: I }
            categories:
              necessary:  { required: true, before-decision: block }
              statistics: { services: [econda] }
              chat:       { title: Chat, description: Talk. }
            """);
    Consent undecided = Consent.of(own, RevisionMarks.of(own), Decision.UNDECIDED);
    Consent free = undecided.notNeeded();

    assertThat(free.isNeeded()).isFalse();
    assertThat(free.needsAnswer()).isFalse();
    assertThat(free.isMade()).isFalse();
    assertThat(free.allows("statistics")).isTrue();
    assertThat(free.allows("chat")).isTrue();
    assertThat(free.stateAt(own.indexOf("econda"))).isEqualTo(Consent.State.NOT_NEEDED);
    assertThat(undecided.signalled().notNeeded().allows("statistics")).isFalse();
    assertThat(undecided.allows("statistics")).isFalse();
  }
}
