package io.github.consent4j.policy.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.consent4j.policy.Delivery;
import io.github.consent4j.policy.PageRendering;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.ReferencePolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryReaderTest {

  private static Delivery read(String yaml) {
    return ReferencePolicy.read(ReferencePolicy.YAML + yaml).settings().delivery();
  }

  private static List<String> problems(String yaml) {
    String text = "site: { name: I }\ncategories: { necessary: { required: true } }\n" + yaml;
    PolicyException failure =
        catchThrowableOfType(PolicyException.class, () -> ReferencePolicy.read(text));
    return failure.problems().stream().map(Object::toString).toList();
  }

  @Test
  void a_site_without_settings_renders_pages_by_their_cache_headers() {
    assertThat(read("")).isEqualTo(Delivery.DEFAULTS);
    assertThat(read("").renderingOf("/any")).isEqualTo(PageRendering.AUTO);
    assertThat(read("rendering: auto\ncsp: off\n")).isEqualTo(Delivery.DEFAULTS);
  }

  @Test
  void the_first_path_that_matches_counts() {
    Delivery delivery =
        read(
            """
            rendering:
              /news/members/*: personal
              /news/*: shared
            """);

    assertThat(delivery.renderingOf("/news/members/7")).isEqualTo(PageRendering.PERSONAL);
    assertThat(delivery.renderingOf("/news/7")).isEqualTo(PageRendering.SHARED);
    assertThat(delivery.renderingOf("/")).isEqualTo(PageRendering.AUTO);
  }

  @Test
  void one_word_applies_to_the_whole_site() {
    assertThat(read("rendering: personal\n").renderingOf("/x")).isEqualTo(PageRendering.PERSONAL);
  }

  @Test
  void errors_are_reported_with_their_position() {
    assertThat(
            problems("rendering: { news/*: shared, /a: share }\ncsp: reports\nown-hosts: [a/b]\n"))
        .containsExactly(
            "consent.yaml:3:14: 'news/*' is no path: expected one that starts with '/', as"
                + " '/news/*'",
            "consent.yaml:3:34: 'share' is not a value of '/a'; did you mean 'shared'?",
            "consent.yaml:4:6: 'reports' is not a value of 'csp'; known are enforce, off,"
                + " report-only",
            "consent.yaml:5:13: 'a/b' must be a host without a path, or '*.' and a host");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a.example; script-src *\"",
        "\"a.example\\r\\nSet-Cookie: x=y\"",
        "\"a.example, b.example\"",
        "\"'unsafe-inline'\"",
        "https://a.example",
        "\"*\""
      })
  void only_hosts_are_written_into_a_header(String host) {
    assertThat(problems("csp: enforce\nown-hosts: [" + host + "]\n"))
        .singleElement()
        .asString()
        .startsWith("consent.yaml:4:13: ");
  }

  @Test
  void more_hosts_than_fit_into_a_header_are_refused() {
    StringBuilder hosts = new StringBuilder("own-hosts:\n");
    for (int i = 0; i < 300; i++) {
      hosts.append("  - host").append(i).append(".example\n");
    }

    assertThat(problems("csp: enforce\n" + hosts))
        .containsExactly(
            "consent.yaml:3:1: 'csp' would make a header of more than 4096 characters: declare"
                + " fewer hosts, as '*.example.org' instead of each of them");
    assertThat(read(hosts.toString()).ownHosts()).hasSize(300);
  }
}
