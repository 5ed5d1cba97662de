package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.rule.CandidateList;
import io.github.consent4j.gate.rule.DeclaringServices;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.gate.rule.LinkRelation;
import io.github.consent4j.gate.rule.UrlGate;
import io.github.consent4j.gate.token.AttributeName;
import io.github.consent4j.gate.token.Edits;
import io.github.consent4j.gate.token.Element;
import io.github.consent4j.gate.token.Tag;
import io.github.consent4j.gate.url.DataUrl;
import io.github.consent4j.policy.OnError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes the attributes of a tag that would load what is blocked. */
final class AttributeRewriter {

  /** The number of bytes that contain the host of a URL, however long the whole value is. */
  private static final int TELLING = 2048;

  private static final byte[] IMPORT = Scan.ascii("import");

  private final HtmlGates gates;
  private final HtmlRules rules;
  private final UrlGate urlGate;
  private final DeclaringServices declaring;
  private final LoadingAttributes loading;
  private @Nullable Insertions insertions;
  private final Edits edits;
  private final Renames renames;

  /** The number of documents that surround this one. */
  private int depth;

  private @Nullable NestedDocument nested;
  private @Nullable StyleSheet styles;
  private @Nullable ScriptText scripts;
  private int blockedBy = UrlGate.PASSES;

  /** The attributes of the current tag that were seen, and those that were renamed, as bits. */
  private long seen;

  private long renamed;

  AttributeRewriter(
      HtmlGates gates, DeclaringServices declaring, UrlGate urlGate, Edits edits, Renames renames) {
    this.gates = gates;
    this.rules = gates.rules();
    this.declaring = declaring;
    this.urlGate = urlGate;
    this.edits = edits;
    this.renames = renames;
    loading = new LoadingAttributes(urlGate);
  }

  /**
   * Begins a new document.
   *
   * @param around number of documents that surround it
   */
  void begin(Insertions given, int around) {
    insertions = given;
    depth = around;
    nested = null;
    blockedBy = UrlGate.PASSES;
    if (styles != null) {
      styles.begin();
    }
    start();
  }

  boolean blocksUnreadable() {
    return rules.policy().settings().onError() == OnError.BLOCK;
  }

  /** Begins a new tag. */
  void start() {
    seen = 0;
    renamed = 0;
  }

  /**
   * Finds the changes of a tag, or of a part of one.
   *
   * @return the blocked service, as {@link UrlGate#decide} returns it
   */
  int rewrite(Tag tag, boolean isHtml) throws IOException {
    blockedBy = UrlGate.PASSES;
    boolean inParts = tag.continued || tag.unfinished;
    // In XML, only the prefix of the name could say whether the element is SVG.
    boolean mayBeSvg = !isHtml || tag.prefixed;
    int element = loading.of(tag);
    int dropped = loading.ofDropped(tag);
    if ((element & LinkRelation.LOADS) == 0 && (dropped & LinkRelation.LOADS) != 0) {
      relations(tag, dropped);
    } else {
      element |= dropped;
    }
    for (int i = 0; i < tag.count; i++) {
      AttributeName name = tag.name(i);
      if (name == AttributeName.OTHER) {
        if (isHandler(tag, i)) {
          handler(tag, i);
        } else {
          lazyAddress(tag, i);
        }
        continue;
      }
      // It is not known which one of several attributes with a prefix counts.
      boolean any = tag.prefixed && name == AttributeName.XLINK_HREF;
      boolean first = any || (seen & name.bit()) == 0;
      seen |= name.bit();
      if (!first) {
        if (holds(name)) {
          renames.rename(tag, i);
        }
      } else if (name == AttributeName.STYLE || (mayBeSvg && name.isSvgStyle())) {
        style(tag, i);
      } else if (name == AttributeName.SRCDOC && tag.element == Element.IFRAME) {
        nestedDocument(tag, i);
      } else if (loading.loads(element, name, inParts && blocksUnreadable())) {
        address(tag, i, name, element);
      }
    }
    if (tag.element == Element.IFRAME && holds(AttributeName.SRC)) {
      FramePlaceholders.pinPermissions(tag, urlGate, edits, renames);
    }
    if (tag.element == Element.LITE_YOUTUBE && !inParts) {
      blame(LiteYoutube.holdPicture(tag, rules, urlGate, edits));
    }
    return blockedBy;
  }

  /**
   * Removes the relations that only the preload scanner reads, if the URL they apply to is blocked.
   */
  private void relations(Tag tag, int dropped) {
    for (int i = 0; i < tag.count; i++) {
      AttributeName name = tag.name(i);
      boolean loads = name == AttributeName.HREF || name == AttributeName.IMAGESRCSET;
      if (loads && loading.decide(tag, i, name, dropped) != UrlGate.PASSES) {
        edits.removeDropped(tag, AttributeName.REL);
        return;
      }
    }
  }

  /** Returns whether an attribute of the current tag is blocked. */
  boolean holds(AttributeName name) {
    return (renamed & name.bit()) != 0;
  }

  private void blame(int verdict) {
    if (blockedBy < 0) {
      blockedBy = verdict;
    }
  }

  // --- URLs

  private void address(Tag tag, int i, AttributeName name, int element) throws IOException {
    if (name.isAnimation()) {
      animation(tag, i, name);
      return;
    }
    boolean mayHoldDocument = loading.mayHoldDocument(tag, name);
    if (tag.isCut(i) && (!isTelling(tag, i, name) || mayHoldDocument)) {
      renameUnread(tag, i, name);
      return;
    }
    if (!tag.hasValue(i)) {
      return;
    }
    int verdict = loading.decide(tag, i, name, element);
    if (verdict == UrlGate.PASSES
        && (mayHoldDocument || mayHoldSheet(tag))
        && DataUrl.mayBe(tag.bytes, tag.valueFrom(i), tag.valueTo(i))) {
      verdict = withinUrl(tag, i, mayHoldDocument);
    }
    if (verdict == UrlGate.PASSES && mayHoldDocument) {
      verdict = script(tag, i);
    }
    if (verdict != UrlGate.PASSES) {
      if (name == AttributeName.SRC && FramePlaceholders.isFrame(tag)) {
        FramePlaceholders.standIn(tag, i, verdict, rules, insertions(), urlGate, edits, renames);
      }
      blame(verdict);
      rename(tag, i, name);
    }
  }

  /**
   * Decides on the values that an SVG animation gives to other attributes: URLs, or CSS with URLs
   * in it.
   */
  private void animation(Tag tag, int i, AttributeName name) throws IOException {
    if (tag.isCut(i)) {
      renameUnread(tag, i, name);
    } else if (tag.hasValue(i)) {
      String values = urlGate.text(tag.bytes, tag.valueFrom(i), tag.valueTo(i));
      int verdict = styles().decide(values.getBytes(StandardCharsets.UTF_8));
      for (String value : values.split(";")) {
        verdict = verdict == UrlGate.PASSES ? urlGate.decide(value, false) : verdict;
      }
      if (verdict != UrlGate.PASSES) {
        blame(verdict);
        rename(tag, i, name);
      }
    }
  }

  private static boolean mayHoldSheet(Tag tag) {
    return tag.element == Element.LINK || tag.element == Element.XML_STYLESHEET;
  }

  /** Decides on the document or style sheet that a {@code data:} URL contains. */
  private int withinUrl(Tag tag, int i, boolean mayHoldDocument) throws IOException {
    Optional<DataUrl> url = DataUrl.of(urlGate.text(tag.bytes, tag.valueFrom(i), tag.valueTo(i)));
    if (url.isEmpty()) {
      return UrlGate.PASSES;
    }
    if (mayHoldDocument) {
      return nested().isHeldBack(url.get(), urlGate) ? UrlGate.UNDECLARED : UrlGate.PASSES;
    }
    return styles().decide(url.get());
  }

  /** Decides on a {@code javascript:} URL, whose script makes the document of a frame. */
  private int script(Tag tag, int i) {
    if (!ScriptUrl.mayBe(tag.bytes, tag.valueFrom(i), tag.valueTo(i))) {
      return UrlGate.PASSES;
    }
    String url = urlGate.text(tag.bytes, tag.valueFrom(i), tag.valueTo(i));
    return ScriptUrl.script(url).map(script -> decide(script)).orElse(UrlGate.PASSES);
  }

  private int decide(byte[] script) {
    int verdict = scripts().decide(script, ScriptKind.CODE);
    return verdict == UrlGate.PASSES ? NamedUrls.decide(script, urlGate) : verdict;
  }

  private ScriptText scripts() {
    ScriptText text = scripts;
    if (text == null) {
      text = new ScriptText(rules, declaring, urlGate);
      scripts = text;
    }
    return text;
  }

  /** Returns whether an attribute is an event handler. Its script may import another one. */
  static boolean isHandler(byte[] bytes, int from, int to) {
    return to - from > 2 && (bytes[from] | 32) == 'o' && (bytes[from + 1] | 32) == 'n';
  }

  private static boolean isHandler(Tag tag, int i) {
    return isHandler(tag.bytes, tag.nameFrom(i), tag.nameTo(i));
  }

  /** Disables an event handler if its script imports what is blocked. */
  private void handler(Tag tag, int i) {
    if (!tag.isCut(i) && tag.hasValue(i) && mayImport(tag, i)) {
      String text = urlGate.text(tag.bytes, tag.valueFrom(i), tag.valueTo(i));
      if (scripts().decideImports(text.getBytes(StandardCharsets.UTF_8)) != UrlGate.PASSES) {
        renames.rename(tag, i);
      }
    }
  }

  private boolean mayImport(Tag tag, int i) {
    return mayImport(tag.bytes, tag.valueFrom(i), tag.valueTo(i), urlGate);
  }

  /** Returns whether the value of an attribute may contain an import. */
  static boolean mayImport(byte[] bytes, int from, int to, UrlGate urlGate) {
    if (Scan.find(bytes, from, to, '&') < to) {
      ByteArrayBuilder text = urlGate.decode(bytes, from, to);
      return names(text.array, 0, text.length);
    }
    return names(bytes, from, to);
  }

  /** Returns whether a text contains the word {@code import}. */
  private static boolean names(byte[] bytes, int from, int to) {
    int p = Scan.find(bytes, from, to, 'i');
    while (p < to && Scan.matching(bytes, p, to, IMPORT) < IMPORT.length) {
      p = Scan.find(bytes, p + 1, to, 'i');
    }
    return p < to;
  }

  /**
   * Decides on an attribute that the site has configured. Its value is a URL or a list of
   * candidates.
   */
  private void lazyAddress(Tag tag, int i) {
    if (!rules.lazy().has(tag.bytes, tag.nameFrom(i), tag.nameTo(i))) {
      return;
    }
    int verdict = UrlGate.PASSES;
    if (tag.isCut(i)) {
      verdict = blocksUnreadable() ? UrlGate.UNDECLARED : verdict;
    } else if (tag.hasValue(i)) {
      verdict = CandidateList.decide(tag.bytes, tag.valueFrom(i), tag.valueTo(i), urlGate);
    }
    if (verdict != UrlGate.PASSES) {
      blame(verdict);
      renames.rename(tag, i);
    }
  }

  private static boolean isTelling(Tag tag, int i, AttributeName name) {
    return !name.isCandidateList() && tag.valueTo(i) - tag.valueFrom(i) > TELLING;
  }

  /** Renames an attribute that is too long to be read. */
  private void renameUnread(Tag tag, int i, AttributeName name) {
    if (blocksUnreadable()) {
      rename(tag, i, name);
    }
  }

  private void rename(Tag tag, int i, AttributeName name) {
    renamed |= name.bit();
    renames.rename(tag, i);
  }

  // --- nested styles and documents

  private void style(Tag tag, int i) throws IOException {
    if (tag.isCut(i)) {
      renameUnread(tag, i, AttributeName.STYLE);
    } else if (tag.hasValue(i) && StyleSheet.mayLoad(tag.bytes, tag.valueFrom(i), tag.valueTo(i))) {
      blame(styles().attribute(tag, i, edits));
    }
  }

  private StyleSheet styles() {
    StyleSheet sheet = styles;
    if (sheet == null) {
      sheet = new StyleSheet(rules, urlGate);
      styles = sheet;
    }
    return sheet;
  }

  private NestedDocument nested() {
    NestedDocument documents = nested;
    if (documents == null) {
      documents = new NestedDocument(gates, declaring.allowed(), insertions(), depth);
      nested = documents;
    }
    return documents;
  }

  private Insertions insertions() {
    return Objects.requireNonNull(insertions, "no document has begun");
  }

  private void nestedDocument(Tag tag, int i) throws IOException {
    if (tag.isCut(i) || nested().isTooDeep()) {
      renameUnread(tag, i, AttributeName.SRCDOC);
    } else if (tag.hasValue(i)) {
      ByteArrayBuilder html = urlGate.decode(tag.bytes, tag.valueFrom(i), tag.valueTo(i));
      ByteArrayBuilder changed = nested().rewrite(html.array, html.length, urlGate);
      if (changed.length > 0) {
        AttributeText.set(tag, i, changed.array, changed.length, edits);
      }
      changed.close();
    }
  }

  /** Forgets the document and returns the memory. */
  void close() {
    nested = null;
    insertions = null;
    if (styles != null) {
      styles.close();
    }
  }
}
