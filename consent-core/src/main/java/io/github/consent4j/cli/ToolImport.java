package io.github.consent4j.cli;

import java.util.List;

/** Reads the file of another tool into a draft. */
@FunctionalInterface
interface ToolImport {

  /** Adds to the draft what can be brought over. Returns what cannot, a line each. */
  List<String> into(PolicyDraft draft, KnownServices known);
}
