package io.github.consent4j.policy.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policies that people copy. */
class ExamplesTest {

  private static List<String> problems(String yaml) {
    return new PolicyReader(BuiltInCatalogue.load())
            .check("consent.yaml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
            .problems()
            .stream()
            .map(Object::toString)
            .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"research-site", "plain-servlet", "reverse-proxy"})
  void an_example_starts_without_a_warning(String example) throws IOException {
    Path file = Path.of("..", "examples", example, "src/main/resources/consent.yaml");

    assertThat(problems(Files.readString(file))).isEmpty();
  }

  @Test
  void the_first_policy_of_the_readme_starts_without_a_warning() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    int start = readme.indexOf("```yaml\n") + "```yaml\n".length();

    assertThat(problems(readme.substring(start, readme.indexOf("```", start)))).isEmpty();
  }
}
