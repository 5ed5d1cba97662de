package io.github.consent4j.examples.proxy;

import io.github.consent4j.examples.browser.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Tests of real pages behind the filter, in Chromium. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BehindTheFilter {

  static final String POLICY = "saved-pages.yaml";

  SavedPages pages;

  static List<String> names() throws IOException {
    return TestData.files("pages").stream().map(file -> file.getFileName().toString()).toList();
  }

  @BeforeAll
  void start() throws Exception {
    List<Path> files = TestData.files("pages");
    pages = new SavedPages("classpath:" + POLICY);
    for (Path file : files) {
      pages.add(file.getFileName().toString(), Files.readAllBytes(file));
    }
  }

  @AfterAll
  void stop() throws IOException {
    if (pages != null) {
      pages.close();
    }
  }
}
