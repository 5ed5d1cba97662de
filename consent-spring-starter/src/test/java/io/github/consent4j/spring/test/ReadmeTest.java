package io.github.consent4j.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code that the README shows about tests is code. */
class ReadmeTest {

  private static final Pattern CODE =
      Pattern.compile("^```java\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern IMPORT = Pattern.compile("^import .*;\n", Pattern.MULTILINE);

  /** What the examples use, and a reader's editor adds. */
  private static final String IMPORTS =
      """
      import static org.assertj.core.api.Assertions.assertThat;
      import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
      import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.view;
      import io.github.consent4j.consent.Consent;
      import io.github.consent4j.spring.test.*;
      import jakarta.servlet.http.HttpServlet;
      import java.net.URI;
      import java.net.http.HttpRequest;
      import org.junit.jupiter.api.Test;
      import org.junit.jupiter.api.extension.RegisterExtension;
      import org.springframework.beans.factory.annotation.Autowired;
      import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
      import org.springframework.mock.web.MockHttpServletRequest;
      import org.springframework.mock.web.MockHttpServletResponse;
      import org.springframework.test.web.servlet.MockMvc;
      import org.springframework.test.web.servlet.client.MockMvcWebTestClient;
      import org.springframework.web.client.RestClient;
      """;

  /** The application of the examples. */
  private static final String APPLICATION =
      """
      class Home { String home(Consent consent) { return "home"; } }
      class Counter extends HttpServlet {}
      """;

  @TempDir private Path classes;

  private static String chapter() throws IOException {
    String readme = Files.readString(Path.of(System.getProperty("consent.root"), "README.md"));
    int start = readme.indexOf("\n## Test your application\n");
    return readme.substring(start, readme.indexOf("\n## ", start + 1));
  }

  @Test
  void every_example_compiles() throws IOException {
    List<String> examples =
        CODE.matcher(chapter()).results().map(example -> example.group(1)).toList();
    String imports =
        examples.stream()
            .flatMap(example -> IMPORT.matcher(example).results())
            .map(MatchResult::group)
            .distinct()
            .collect(Collectors.joining());

    assertThat(examples).hasSizeGreaterThan(3);
    List<SimpleJavaFileObject> files = new ArrayList<>();
    for (String example : examples) {
      String inPackage = "example" + files.size();
      String code = type(IMPORT.matcher(example).replaceAll("")) + APPLICATION;
      files.add(file(inPackage, "package " + inPackage + ";\n" + IMPORTS + imports + code));
    }
    assertThat(problems(files)).isEmpty();
    assertThat(problems(List.of(file("wrong", "package wrong; class Code { int x = y; }"))))
        .hasSize(1);
  }

  /** Returns a type around an example: of statements, of members, or one that is a type itself. */
  private static String type(String example) {
    if (example.contains("\nclass ")) {
      return example;
    }
    return example.startsWith("@")
        ? "class Example {\n" + example + "}\n"
        : "class Example { void run(MockMvc mvc, URI page) throws Exception {\n"
            + example
            + "} }\n";
  }

  private List<String> problems(List<SimpleJavaFileObject> code) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      compiler.getTask(null, files, found, List.of("-proc:none"), null, code).call();
    }
    List<String> errors = new ArrayList<>();
    for (Diagnostic<?> diagnostic : found.getDiagnostics()) {
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
        errors.add(diagnostic.toString());
      }
    }
    return errors;
  }

  private static SimpleJavaFileObject file(String inPackage, String code) {
    URI place = URI.create("string:///" + inPackage + "/Code.java");
    return new SimpleJavaFileObject(place, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return code;
      }
    };
  }
}
