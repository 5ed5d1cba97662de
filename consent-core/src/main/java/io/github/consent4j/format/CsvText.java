package io.github.consent4j.format;

import java.util.List;

/** Rows of tables for spreadsheets (RFC 4180). All CSV of the library is written here. */
public final class CsvText {

  /** Begins a document, so that spreadsheets read it as UTF-8. */
  public static final String BYTE_ORDER_MARK = "\uFEFF";

  /** What spreadsheets take for a formula if it begins a cell, in both widths. */
  private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private CsvText() {}

  /**
   * Returns a row with its end. A cell that a spreadsheet would run as a formula begins with an
   * apostrophe.
   */
  public static String row(List<String> cells) {
    StringBuilder row = new StringBuilder();
    String separator = "";
    for (String cell : cells) {
      row.append(separator).append(quoted(harmless(cell)));
      separator = ",";
    }
    return row.append("\r\n").toString();
  }

  private static String harmless(String cell) {
    return !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0 ? '\'' + cell : cell;
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
