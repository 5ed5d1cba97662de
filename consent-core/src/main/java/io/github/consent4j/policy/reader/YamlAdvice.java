package io.github.consent4j.policy.reader;

import io.github.consent4j.audit.rule.FileRules;
import io.github.consent4j.policy.PolicyException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;

/**
 * Explains how to correct a text that is not valid YAML, for readers who do not know how YAML is
 * parsed. The parser's own messages name tokens and blocks. Not thread-safe.
 */
final class YamlAdvice {

  private static final Pattern NO_SPACE = Pattern.compile("\\s*[A-Za-z][A-Za-z0-9-]*(:)[^\\s/].*");
  private static final Pattern COMMENT = Pattern.compile("\\s#");
  private static final Pattern SIGN = Pattern.compile("found character '?(.)'? ?that cannot.*");

  private static final Pattern CONFLICT = Pattern.compile("(?:<{7}|={7}|>{7})(?: .*)?");
  private static final Pattern COMMENT_OF_OTHERS = Pattern.compile("^\\s*(?://|/\\*|<!--)");
  private static final Pattern ELLIPSIS = Pattern.compile("\\s*(?:\\.\\.\\.|\u2026)\\s*");
  private static final Pattern WIDE_COLON = Pattern.compile("^\\s*[a-z-]+(\uff1a)");
  private static final Pattern TWO_KEYS = Pattern.compile(": .*, ([a-z-]+)$");
  private static final Pattern EQUALS = Pattern.compile("\\s*([a-z-]+)\\s*=.*");
  private static final Pattern MERGE_KEY = Pattern.compile("(?:^|[\\s{,])<<\\s*:");
  private static final Pattern NO_SPACE_AFTER_DASH =
      Pattern.compile("\\s*(-)(?:\\{.*|[A-Za-z\"'][^#]*|\\[.*)");
  private static final Pattern APOSTROPHE = Pattern.compile("\\p{L}'$");
  private static final Pattern STARTS_WITH_LETTER = Pattern.compile("^\\p{L}");
  private static final Pattern MISSING_COMMA = Pattern.compile("([\\w-]+)\\s*$");

  private static final int LONGEST_KEY = 40;
  private static final String SPACE_IS_MISSING = "a space is missing after ':'";

  private final FileText file;
  private final Yaml yaml;

  YamlAdvice(FileText file, Yaml yaml) {
    this.file = file;
    this.yaml = yaml;
  }

  /** Returns the exception to throw instead of the parser's. */
  PolicyException on(MarkedYAMLException e) {
    String problem = String.valueOf(e.getProblem());
    String context = String.valueOf(e.getContext());
    Mark at = e.getProblemMark();
    Mark start = e.getContextMark() == null ? at : e.getContextMark();
    if (problem.contains("(TAB)")) {
      return refuse(at, "a tab; use spaces instead");
    }
    Optional<PolicyException> cause = cause(at);
    if (cause.isPresent()) {
      return cause.get();
    }
    if (context.endsWith("alias") && file.from(start).startsWith("* ")) {
      return refuse(start, "the items of a list begin with '- ', not with '* '");
    }
    if (context.endsWith("alias") || context.endsWith("anchor")) {
      return refuse(start, needsQuotes(context.endsWith("alias") ? "*" : "&"));
    }
    if (problem.startsWith("found undefined alias")) {
      return refuse(at, needsQuotes("*"));
    }
    if (problem.startsWith("mapping keys are not allowed")) {
      return refuse(at, needsQuotes("?"));
    }
    if (problem.startsWith("Global tag") || context.contains("tag")) {
      return refuse(context.contains("tag") ? start : at, needsQuotes("!"));
    }
    if (context.endsWith("block scalar")) {
      return refuse(start, needsQuotes("| or >"));
    }
    if (problem.startsWith("sequence entries are not allowed")) {
      return refuse(at, needsQuotes("-"));
    }
    Matcher sign = SIGN.matcher(problem);
    if (sign.matches()) {
      return refuse(at, needsQuotes(sign.group(1)));
    }
    if (context.contains("quoted scalar")) {
      return quoted(problem, at, start);
    }
    Mark bracket = context.startsWith("while parsing a flow") ? openBracket() : null;
    if (bracket != null && isComma(at)) {
      return refuse(at, "here is a comma too many; remove it");
    }
    if (bracket != null) {
      return refuse(bracket, bracket(bracket, at));
    }
    return block(problem, context, at, start);
  }

  /** Returns the exception for a mistake that shows in the text itself, up to the error. */
  private Optional<PolicyException> cause(Mark at) {
    List<String> lines = file.lines();
    for (int i = 0; i <= Math.min(at.getLine(), lines.size() - 1); i++) {
      String line = lines.get(i);
      if (CONFLICT.matcher(line).matches()) {
        return Optional.of(
            refuse(i, 0, "a mark of a merge; keep one of the two versions, and remove the mark"));
      }
      if (COMMENT_OF_OTHERS.matcher(line).find()) {
        return Optional.of(refuse(i, indentation(line), "a comment begins with #"));
      }
      if (ELLIPSIS.matcher(line).matches()) {
        return Optional.of(
            refuse(
                i,
                indentation(line),
                "'...' stands for something that is left out; write it, or remove the line"));
      }
      Matcher colon = WIDE_COLON.matcher(line);
      if (colon.find()) {
        return Optional.of(
            refuse(
                i,
                columns(line, colon.start(1)),
                "only the colon ':' counts, not '" + colon.group(1) + "'"));
      }
      Matcher equals = EQUALS.matcher(line);
      if (equals.matches() && KeyHints.isKey(equals.group(1))) {
        return Optional.of(
            refuse(
                i,
                columns(line, equals.start(1)),
                "a ':' is missing after this word, in place of '='"));
      }
      int quote = OpenQuote.in(line, i + 1 < lines.size() ? lines.get(i + 1) : "");
      if (quote >= 0) {
        return Optional.of(
            refuse(i, columns(line, quote), "the quote that opens here is not closed"));
      }
    }
    String line = file.line(at.getLine());
    String before = file.before(at);
    if (MERGE_KEY.matcher(line).find()) {
      return Optional.of(
          refuse(
              at.getLine(),
              line.indexOf("<<"),
              "'<<' takes keys over from elsewhere, which this file does not know; write the keys"
                  + " here once more"));
    }
    Matcher dash = NO_SPACE_AFTER_DASH.matcher(line);
    if (dash.matches()) {
      return Optional.of(refuse(at.getLine(), dash.start(1), "a space is missing after '-'"));
    }
    return APOSTROPHE.matcher(before).find() && STARTS_WITH_LETTER.matcher(file.from(at)).find()
        ? Optional.of(
            refuse(
                at,
                "the text ended at the quote before this; put a text with an apostrophe in \"double"
                    + " quotes\""))
        : Optional.empty();
  }

  private static int indentation(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static int columns(String line, int index) {
    return line.codePointCount(0, index);
  }

  private PolicyException quoted(String problem, Mark at, Mark start) {
    return problem.contains("escape")
        ? refuse(at, "in double quotes \\ means something else; use 'single quotes'")
        : refuse(start, "the quote that opens here is not closed");
  }

  private String bracket(Mark bracket, Mark error) {
    String opening = file.from(bracket);
    StringBuilder advice =
        new StringBuilder("this '")
            .append(opening, 0, Math.min(1, opening.length()))
            .append("' is not closed, or a comma is missing after it");
    boolean laterLine = error.getLine() > bracket.getLine();
    String before = file.before(error);
    Matcher word =
        MISSING_COMMA.matcher(before.substring(Math.max(0, before.length() - LONGEST_KEY)));
    if (!laterLine
        && file.from(error).startsWith(":")
        && word.find()
        && KeyHints.isKey(word.group(1))) {
      advice.append(", before '").append(word.group(1)).append("'");
    }
    if (laterLine && COMMENT.matcher(opening).find()) {
      advice.append("; a text with # in it needs quotes, because # begins a comment");
    }
    return advice.toString();
  }

  private boolean isComma(Mark at) {
    return file.from(at).startsWith(",") && file.before(at).strip().matches(".*[,{\\[]");
  }

  private PolicyException block(String problem, String context, Mark at, Mark start) {
    String before = file.before(at);
    if (problem.contains("mapping values are not allowed")) {
      return misplacedColon(at, before);
    }
    if (context.startsWith("expected a single document")) {
      return refuse(at, "--- begins a second file within this one; remove it");
    }
    if (problem.contains("could not find expected ':'")) {
      Matcher noSpace = NO_SPACE.matcher(file.line(start.getLine()));
      return noSpace.matches()
          ? refuse(start.getLine(), noSpace.start(1), SPACE_IS_MISSING)
          : refuse(
              start,
              "a ':' is missing after this word"
                  + (file.from(start).strip().contains(" ")
                      ? "; or, if the text of the line above goes on here, indent this line"
                      : ""));
    }
    if (problem.startsWith("expected <block end>")
        && before.isBlank()
        && isList(context, at, start)) {
      return refuse(
          start,
          "this list, whose items begin with '-', goes on with keys in line "
              + (at.getLine() + 1)
              + "; write 'key: value' here as well, without '-'");
    }
    if (problem.startsWith("expected <block end>")) {
      return before.isBlank()
          ? refuse(
              at,
              "this line is indented like none above it; keys that belong together begin in the"
                  + " same column")
          : before.stripTrailing().matches(".*[]}]")
              ? refuse(at, afterBracket(file.from(at)))
              : refuse(
                  at,
                  "the text ended at the quote before this; put a text with an apostrophe in \"double"
                      + " quotes\"");
    }
    if (problem.startsWith("expected the node content")) {
      return refuse(at, "here a text is expected; one with a sign in front of it needs quotes");
    }
    return refuse(at, context.equals("null") ? problem : context + ": " + problem);
  }

  private static String afterBracket(String rest) {
    return rest.startsWith(",")
        ? "here is a comma too many; remove it"
        : "the value ended at the bracket before this; put a text with [ or { in it in quotes";
  }

  private boolean isList(String context, Mark at, Mark start) {
    return context.contains("block collection")
        && file.from(start).startsWith("-")
        && !file.from(at).startsWith("-");
  }

  private PolicyException misplacedColon(Mark at, String before) {
    Matcher second = TWO_KEYS.matcher(before);
    if (second.find() && KeyHints.isKey(second.group(1))) {
      return refuse(
          at,
          "'" + second.group(1) + "' needs a line of its own; a text with ': ' in it needs quotes");
    }
    if (before.contains(": ")) {
      return refuse(at, "a text with ': ' in it needs quotes");
    }
    Matcher above = NO_SPACE.matcher(file.line(at.getLine() - 1));
    if (above.matches()) {
      return refuse(at.getLine() - 1, above.start(1), SPACE_IS_MISSING);
    }
    return refuse(
        at,
        "this ':' is in the wrong place; either the line is indented further than the one above, or"
            + " a text that goes on here needs quotes");
  }

  static String needsQuotes(String sign) {
    return "a text that begins with " + sign + " needs quotes";
  }

  /** Returns the innermost bracket or brace that is still open at the error. */
  private @Nullable Mark openBracket() {
    Deque<CollectionStartEvent> open = new ArrayDeque<>();
    try {
      for (Event event : yaml.parse(new StringReader(file.text()))) {
        if (event instanceof CollectionStartEvent start) {
          open.push(start);
        } else if (event instanceof CollectionEndEvent) {
          open.pop();
        }
      }
    } catch (YAMLException e) {
      // The text is only read up to the error.
    }
    CollectionStartEvent innermost = open.peek();
    return innermost != null && innermost.isFlow() ? innermost.getStartMark() : null;
  }

  private PolicyException refuse(Mark where, String advice) {
    return refuse(where.getLine(), where.getColumn(), advice);
  }

  private PolicyException refuse(int line, int column, String advice) {
    return file.refuse(line + 1, column + 1, FileRules.NOT_YAML, "not YAML: " + advice);
  }
}
