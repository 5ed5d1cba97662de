package io.github.consent4j.examples.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds test data outside of the project: beside it in {@code ../shared/testdata}, or in the folder
 * that the system property {@code consent.testdata} names.
 */
public final class TestData {

  private TestData() {}

  /**
   * Returns all files of a folder, by name. If the folder is absent, the test is skipped.
   *
   * @throws IOException if the folder cannot be read
   */
  public static List<Path> files(String folder) throws IOException {
    String beside = System.getProperty("consent.root", "../..") + "/../shared/testdata";
    Path path = Path.of(System.getProperty("consent.testdata", beside), folder);
    Assumptions.assumeTrue(
        Files.isDirectory(path),
        () -> "skipped: no test data in " + path.toAbsolutePath().normalize());
    try (Stream<Path> files = Files.list(path)) {
      return files.sorted().toList();
    }
  }
}
