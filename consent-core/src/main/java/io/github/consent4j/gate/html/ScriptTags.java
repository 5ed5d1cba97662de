package io.github.consent4j.gate.html;

import io.github.consent4j.gate.rule.DeclaringServices;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.gate.rule.MarkedElements;
import io.github.consent4j.gate.rule.UrlGate;
import io.github.consent4j.gate.token.AttributeName;
import io.github.consent4j.gate.token.Edits;
import io.github.consent4j.gate.token.Output;
import io.github.consent4j.gate.token.Tag;
import io.github.consent4j.gate.url.DataUrl;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Makes blocked scripts inert. A script is blocked by its URL or by its text. */
final class ScriptTags {

  private final HtmlRules rules;
  private final DeclaringServices declaring;
  private final UrlGate urlGate;
  private final MarkedElements markedElements;
  private final Edits edits;
  private final Renames renames;
  private @Nullable ScriptText inline;

  ScriptTags(
      HtmlRules rules,
      DeclaringServices declaring,
      UrlGate urlGate,
      MarkedElements markedElements,
      Edits edits,
      Renames renames) {
    this.rules = rules;
    this.declaring = declaring;
    this.urlGate = urlGate;
    this.markedElements = markedElements;
    this.edits = edits;
    this.renames = renames;
  }

  /** Makes a script inert if its tag is too long to be read, as the policy says. */
  void makeUnreadInert(Tag tag) {
    if (tag.continued) {
      renameAll(tag);
    } else {
      makeInert(tag);
    }
  }

  /**
   * Handles a start tag.
   *
   * @param inMarkup whether the script may be an SVG element, which has other attributes
   * @return the blocked service, as {@link UrlGate#decide} returns it
   */
  int decide(Tag tag, ScriptKind kind, int src, boolean inMarkup) {
    if (src < 0) {
      return UrlGate.PASSES;
    }
    if (kind == ScriptKind.DATA) {
      if (tag.hasValue(src)) {
        types(tag, src);
      }
      return UrlGate.PASSES;
    }
    declaring.reset();
    int verdict = decide(tag, kind, src);
    for (int i = 0; inMarkup && i < tag.count && verdict == UrlGate.PASSES; i++) {
      AttributeName name = tag.name(i);
      if (name == AttributeName.HREF || name == AttributeName.XLINK_HREF) {
        verdict = decide(tag, kind, i);
      }
    }
    verdict = markedElements.decide(tag, verdict);
    if (verdict != UrlGate.PASSES) {
      makeInert(tag);
    }
    return verdict;
  }

  private int decide(Tag tag, ScriptKind kind, int src) {
    if (!tag.hasValue(src)) {
      return UrlGate.PASSES;
    }
    int from = tag.valueFrom(src);
    int to = tag.valueTo(src);
    int verdict = urlGate.decide(tag.bytes, from, to, true);
    if (verdict == UrlGate.PASSES && DataUrl.mayBe(tag.bytes, from, to)) {
      verdict = decideWithin(urlGate.text(tag.bytes, from, to), kind);
    }
    return verdict;
  }

  /**
   * Removes duplicate types that turn data into a script only for the preload scanner, if the URL
   * is blocked.
   */
  private void types(Tag tag, int src) {
    boolean runs = false;
    for (int i = tag.find(AttributeName.TYPE) + 1; i < tag.count; i++) {
      runs |=
          tag.name(i) == AttributeName.TYPE
              && ScriptKind.ofType(tag, i, urlGate) != ScriptKind.DATA;
    }
    if (runs
        && urlGate.decide(tag.bytes, tag.valueFrom(src), tag.valueTo(src), true)
            != UrlGate.PASSES) {
      edits.removeDropped(tag, AttributeName.TYPE);
    }
  }

  /**
   * Decides on the script that a {@code data:} URL contains. Optimizers make such URLs of inline
   * scripts.
   */
  private int decideWithin(String url, ScriptKind kind) {
    return DataUrl.of(url)
        .map(data -> inline().decide(data.content(), kind))
        .orElse(UrlGate.PASSES);
  }

  /**
   * Returns the attribute from which a script is loaded; -1 if there is none.
   *
   * @param inMarkup whether the script may be an SVG element
   */
  int source(Tag tag, boolean inMarkup) {
    int src = tag.find(AttributeName.SRC);
    return src < 0 && inMarkup ? LoadingAttributes.svgSource(tag) : src;
  }

  /** Withholds an inline script until its text was read. */
  void holdInline(Tag tag, ScriptKind kind, Output out) throws IOException {
    ScriptText text = inline();
    makeInert(tag);
    renames.moveOwnNamesAway(tag);
    out.hold(tag.start, edits);
    edits.clear();
    text.start(kind);
  }

  ScriptText inline() {
    ScriptText text = inline;
    if (text == null) {
      text = new ScriptText(rules, declaring, urlGate);
      inline = text;
    }
    return text;
  }

  /** Gives a script or style sheet a type that browsers do not know. */
  void makeInert(Tag tag) {
    renameAll(tag);
    edits.insert(tag.nameEnd, ScriptText.INERT_TYPE);
  }

  private void renameAll(Tag tag) {
    for (int i = 0; i < tag.count; i++) {
      switch (tag.name(i)) {
        case TYPE, SRC, HREF, XLINK_HREF -> renames.rename(tag, i);
        default -> {}
      }
    }
  }
}
