package io.github.consent4j.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Tests that the lists beside the files of the services are up to date. To write them anew, run
 * this test with {@code -Dcatalogue.write}.
 */
class CatalogueIndexTest {

  private static final boolean WRITE = System.getProperty("catalogue.write") != null;
  private static final Path SERVICES = ServiceFiles.DIRECTORY.resolve("services.txt");
  private static final Path INDEX = ServiceFiles.DIRECTORY.resolve("index.txt");

  private static Policy everything;

  @BeforeAll
  static void read() throws IOException {
    everything = ServiceFiles.everything();
    if (WRITE) {
      Files.write(SERVICES, CatalogueIndex.services(everything));
      Files.write(INDEX, CatalogueIndex.rules(everything));
    }
  }

  @Test
  void the_list_of_services_is_up_to_date() throws IOException {
    assertThat(Files.readAllLines(SERVICES))
        .as("run this test with -Dcatalogue.write")
        .isEqualTo(CatalogueIndex.services(everything));
  }

  @Test
  void the_index_of_rules_is_up_to_date() throws IOException {
    assertThat(Files.readAllLines(INDEX))
        .as("run this test with -Dcatalogue.write")
        .isEqualTo(CatalogueIndex.rules(everything));
  }

  @Test
  void a_rule_names_its_kind_its_service_and_the_category() throws IOException {
    assertThat(Files.readAllLines(INDEX))
        .contains(
            "host\tplayer.vimeo.com/video\t\tvimeo\texternal-media",
            "script\tmatomo.js\t\tmatomo\tstatistics",
            "inline\tfbq(\t\tmeta-pixel\tmarketing",
            "mark\tblockquote.twitter-tweet\t\ttwitter\texternal-media",
            "cookie\t_ga\t\tgoogle-analytics\tstatistics",
            "cookie\tuid\t.criteo.com\tcriteo\tmarketing")
        .allSatisfy(line -> assertThat(line.split("\t")).hasSize(5));
  }

  @Test
  void names_that_any_program_could_use_are_no_rules() throws IOException {
    List<String> rules = Files.readAllLines(INDEX);

    for (String name : List.of("store", "secure", "route", "mf_*", "P_*", "PHPSESSID", "SESS*")) {
      assertThat(rules).noneMatch(rule -> rule.startsWith("cookie\t" + name + "\t\t"));
    }
    assertThat(rules).noneMatch(rule -> rule.matches("script\t(script|widget|loader|e)\\.js\t.*"));
  }
}
