package io.github.consent4j.spring.test;

import static io.github.consent4j.spring.test.TestVisitor.consent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.UnknownIdException;
import io.github.consent4j.policy.Policy;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TestVisitorTest {

  private static final Policy POLICY =
      PolicyOfTest.of(
          """
          site: { name: Institute }
          languages: [en, de]
          cookie: { name: __Host-choice }
          categories:
            necessary: { required: true }
            statistics: { services: [econda] }
            external-media: { services: [youtube, vimeo] }
          """);

  private static TestVisitor visitor() {
    return consent().under(POLICY);
  }

  private static String states(TestVisitor visitor) {
    Consent consent = visitor.toConsent();
    return "econda %s, youtube %s, vimeo %s"
        .formatted(
            consent.stateAt(POLICY.indexOf("econda")),
            consent.stateAt(POLICY.indexOf("youtube")),
            consent.stateAt(POLICY.indexOf("vimeo")));
  }

  @Test
  void accepts_everything_unless_something_is_named() {
    assertThat(states(visitor())).isEqualTo("econda GRANTED, youtube GRANTED, vimeo GRANTED");
  }

  @Test
  void refuses_what_is_not_named_as_granted() {
    assertThat(states(visitor().granted("statistics")))
        .isEqualTo("econda GRANTED, youtube REFUSED, vimeo REFUSED");
    assertThat(states(visitor().granted("external-media").refused("vimeo")))
        .isEqualTo("econda REFUSED, youtube GRANTED, vimeo REFUSED");
    assertThat(visitor().granted("statistics").toConsent().needsAnswer()).isFalse();
  }

  @Test
  void grants_the_rest_if_only_refusals_are_named() {
    assertThat(states(visitor().refused("vimeo", "statistics")))
        .isEqualTo("econda REFUSED, youtube GRANTED, vimeo REFUSED");
  }

  @Test
  void leaves_the_rest_open_if_the_test_says_so() {
    TestVisitor visitor = visitor().granted("youtube").others(Others.UNDECIDED);

    assertThat(states(visitor)).isEqualTo("econda UNDECIDED, youtube GRANTED, vimeo UNDECIDED");
    assertThat(visitor.toConsent().needsAnswer()).isTrue();
    assertThat(states(visitor().refused("youtube").others(Others.UNDECIDED)))
        .isEqualTo("econda UNDECIDED, youtube REFUSED, vimeo UNDECIDED");
  }

  @Test
  void the_last_word_counts() {
    assertThat(states(visitor().granted("youtube").refusedAll()))
        .isEqualTo("econda REFUSED, youtube REFUSED, vimeo REFUSED");
    assertThat(states(visitor().refused("youtube").grantedAll()))
        .isEqualTo("econda GRANTED, youtube GRANTED, vimeo GRANTED");
    assertThat(visitor().undecided().toConsent().isMade()).isFalse();
  }

  @Test
  void a_name_that_the_policy_does_not_have_is_an_error() {
    assertThatThrownBy(() -> visitor().granted("statistic").toConsent())
        .isInstanceOf(UnknownIdException.class)
        .hasMessageContaining("did you mean 'statistics'");
    assertThatThrownBy(() -> visitor().refused("statistic").toConsent())
        .isInstanceOf(UnknownIdException.class);
  }

  @Test
  void granted_and_refused_at_once_is_an_error() {
    assertThatThrownBy(() -> visitor().granted("econda").refused("econda").toConsent())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Granted and refused at once: econda");
  }

  @Test
  void may_be_known_by_an_id_and_a_time() {
    Instant time = Instant.parse("2026-03-01T10:00:00Z");

    Decision decision = visitor().id("visitor-1").at(time).toConsent().decision();

    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Made.class,
            made -> {
              assertThat(made.id()).isEqualTo("visitor-1");
              assertThat(made.at()).isEqualTo(time);
            });
    assertThatThrownBy(() -> visitor().id("a b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a b'");
  }

  @Test
  void the_cookie_has_the_name_that_browsers_accept_at_the_page() {
    assertThat(visitor().cookieHeader()).startsWith("choice=v2.");
    assertThat(visitor().cookieHeader(URI.create("https://example.org/")))
        .startsWith("__Host-choice=v2.");
    assertThat(visitor().undecided().cookieHeader()).isEmpty();
  }

  @Test
  void without_a_policy_says_what_is_missing() {
    assertThatThrownBy(() -> consent().cookieHeader())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("consent.yaml")
        .hasMessageContaining("under(filter)");
  }
}
