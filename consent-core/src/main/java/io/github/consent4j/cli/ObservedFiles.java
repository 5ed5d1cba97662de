package io.github.consent4j.cli;

import io.github.consent4j.cli.finding.ObservedFile;
import io.github.consent4j.cli.observation.Observations;
import io.github.consent4j.cli.observed.Observation;
import io.github.consent4j.cli.observed.Observation.Vantage;
import io.github.consent4j.seen.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads observations from files and databases. */
final class ObservedFiles {

  private static final String DATABASE = "jdbc:";

  private final Terminal terminal;
  private final String decisionCookie;
  private final @Nullable String user;
  private final boolean undecided;

  /**
   * @param decisionCookie name of the cookie that stores the visitor's decision; empty if it is not
   *     known
   * @param user the user of databases; null if they need none
   * @param undecided whether nobody has answered while HTTP archives were recorded
   */
  ObservedFiles(
      Terminal terminal, String decisionCookie, @Nullable String user, boolean undecided) {
    this.terminal = terminal;
    this.decisionCookie = decisionCookie;
    this.user = user;
    this.undecided = undecided;
  }

  /**
   * Reads a database, or a file that the site has written or that was recorded in a browser.
   *
   * @param source address of the database, which begins with {@code jdbc:}, or name of the file
   * @throws UnusableException if it cannot be read
   */
  ObservedFile read(String source) {
    try {
      return source.startsWith(DATABASE)
          ? new ObservedFile(
              source.replaceFirst("[?;].*", ""),
              new Observation(Vantage.SERVER, ofDatabase(source)))
          : ofFile(Path.of(source));
    } catch (IOException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    }
  }

  private ObservedFile ofFile(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new UnusableException(
          file + " is not there; the site writes it if its policy has 'seen: { file: ... }'");
    }
    List<Seen.Item> items =
        undecided ? Observations.readUndecided(file) : Observations.read(file, decisionCookie);
    Vantage vantage = Observations.isOfBrowser(file) ? Vantage.BROWSER : Vantage.SERVER;
    return new ObservedFile(file.toString(), new Observation(vantage, items));
  }

  private List<Seen.Item> ofDatabase(String url) throws IOException {
    return DatabaseStore.seen(url, user, RecordStore.password(user, terminal));
  }
}
