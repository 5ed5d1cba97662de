package io.github.consent4j.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.consent.ConsentEvent.Layer;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import io.github.consent4j.record.Notice;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What visitors are shown has a name, and can be shown again. */
class NoticesTest {

  private final Visitors visitors = Visitors.of(ReferencePolicy.get());
  private final Pages pages = visitors.pages();
  private final Notices notices = pages.notices();

  private static Notices of(Policy policy) {
    return Visitors.of(policy).pages().notices();
  }

  @Test
  void the_words_of_the_banner_name_who_asks_for_what_and_where_more_is_said() {
    assertThat(notices.of(Layer.BANNER, "en").text())
        .contains("German Cancer Research Center")
        .contains("Accept all\n")
        .contains("Reject all\n")
        .contains("Privacy policy </");
  }

  @Test
  void the_words_of_the_settings_list_what_is_stored_and_for_how_long() {
    assertThat(notices.of(Layer.SETTINGS, "en").text())
        .contains("Provider: econda GmbH")
        .containsPattern("\nemos_jcsid[^\n]* \\| Cookie \\| [^\n|]+ \\| ");
  }

  @Test
  void each_placeholder_names_its_service() {
    assertThat(notices.of(Layer.PLACEHOLDER, "en").text()).contains("YouTube").contains("Twitter");
    assertThat(notices.of(Layer.FRAME, "en").text()).contains("YouTube").contains("Twitter");
  }

  @Test
  void the_document_needs_no_other_file_and_runs_no_script() {
    for (Notice notice : notices.all()) {
      assertThat(notice.html())
          .startsWith("<!DOCTYPE html>")
          .contains("<style>")
          .doesNotContain("<script")
          .doesNotContain("/assets/")
          .doesNotContain("name=\"notice\"");
    }
  }

  @Test
  void the_identifier_is_the_same_wherever_the_same_is_shown() {
    assertThat(of(ReferencePolicy.get()).all().stream().map(Notice::id))
        .containsExactlyElementsOf(notices.all().stream().map(Notice::id).toList())
        .doesNotHaveDuplicates()
        .allMatch(id -> id.length() == 43);
  }

  @Test
  void a_text_of_the_site_changes_the_notices_that_contain_it_in_its_language_alone() {
    Policy other =
        ReferencePolicy.get().toBuilder()
            .texts(Map.of("de", Map.of("choice.accept-all", "Ja, gerne")))
            .build();
    Notices changed = of(other);

    assertThat(changed.of(Layer.BANNER, "de").id())
        .isNotEqualTo(notices.of(Layer.BANNER, "de").id());
    assertThat(changed.of(Layer.SETTINGS, "de").id())
        .isNotEqualTo(notices.of(Layer.SETTINGS, "de").id());
    assertThat(changed.of(Layer.FRAME, "de").id()).isEqualTo(notices.of(Layer.FRAME, "de").id());
    assertThat(changed.in("en").stream().map(Notice::id))
        .containsExactlyElementsOf(notices.in("en").stream().map(Notice::id).toList());
  }

  @Test
  void forms_name_the_notice_that_they_stand_in() {
    View view = Visitors.view(visitors.undecided());

    assertThat(pages.body(view)).contains(field(Layer.BANNER));
    assertThat(pages.settings(view)).contains(field(Layer.SETTINGS));
    var twitter = visitors.policy().service("twitter").orElseThrow();
    assertThat(pages.beforeMarked(view, twitter)).contains(field(Layer.PLACEHOLDER));
    assertThat(pages.placeholder(view, twitter, "https://twitter.com/"))
        .contains(field(Layer.FRAME));
  }

  private String field(Layer layer) {
    String id = notices.of(layer, "en").shortId();
    return "<input type=\"hidden\" name=\"notice\" value=\"" + id + "\">";
  }

  @Test
  void a_notice_is_found_by_the_name_in_a_form_that_another_process_has_made() {
    Notice shown = notices.of(Layer.SETTINGS, "de");

    assertThat(of(ReferencePolicy.get()).byShortId(shown.shortId()))
        .hasValueSatisfying(found -> assertThat(found.id()).isEqualTo(shown.id()));
    assertThat(notices.byShortId("--------")).isEmpty();
  }

  @Test
  void no_notice_is_made_before_somebody_is_shown_it() {
    Notices fresh = of(ReferencePolicy.get());
    assertThat(fresh.shown()).isEmpty();

    Notice first = fresh.of(Layer.BANNER, "de");

    assertThat(fresh.shown()).containsExactly(first);
    assertThat(fresh.of(Layer.BANNER, "de")).isSameAs(first);
  }

  @Test
  void nothing_that_needs_consent_is_ticked_beforehand() {
    assertThat(notices.of(Layer.SETTINGS, "en").text())
        .contains("Statistics\n[ ]\n", "YouTube\n[ ]\n", "Necessary\nAlways on [x]\n");
  }

  @Test
  void the_fingerprint_of_the_policy_is_that_of_its_inventory() {
    assertThat(notices.policyFingerprint()).hasSize(43);
    assertThat(new String(notices.inventory(), StandardCharsets.UTF_8)).contains("\"youtube\"");
    assertThat(notices.of(Layer.BANNER, "en").policy()).isEqualTo(notices.policyFingerprint());
  }
}
