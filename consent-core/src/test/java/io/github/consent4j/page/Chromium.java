package io.github.consent4j.page;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium with an empty profile that shows one page until it is closed. */
final class Chromium implements AutoCloseable {

  private static final List<String> USUAL_PATHS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  private final Path profile;
  private final Process process;

  private Chromium(Path profile, Process process) {
    this.profile = profile;
    this.process = process;
  }

  /** Opens a page. If there is no browser, the test is skipped, or fails where CI is set. */
  static Chromium open(String url) throws IOException {
    return open(url, List.of());
  }

  /** Opens a page with additional options of the browser. */
  static Chromium open(String url, List<String> options) throws IOException {
    Path profile = Files.createTempDirectory("chromium");
    List<String> command = new ArrayList<>();
    command.add(executable());
    command.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            // the two pages of the address bar, which each window loads beforehand
            "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
            "--user-data-dir=" + profile));
    command.addAll(options);
    command.add(url);
    return new Chromium(
        profile,
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  private static String executable() {
    Optional<String> found =
        Stream.concat(Stream.ofNullable(System.getenv("CHROME_BIN")), USUAL_PATHS.stream())
            .filter(path -> Files.isExecutable(Path.of(path)))
            .findFirst();
    if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
      fail("No Chromium: set CHROME_BIN or install it");
    }
    return found.orElseGet(() -> abort("No Chromium, so what needs a browser is not tested"));
  }

  /** Waits until the page has produced a result. */
  <T> T waitFor(CompletableFuture<T> result) throws Exception {
    process
        .onExit()
        .thenAccept(ended -> result.completeExceptionally(new IOException("Chromium ended")));
    return result.get(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
