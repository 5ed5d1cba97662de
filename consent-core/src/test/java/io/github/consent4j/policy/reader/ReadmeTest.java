package io.github.consent4j.policy.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that everything the README says about policies is true, and that it documents every key.
 */
class ReadmeTest {

  private static final String SITE =
      """
      site: { name: Institute, privacy-policy: /privacy }
      languages: [en, de]
      """;

  private static final String CATEGORIES =
      """
      categories:
        necessary:      { required: true }
        statistics:     { services: [econda] }
        external-media: { services: [youtube] }
        marketing:      { title: Marketing, description: Advertisements. }
      """;

  private static String readme() throws IOException {
    return Files.readString(Path.of("../README.md"));
  }

  private static List<String> examples() throws IOException {
    return Pattern.compile("^```yaml\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
        .matcher(readme())
        .results()
        .map(example -> example.group(1))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void every_example_is_a_valid_policy_or_part_of_one(String example) {
    String yaml = example;
    if (!yaml.contains("categories:")) {
      yaml = CATEGORIES + yaml;
    }
    if (!yaml.contains("site:")) {
      yaml = SITE + yaml;
    }
    assertThat(problems(yaml)).isEmpty();
  }

  /**
   * Each value is a place where a policy has keys, with an unknown key. The message about the
   * unknown key lists the known ones.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "qqqqqqqqqq: 1",
        "site: { name: x, qqqqqqqqqq: 1 }",
        "categories: { necessary: { required: true, qqqqqqqqqq: 1 } }",
        "services: { own: { qqqqqqqqqq: 1 } }",
        "services: { own: { provider: { qqqqqqqqqq: 1 } } }",
        "services: { own: { stores: [{ qqqqqqqqqq: 1 }] } }",
        "services: { own: { loads: { qqqqqqqqqq: 1 } } }",
        "look: { qqqqqqqqqq: 1 }",
        "cookie: { qqqqqqqqqq: 1 }",
        "records: { qqqqqqqqqq: 1 }",
        "look: { colors: { qqqqqqqqqq: 1 } }"
      })
  void every_key_is_explained(String unknown) throws IOException {
    String message =
        problems(unknown).stream()
            .filter(problem -> problem.contains("unknown key 'qqqqqqqqqq'"))
            .findFirst()
            .orElseThrow();
    List<String> known =
        List.of(
            message.substring(message.indexOf("known are ") + "known are ".length()).split(", "));

    assertThat(known).hasSizeGreaterThan(2);
    assertThat(known)
        .filteredOn(key -> !key.equals("default"))
        .allSatisfy(
            key ->
                assertThat(readme()).containsPattern("`[^`\n]*(?<![a-z-])" + key + "(?![a-z-])"));
  }

  @Test
  void the_number_of_known_services_is_right() throws IOException {
    assertThat(readme())
        .contains(
            "The catalogue knows " + BuiltInCatalogue.load().serviceIds().size() + " services");
  }

  @Test
  void the_first_example_has_as_many_services_as_the_log_is_said_to_name() throws IOException {
    Policy first = read(examples().get(0));

    assertThat(readme())
        .contains(
            "`Consent: %d categories, %d services, "
                .formatted(first.categories().size(), first.services().size()));
  }

  @Test
  void every_linked_picture_and_file_exists() throws IOException {
    List<String> links = links("\\]\\(([^)#:]+)\\)");

    assertThat(links).isNotEmpty();
    assertThat(links).allSatisfy(link -> assertThat(Path.of("..", link)).exists());
  }

  @Test
  void every_linked_section_exists() throws IOException {
    List<String> sections =
        readme()
            .lines()
            .filter(line -> line.startsWith("#"))
            .map(
                line ->
                    line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", ""))
            .map(line -> line.replace(' ', '-'))
            .toList();
    List<String> links = links("\\]\\(#([^)]+)\\)");

    assertThat(links).isNotEmpty();
    assertThat(sections).containsAll(links);
  }

  private static List<String> links(String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(readme())
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  private static List<String> problems(String yaml) {
    PolicyException e = catchThrowableOfType(PolicyException.class, () -> read(yaml));
    return e == null ? List.of() : e.problems().stream().map(Problem::toString).toList();
  }

  private static Policy read(String yaml) throws IOException {
    return new PolicyReader(BuiltInCatalogue.load())
        .read("README.md", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
  }
}
