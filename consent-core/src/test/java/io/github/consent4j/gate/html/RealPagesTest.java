package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.gate.TestData;
import io.github.consent4j.policy.ReferencePolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RealPagesTest {

  private static final String NOTHING_HELD_BACK =
      ReferencePolicy.YAML.replaceAll("(?m)^  (statistics|external-media):.*\n", "")
          + "undeclared-hosts: report\n";

  @Test
  void stay_unchanged_if_nothing_is_blocked() throws IOException {
    GateFixture fixture = new GateFixture(NOTHING_HELD_BACK, GateFixture.NOTHING_INSERTED);
    for (Path file : TestData.files("pages", ".html")) {
      byte[] page = Files.readAllBytes(file);
      for (int piece : new int[] {997, 8192, page.length + 1}) {
        assertThat(fixture.pass(page, piece)).as("%s", file).isEqualTo(page);
      }
    }
  }

  @Test
  void get_the_insertions_and_nothing_else() throws IOException {
    GateFixture fixture =
        new GateFixture(NOTHING_HELD_BACK, GateFixture.insertions("<H-1>", "<B-1>"));
    for (Path file : TestData.files("pages", ".html")) {
      byte[] page = Files.readAllBytes(file);
      String out = new String(fixture.pass(page, 8192), StandardCharsets.ISO_8859_1);
      assertThat(out.split("<H-1>", -1)).as("%s", file).hasSize(2);
      assertThat(out.split("<B-1>", -1)).as("%s", file).hasSize(2);
      assertThat(out.replace("<H-1>", "").replace("<B-1>", ""))
          .isEqualTo(new String(page, StandardCharsets.ISO_8859_1));
    }
  }
}
