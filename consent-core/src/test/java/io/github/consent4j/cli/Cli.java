package io.github.consent4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Calls the command line as a shell does, within the test. */
final class Cli {

  /** What a command returned and wrote. */
  record Result(int code, String out, String err) {

    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(out);
    }
  }

  private Cli() {}

  /** Runs a command in a pipe, where nobody answers questions. */
  static Result run(Object... args) {
    return run("", false, args);
  }

  /** Runs a command before a person who types the given lines. */
  static Result answering(String lines, Object... args) {
    return run(lines, true, args);
  }

  private static Result run(String input, boolean interactive, Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            interactive);
    int code = ConsentCli.run(terminal, words);
    return new Result(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** Takes the sign of a comment away before a key. */
  static void uncomment(Path file, String key) throws IOException {
    String text = Files.readString(file);
    String commented = "# " + key;
    if (!text.contains(commented)) {
      throw new AssertionError("no '" + commented + "' in\n" + text);
    }
    Files.writeString(file, text.replace(commented, key));
  }

  /** Writes a file. */
  static Path file(Path folder, String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
