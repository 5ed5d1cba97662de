package io.github.consent4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/**
 * How the filter gets its policy, and how it gets into an application that does not register it.
 */
@OnEveryContainer
@Tag("wrapper")
class StartUpTest {

  @Parameter Containers starter;

  @TempDir Path folder;

  private Container container;

  @AfterEach
  void stop() throws Exception {
    if (container != null) {
      container.close();
    }
  }

  /** Starts the application as a container does that scans the class path. */
  private void start(Consumer<ServletContext> application) throws Exception {
    ServletContainerInitializer setUp = new Scanned(application);
    container = starter.start("", setUp, "/error", folder);
  }

  private record Scanned(Consumer<ServletContext> application)
      implements ServletContainerInitializer {

    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
      application.accept(context);
      ServletRegistration.Dynamic page = context.addServlet("page", new Video());
      page.addMapping("/");
      new ConsentInitializer().onStartup(Set.of(), context);
    }
  }

  private static final class Video extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (request.getRequestURI().endsWith("/asked")) {
        boolean allowed = ConsentFilter.consent(request).allows("statistics");
        VisitorConsent.of(request).grant("statistics");
        TestSite.text(
            response, allowed + " " + ConsentFilter.consent(request).allows("statistics"));
        return;
      }
      TestSite.html(
          response, "<!doctype html><iframe src=\"https://www.youtube.com/embed/x\"></iframe>");
    }
  }

  private String page() throws Exception {
    return send("/page");
  }

  private String send(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + container.port() + path)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("consent.yaml"), yaml, StandardCharsets.UTF_8);
  }

  @Test
  void an_application_that_has_the_library_has_the_filter() throws Exception {
    Path file = file(TestSite.REFERENCE);
    for (String location : List.of(file.toString(), "file:" + file)) {
      start(context -> context.setInitParameter("consent.config", location));
      assertThat(page()).contains("data-consent-src").containsOnlyOnce("/guard-");
      container.close();
    }
    container = null;
  }

  @Test
  void containers_find_the_initializer() {
    assertThat(ServiceLoader.load(ServletContainerInitializer.class))
        .anyMatch(ConsentInitializer.class::isInstance);
  }

  @Test
  void a_filter_that_the_application_registers_is_the_only_one() throws Exception {
    start(
        context ->
            context
                .addFilter("own", new ConsentFilter(TestSite.policy(TestSite.REFERENCE)))
                .addMappingForUrlPatterns(null, false, "/*"));
    assertThat(page()).contains("data-consent-src").containsOnlyOnce("/guard-");
  }

  @Test
  void the_library_can_be_switched_off() throws Exception {
    start(context -> context.setInitParameter("consent.enabled", "false"));
    assertThat(page()).doesNotContain("data-consent-src");
  }

  @Test
  @SecurityItem(45)
  void without_a_readable_policy_nothing_is_served() throws Exception {
    Path broken = file(TestSite.REFERENCE.replace("youtube", "yuotube"));
    try {
      start(context -> context.setInitParameter("consent.config", broken.toString()));
    } catch (Exception e) {
      // Jetty and Undertow do not start at all.
      return;
    }
    assertThat(page()).doesNotContain("youtube.com/embed");
  }

  @Test
  void code_that_asks_for_consent_works_while_the_library_is_switched_off() throws Exception {
    start(context -> context.setInitParameter("consent.enabled", "false"));
    assertThat(send("/asked")).isEqualTo("true true");
    container.close();
    start(
        context -> {
          context.setInitParameter("consent.enabled", "false");
          context.setInitParameter("consent.when-disabled", "undecided");
        });
    assertThat(send("/asked")).isEqualTo("false false");
  }

  @Test
  void the_initializer_leaves_an_application_with_starter_and_spring_boot_to_them()
      throws Exception {
    try (URLClassLoader spring = having(STARTER, BOOT)) {
      List<String> calls = onStartup(spring);
      assertThat(calls).contains("addListener").doesNotContain("addFilter");
    }
  }

  @Test
  void an_application_with_the_spring_starter_alone_has_the_filter() throws Exception {
    try (URLClassLoader spring = having(STARTER)) {
      assertThat(onStartup(spring)).contains("addFilter");
    }
  }

  private static final String STARTER = "io/github/consent4j/spring/ConsentAutoConfiguration.class";
  private static final String BOOT = "org/springframework/boot/SpringApplication.class";

  private URLClassLoader having(String... types) throws IOException {
    for (String type : types) {
      Path file = folder.resolve(type);
      Files.createDirectories(file.getParent());
      Files.write(file, new byte[0]);
    }
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, null);
  }

  /** Returns the calls that the initializer makes in an application with this class loader. */
  private static List<String> onStartup(ClassLoader loader) {
    List<String> calls = new ArrayList<>();
    ServletContext context =
        (ServletContext)
            Proxy.newProxyInstance(
                ServletContext.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (self, method, arguments) -> {
                  calls.add(method.getName());
                  return switch (method.getName()) {
                    case "getClassLoader" -> loader;
                    case "getFilterRegistrations" -> Map.of();
                    default -> null;
                  };
                });
    new ConsentInitializer().onStartup(Set.of(), context);
    return calls;
  }

  @Test
  void an_application_without_a_registered_filter_does_not_start() throws Exception {
    ServletContainerInitializer unprotected =
        (classes, context) -> {
          context.addServlet("page", new Video()).addMapping("/");
          context.addListener(FilterCheck.whenStarted(context));
        };
    try {
      container = starter.start("", unprotected, "/error", folder);
    } catch (Exception e) {
      // Jetty and Undertow do not start at all.
      return;
    }
    assertThat(send("/page")).doesNotContain("youtube.com/embed");
  }
}
