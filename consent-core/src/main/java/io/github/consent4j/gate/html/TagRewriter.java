package io.github.consent4j.gate.html;

import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.rule.DeclaringServices;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.gate.rule.MarkedElements;
import io.github.consent4j.gate.rule.UrlGate;
import io.github.consent4j.gate.token.AttributeName;
import io.github.consent4j.gate.token.Edits;
import io.github.consent4j.gate.token.Element;
import io.github.consent4j.gate.token.Output;
import io.github.consent4j.gate.token.Tag;
import io.github.consent4j.gate.token.TagHandler;
import io.github.consent4j.policy.Service;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes the tags that would load what is blocked, and leaves all others as they are. */
public final class TagRewriter implements TagHandler {

  private static final int LETTERS =
      letter('s') | letter('b') | letter('d') | letter('p') | letter('o');

  /** The number of bytes that the changes add to a usual script or style sheet. */
  private static final int TEXT_GROWTH = 512;

  private final HtmlGates gates;
  private final HtmlRules rules;
  private final DeclaringServices declaring;
  private final UrlGate urlGate;
  private final MarkedElements markedElements;
  private final Edits edits = new Edits();
  private final Renames renames;
  private final AttributeRewriter attributes;
  private final ScriptTags scripts;
  private final SettingsOpeners openers;
  private final DocumentDeclarations declarations;
  private final int letters;

  private @Nullable Insertions insertions;

  /** Reads the text of style sheets. In SVG that text may contain tags with styles of their own. */
  private @Nullable StyleSheet sheet;

  /** True if the document is nested in an attribute of another page. */
  private boolean isInside;

  private boolean xml;

  /** Reads the text of the current element; null if nothing does. */
  private @Nullable TextReader reader;

  TagRewriter(HtmlGates gates) {
    this.gates = gates;
    this.rules = gates.rules();
    declaring = rules.declaringServices();
    renames = new Renames(edits, rules.lazy());
    urlGate = new UrlGate(rules, declaring);
    letters = LETTERS | rules.lazy().firstLetters();
    markedElements = new MarkedElements(rules, declaring);
    attributes = new AttributeRewriter(gates, declaring, urlGate, edits, renames);
    scripts = new ScriptTags(rules, declaring, urlGate, markedElements, edits, renames);
    declarations = new DocumentDeclarations(urlGate);
    openers = new SettingsOpeners(edits, rules.policy(), rules.loggedOpeners());
  }

  /**
   * Begins a page.
   *
   * @param charset encoding in which the page writes URLs
   * @param xml whether the page is XML
   */
  void begin(
      AllowedServices allowed, PageContext page, Charset charset, Insertions given, boolean xml) {
    urlGate.begin(page, charset);
    begin(allowed, given, 0, xml);
  }

  /** Sets that the encoding of the page is assumed, because nothing has declared it. */
  void encodingIsAssumed() {
    declarations.encodingIsAssumed();
  }

  /**
   * Begins a document that is nested in another page.
   *
   * @param depth number of documents that surround it
   */
  void beginInside(
      UrlGate outer, AllowedServices allowed, Insertions given, int depth, boolean xml) {
    urlGate.begin(outer);
    begin(allowed, given, depth, xml);
  }

  private void begin(AllowedServices allowed, Insertions given, int depth, boolean xml) {
    declaring.begin(allowed);
    insertions = given;
    isInside = depth > 0;
    declarations.begin(!isInside);
    reader = null;
    this.xml = xml;
    edits.clear();
    renames.begin(xml);
    attributes.begin(given, depth);
    if (sheet != null) {
      sheet.begin();
    }
    openers.begin(given, xml);
  }

  @Override
  public int firstLetters(long name) {
    return rules.marks().mayBeMarked(name) ? letters | rules.marks().firstLetters(name) : letters;
  }

  @Override
  public boolean concerns(byte[] bytes, int from, int to, int valueFrom, int valueTo) {
    AttributeName name = AttributeName.of(bytes, from, to);
    return switch (name) {
      case STYLE -> StyleSheet.mayLoad(bytes, valueFrom, valueTo);
      case CLASS -> markedElements.mayBeIn(bytes, valueFrom, valueTo);
      case BACKGROUND, DATA_CONSENT_OPEN, DATA_CONSENT_SERVICE, PING -> true;
      case OTHER ->
          AttributeRewriter.isHandler(bytes, from, to)
              ? AttributeRewriter.mayImport(bytes, valueFrom, valueTo, urlGate)
              : rules.examined().has(bytes, from, to);
      default -> name.isLazy() || rules.marks().concerns(name);
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
    if (tag.element == Element.META && isHtml) {
      declarations.encoding(tag);
    }
    if (tag.find(AttributeName.DATA_CONSENT_SKIP) >= 0) {
      return false;
    }
    if (tag.element == Element.STYLE) {
      out.reserve(tag.start, TEXT_GROWTH);
    }
    if (isHtml && tag.find(AttributeName.DATA_CONSENT_OPEN) >= 0) {
      open(tag, out);
    }
    switch (tag.element) {
      case BASE -> {
        if (declarations.base(tag, insertions)) {
          renames.rename(tag, tag.find(AttributeName.HREF));
          finish(tag, UrlGate.PASSES, out);
        }
      }
      case HTML -> {
        if (tag.count > 0 && insertions != null) {
          declarations.language(tag, insertions);
          element(tag, isHtml, out);
        }
      }
      case SCRIPT -> {
        return script(tag, inMarkup, out);
      }
      case STYLE -> {
        return style(tag, isHtml, inMarkup, out);
      }
      default -> {
        if (tag.count > 0 || rules.marks().hasElements()) {
          element(tag, isHtml, out);
        }
      }
    }
    return false;
  }

  private boolean style(Tag tag, boolean isHtml, boolean inMarkup, Output out) throws IOException {
    if (isInText(tag, inMarkup)) {
      scripts.makeInert(tag);
    }
    element(tag, isHtml, out);
    if (mayHaveText(tag, inMarkup)) {
      reader = startSheet();
      return true;
    }
    return false;
  }

  private StyleSheet startSheet() {
    StyleSheet started = sheet;
    if (started == null) {
      started = new StyleSheet(rules, urlGate);
      sheet = started;
    }
    started.start();
    return started;
  }

  private void open(Tag tag, Output out) throws IOException {
    if (insertions != null && !isInside && !tag.continued && !tag.unfinished) {
      openers.open(tag, insertions, out);
    }
  }

  /**
   * Returns whether the text of an element is read. It is not read within a text that is read
   * already.
   */
  private boolean mayHaveText(Tag tag, boolean inMarkup) {
    return reader == null && !(inMarkup && tag.selfClosing);
  }

  /**
   * Returns whether an element with a text is nested in the text of another one, which is possible
   * in SVG. Such an element must not run, because only one text is read at a time. No page needs
   * such an element.
   */
  private boolean isInText(Tag tag, boolean inMarkup) {
    return reader != null
        && !(inMarkup && tag.selfClosing)
        && !tag.continued
        && !declaring.allowed().allowsAll();
  }

  private void element(Tag tag, boolean isHtml, Output out) throws IOException {
    if (isHtml && !rules.marks().isEmpty()) {
      int service = markedElements.find(tag);
      if (service != DeclaringServices.PASSES && insertions != null) {
        Service marked = rules.policy().services().get(service);
        out.insertElements(tag.start, Scan.ascii(insertions.beforeMarked(marked)));
      }
    }
    int blockedBy = attributes.rewrite(tag, isHtml);
    if (isHtml && !isInside && blockedBy >= 0 && attributes.holds(AttributeName.SRC)) {
      image(tag, blockedBy, out);
    }
    finish(tag, blockedBy, out);
  }

  private void image(Tag tag, int blockedBy, Output out) throws IOException {
    Optional<String> url = ImageNotices.url(tag, urlGate);
    if (url.isPresent() && insertions != null) {
      Service service = rules.policy().services().get(blockedBy);
      out.insertElements(tag.start, Scan.ascii(insertions.beforeImage(service, url.get())));
    }
  }

  private boolean script(Tag tag, boolean inMarkup, Output out) throws IOException {
    if (tag.continued || tag.unfinished) {
      if (attributes.blocksUnreadable()) {
        scripts.makeUnreadInert(tag);
        finish(tag, UrlGate.PASSES, out);
      }
      return false;
    }
    ScriptKind kind = ScriptKind.of(tag, urlGate);
    int src = scripts.source(tag, inMarkup);
    if (src < 0 && kind != ScriptKind.DATA) {
      boolean held = mayHaveText(tag, inMarkup);
      if (held) {
        out.reserve(tag.start, TEXT_GROWTH);
        scripts.holdInline(tag, kind, out);
        reader = scripts.inline();
      } else if (isInText(tag, inMarkup)) {
        scripts.makeInert(tag);
        finish(tag, UrlGate.PASSES, out);
      }
      return held;
    }
    finish(tag, scripts.decide(tag, kind, src, inMarkup), out);
    return false;
  }

  /** Makes the changes that were found, and marks the tag with the blocked service. */
  private void finish(Tag tag, int blockedBy, Output out) throws IOException {
    if (edits.count == 0 && tag.find(AttributeName.DATA_CONSENT_SERVICE) < 0) {
      return;
    }
    renames.moveOwnNamesAway(tag);
    if (blockedBy >= 0) {
      edits.insert(tag.nameEnd, rules.serviceAttribute(blockedBy));
    }
    out.reserve(tag.start, edits.growth());
    out.apply(edits);
  }

  @Override
  public void text(byte[] bytes, int from, int to, Output out) throws IOException {
    if (reader != null) {
      reader.text(bytes, from, to, out);
    }
  }

  @Override
  public void textWithReferences(byte[] bytes, int from, int to, Output out) throws IOException {
    if (reader != null) {
      reader.textWithReferences(bytes, from, to, rules.arrays(), out);
    }
  }

  @Override
  public void textEnd(Output out) throws IOException {
    TextReader ended = reader;
    reader = null;
    if (ended != null) {
      ended.end(out);
    }
  }

  /** Returns the HTML that is appended to the page; usually none. */
  String behindPage() {
    String own = insertions == null || isInside || xml ? "" : insertions.behindPage();
    return own.isEmpty() ? openers.behindPage() : openers.behindPage() + own;
  }

  /** Forgets the page and becomes ready for another one. */
  void close() {
    openers.close();
    attributes.close();
    if (sheet != null) {
      sheet.close();
    }
    urlGate.close();
    insertions = null;
    declaring.forget();
    gates.giveBack(this);
  }
}
