package io.github.consent4j.policy.reader;

import io.github.consent4j.audit.rule.FileRules;
import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.Problem;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;

/**
 * The text of a file, with the position of its characters. Immutable.
 *
 * @param source name of the file
 * @param text the text, without the byte order mark
 */
record FileText(String source, String text) {

  private static final char BYTE_ORDER_MARK = 0xfeff;

  /** The line breaks of YAML. */
  private static final Pattern LINE_BREAK = Pattern.compile("\r\n|[\n\r\\x{85}\\x{2028}\\x{2029}]");

  /**
   * Reads a file, which must be in UTF-8. Otherwise every letter that is not ASCII would be read as
   * another one.
   *
   * @throws PolicyException if it is in another encoding
   */
  static FileText decode(String source, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    String text = out.flip().toString();
    boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    FileText file = new FileText(source, marked ? text.substring(1) : text);
    if (result.isError()) {
      throw file.refuse(
          file.text.length(), FileRules.NOT_UTF_8, "not UTF-8: save the file in this encoding");
    }
    return file;
  }

  /** Returns an exception for an error at a character. */
  PolicyException refuse(int index, Rule rule, String message) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < index; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return refuse(line, index - lineStart + 1, rule, message);
  }

  PolicyException refuse(int line, int column, Rule rule, String message) {
    return new PolicyException(
        List.of(new Problem(source, line, column, Problem.Severity.ERROR, rule.id(), message)));
  }

  /** Returns all lines, without their line breaks. */
  List<String> lines() {
    return List.of(LINE_BREAK.split(text, -1));
  }

  /** Returns a line without its line break; empty if there is no such line. */
  String line(int index) {
    List<String> lines = lines();
    return index >= 0 && index < lines.size() ? lines.get(index) : "";
  }

  /** Returns the part of a mark's line before the mark. */
  String before(Mark mark) {
    String line = line(mark.getLine());
    return line.substring(0, index(line, mark));
  }

  /** Returns the part of a mark's line from the mark on. */
  String from(Mark mark) {
    String line = line(mark.getLine());
    return line.substring(index(line, mark));
  }

  /**
   * Returns the index of a mark in its line. Marks count code points, and may point beyond the last
   * one.
   */
  private static int index(String line, Mark mark) {
    int last = line.codePointCount(0, line.length());
    return line.offsetByCodePoints(0, Math.min(mark.getColumn(), last));
  }
}
