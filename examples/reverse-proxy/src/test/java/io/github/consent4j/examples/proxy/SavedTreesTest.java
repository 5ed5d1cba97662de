package io.github.consent4j.examples.proxy;

import static io.github.consent4j.examples.proxy.SavedPages.GATED;
import static io.github.consent4j.examples.proxy.SavedPages.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The trees that Chromium makes of real pages, behind the filter and without it. */
@Tag("sweep")
class SavedTreesTest extends BehindTheFilter {

  private static final boolean DIGEST = true;

  private final String serialise;

  SavedTreesTest() throws IOException {
    try (InputStream in = SavedTreesTest.class.getResourceAsStream("/serialise.js")) {
      serialise = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void are_node_for_node_what_they_were_but_for_what_is_held_back(String name) {
    for (boolean script : new boolean[] {true, false}) {
      Object expected = pages.still(PLAIN, name, script).evaluate(serialise, DIGEST);
      Object actual = pages.still(GATED, name, script).evaluate(serialise, DIGEST);
      if (!actual.equals(expected)) {
        assertThat(nodes(GATED, name, script))
            .as("script " + script)
            .isEqualTo(nodes(PLAIN, name, script));
      }
    }
  }

  private List<?> nodes(String host, String name, boolean script) {
    return (List<?>) pages.still(host, name, script).evaluate(serialise);
  }
}
