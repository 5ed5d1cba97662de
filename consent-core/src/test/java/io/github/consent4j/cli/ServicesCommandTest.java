package io.github.consent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.consent4j.catalogue.BuiltInCatalogue;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ServicesCommandTest {

  @Test
  void every_service_of_the_catalogue_is_listed_on_a_line() {
    Cli.Result all = Cli.run("services");

    assertThat(all.code()).isZero();
    assertThat(all.out().lines().map(line -> line.replaceFirst(" .*", "")))
        .containsAll(BuiltInCatalogue.load().serviceIds());
  }

  @Test
  void a_query_shows_hosts_and_cookies() {
    Cli.Result found = Cli.run("services", "youtube");

    assertThat(found.code()).isZero();
    assertThat(found.out())
        .contains("provider:        Google Ireland Limited (IE)")
        .contains("*.youtube-nocookie.com")
        .contains("VISITOR_INFO1_LIVE (P180D, on .youtube.com)");
  }

  @Test
  void a_service_is_found_by_a_cookie_or_a_host() {
    assertThat(Cli.run("services", "emos_jcsid").out()).contains("econda-session");
    assertThat(Cli.run("services", "i.ytimg.com").out()).startsWith("youtube\n");
  }

  @Test
  void texts_are_in_the_language_that_is_asked_for() {
    assertThat(Cli.run("services", "youtube", "--language", "de").out()).contains("Videos");
    Cli.Result unknown = Cli.run("services", "--language", "xx");
    assertThat(unknown.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(unknown.err()).contains("'xx'");
  }

  @Test
  void an_unknown_service_is_a_finding_with_a_suggestion() {
    Cli.Result none = Cli.run("services", "yuotube");

    assertThat(none.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).contains("did you mean 'youtube'");
  }

  @Test
  void json_lists_the_same() throws IOException {
    JsonNode youtube = Cli.run("services", "youtube", "--json").json().at("/services/0");

    assertThat(youtube.at("/id").asText()).isEqualTo("youtube");
    assertThat(youtube.at("/hosts").toString()).contains("\"*.youtube.com\"");
    assertThat(youtube.at("/stores").toString()).contains("VISITOR_INFO1_LIVE");
  }
}
