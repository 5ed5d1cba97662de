package io.github.consent4j.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** What a command reads from and writes to. Not thread-safe. */
final class Terminal {

  /** The length of a line of progress. */
  private static final int WIDTH = 78;

  private final BufferedReader in;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean interactive;

  /**
   * @param interactive whether a person sits before it, who can answer questions and watch progress
   */
  Terminal(InputStream in, PrintStream out, PrintStream err, boolean interactive) {
    this.in = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()));
    this.out = out;
    this.err = err;
    this.interactive = interactive;
  }

  boolean isInteractive() {
    return interactive;
  }

  /** The stream of results. */
  PrintStream out() {
    return out;
  }

  /** The stream of errors, questions and progress, which stays out of pipes. */
  PrintStream err() {
    return err;
  }

  /** Writes a line of the result. */
  void say(String line) {
    out.println(line);
  }

  /** Writes a document as it is, whatever the encoding of the terminal is. */
  void write(byte[] document) {
    out.write(document, 0, document.length);
    out.println();
    out.flush();
  }

  /** Shows a line of progress, for persons alone, in the place of the line before. */
  void progress(String line) {
    if (interactive) {
      String cut = line.length() > WIDTH ? line.substring(0, WIDTH) : line;
      err.print('\r' + cut + " ".repeat(WIDTH - cut.length()));
      err.flush();
    }
  }

  /** Takes the line of progress away. */
  void endProgress() {
    if (interactive) {
      err.print('\r' + " ".repeat(WIDTH) + '\r');
    }
  }

  /**
   * Asks a question.
   *
   * @return the answer without white space around it; the fallback if the answer is empty or the
   *     input has ended
   */
  String ask(String question, String fallback) {
    err.print(question + (fallback.isEmpty() ? ": " : " [" + fallback + "]: "));
    err.flush();
    String answer = readLine();
    return answer == null || answer.isBlank() ? fallback : answer.strip();
  }

  /**
   * Asks for what nobody shall see.
   *
   * @return null if nobody sits before it
   */
  @SuppressWarnings("SystemConsoleNull") // before JDK 22 there may be none
  @Nullable String askSecret(String question) {
    if (!interactive) {
      return null;
    }
    Console console = System.console();
    if (console == null) {
      return ask(question, "");
    }
    char[] secret = console.readPassword("%s: ", question);
    return secret == null ? null : new String(secret);
  }

  private @Nullable String readLine() {
    try {
      return in.readLine();
    } catch (IOException e) {
      return null;
    }
  }
}
