package io.github.consent4j.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells files with an inventory from policy files. */
final class InventoryFile {

  private InventoryFile() {}

  /**
   * Returns the content of a file that is JSON with a member of inventories; empty if it is
   * something else, or cannot be read.
   */
  static byte[] read(Path file) {
    try {
      byte[] content = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
      String text = new String(content, StandardCharsets.UTF_8);
      boolean isInventory =
          text.stripLeading().startsWith("{") && text.contains("\"schemaVersion\"");
      return isInventory ? content : new byte[0];
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
