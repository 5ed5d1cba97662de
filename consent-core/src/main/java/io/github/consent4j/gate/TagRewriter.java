package io.github.consent4j.gate;

import io.github.consent4j.policy.Service;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes the tags that would load what is held back, and leaves all others alone. */
final class TagRewriter implements TagHandler {

  private static final int LETTERS = letter('s') | letter('b') | letter('d');

  /** Of a language tag that anybody would write. */
  private static final int LONGEST_LANGUAGE = 35;

  private final HtmlRules rules;
  private final Claims claims;
  private final UrlJudge judge;
  private final Marks marks;
  private final Edits edits = new Edits();
  private final Renames renames = new Renames(edits);
  private final AttributeRewriter attributes;
  private final ScriptTags scripts;
  private final Openers openers;
  private final int letters;

  private @Nullable Replacements replacements;
  private boolean baseKnown;
  private boolean languageKnown;

  /** Whether the document stands in an attribute of another one's page. */
  private boolean isInside;

  private boolean readsStyle;

  /** Whether that style sheet stands in SVG, where tags may be in it. */
  private boolean readsForeignStyle;

  TagRewriter(HtmlRules rules) {
    this.rules = rules;
    claims = new Claims(rules);
    judge = new UrlJudge(rules, claims);
    letters = LETTERS | rules.lazy().firstLetters();
    marks = new Marks(rules, claims);
    attributes = new AttributeRewriter(rules, claims, judge, edits, renames);
    scripts = new ScriptTags(rules, claims, judge, edits, renames);
    openers = new Openers(edits, rules.policy(), rules.toldOfOpeners());
  }

  /**
   * A page begins.
   *
   * @param charset in which encoding it writes URLs
   * @param xml whether it is read by the rules of XML
   */
  void begin(
      Allowance allowance, PageContext page, Charset charset, Replacements given, boolean xml) {
    judge.begin(page, charset);
    begin(allowance, given, 0, xml);
  }

  /**
   * A document begins that stands inside of another one's page.
   *
   * @param depth how many documents stand around it
   */
  void beginInside(UrlJudge outer, Allowance allowance, Replacements given, int depth) {
    judge.begin(outer);
    begin(allowance, given, depth, false);
  }

  private void begin(Allowance allowance, Replacements given, int depth, boolean xml) {
    claims.begin(allowance);
    replacements = given;
    baseKnown = false;
    isInside = depth > 0;
    languageKnown = isInside;
    readsStyle = false;
    readsForeignStyle = false;
    edits.clear();
    renames.begin(xml);
    attributes.begin(given, depth);
    scripts.begin(xml);
    openers.begin(given, xml);
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
      case BACKGROUND, DATA_CONSENT_OPEN -> true;
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
    if (isHtml && readsForeignStyle) {
      readsForeignStyle = false;
      attributes.styles().end(out);
    }
    readsStyle = readsForeignStyle;
    if (tag.find(AttributeName.DATA_CONSENT_SKIP) >= 0) {
      return false;
    }
    if (isHtml && tag.find(AttributeName.DATA_CONSENT_OPEN) >= 0) {
      open(tag, out);
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
    if (tag.element == Element.STYLE && (isHtml || !tag.selfClosing)) {
      beginStyle(isHtml);
      return true;
    }
    return false;
  }

  private void open(Tag tag, Output out) throws IOException {
    if (replacements != null && !isInside && !tag.continued && !tag.unfinished) {
      openers.open(tag, replacements, out);
    }
  }

  private void beginStyle(boolean isHtml) {
    if (!readsForeignStyle) {
      attributes.styles().start();
    }
    readsStyle = true;
    readsForeignStyle = !isHtml;
  }

  private void element(Tag tag, boolean isHtml, Output out) throws IOException {
    if (isHtml && rules.hasMarks()) {
      int service = marks.find(tag);
      if (service != Claims.PASSES && replacements != null) {
        Service marked = rules.policy().services().get(service);
        out.insert(tag.start, Scan.ascii(replacements.beforeMarked(marked)));
      }
    }
    int blamed = attributes.rewrite(tag, isHtml);
    if (isHtml && !isInside && blamed >= 0 && attributes.holds(AttributeName.SRC)) {
      image(tag, blamed, out);
    }
    finish(tag, blamed, out);
  }

  private void image(Tag tag, int blamed, Output out) throws IOException {
    Optional<String> url = Images.url(tag, judge);
    if (url.isPresent() && replacements != null) {
      Service service = rules.policy().services().get(blamed);
      out.insert(tag.start, Scan.ascii(replacements.beforeImage(service, url.get())));
    }
  }

  private void language(Tag tag) {
    int lang = tag.find(AttributeName.LANG);
    if (lang < 0) {
      lang = tag.find(AttributeName.XML_LANG);
    }
    if (lang < 0 || languageKnown || tag.isCut(lang) || !tag.hasValue(lang)) {
      return;
    }
    languageKnown = true;
    int from = Scan.skipSpace(tag.bytes, tag.valueFrom(lang), tag.valueTo(lang));
    int to = from;
    while (to < tag.valueTo(lang) && isOfLanguage(tag.bytes[to])) {
      to++;
    }
    boolean clean = Scan.skipSpace(tag.bytes, to, tag.valueTo(lang)) == tag.valueTo(lang);
    if (replacements != null && clean && to > from && to - from <= LONGEST_LANGUAGE) {
      replacements.language(new String(tag.bytes, from, to - from, StandardCharsets.US_ASCII));
    }
  }

  private static boolean isOfLanguage(byte b) {
    return Scan.is(b, Scan.LETTER) || b >= '0' && b <= '9' || b == '-' || b == '_';
  }

  private void base(Tag tag) {
    int href = tag.find(AttributeName.HREF);
    if (href >= 0 && !baseKnown && tag.hasValue(href)) {
      baseKnown = true;
      judge.resolve(tag.bytes, tag.valueFrom(href), tag.valueTo(href)).ifPresent(judge::base);
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
  public void textWithReferences(byte[] bytes, int from, int to, Output out) throws IOException {
    attributes.styles().textWithReferences(bytes, from, to, out);
  }

  @Override
  public void textEnd(Output out) throws IOException {
    if (readsStyle) {
      readsForeignStyle = false;
      attributes.styles().end(out);
    } else {
      scripts.inline().end(out);
    }
  }

  /** HTML that is to stand behind the whole page; usually none. */
  String behindPage() {
    return openers.behindPage();
  }

  /** Forgets the page, and waits for another one. */
  void close() {
    openers.close();
    attributes.close();
    judge.close();
    replacements = null;
    claims.forget();
    rules.giveBack(this);
  }
}
