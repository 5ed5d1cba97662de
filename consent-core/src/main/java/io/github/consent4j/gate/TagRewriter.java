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
  private final int letters;

  private @Nullable Replacements replacements;
  private boolean baseKnown;
  private boolean languageKnown;

  private boolean encodingOpen;

  /** Whether the document stands in an attribute of another one's page. */
  private boolean isInside;

  /** Of what the text is that is being read. */
  private Text reading = Text.NONE;

  private boolean xml;

  private enum Text {
    NONE,
    STYLE,
    SCRIPT
  }

  TagRewriter(HtmlRules rules) {
    this.rules = rules;
    claims = new Claims(rules);
    judge = new UrlJudge(rules, claims);
    letters = LETTERS | rules.lazy().firstLetters();
    marks = new Marks(rules, claims);
    attributes = new AttributeRewriter(rules, claims, judge, edits, renames);
    scripts = new ScriptTags(rules, claims, judge, edits, renames);
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

  /** Nothing has declared the encoding of the page that has begun. */
  void encodingIsAssumed() {
    encodingOpen = true;
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
    encodingOpen = false;
    reading = Text.NONE;
    this.xml = xml;
    edits.clear();
    renames.begin(xml);
    attributes.begin(given, depth);
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
    boolean inMarkup = xml || !isHtml;
    if (reading != Text.NONE && !inMarkup) {
      textEnd(out);
    }
    if (encodingOpen && tag.element == Element.META && isHtml) {
      encoding(tag);
    }
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
        return script(tag, inMarkup, out);
      }
      default -> {
        if (tag.count > 0) {
          element(tag, isHtml, out);
        }
      }
    }
    if (tag.element == Element.STYLE && mayHaveText(tag, inMarkup)) {
      attributes.styles().start();
      reading = Text.STYLE;
      return true;
    }
    return false;
  }

  /** Whether the text in an element is to be read: not if it is part of what is being read. */
  private boolean mayHaveText(Tag tag, boolean inMarkup) {
    return reading == Text.NONE && !(inMarkup && tag.selfClosing);
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

  /** Browsers believe a late declaration too, and read anew what they have read. */
  private void encoding(Tag tag) {
    Charset said = EncodingDeclaration.inMeta(tag.bytes, tag.start, tag.end);
    if (said != null && !EncodingLabel.isReadAsBytes(said)) {
      throw new UnreadableDocumentException(
          "only behind its first "
              + EncodingDeclaration.PRESCANNED
              + " bytes does it declare that it is in "
              + said);
    }
    encodingOpen = said == null;
  }

  private void base(Tag tag) {
    int href = tag.find(AttributeName.HREF);
    if (href >= 0 && !baseKnown && tag.hasValue(href)) {
      baseKnown = true;
      judge.resolve(tag.bytes, tag.valueFrom(href), tag.valueTo(href)).ifPresent(judge::base);
    }
  }

  private boolean script(Tag tag, boolean inMarkup, Output out) throws IOException {
    if (tag.continued || tag.unfinished) {
      if (attributes.blocksUnreadable()) {
        scripts.makeUnreadInert(tag);
        finish(tag, UrlJudge.PASSES, out);
      }
      return false;
    }
    ScriptKind kind = ScriptKind.of(tag, judge);
    int src = scripts.source(tag, inMarkup);
    if (src < 0 && kind != ScriptKind.DATA) {
      boolean held = mayHaveText(tag, inMarkup) && scripts.holdInline(tag, kind, out);
      reading = held ? Text.SCRIPT : reading;
      return held;
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
    MarkupText.Reader reader = reader();
    if (reader != null) {
      reader.text(bytes, from, to, out);
    }
  }

  @Override
  public void textWithReferences(byte[] bytes, int from, int to, Output out) throws IOException {
    MarkupText.Reader reader = reader();
    if (reader != null) {
      MarkupText.read(bytes, from, to, rules.spares(), reader, out);
    }
  }

  /** Who reads the text; nobody if an element inside has ended that. */
  private MarkupText.@Nullable Reader reader() {
    return switch (reading) {
      case STYLE -> attributes.styles();
      case SCRIPT -> scripts.inline();
      case NONE -> null;
    };
  }

  @Override
  public void textEnd(Output out) throws IOException {
    Text ended = reading;
    reading = Text.NONE;
    switch (ended) {
      case STYLE -> attributes.styles().end(out);
      case SCRIPT -> scripts.inline().end(out);
      case NONE -> {
        // an element inside has done so
      }
    }
  }

  /** Forgets the page, and waits for another one. */
  void close() {
    attributes.close();
    judge.close();
    replacements = null;
    claims.forget();
    rules.giveBack(this);
  }
}
