package io.github.consent4j.cli;

import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.policy.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/** Where a command writes a new policy file. A file that is there is not replaced by accident. */
final class DraftOutput {

  private static final String TERMINAL = "-";

  private final Terminal terminal;
  private final String output;
  private final boolean force;

  /**
   * @param output name of a file; a dash for the terminal
   * @throws UnusableException if the file exists, unless force is given
   */
  DraftOutput(Terminal terminal, String output, boolean force) {
    this.terminal = terminal;
    this.output = output;
    this.force = force;
    if (!output.equals(TERMINAL) && !force && Files.exists(Path.of(output))) {
      throw new UnusableException(
          output + " is there already; --force replaces it, -o names another");
    }
  }

  /**
   * Checks a draft and writes it. Nothing is written if it has errors.
   *
   * @param left what the operator has to do by hand, a line each
   * @return the exit code
   */
  int write(PolicyDraft draft, KnownServices known, List<String> left) {
    PolicyFiles files = new PolicyFiles();
    String text = new DraftFile(draft, known, files::hasTexts).write();
    PolicyCheck check = files.check(output, text);
    if (check.policy().isEmpty()) {
      throw new UnusableException(
          "the file would have errors, so it is not written:\n"
              + check.problems().stream()
                  .filter(Problem::isError)
                  .map(Problem::message)
                  .collect(Collectors.joining("\n")));
    }
    if (output.equals(TERMINAL)) {
      terminal.out().print(text);
    } else {
      save(text);
      terminal.say("Wrote " + output + ".");
    }
    check.warnings().forEach(warning -> terminal.err().println(ProblemText.line(warning)));
    left.forEach(line -> terminal.err().println("To do: " + line));
    return left.isEmpty() && check.warnings().isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private void save(String text) {
    try {
      StandardOpenOption create = force ? StandardOpenOption.CREATE : StandardOpenOption.CREATE_NEW;
      Files.writeString(
          Path.of(output),
          text,
          create,
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException e) {
      throw new UnusableException(output + " cannot be written: " + e.getMessage());
    }
  }
}
