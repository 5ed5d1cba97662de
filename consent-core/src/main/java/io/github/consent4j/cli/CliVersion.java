package io.github.consent4j.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of the jar. */
final class CliVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {ConsentCli.NAME + " " + number()};
  }

  static String number() {
    return Optional.ofNullable(CliVersion.class.getPackage().getImplementationVersion())
        .orElse("(not packed)");
  }
}
