package io.github.consent4j.servlet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Writes to {@code target/container-matrix.md} which behaviour was confirmed on which container:
 * one row for each behaviour, one column for each container. Every process stores its own results
 * beside those of the others, which run other classes or another version of Servlet.
 */
final class ContainerMatrix implements TestWatcher {

  private static final Path FOLDER = Path.of("target", "container-matrix");
  private static final Path TABLE = Path.of("target", "container-matrix.md");

  @Override
  public void testSuccessful(ExtensionContext context) {
    boolean deviates =
        deviations(context).anyMatch(deviation -> deviation.on() == container(context));
    result(context, deviates ? "yes, deviates" : "yes");
  }

  @Override
  public void testAborted(ExtensionContext context, Throwable cause) {
    result(context, "not there");
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    result(context, "**NO**");
  }

  private static Containers container(ExtensionContext context) {
    String invocation = context.getParent().orElseThrow().getDisplayName();
    return Arrays.stream(Containers.values())
        .filter(container -> invocation.contains(container.name()))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<Deviation> deviations(ExtensionContext context) {
    return Arrays.stream(context.getRequiredTestMethod().getAnnotationsByType(Deviation.class));
  }

  private static void result(ExtensionContext context, String result) {
    Containers container = container(context);
    String traps =
        Optional.ofNullable(context.getRequiredTestMethod().getAnnotation(Trap.class))
            .map(trap -> Arrays.stream(trap.value()).mapToObj(String::valueOf))
            .orElseGet(Stream::empty)
            .collect(Collectors.joining(", "));
    String attacks =
        Optional.ofNullable(context.getRequiredTestMethod().getAnnotation(SecurityItem.class))
            .map(item -> Arrays.stream(item.value()).mapToObj(String::valueOf))
            .orElseGet(Stream::empty)
            .collect(Collectors.joining(", "));
    String deviations =
        deviations(context)
            .map(deviation -> name(deviation.on()) + " " + deviation.how())
            .collect(Collectors.joining("; "));
    String area = context.getRequiredTestClass().getSimpleName().replaceFirst("Test$", "");
    String behaviour = context.getRequiredTestMethod().getName().replace('_', ' ');
    results(context)
        .add(
            String.join(
                "\t",
                area,
                behaviour,
                traps,
                attacks,
                name(container) + " " + container.version() + ", Servlet " + api(),
                result,
                deviations));
  }

  private static String name(Containers container) {
    return container.name().charAt(0) + container.name().substring(1).toLowerCase();
  }

  /** Returns the version of Servlet of this run. */
  private static String api() {
    return Arrays.stream(jakarta.servlet.http.HttpServletResponse.class.getMethods())
            .anyMatch(
                method ->
                    method.getName().equals("sendRedirect") && method.getParameterCount() == 3)
        ? "6.1"
        : "6.0";
  }

  private static Results results(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(ContainerMatrix.class))
        .getOrComputeIfAbsent(Results.class, type -> new Results(), Results.class);
  }

  /** The results of this run, which are written at its end. */
  private static final class Results implements AutoCloseable {

    private final List<String> lines = new ArrayList<>();

    synchronized void add(String line) {
      lines.add(line);
    }

    @Override
    public synchronized void close() throws IOException {
      Files.createDirectories(FOLDER);
      String process = System.getProperty("consent.process");
      write(
          FOLDER.resolve(api() + "-" + process + ".tsv"),
          lines.stream().map(line -> line + '\n').collect(Collectors.joining()));
      try (DirectoryStream<Path> runs = Files.newDirectoryStream(FOLDER, "*.tsv")) {
        write(
            TABLE,
            table(
                StreamSupport.stream(runs.spliterator(), false)
                    .sorted()
                    .flatMap(Results::read)
                    .toList()));
      }
    }

    /** Writes a file that another process may read at the same time: it finds all or nothing. */
    private static void write(Path file, String text) throws IOException {
      Path part = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part");
      Files.writeString(part, text);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String line(String kind, int number, String why) {
      return "- " + kind + ' ' + number + ": " + why + '\n';
    }

    private static Stream<String[]> read(Path run) {
      try {
        return Files.readAllLines(run).stream().map(line -> line.split("\t", -1));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String table(List<String[]> results) {
      Set<String> containers = new TreeSet<>();
      Map<String, Map<String, String>> rows = new TreeMap<>();
      Map<String, String> deviations = new TreeMap<>();
      for (String[] result : results) {
        String row = String.join(" | ", List.of(result).subList(0, 4));
        containers.add(result[4]);
        // A behaviour that is tested with several arguments must hold for all of them.
        rows.computeIfAbsent(row, r -> new TreeMap<>())
            .merge(result[4], result[5], (some, other) -> some.equals("**NO**") ? some : other);
        deviations.put(row, result[6]);
      }
      StringBuilder table = new StringBuilder("# Behaviours and containers\n\n");
      table
          .append("| area | behaviour | traps | attacks | ")
          .append(String.join(" | ", containers));
      table.append(" | deviations |\n|").append("---|".repeat(containers.size() + 5)).append('\n');
      rows.forEach(
          (row, cells) -> {
            table.append("| ").append(row);
            containers.forEach(
                container -> table.append(" | ").append(cells.getOrDefault(container, "-")));
            table.append(" | ").append(deviations.get(row)).append(" |\n");
          });
      table.append("\n## Traps and attacks that no container has a say in\n\n");
      new TreeMap<>(Traps.ELSEWHERE).forEach((n, why) -> table.append(line("trap", n, why)));
      new TreeMap<>(SecurityItems.ELSEWHERE)
          .forEach((n, why) -> table.append(line("attack", n, why)));
      return table.toString();
    }
  }
}
