package io.github.consent4j.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON is read with the Jackson that the application has. */
class JsonTest {

  private static final String TWO = "com.fasterxml.jackson.";
  private static final String THREE = "tools.jackson.";

  @TempDir private Path folder;

  /** The class path of an application that lacks some packages. */
  private static final class Application extends URLClassLoader {

    private final List<String> missing;
    private final List<String> loaded = new ArrayList<>();

    Application(String... missing) {
      super(classPath(), ClassLoader.getPlatformClassLoader());
      this.missing = List.of(missing);
    }

    private static URL[] classPath() {
      String path =
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
      return path.lines()
          .flatMap(all -> List.of(all.split(File.pathSeparator)).stream())
          .map(Application::url)
          .toArray(URL[]::new);
    }

    private static URL url(String entry) {
      try {
        return new File(entry).toURI().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(entry, e);
      }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (missing.stream().anyMatch(name::startsWith)) {
        throw new ClassNotFoundException(name);
      }
      loaded.add(name);
      return super.findClass(name);
    }

    /** Calls a static method of the library as the application has it. */
    Object call(String type, String name, Class<?>[] parameters, Object... arguments)
        throws Throwable {
      Method method = loadClass("io.github.consent4j." + type).getDeclaredMethod(name, parameters);
      method.setAccessible(true);
      try {
        return method.invoke(null, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }

    boolean holdsBackRules(String json) throws Throwable {
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      return (Boolean)
          call(
              "gate.html.SpeculationRules",
              "pickForeignLinks",
              new Class<?>[] {byte[].class, int.class},
              bytes,
              bytes.length);
    }

    boolean usesPackage(String name) {
      return loaded.stream().anyMatch(type -> type.startsWith(name));
    }
  }

  @Test
  void an_application_with_version_3_alone_reads_with_it() throws Throwable {
    try (Application application = new Application(TWO)) {
      assertThat(application.holdsBackRules("{\"prefetch\": [{\"source\": \"document\"}]}"))
          .isTrue();
      assertThat(application.holdsBackRules("{}")).isFalse();
      assertThat(application.usesPackage(THREE)).isTrue();
    }
  }

  @Test
  void an_application_with_version_2_alone_reads_with_it() throws Throwable {
    try (Application application = new Application(THREE)) {
      assertThat(application.holdsBackRules("{\"prefetch\": [{\"source\": \"document\"}]}"))
          .isTrue();
      assertThat(application.holdsBackRules("{}")).isFalse();
      assertThat(application.usesPackage(TWO)).isTrue();
    }
  }

  @Test
  void an_application_with_both_versions_reads_with_3() throws Throwable {
    try (Application application = new Application()) {
      assertThat(application.holdsBackRules("{}")).isFalse();
      assertThat(application.usesPackage(THREE)).isTrue();
      assertThat(application.usesPackage(TWO)).isFalse();
    }
  }

  @Test
  void an_application_without_jackson_holds_back_rules_that_cannot_be_read() throws Throwable {
    try (Application application = new Application(TWO, THREE)) {
      assertThat(application.holdsBackRules("{}")).isTrue();
    }
  }

  @Test
  void an_application_without_jackson_is_told_so_when_it_opens_a_store() throws Exception {
    try (Application application = new Application(TWO, THREE)) {
      assertThatThrownBy(
              () ->
                  application.call(
                      "record.file.FileRecords", "open", new Class<?>[] {Path.class}, folder))
          .hasMessageContaining("add the dependency tools.jackson.core:jackson-core")
          .hasMessageContaining("com.fasterxml.jackson.core:jackson-core");
      assertThat(folder).isEmptyDirectory();
    }
  }
}
