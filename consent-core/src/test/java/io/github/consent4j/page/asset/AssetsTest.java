package io.github.consent4j.page.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.page.GuardKind;
import io.github.consent4j.page.Gzip;
import io.github.consent4j.page.Visitors;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssetsTest {

  private final Assets assets = assets(ReferencePolicy.get());

  private static Assets assets(Policy policy) {
    return Assets.of(policy, RevisionMarks.of(policy));
  }

  private static Asset asset(Assets assets, String name) {
    return assets.find(assets.pathOf(name)).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"guard.js", "page.js", "shared.js", "settings.js", "panel.css", "document.css"})
  void every_file_is_found_and_its_compressed_form_is_the_same_file(String name)
      throws IOException {
    Asset asset = asset(assets, name);

    assertThat(assets.pathOf(name)).matches("[0-9a-f]{12}/[a-z]+\\.(js|css)");
    assertThat(asset.contentType()).startsWith(name.endsWith("css") ? "text/css" : "text/javas");
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(asset.gzipped()))) {
      assertThat(gzip.readAllBytes()).isEqualTo(asset.bytes());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"guard.js", "page.js", "shared.js", "settings.js", "panel.css", "document.css"})
  void file_names_do_not_match_content_blockers(String name) {
    assertThat(assets.pathOf(name)).doesNotContain("cookie", "consent", "gdpr", "banner");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "panel.css", "000000000000/panel.css", "../panel.css"})
  void nothing_else_is_found(String path) {
    assertThat(assets.find(path)).isEmpty();
  }

  @Test
  void asking_for_a_file_that_does_not_exist_is_an_error() {
    assertThatThrownBy(() -> assets.pathOf("nonsense.js"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nonsense.js");
  }

  @Test
  void another_policy_has_another_guard_at_another_address() {
    String yaml = ReferencePolicy.YAML.replace("[youtube, twitter]", "[youtube]");
    Assets other = assets(ReferencePolicy.read(yaml));

    assertThat(other.pathOf("guard.js")).isNotEqualTo(assets.pathOf("guard.js"));
    assertThat(other.pathOf("panel.css")).isEqualTo(assets.pathOf("panel.css"));
  }

  @ParameterizedTest
  @EnumSource(GuardKind.class)
  void the_guard_carries_the_rules_and_nothing_else_of_the_policy(GuardKind kind) {
    Visitors visitors = Visitors.of(ReferencePolicy.get());
    String guard = kind.script(visitors, visitors.undecided()).orElseThrow();

    assertThat(guard).contains("emos_jcvid", "youtube");
    assertThat(guard).doesNotContain("$DATA", "$ALL", "$KEYS", "$SWEEP", "econda GmbH");
  }

  @ParameterizedTest
  @EnumSource(GuardKind.class)
  void the_guard_has_no_names_of_what_is_stored_on_a_providers_own_domains(GuardKind kind) {
    Policy policy = ReferencePolicy.get();
    Visitors here = Visitors.of(policy);
    assertThat(kind.script(here, here.undecided()).orElseThrow())
        .contains("emos_jcvid")
        .doesNotContain("PREF", "ytidb", "guest_id");

    Visitors there = Visitors.of(policy.servedAt("www.youtube.com"));
    assertThat(kind.script(there, there.undecided()).orElseThrow())
        .contains("PREF", "ytidb")
        .doesNotContain("guest_id", "AEC");
  }

  @Test
  void a_visitor_gets_only_the_rules_of_blocked_services() {
    Visitors visitors = Visitors.of(ReferencePolicy.get());
    String guard = GuardKind.FOR_VISITOR.script(visitors, visitors.who("statistics")).orElseThrow();

    assertThat(guard).contains("youtube", "twitter").doesNotContain("emos_jcvid", "ecn-ldr");
    assertThat(GuardKind.FOR_VISITOR.script(visitors, visitors.acceptingAll())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hosts", "cookies"})
  void a_visitor_who_accepts_all_gets_the_guard_if_undeclared_items_are_blocked(String things) {
    Visitors visitors =
        Visitors.of(
            ReferencePolicy.read(ReferencePolicy.YAML + "undeclared-" + things + ": block\n"));

    assertThat(GuardKind.FOR_VISITOR.script(visitors, visitors.acceptingAll())).isPresent();
  }

  @Test
  void every_visitor_finds_a_guard_below_one_address() {
    Visitors visitors = Visitors.of(ReferencePolicy.get());
    String undecided = assets.guardFor(visitors.undecided());
    String refusing = assets.guardFor(visitors.who());

    assertThat(undecided).matches("[0-9a-f]{12}/guard-[0-9a-f]*\\.js").isNotEqualTo(refusing);
    assertThat(undecided).startsWith(assets.guardForEverybody().split("/")[0]);
    assertThat(assets.find(undecided)).isPresent();
    assertThat(assets.find(undecided).orElseThrow())
        .isSameAs(assets.find(undecided).orElseThrow())
        .isNotEqualTo(assets.find(refusing).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "guard-ff.js",
        "guard-0.js",
        "guard-0FFF.js",
        "guard-00000000000000.js",
        "guard-x.js",
        "guard-01t.js",
        "guard-01s.css",
        "guard-"
      })
  void no_guard_is_made_for_services_that_do_not_exist(String name) {
    String directory = assets.guardForEverybody().split("/")[0];

    assertThat(assets.find(directory + "/" + name)).isEmpty();
  }

  @Test
  void asking_for_all_guards_makes_a_limited_number_and_keeps_fewer() {
    AtomicInteger made = new AtomicInteger();
    GuardVariants variants =
        new GuardVariants(
            12,
            (allowed, sweeps) -> {
              made.incrementAndGet();
              return new Asset("text/javascript", new byte[0], new byte[0]);
            },
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    for (int i = 0; i < 1 << 12; i++) {
      String name = "guard-%02x%02x.js".formatted(i & 0xff, i >> 8);
      variants.find(name);
      assertThat(variants.has(name)).isTrue();
      assertThat(variants.kept()).isLessThanOrEqualTo(GuardVariants.MOST);
    }
    assertThat(made).hasValue(240);
    assertThat(variants.require("guard-.js")).as("the strictest is there all the same").isNotNull();
  }

  @Test
  void the_strictest_guard_stands_in_for_one_that_is_too_much() {
    String directory = assets.guardForEverybody().split("/")[0];
    Asset strictest =
        assets.find(assets.guardFor(Visitors.of(ReferencePolicy.get()).undecided())).orElseThrow();
    assertThat(assets.standIn(directory + "/guard-1fs.js")).contains(strictest);
  }

  @Test
  void stays_within_its_budget() throws IOException {
    Visitors visitors = Visitors.of(ReferencePolicy.get());
    int code = Gzip.length(Resources.text("guard.js"));
    StringBuilder report = new StringBuilder("bytes by gzip -9\n");
    report.append("code of the guard: ").append(code).append('\n');
    int most = 0;
    for (Consent consent :
        List.of(
            visitors.undecided(),
            visitors.who(),
            visitors.who("statistics"),
            visitors.who("external-media"),
            visitors.acceptingAll())) {
      int length = GuardKind.FOR_VISITOR.script(visitors, consent).map(Gzip::length).orElse(0);
      most = Math.max(most, length);
      report.append(
          "guard with the rules of the reference dialog, %s: %d%n"
              .formatted(consent.decision(), length));
    }
    int shared = asset(assets, "guard.js").gzipped().length;
    report
        .append("guard of pages that everybody gets, with all rules: ")
        .append(shared)
        .append('\n');
    Files.writeString(Path.of("target", "guard-size.txt"), report);
    int page = asset(assets, "page.js").gzipped().length;

    assertThat(code).as("code of the guard").isLessThanOrEqualTo(2400);
    assertThat(most).as("guard with its rules").isLessThanOrEqualTo(3150);
    assertThat(shared).as("guard for everybody").isLessThanOrEqualTo(4300);
    assertThat(shared + page).isLessThanOrEqualTo(6000);
    assertThat(asset(assets, "panel.css").gzipped().length).isLessThanOrEqualTo(2500);
    assertThat(asset(assets, "document.css").gzipped().length).isLessThanOrEqualTo(3000);
  }
}
