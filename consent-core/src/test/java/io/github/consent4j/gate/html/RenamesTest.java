package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.format.ConsentAttribute;
import io.github.consent4j.gate.token.AttributeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RenamesTest {

  private static final Pattern HELD = Pattern.compile("const held = /(.+)/;");

  /** Returns the attributes that the script in the browser restores, as the script names them. */
  private static Pattern revived() throws IOException {
    Matcher held = HELD.matcher(Files.readString(Path.of("src", "main", "web", "shared.js")));
    assertThat(held.find()).isTrue();
    return Pattern.compile(held.group(1).replace("$PREFIX", ConsentAttribute.PREFIX));
  }

  @Test
  void the_names_that_the_site_may_not_use_are_those_that_are_restored() throws IOException {
    Pattern revived = revived();
    assertThat(Renames.REVIVED).allMatch(name -> revived.matcher("data-consent-" + name).find());
    for (AttributeName name : AttributeName.values()) {
      if (name.isLazy()) {
        assertThat(revived.matcher("data-consent-" + text(name)).find()).as("%s", name).isTrue();
      }
    }
  }

  private static String text(AttributeName name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Test
  void no_attribute_that_runs_a_script_or_links_elsewhere_is_restored() throws IOException {
    Pattern revived = revived();
    for (String name :
        new String[] {
          "onclick",
          "onerror",
          "style",
          "action",
          "formaction",
          "id",
          "class",
          "service",
          "skip",
          "ui",
          "category",
          "database",
          "token",
          "typed",
          "names"
        }) {
      assertThat(revived.matcher("data-consent-" + name).find()).as(name).isFalse();
      assertThat(Renames.REVIVED).doesNotContain(name);
    }
  }
}
