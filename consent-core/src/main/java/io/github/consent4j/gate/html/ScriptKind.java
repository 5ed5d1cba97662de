package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.rule.UrlGate;
import io.github.consent4j.gate.token.AttributeName;
import io.github.consent4j.gate.token.Tag;

/** What a browser does with a {@code script} element, by its type. */
enum ScriptKind {
  /** The browser runs it. */
  CODE,
  /** The browser runs it, and may load its imports before. */
  MODULE,
  /** The browser reads it as an import map or as speculation rules. */
  URLS,
  /** The browser ignores it. */
  DATA;

  /**
   * The types of scripts that browsers run, and of those that a well-known library runs in a
   * worker.
   */
  private static final byte[][] CODE_TYPES = {
    Scan.ascii("text/javascript"),
    {},
    Scan.ascii("application/javascript"),
    Scan.ascii("application/ecmascript"),
    Scan.ascii("application/x-ecmascript"),
    Scan.ascii("application/x-javascript"),
    Scan.ascii("text/ecmascript"),
    Scan.ascii("text/javascript1.0"),
    Scan.ascii("text/javascript1.1"),
    Scan.ascii("text/javascript1.2"),
    Scan.ascii("text/javascript1.3"),
    Scan.ascii("text/javascript1.4"),
    Scan.ascii("text/javascript1.5"),
    Scan.ascii("text/jscript"),
    Scan.ascii("text/livescript"),
    Scan.ascii("text/partytown"),
    Scan.ascii("text/x-ecmascript"),
    Scan.ascii("text/x-javascript")
  };

  private static final byte[] USUAL_LANGUAGE = Scan.ascii("javascript");

  private static final byte[] MODULE_TYPE = Scan.ascii("module");

  private static final byte[][] URL_TYPES = {
    Scan.ascii("importmap"), Scan.ascii("speculationrules"), Scan.ascii("webbundle")
  };

  /** Returns the kind of a script from its start tag. */
  static ScriptKind of(Tag tag, UrlGate urlGate) {
    int type = tag.find(AttributeName.TYPE);
    if (type >= 0) {
      return ofType(tag, type, urlGate);
    }
    int language = tag.find(AttributeName.LANGUAGE);
    return language < 0 || !tag.hasValue(language) ? CODE : ofLanguage(tag, language, urlGate);
  }

  /** Returns the kind of a script from one of its types. */
  static ScriptKind ofType(Tag tag, int type, UrlGate urlGate) {
    int from = tag.valueFrom(type);
    int to = tag.valueTo(type);
    if (Scan.find(tag.bytes, from, to, '&') == to) {
      return ofType(tag.bytes, from, to);
    }
    ByteArrayBuilder text = urlGate.decode(tag.bytes, from, to);
    return ofType(text.array, 0, text.length);
  }

  private static ScriptKind ofType(byte[] bytes, int typeFrom, int typeTo) {
    int from = Scan.skipSpace(bytes, typeFrom, typeTo);
    int to = typeTo;
    while (to > from && Scan.is(bytes[to - 1], Scan.SPACE)) {
      to--;
    }
    if (Scan.isAnyIgnoringCase(bytes, from, to, CODE_TYPES)) {
      return CODE;
    }
    if (Scan.isIgnoringCase(bytes, from, to, MODULE_TYPE)) {
      return MODULE;
    }
    return Scan.isAnyIgnoringCase(bytes, from, to, URL_TYPES) ? URLS : DATA;
  }

  /** Returns the kind of a script without a type from its attribute {@code language}. */
  private static ScriptKind ofLanguage(Tag tag, int language, UrlGate urlGate) {
    if (urlGate.is(tag.bytes, tag.valueFrom(language), tag.valueTo(language), USUAL_LANGUAGE)) {
      return CODE;
    }
    byte[] type =
        Scan.ascii(
            "text/" + urlGate.text(tag.bytes, tag.valueFrom(language), tag.valueTo(language)));
    return ofType(type, 0, type.length);
  }
}
