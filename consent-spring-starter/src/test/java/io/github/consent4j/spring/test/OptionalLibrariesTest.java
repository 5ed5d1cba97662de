package io.github.consent4j.spring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The support for tests without the libraries that a test does not use. */
class OptionalLibrariesTest {

  private static final String PACKAGE = "io.github.consent4j.spring.test.";

  private static final List<String> NEEDED =
      List.of("consent-", "jackson-core", "snakeyaml", "slf4j", "jspecify", "servlet", "tomcat");

  /** Loads the library's own classes with what it needs, and with some more jars. */
  private static URLClassLoader with(String... jars) {
    URL[] places =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(
                place ->
                    Stream.concat(NEEDED.stream(), Stream.of(jars))
                        .anyMatch(nameOf(place)::contains))
            .map(OptionalLibrariesTest::url)
            .toArray(URL[]::new);
    return new URLClassLoader(places, ClassLoader.getPlatformClassLoader());
  }

  private static String nameOf(String place) {
    File file = new File(place);
    return file.isDirectory() ? file.getPath() : file.getName();
  }

  private static URL url(String place) {
    try {
      return new File(place).toURI().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  private static void use(ClassLoader libraries, String type) throws Exception {
    Class<?> loaded = Class.forName(PACKAGE + type, true, libraries);
    assertThat(loaded.getClassLoader()).isSameAs(libraries);
    assertThat(loaded.getMethods()).isNotEmpty();
  }

  @Test
  void consents_and_visitors_need_nothing_but_the_library() throws Exception {
    try (URLClassLoader nothing = with()) {
      use(nothing, "Consents");
      use(nothing, "TestVisitor");
      use(nothing, "WithConsent");
      assertThatThrownBy(() -> use(nothing, "ConsentAssertions"))
          .isInstanceOf(NoClassDefFoundError.class);
    }
  }

  @Test
  void assertions_about_javas_own_client_need_assertj_alone() throws Exception {
    try (URLClassLoader assertj = with("assertj", "byte-buddy")) {
      use(assertj, "ConsentAssertions");
      use(assertj, "ConsentResponseAssert");
      assertThatThrownBy(() -> use(assertj, "SpringConsentAssertions"))
          .isInstanceOf(NoClassDefFoundError.class);
    }
  }

  @Test
  void the_extension_needs_junit_alone() throws Exception {
    try (URLClassLoader junit = with("junit", "opentest4j", "apiguardian")) {
      use(junit, "ConsentExtension");
    }
  }

  @Test
  void requests_through_mock_mvc_need_neither_junit_nor_assertj_nor_webflux() throws Exception {
    try (URLClassLoader spring =
        with(
            "spring-test-",
            "spring-core-",
            "spring-beans-",
            "spring-context-",
            "spring-web-",
            "spring-webmvc-",
            "spring-jcl-")) {
      use(spring, "MockMvcConsent");
      use(spring, "WithConsentListener");
      use(spring, "MockMvcCustomizerFactory");
      use(spring, "RestClientConsent");
      assertThatThrownBy(() -> use(spring, "SpringConsentAssertions"))
          .isInstanceOf(NoClassDefFoundError.class);
    }
  }
}
