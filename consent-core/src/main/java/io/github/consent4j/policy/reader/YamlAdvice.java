package io.github.consent4j.policy.reader;

import io.github.consent4j.policy.PolicyException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
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
    if (bracket != null) {
      return refuse(bracket, bracket(bracket, at));
    }
    return block(problem, context, at, start);
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
    if (laterLine && COMMENT.matcher(opening).find()) {
      advice.append("; a text with # in it needs quotes, because # begins a comment");
    }
    return advice.toString();
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
          : refuse(start, "a ':' is missing after this word");
    }
    if (problem.startsWith("expected <block end>")) {
      return before.isBlank()
          ? refuse(
              at,
              "this line is indented like none above it; keys that belong together begin in the"
                  + " same column")
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

  private PolicyException misplacedColon(Mark at, String before) {
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

  private static String needsQuotes(String sign) {
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
    return file.refuse(line + 1, column + 1, YamlDocument.NOT_YAML, "not YAML: " + advice);
  }
}
