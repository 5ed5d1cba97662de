package io.github.consent4j.examples.proxy;

import static io.github.consent4j.examples.proxy.SavedPages.GATED;
import static io.github.consent4j.examples.proxy.SavedPages.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.examples.proxy.SavedPages.Visit;
import io.github.consent4j.policy.UrlPattern;
import io.github.consent4j.policy.reader.PolicyReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real pages behind the filter, tested in Chromium. Visits that must not contact any host come
 * first, so that they cannot be blamed for traffic of an earlier visit.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("sweep")
class SavedPagesTest extends BehindTheFilter {

  private static final int SECOND_LOOKS = 3;

  private final Map<String, Visit> untouched = new HashMap<>();
  private final List<UrlPattern> owned;

  SavedPagesTest() throws IOException {
    try (InputStream in = SavedPagesTest.class.getResourceAsStream("/" + POLICY)) {
      owned =
          new PolicyReader(BuiltInCatalogue.load())
              .read(POLICY, in).services().stream()
                  .flatMap(service -> service.loads().urls().stream())
                  .toList();
    }
  }

  @Order(1)
  @ParameterizedTest
  @MethodSource("names")
  void contact_nobody_whom_a_service_owns_before_consent(String name) throws Exception {
    Visit visit = pages.undecided(name);

    assertThat(visit.requests()).filteredOn(this::isOwned).isEmpty();
    assertThat(visit.hosts()).filteredOn(host -> isOwned(host + "/")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void ask_for_the_same_as_ever_after_consent(String name) throws Exception {
    Set<String> before = comparable(untouched(name));
    Set<String> after = comparable(pages.accepted(name));
    // The requests of a page also depend on timing: several visits confirm a difference.
    for (int i = 0; i < SECOND_LOOKS && !before.equals(after); i++) {
      before.addAll(comparable(pages.plain(name)));
      after.addAll(comparable(pages.accepted(name)));
    }

    assertThat(after).isEqualTo(before);
  }

  @Test
  void are_a_fair_test() throws Exception {
    long requests = 0;
    long pagesWithAny = 0;
    for (String name : names()) {
      long hits = untouched(name).requests().stream().filter(this::isOwned).count();
      requests += hits;
      pagesWithAny += hits > 0 ? 1 : 0;
    }
    assertThat(requests).isGreaterThan(300);
    assertThat(pagesWithAny).isGreaterThan(20);
  }

  private Visit untouched(String name) throws InterruptedException {
    Visit known = untouched.get(name);
    if (known == null) {
      known = pages.plain(name);
      untouched.put(name, known);
    }
    return known;
  }

  /**
   * Returns requests without the parts that differ between visits: the site's name, times, random
   * numbers.
   */
  private static Set<String> comparable(Visit visit) {
    return visit.requests().stream()
        .map(request -> request.replace(GATED, PLAIN).replaceAll("\\d{5,}(?:\\.\\d+)?", "#"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean isOwned(String request) {
    String host = request.substring(0, request.indexOf('/'));
    String path = request.substring(host.length()).replaceFirst("\\?.*", "");
    return owned.stream()
        .anyMatch(
            pattern ->
                (pattern.subdomains()
                        ? host.endsWith("." + pattern.host())
                        : host.equals(pattern.host()))
                    && pattern.path().map(glob -> glob.matches(path)).orElse(true));
  }
}
