package io.github.consent4j.examples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The pages that all benchmarks use: those in the folder {@code pages} below the folder that the
 * system property {@code consent.testdata} names. Immutable.
 *
 * @param pages one array for each page
 */
record Corpus(List<byte[]> pages) {

  static Corpus read() throws IOException {
    Path folder = Path.of(System.getProperty("consent.testdata"), "pages");
    List<byte[]> pages = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        pages.add(Files.readAllBytes(file));
      }
    }
    return new Corpus(List.copyOf(pages));
  }

  long size() {
    return pages.stream().mapToLong(page -> page.length).sum();
  }

  int largest() {
    return pages.stream().mapToInt(page -> page.length).max().orElse(0);
  }
}
