package io.github.consent4j.record.file;

import java.io.Closeable;
import java.io.IOException;

/** The lines of an opened day's file. Not thread-safe. */
interface DayLines extends Closeable {

  /** Calls an action with every line. */
  void forEach(LineAction action) throws IOException;

  /**
   * Calls an action with the line, or all lines of the block, at a position that an index gave.
   *
   * @throws IOException if nothing that can be read is there
   */
  void at(long position, LineAction action) throws IOException;
}
