package io.github.consent4j.policy.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.Service;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A catalogue that is a directory with one file for each service. */
class CatalogueDirectoryTest {

  private static final String POLICY =
      """
      site: { name: Institute }
      categories:
        necessary: { required: true }
        external-media: { services: [film] }
      """;

  private final List<String> opened = new ArrayList<>();
  private final Map<String, String> files =
      new LinkedHashMap<>(
          Map.of(
              "services.txt",
              "film\texternal-media\nradio\texternal-media\n",
              "common.yaml",
              "always: []\n",
              "film.yaml",
              """
              name: Film
              category: external-media
              provider: studio
              purpose: plays-videos
              sources: [{ from: their page, checked: 2026-11, for: [seen] }]
              stores: [{ name: seen, lifetime: P1D, purpose: remembers-played }]
              """,
              "radio.yaml",
              "name: Radio\npurpose: plays-audio\n",
              "providers/studio.yaml",
              """
              name: Studio Ltd
              unconfirmed: true
              sources: [{ from: their imprint, checked: 2026-11-29, for: [provider] }]
              """));

  @Test
  void a_file_is_read_only_if_the_policy_names_its_service() {
    Policy policy = read();

    assertThat(policy.service("film")).isPresent();
    assertThat(opened)
        .containsExactlyInAnyOrder(
            "files.packed", "services.txt", "common.yaml", "film.yaml", "providers/studio.yaml");
  }

  @Test
  void a_service_has_the_facts_and_the_sources_of_its_provider() {
    Service film = read().service("film").orElseThrow();

    assertThat(film.provider().name()).isEqualTo("Studio Ltd");
    assertThat(film.provider().isUnconfirmed()).isTrue();
    assertThat(film.sources())
        .containsExactly(
            new Service.Source("their page", "2026-11", List.of("seen")),
            new Service.Source("their imprint", "2026-11-29", List.of("provider")));
  }

  @Test
  void an_error_names_the_file_of_the_service_and_the_place() {
    files.put("film.yaml", "name: Film\npurpose: plays-films\n");

    assertThatThrownBy(this::read)
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("film.yaml:2:10: 'plays-films' is not a known purpose");
  }

  @Test
  void a_file_that_is_missing_is_named() {
    files.remove("providers/studio.yaml");

    assertThatThrownBy(this::read)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("providers/studio.yaml");
  }

  private Policy read() {
    return new PolicyReader(Catalogue.in(this::open)).read("consent.yaml", utf8(POLICY));
  }

  private InputStream open(String name) {
    opened.add(name);
    String text = files.get(name);
    return text == null ? null : utf8(text);
  }

  private static InputStream utf8(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
