package io.github.consent4j.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Finds test data outside of the project. */
public final class TestData {

  private TestData() {}

  /** Returns a folder of the test data. If it is absent, the test is skipped. */
  public static Path folder(String name) {
    String root = System.getProperty("consent.root", "..");
    String given = System.getProperty("consent.testdata", root + "/../shared/testdata");
    Path folder = Path.of(given, name);
    if (!Files.isDirectory(folder)) {
      Assumptions.abort("skipped: no test data in " + folder.toAbsolutePath().normalize());
    }
    return folder;
  }

  public static List<Path> files(String folder, String extension) throws IOException {
    try (Stream<Path> files = Files.list(folder(folder))) {
      return files.filter(f -> f.toString().endsWith(extension)).sorted().toList();
    }
  }
}
