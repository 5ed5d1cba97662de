package io.github.consent4j.cli;

import io.github.consent4j.cli.PolicyDraft.Stored;
import io.github.consent4j.cli.ScriptLiterals.Regex;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cookies that another tool names for one service, by name or by regular expression. */
final class ToolCookies {

  private final List<Stored> stored = new ArrayList<>();
  private final List<String> left = new ArrayList<>();
  private final String service;

  ToolCookies(String service) {
    this.service = service;
  }

  /** Adds a cookie, whose lifetime and purpose such files do not hold. */
  void add(@Nullable Object name) {
    if (name instanceof String text && !text.isBlank()) {
      stored.add(new Stored(text.strip(), "cookie", "", ""));
    } else if (name instanceof Regex regex) {
      List<String> globs = RegexGlobs.of(regex.source());
      globs.forEach(glob -> stored.add(new Stored(glob, "cookie", "", "")));
      if (globs.isEmpty()) {
        left.add(
            "cookies /"
                + regex.source()
                + "/ of service '"
                + service
                + "': names are compared with * and ?, not with regular expressions; name them one by"
                + " one");
      }
    }
  }

  List<Stored> stored() {
    return List.copyOf(stored);
  }

  /** What cannot be brought over. */
  List<String> left() {
    List<String> all = new ArrayList<>(left);
    if (!stored.isEmpty()) {
      all.add(
          "lifetime and purpose of "
              + Plural.of(stored.size(), "cookie")
              + " of service '"
              + service
              + "': the file does not hold them; see the comments");
    }
    return all;
  }
}
