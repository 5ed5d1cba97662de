package io.github.consent4j.examples.browser;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The command line of the library in a process of its own. It is in no jar of users, so that it is
 * taken from beside the jar, or from the classes that a build has not packed yet.
 */
public final class ConsentCommand {

  /**
   * What a command returned.
   *
   * @param code the exit code
   * @param output what it wrote, errors included
   */
  public record Result(int code, String output) {}

  private static final Pattern PLUGIN =
      Pattern.compile("(playwright|driver|driver-bundle|gson)-[0-9.]+\\.jar");

  private ConsentCommand() {}

  /**
   * Runs a command.
   *
   * @param core a class of the package for policies, which tells where the library is
   * @param args the command and its arguments
   */
  public static Result run(Class<?> core, Object... args)
      throws IOException, InterruptedException, URISyntaxException {
    return run(classPath(core), core, args);
  }

  /**
   * Runs a command with Playwright beside it, as in a folder of plug-ins.
   *
   * @param core a class of the package for policies, which tells where the library is
   * @param args the command and its arguments
   */
  public static Result runWithPlaywright(Class<?> core, Object... args)
      throws IOException, InterruptedException, URISyntaxException {
    String plugins =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(jar -> PLUGIN.matcher(Path.of(jar).getFileName().toString()).matches())
            .collect(Collectors.joining(File.pathSeparator));
    return run(classPath(core) + File.pathSeparator + plugins, core, args);
  }

  private static Result run(String classPath, Class<?> core, Object... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(classPath);
    command.add(core.getPackageName().replaceFirst("\\.\\w+$", ".cli.ConsentCli"));
    for (Object arg : args) {
      command.add(arg.toString());
    }
    Path output = Files.createTempFile("consent-cli", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      int code = process.waitFor();
      return new Result(code, Files.readString(output, StandardCharsets.UTF_8));
    } finally {
      Files.delete(output);
    }
  }

  private static String classPath(Class<?> core) throws URISyntaxException {
    Path place = Path.of(core.getProtectionDomain().getCodeSource().getLocation().toURI());
    return Files.isDirectory(place)
        ? place + File.pathSeparator + System.getProperty("java.class.path")
        : place.toString().replaceFirst("\\.jar$", "-cli.jar");
  }
}
