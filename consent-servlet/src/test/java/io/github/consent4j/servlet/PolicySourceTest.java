package io.github.consent4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a policy is searched, and the messages if there is no valid one. */
class PolicySourceTest {

  @TempDir Path folder;

  @Test
  void an_embedded_container_needs_no_class_loader_for_the_application() throws IOException {
    String anyFile = "META-INF/services/jakarta.servlet.ServletContainerInitializer";
    try (InputStream in = PolicySource.of(config("classpath:" + anyFile)).place().openStream()) {
      assertThat(in).isNotEmpty();
    }
  }

  @Test
  void says_which_file_is_missing_and_where_to_put_one() {
    Path missing = folder.resolve("consent.yaml");
    String advice =
        "put consent.yaml on the class path (src/main/resources, WEB-INF/classes), or name another"
            + " place with the parameter consent.config of the filter, of the servlet context or of"
            + " the system";

    assertThat(refused(missing.toString()))
        .hasMessage("Cannot read the consent policy " + missing + " (no such file): " + advice);
    assertThat(refused("classpath:nowhere.yaml"))
        .hasMessage(
            "Cannot read the consent policy classpath:nowhere.yaml (no such file): " + advice);
    assertThat(refused(folder.toString()))
        .hasMessage("Cannot read the consent policy " + folder + " (a folder): " + advice);
  }

  @Test
  void lists_what_is_wrong_with_a_policy_once_and_without_a_stack_trace() throws IOException {
    Path broken = Files.writeString(folder.resolve("consent.yaml"), "site: { nam: Institute }\n");

    ServletException refused = refused(broken.toString());

    assertThat(refused)
        .hasMessage(
            """
            The consent policy cannot be used, so the site does not start:
            consent.yaml:1:1: the file needs the key 'categories'
            consent.yaml:1:9: unknown key 'nam' in 'site'; did you mean 'name'?""")
        .hasNoCause();
    assertThat(refused.getStackTrace()).isEmpty();
  }

  private static ServletException refused(String location) {
    return catchThrowableOfType(
        ServletException.class, () -> new ConsentFilter().init(config(location)));
  }

  private static FilterConfig config(String location) {
    return (FilterConfig) answering(FilterConfig.class, location, answering(ServletContext.class));
  }

  private static ServletContext answering(Class<ServletContext> type) {
    return type.cast(answering(type, null, null));
  }

  /** Returns a stub that knows one parameter and its context. */
  private static Object answering(Class<?> type, String parameter, ServletContext context) {
    return Proxy.newProxyInstance(
        PolicySourceTest.class.getClassLoader(),
        new Class<?>[] {type},
        (self, method, arguments) ->
            switch (method.getName()) {
              case "getInitParameter" -> parameter;
              case "getServletContext" -> context;
              default -> null;
            });
  }
}
