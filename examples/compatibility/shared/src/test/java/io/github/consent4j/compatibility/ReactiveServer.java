package io.github.consent4j.compatibility;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@link ReactivePages} in a process of its own, whose class path has no servlet, as that of a
 * reactive application.
 */
final class ReactiveServer implements AutoCloseable {

  private static final Pattern STARTED = Pattern.compile("Netty started on port (\\d+)");

  private static final Pattern OF_SERVLETS =
      Pattern.compile(
          ".*(servlet-api|tomcat|webmvc|spring-boot-servlet|spring-boot-starter-web-).*\\.jar");

  private final Process process;
  private final int port;
  private final Thread reader;

  private ReactiveServer(Process process, int port, Thread reader) {
    this.process = process;
    this.port = port;
    this.reader = reader;
  }

  /**
   * Starts the application.
   *
   * @throws IOException if it does not start
   */
  static ReactiveServer start(String policy, String... properties) throws IOException {
    Path file = Files.createTempFile("consent", ".yaml");
    Files.writeString(file, policy);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry -> !OF_SERVLETS.matcher(new File(entry).getName()).matches())
                    .collect(Collectors.joining(File.pathSeparator)),
                ReactivePages.class.getName(),
                "--server.port=0",
                "--consent.config=file:" + file));
    command.addAll(List.of(properties));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    List<String> lines = new ArrayList<>();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
      Matcher started = STARTED.matcher(line);
      if (started.find()) {
        Thread reader = new Thread(() -> out.lines().forEach(System.out::println));
        reader.setDaemon(true);
        reader.start();
        return new ReactiveServer(process, Integer.parseInt(started.group(1)), reader);
      }
    }
    throw new IOException("The application did not start:\n" + String.join("\n", lines));
  }

  int port() {
    return port;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
    reader.join(1000);
  }
}
