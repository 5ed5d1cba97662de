package io.github.consent4j.examples.proxy;

import static io.github.consent4j.examples.proxy.SavedPages.GATED;
import static io.github.consent4j.examples.proxy.SavedPages.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.examples.proxy.Evasions.Evasion;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Documents that try to evade the filter, tested in Chromium. Each document contacts its host if it
 * is served unchanged, and does not if it passes the filter. All of them are loaded side by side,
 * in frames of one page.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvasionsTest {

  private static final String ALL = "all";
  private static final String UNDECLARED = "undeclared.example";

  private SavedPages pages;
  private Set<String> plainWithScript;
  private Set<String> plainWithoutScript;
  private Set<String> gatedWithScript;
  private Set<String> gatedWithoutScript;

  @BeforeAll
  void visitAll() throws Exception {
    pages = new SavedPages("classpath:evasions.yaml");
    Evasions.all().forEach(evasion -> pages.add("" + evasion.number(), evasion.html()));
    pages.add("undeclared", "<img src=//" + UNDECLARED + "/a>");
    pages.add(ALL, frames() + "<iframe src=undeclared></iframe>");
    plainWithScript = pages.contacted(PLAIN, ALL, true);
    plainWithoutScript = pages.contacted(PLAIN, ALL, false);
    gatedWithScript = pages.contacted(GATED, ALL, true);
    gatedWithoutScript = pages.contacted(GATED, ALL, false);
  }

  @AfterAll
  void stop() throws IOException {
    if (pages != null) {
      pages.close();
    }
  }

  private static String frames() {
    return Evasions.all().stream()
        .map(evasion -> "<iframe width=20 height=20 src=" + evasion.number() + "></iframe>")
        .collect(Collectors.joining("\n", "<!DOCTYPE html><title>All</title>\n", "\n"));
  }

  static Stream<Arguments> all() {
    return Evasions.all().stream()
        .flatMap(evasion -> Stream.of(Arguments.of(evasion, true), Arguments.of(evasion, false)));
  }

  @ParameterizedTest(name = "{0}, script {1}")
  @MethodSource("all")
  void contacts_its_host_as_it_is(Evasion evasion, boolean script) {
    List<String> hosts = of(evasion, script ? plainWithScript : plainWithoutScript);

    assertThat(!hosts.isEmpty()).as(evasion.html()).isEqualTo(evasion.contacts(script));
  }

  @ParameterizedTest(name = "{0}, script {1}")
  @MethodSource("all")
  void contacts_nobody_behind_the_filter(Evasion evasion, boolean script) {
    assertThat(of(evasion, script ? gatedWithScript : gatedWithoutScript))
        .as(evasion.html())
        .isEmpty();
  }

  @Test
  void contacts_whom_nobody_declares_in_any_case() {
    assertThat(List.of(plainWithScript, plainWithoutScript, gatedWithScript, gatedWithoutScript))
        .allSatisfy(hosts -> assertThat(hosts).contains(UNDECLARED));
  }

  private static List<String> of(Evasion evasion, Set<String> hosts) {
    return hosts.stream().filter(evasion::isHost).toList();
  }
}
