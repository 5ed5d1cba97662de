package io.github.consent4j.cli.browser.banner;

import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Frame;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The script of axe-core, where somebody has put it. It is not part of the command line. Immutable
 * and thread-safe.
 */
public final class AxeScript {

  private static final String FILE = "axe.min.js";
  private static final String NAME = "axe-core";

  private final String source;

  private AxeScript(String source) {
    this.source = source;
  }

  /**
   * Looks for the file {@code axe.min.js} in a folder of plug-ins and beside the jars of the class
   * path, and then in these jars: that of axe-core for Java has it, and the WebJar.
   *
   * @param folder need not exist
   * @return empty if it is in none of these places
   * @throws IOException if it is there and cannot be read
   */
  public static Optional<AxeScript> find(Path folder) throws IOException {
    return find(folder, System.getProperty("java.class.path", ""));
  }

  static Optional<AxeScript> find(Path folder, String classPath) throws IOException {
    List<Path> jars =
        Arrays.stream(classPath.split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .map(Path::of)
            .toList();
    Optional<Path> file =
        Stream.concat(
                Stream.of(folder.resolve(FILE)), jars.stream().map(jar -> jar.resolveSibling(FILE)))
            .filter(Files::isRegularFile)
            .findFirst();
    if (file.isPresent()) {
      return Optional.of(of(Files.readString(file.get())));
    }
    for (Path jar : jars) {
      if (jar.toString().contains(NAME) && Files.isRegularFile(jar)) {
        Optional<AxeScript> packed = in(jar);
        if (packed.isPresent()) {
          return packed;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<AxeScript> in(Path jar) throws IOException {
    try (JarFile files = new JarFile(jar.toFile())) {
      Optional<JarEntry> script =
          files.stream().filter(entry -> ('/' + entry.getName()).endsWith('/' + FILE)).findFirst();
      if (script.isEmpty()) {
        return Optional.empty();
      }
      try (InputStream in = files.getInputStream(script.get())) {
        return Optional.of(of(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
      }
    }
  }

  /** Returns a script that is already at hand. */
  static AxeScript of(String source) {
    return new AxeScript(source);
  }

  /** Checks a banner. The script stays in the frame. */
  Result check(Frame frame, ElementHandle accept, Optional<ElementHandle> reject, int width) {
    frame.evaluate(source + "; 0");
    List<Facts> violations =
        Scripts.run(frame, "axe.js", Measurement.elements(accept, reject)).each("violations");
    String found =
        violations.stream()
            .map(each -> each.text("id") + " (" + Math.round(each.number("count")) + ")")
            .collect(Collectors.joining(", "));
    return new Result(
        BannerRules.ACCESSIBILITY,
        found.isEmpty(),
        found.isEmpty()
            ? "axe-core finds nothing in the banner."
            : "axe-core finds in the banner: " + found + ".",
        width);
  }
}
