package io.github.consent4j.examples.proxy;

import static io.github.consent4j.examples.proxy.SavedPages.GATED;
import static io.github.consent4j.examples.proxy.SavedPages.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.examples.proxy.Evasions.Evasion;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Documents that try to evade the filter, tested in Chromium. Each document contacts its host if it
 * is served unchanged, and does not if it passes the filter. All of them are loaded side by side,
 * in frames of one page.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvasionsTest {

  private static final String ALL = "all";
  private static final String UNDECLARED = "undeclared.example";

  /** Who was contacted on a way to the documents, with or without script. */
  private final Map<String, Set<String>> contacted = new HashMap<>();

  private SavedPages pages;

  @BeforeAll
  void write() throws Exception {
    pages = new SavedPages("classpath:evasions.yaml");
    Evasions.all().forEach(evasion -> pages.add("" + evasion.number(), evasion.html()));
    pages.add("undeclared", "<img src=//" + UNDECLARED + "/a>");
    pages.add(ALL, frames() + "<iframe src=undeclared></iframe>");
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

  private Set<String> contacted(String way, boolean script) throws Exception {
    Set<String> known = contacted.get(way + script);
    if (known == null) {
      known = pages.contacted(way, ALL, script);
      contacted.put(way + script, known);
    }
    return known;
  }

  /** A check of the documents and the browser, of which the library changes neither. */
  @Tag("sweep")
  @ParameterizedTest(name = "{0}, script {1}")
  @MethodSource("all")
  void contacts_its_host_as_it_is(Evasion evasion, boolean script) throws Exception {
    List<String> hosts = of(evasion, contacted(PLAIN, script));

    assertThat(!hosts.isEmpty()).as(evasion.html()).isEqualTo(evasion.contacts(script));
  }

  @ParameterizedTest(name = "{0}, script {1}")
  @MethodSource("all")
  void contacts_nobody_behind_the_filter(Evasion evasion, boolean script) throws Exception {
    assertThat(of(evasion, contacted(GATED, script))).as(evasion.html()).isEmpty();
  }

  @ParameterizedTest(name = "script {0}")
  @ValueSource(booleans = {true, false})
  void contacts_whom_nobody_declares_in_any_case(boolean script) throws Exception {
    assertThat(contacted(GATED, script)).contains(UNDECLARED);
  }

  private static List<String> of(Evasion evasion, Set<String> hosts) {
    return hosts.stream().filter(evasion::isHost).toList();
  }
}
