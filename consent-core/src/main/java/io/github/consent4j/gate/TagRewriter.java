package io.github.consent4j.gate;

import io.github.consent4j.policy.Service;
import java.io.IOException;
import java.util.regex.Pattern;

/** Changes the tags that would load what is held back, and leaves all others alone. */
final class TagRewriter implements TagHandler {

  private static final int LETTERS = letter('s') | letter('b') | letter('d');

  /** Of a language tag that anybody would write. */
  private static final int LONGEST_LANGUAGE = 35;

  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9]+([_-][A-Za-z0-9]+)*");

  private final HtmlRules rules;
  private final UrlJudge judge;
  private final Replacements replacements;
  private final Marks marks;
  private final Edits edits;
  private final Renames renames;
  private final AttributeRewriter attributes;
  private final ScriptTags scripts;
  private final int letters;

  private boolean baseKnown;
  private boolean languageKnown;
  private boolean readsStyle;

  /**
   * @param depth how many documents stand around this one
   * @param xml whether the document is read by the rules of XML
   */
  TagRewriter(
      HtmlRules rules,
      Claims claims,
      UrlJudge judge,
      Replacements replacements,
      int depth,
      boolean xml) {
    this.rules = rules;
    this.judge = judge;
    this.replacements = replacements;
    languageKnown = depth > 0;
    letters = LETTERS | rules.lazy().firstLetters();
    edits = rules.spares().takeEdits();
    renames = new Renames(edits, xml);
    marks = new Marks(rules, claims);
    attributes = new AttributeRewriter(rules, claims, judge, replacements, edits, renames, depth);
    scripts = new ScriptTags(rules, claims, judge, edits, renames, xml);
  }

  @Override
  public int firstLetters(long name) {
    return rules.mayBeMarked(name) ? letters | letter('c') : letters;
  }

  @Override
  public boolean concerns(byte[] bytes, int from, int to, int valueFrom, int valueTo) {
    AttributeName name = AttributeName.of(bytes, from, to);
    return switch (name) {
      case STYLE -> StyleSheet.mayLoad(bytes, valueFrom, valueTo);
      case CLASS -> marks.mayBeIn(bytes, valueFrom, valueTo);
      case BACKGROUND -> true;
      case OTHER -> rules.lazy().has(bytes, from, to);
      default -> name.isLazy();
    };
  }

  private static int letter(char c) {
    return 1 << (c & 31);
  }

  @Override
  public boolean startTag(Tag tag, boolean isHtml, Output out) throws IOException {
    if (!tag.continued) {
      attributes.start();
    }
    readsStyle = false;
    if (tag.find(AttributeName.DATA_CONSENT_SKIP) >= 0) {
      return false;
    }
    switch (tag.element) {
      case BASE -> base(tag);
      case HTML -> {
        if (tag.count > 0) {
          language(tag);
          element(tag, isHtml, out);
        }
      }
      case SCRIPT -> {
        return script(tag, isHtml, out);
      }
      default -> {
        if (tag.count > 0) {
          element(tag, isHtml, out);
        }
      }
    }
    readsStyle = tag.element == Element.STYLE && isHtml;
    if (readsStyle) {
      attributes.styles().start();
    }
    return readsStyle;
  }

  private void element(Tag tag, boolean isHtml, Output out) throws IOException {
    if (isHtml && rules.hasMarks()) {
      int service = marks.find(tag);
      if (service != Claims.PASSES) {
        Service marked = rules.policy().services().get(service);
        out.insert(tag.start, Scan.ascii(replacements.beforeMarked(marked)));
      }
    }
    finish(tag, attributes.rewrite(tag, isHtml), out);
  }

  private void language(Tag tag) {
    int lang = tag.find(AttributeName.LANG);
    if (lang < 0) {
      lang = tag.find(AttributeName.XML_LANG);
    }
    if (lang < 0 || languageKnown || tag.isCut(lang)) {
      return;
    }
    languageKnown = true;
    if (tag.hasValue(lang) && tag.valueTo(lang) - tag.valueFrom(lang) <= LONGEST_LANGUAGE) {
      String text = tag.text(lang).strip();
      if (LANGUAGE.matcher(text).matches()) {
        replacements.language(text);
      }
    }
  }

  private void base(Tag tag) {
    int href = tag.find(AttributeName.HREF);
    if (href >= 0 && !baseKnown && tag.hasValue(href)) {
      baseKnown = true;
      String text = judge.text(tag.bytes, tag.valueFrom(href), tag.valueTo(href));
      judge.resolve(text).ifPresent(judge::base);
    }
  }

  private boolean script(Tag tag, boolean isHtml, Output out) throws IOException {
    if (tag.continued || tag.unfinished) {
      if (attributes.blocksUnreadable()) {
        scripts.makeUnreadInert(tag);
        finish(tag, UrlJudge.PASSES, out);
      }
      return false;
    }
    ScriptKind kind = ScriptKind.of(tag, judge);
    int src = scripts.source(tag, isHtml);
    if (src < 0 && isHtml && kind != ScriptKind.DATA) {
      return scripts.holdInline(tag, kind, out);
    }
    finish(tag, scripts.judge(tag, kind, src), out);
    return false;
  }

  /** Makes the changes that were found, and says on whose behalf. */
  private void finish(Tag tag, int blamed, Output out) throws IOException {
    if (edits.count == 0) {
      return;
    }
    renames.moveOwnNamesAway(tag);
    if (blamed >= 0) {
      edits.insert(tag.nameEnd, rules.serviceAttribute(blamed));
    }
    out.apply(edits);
  }

  @Override
  public void text(byte[] bytes, int from, int to, Output out) throws IOException {
    if (readsStyle) {
      attributes.styles().text(bytes, from, to, out);
    } else {
      scripts.inline().text(bytes, from, to, out);
    }
  }

  @Override
  public void textEnd(Output out) throws IOException {
    if (readsStyle) {
      attributes.styles().end(out);
    } else {
      scripts.inline().end(out);
    }
  }

  /** Gives back the memory. */
  void close() {
    attributes.close();
    judge.close();
    rules.spares().giveBack(edits);
  }
}
