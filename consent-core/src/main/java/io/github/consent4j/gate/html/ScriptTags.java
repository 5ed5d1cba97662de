package io.github.consent4j.gate.html;

import io.github.consent4j.gate.rule.DeclaringServices;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.gate.rule.UrlGate;
import io.github.consent4j.gate.token.AttributeName;
import io.github.consent4j.gate.token.Edits;
import io.github.consent4j.gate.token.Output;
import io.github.consent4j.gate.token.Tag;
import io.github.consent4j.gate.url.DataUrl;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Makes scripts inert that are held back: by their address, or by their text. */
final class ScriptTags {

  private final HtmlRules rules;
  private final DeclaringServices declaring;
  private final UrlGate urlGate;
  private final Edits edits;
  private final Renames renames;
  private @Nullable ScriptText inline;

  ScriptTags(
      HtmlRules rules, DeclaringServices declaring, UrlGate urlGate, Edits edits, Renames renames) {
    this.rules = rules;
    this.declaring = declaring;
    this.urlGate = urlGate;
    this.edits = edits;
    this.renames = renames;
  }

  /** Makes a script inert whose tag is too long to be read, or what comes of it. */
  void makeUnreadInert(Tag tag) {
    if (tag.continued) {
      renameAll(tag);
    } else {
      makeInert(tag);
    }
  }

  /**
   * Takes a start tag.
   *
   * @param inMarkup whether it may be SVG's, so that other attributes may count
   * @return on whose behalf the script is held back, as {@link UrlGate#decide} says it
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
    int verdict = decide(tag, kind, src);
    for (int i = 0; inMarkup && i < tag.count && verdict == UrlGate.PASSES; i++) {
      AttributeName name = tag.name(i);
      if (name == AttributeName.HREF || name == AttributeName.XLINK_HREF) {
        verdict = decide(tag, kind, i);
      }
    }
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

  /** Takes out types that make a script of data for the preload scanner alone, if it is held. */
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
   * Decides on the script that a URL may hold itself: optimizers make such ones of inline scripts.
   */
  private int decideWithin(String url, ScriptKind kind) {
    return DataUrl.of(url)
        .map(data -> inline().decide(data.content(), kind))
        .orElse(UrlGate.PASSES);
  }

  /**
   * The attribute from which a script is loaded; -1 when there is none.
   *
   * @param inMarkup whether it may be SVG's
   */
  int source(Tag tag, boolean inMarkup) {
    int src = tag.find(AttributeName.SRC);
    return src < 0 && inMarkup ? LoadingAttributes.svgSource(tag) : src;
  }

  /** Holds a script until its text has told whose it is. */
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

  /** Makes a script or style sheet one of a type that browsers do not know. */
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
