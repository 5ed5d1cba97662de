package io.github.consent4j.record.file;

import java.io.IOException;

/** Takes the lines of a day's file in order. */
interface LineAction {

  /**
   * Takes a line.
   *
   * @param position where it can be found again: its own place, or that of its block
   * @param number number of the line, from 1
   * @param line the line without its line break
   */
  void line(long position, long number, byte[] line) throws IOException;

  /**
   * Takes note of a block that cannot be read.
   *
   * @param number number of its first line
   */
  default void unreadable(long number, String reason) throws IOException {}

  /**
   * Takes note of where that block stands.
   *
   * @param from position of its first byte
   * @param to position of the next block that has the form of one, or the end of the file
   */
  default void broken(long from, long to) throws IOException {}
}
