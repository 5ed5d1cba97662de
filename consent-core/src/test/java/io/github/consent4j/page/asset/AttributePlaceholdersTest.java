package io.github.consent4j.page.asset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.format.ConsentAttribute;
import io.github.consent4j.page.Visitors;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributePlaceholdersTest {

  private static final Path WEB = Path.of("src", "main", "web");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$[A-Z]{2}\\w*");

  @ParameterizedTest
  @CsvSource({
    "[$SERVICE~=\"x\"], [data-consent-service~=\"x\"]",
    "dataset.$MADE_KEY, dataset.consentMade",
    "set('$SKIP_END'), set('skip')",
    "fetch('$MORE_KEY_END'), fetch('More')",
    "/^$PREFIX(src|data)/, /^data-consent-(src|data)/",
    "slice($PREFIX_LENGTH), slice(13)",
    "'$PREFIX_KEY' + name, 'consent' + name",
    "$DATA$ $& data$| $SERVICES, $DATA$ $& data$| $SERVICES"
  })
  void names_take_the_place_of_placeholders(String source, String filled) {
    assertThat(AttributePlaceholders.fill(source)).isEqualTo(filled);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"src/main", "../consent-servlet/src/main", "../consent-spring-starter/src/main"})
  void names_stand_in_one_place(String sources) throws IOException {
    String keys =
        Arrays.stream(ConsentAttribute.values())
            .map(attribute -> AttributePlaceholders.fill("$" + attribute + "_KEY"))
            .collect(Collectors.joining("|"));
    Pattern literal = Pattern.compile("data-consent|dataset\\.consent|\\b(" + keys + ")\\b");

    Set<String> writing = new TreeSet<>();
    for (Path file : files(Path.of(sources), ".java", ".js", ".css")) {
      if (literal.matcher(Files.readString(file)).find()) {
        writing.add(file.getFileName().toString());
      }
    }
    // A receipt has a member of a standard that is called like a key of ours, and an audit looks
    // for the links of many tools, whatever version of them a site uses.
    assertThat(writing).isSubsetOf("ConsentAttribute.java", "KantaraSheet.java", "controls.js");
  }

  @Test
  void scripts_do_not_repeat_what_is_filled_into_them() throws IOException {
    assertThat(files(WEB, ".js"))
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(Files.readString(file))
                    .doesNotContain("=v[12]", "livewire:navigated", "document.cookie.match"));
  }

  @Test
  void every_placeholder_has_a_name_in_what_browsers_get() throws IOException {
    Policy policy =
        ReferencePolicy.read(
            ReferencePolicy.YAML + "signals: { econda: [econda], youtube: uet }\n");
    Visitors visitors = Visitors.of(policy);
    Assets assets = Assets.of(policy, visitors.marks());
    Set<String> written = new TreeSet<>();
    for (Path file : files(WEB, ".css")) {
      written.add(Resources.text(file.getFileName().toString()));
    }
    for (String name : assets.names()) {
      written.add(text(assets.pathOf(name), assets));
    }
    for (Consent consent : List.of(visitors.undecided(), visitors.who(), visitors.acceptingAll())) {
      written.add(text(assets.guardFor(consent), assets));
    }
    written.add(visitors.pages().unkeptScript());

    assertThat(written).hasSizeGreaterThan(25).noneMatch(text -> PLACEHOLDER.matcher(text).find());
  }

  private static String text(String path, Assets assets) {
    return new String(assets.find(path).orElseThrow().bytes(), UTF_8);
  }

  private static List<Path> files(Path folder, String... ends) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> Stream.of(ends).anyMatch(file.toString()::endsWith)).toList();
    }
  }
}
