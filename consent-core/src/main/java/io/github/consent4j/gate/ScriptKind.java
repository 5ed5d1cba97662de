package io.github.consent4j.gate;

import java.util.Locale;
import java.util.Set;

/** What a browser does with a {@code script} element, by its type. */
enum ScriptKind {
  /** Runs it. */
  CODE,
  /** Reads it as a map of module names, or as rules of what to fetch ahead. */
  URLS,
  /** Nothing. */
  DATA;

  private static final byte[] USUAL_TYPE = Scan.ascii("text/javascript");

  private static final Set<String> CODE_TYPES =
      Set.of(
          "",
          "module",
          "application/ecmascript",
          "application/javascript",
          "application/x-ecmascript",
          "application/x-javascript",
          "text/ecmascript",
          "text/javascript",
          "text/javascript1.0",
          "text/javascript1.1",
          "text/javascript1.2",
          "text/javascript1.3",
          "text/javascript1.4",
          "text/javascript1.5",
          "text/jscript",
          "text/livescript",
          "text/x-ecmascript",
          "text/x-javascript");

  /** The kind of a script, by its start tag. */
  static ScriptKind of(Tag tag, UrlJudge judge) {
    int type = tag.find(AttributeName.TYPE);
    if (type >= 0) {
      return isUsual(tag, type) ? CODE : ofType(text(tag, type, judge));
    }
    int language = tag.find(AttributeName.LANGUAGE);
    return language >= 0 ? ofLanguage(text(tag, language, judge)) : CODE;
  }

  private static boolean isUsual(Tag tag, int type) {
    return Scan.isIgnoringCase(tag.bytes, tag.valueFrom(type), tag.valueTo(type), USUAL_TYPE);
  }

  private static String text(Tag tag, int i, UrlJudge judge) {
    return tag.hasValue(i) ? judge.text(tag.bytes, tag.valueFrom(i), tag.valueTo(i)) : "";
  }

  private static ScriptKind ofType(String type) {
    String name = type.strip().toLowerCase(Locale.ROOT);
    if (CODE_TYPES.contains(name)) {
      return CODE;
    }
    return name.equals("importmap") || name.equals("speculationrules") ? URLS : DATA;
  }

  /** The kind that a value of the attribute {@code language} means where there is no type. */
  private static ScriptKind ofLanguage(String language) {
    return language.isEmpty() ? CODE : ofType("text/" + language);
  }
}
