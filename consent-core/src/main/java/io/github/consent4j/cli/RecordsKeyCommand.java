package io.github.consent4j.cli;

import io.github.consent4j.record.chain.CheckpointKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes the keys that sign and verify checkpoints. */
@Command(
    name = "key",
    description = "Makes a pair of keys that sign and verify the checkpoints of records.",
    footerHeading = "%n",
    footer = {
      "The site gets the private key: 'records: { key: FILE }'. Auditors get the public",
      "one, from a place that the site's operators cannot change, for 'records verify --key'."
    })
final class RecordsKeyCommand extends CliCommand {

  @Parameters(
      paramLabel = "FILE",
      description =
          "The file of the private key, such as consent-key.pem; FILE.pub is the public one.")
  Path file = Path.of("");

  RecordsKeyCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    CheckpointKey key = CheckpointKey.generate();
    Path open = file.resolveSibling(file.getFileName() + ".pub");
    try {
      write(file, key.privatePem(), ownerOnly());
      write(open, key.publicPem());
    } catch (FileAlreadyExistsException e) {
      throw new UnusableException(e.getFile() + " is there already; nothing was overwritten");
    } catch (IOException e) {
      throw new UnusableException(file + " cannot be written: " + e);
    }
    terminal().say("Wrote the private key to " + file + " and the public key to " + open + ".");
    return ExitCode.CLEAN;
  }

  private static void write(Path file, String text, FileAttribute<?>... attributes)
      throws IOException {
    Files.createFile(file, attributes);
    Files.writeString(file, text, StandardOpenOption.TRUNCATE_EXISTING);
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
