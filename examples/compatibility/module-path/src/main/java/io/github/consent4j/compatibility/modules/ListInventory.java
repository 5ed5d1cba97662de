package io.github.consent4j.compatibility.modules;

import io.github.consent4j.audit.Inventory;
import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.reader.PolicyReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the policy in a file, and writes its inventory to the standard output. */
public final class ListInventory {

  private ListInventory() {}

  public static void main(String[] args) throws IOException {
    try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
      Policy policy = new PolicyReader(BuiltInCatalogue.load()).read(args[0], in);
      System.out.write(new Inventory(policy).toJson());
      System.out.flush();
    }
  }
}
