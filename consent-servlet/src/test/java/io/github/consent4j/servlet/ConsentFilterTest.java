package io.github.consent4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsentFilterTest {

  @TempDir Path folder;

  private final Map<String, Object> attributes = new HashMap<>();

  private FilterConfig config(String location) {
    ServletContext context =
        proxy(
            ServletContext.class,
            (method, argument) ->
                switch (method) {
                  case "getAttribute" -> attributes.get(argument);
                  case "getClassLoader" -> getClass().getClassLoader();
                  default -> null;
                },
            attributes);
    return proxy(
        FilterConfig.class,
        (method, argument) ->
            switch (method) {
              case "getInitParameter" -> location;
              case "getServletContext" -> context;
              default -> null;
            },
        attributes);
  }

  /** Answers a call by its method and first argument. */
  private interface Answers {
    Object to(String method, Object argument);
  }

  private static <T> T proxy(Class<T> type, Answers answers, Map<String, Object> attributes) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (method.getName().equals("setAttribute")) {
                attributes.put((String) arguments[0], arguments[1]);
              }
              return answers.to(method.getName(), arguments == null ? null : arguments[0]);
            });
    return type.cast(proxy);
  }

  private HttpServletRequest request(ServletContext context) {
    return proxy(
        HttpServletRequest.class,
        (method, argument) -> method.equals("getServletContext") ? context : null,
        new HashMap<>());
  }

  @Test
  void a_broken_policy_stops_the_start_with_every_problem_and_its_place() throws Exception {
    Path broken = folder.resolve("consent.yaml");
    String yaml = TestSite.REFERENCE.replace("youtube", "yuotube").replace("name:", "nmae:");
    Files.writeString(broken, yaml, StandardCharsets.UTF_8);
    assertThatThrownBy(() -> new ConsentFilter().init(config(broken.toString())))
        .isInstanceOf(ServletException.class)
        .hasMessageContainingAll("consent.yaml:2:3: ", "nmae", "consent.yaml:8:", "'youtube'");
  }

  @Test
  void a_missing_policy_stops_the_start_and_says_where_it_was_searched() {
    assertThatThrownBy(() -> new ConsentFilter().init(config("classpath:nowhere.yaml")))
        .isInstanceOf(ServletException.class)
        .hasMessageContainingAll("classpath:nowhere.yaml", "consent.config");
    assertThatThrownBy(() -> new ConsentFilter().init(config("nowhere/consent.yaml")))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining(Path.of("nowhere/consent.yaml").toAbsolutePath().toString());
  }

  @Test
  void a_request_that_has_not_passed_the_filter_is_undecided() throws Exception {
    FilterConfig config = config("");
    new ConsentFilter(TestSite.policy(TestSite.REFERENCE)).init(config);
    HttpServletRequest request = request(config.getServletContext());
    assertThat(ConsentFilter.consent(request).isMade()).isFalse();
    assertThat(ConsentFilter.consent(request).allows("statistics")).isFalse();
    assertThat(ConsentFilter.consent(request).allows("necessary")).isTrue();
  }

  @Test
  void without_a_filter_asking_for_consent_is_an_error() {
    HttpServletRequest request = request(config("").getServletContext());
    assertThatThrownBy(() -> ConsentFilter.consent(request))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("No ConsentFilter is set up");
  }

  @Test
  void a_filter_without_a_policy_says_that_it_has_not_been_initialized() {
    assertThatThrownBy(() -> new ConsentFilter().seen())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The filter has not been initialized");
  }

  @Test
  void a_policy_that_is_set_twice_is_an_error_that_names_the_earlier_one() {
    ConsentFilter.Builder filter =
        ConsentFilter.builder().policy(TestSite.policy(TestSite.REFERENCE));

    assertThatThrownBy(() -> filter.policy(TestSite.policy(TestSite.REFERENCE)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("'policy' is set already, to Policy of ")
        .hasMessageContaining("youtube");
  }

  @Test
  void a_filter_that_is_built_has_seen_nothing_yet() {
    ConsentFilter filter =
        ConsentFilter.builder().policy(TestSite.policy(TestSite.REFERENCE)).build();

    assertThat(filter.seen().cookies()).isEmpty();
    assertThat(filter.seen().hosts()).isEmpty();
    assertThat(filter.seen().reports()).isEmpty();
  }
}
