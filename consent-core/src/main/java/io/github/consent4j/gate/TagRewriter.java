package io.github.consent4j.gate;

import io.github.consent4j.policy.OnError;
import io.github.consent4j.policy.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes the tags that would load what is held back, and leaves all others alone. */
final class TagRewriter implements TagHandler {

  private static final byte[] RENAMED = ascii("data-consent-");
  private static final byte[] OUT_OF_THE_WAY = ascii("data-was-");
  private static final byte[] DASH = ascii("-");
  private static final byte[] BLANK_FRAME = ascii("src=\"about:blank\" ");

  private static final int LETTERS = letter('s') | letter('b') | letter('d');

  /** As much of a value that is too long tells its host. */
  private static final int TELLING = 2048;

  private final HtmlRules rules;
  private final UrlJudge judge;
  private final LoadingAttributes loading;
  private final NestedDocument nested;
  private final Replacements replacements;
  private final Marks marks;
  private final int letters;
  private final ScriptText script;
  private final boolean blockUnreadable;
  private final boolean xml;
  private final Edits edits = new Edits();
  private @Nullable StyleSheet styles;

  private boolean baseKnown;
  private boolean readsStyle;
  private int blamed = UrlJudge.PASSES;

  /** Attributes of the current tag that have been seen, and that have been renamed. */
  private long seen;

  private long renamed;

  TagRewriter(
      HtmlRules rules,
      Allowance allowance,
      UrlJudge judge,
      Replacements replacements,
      NestedDocument nested,
      boolean xml) {
    this.rules = rules;
    this.judge = judge;
    this.replacements = replacements;
    this.nested = nested;
    this.xml = xml;
    letters = LETTERS | rules.lazy().firstLetters();
    loading = new LoadingAttributes(judge);
    marks = new Marks(rules, allowance);
    script = new ScriptText(rules, allowance, judge);
    blockUnreadable = rules.policy().settings().onError() == OnError.BLOCK;
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
      seen = 0;
      renamed = 0;
    }
    blamed = UrlJudge.PASSES;
    readsStyle = false;
    if (tag.find(AttributeName.DATA_CONSENT_SKIP) >= 0) {
      return false;
    }
    switch (tag.element) {
      case BASE -> base(tag);
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
      styles().start();
    }
    return readsStyle;
  }

  private void element(Tag tag, boolean isHtml, Output out) throws IOException {
    if (isHtml && rules.hasMarks()) {
      int service = marks.find(tag);
      if (service != Claims.PASSES) {
        Service marked = rules.policy().services().get(service);
        out.insert(tag.start, ascii(replacements.beforeMarked(marked)));
      }
    }
    attributes(tag, isHtml);
    finish(tag, out);
  }

  private StyleSheet styles() {
    StyleSheet sheet = styles;
    if (sheet == null) {
      sheet = new StyleSheet(rules, judge);
      styles = sheet;
    }
    return sheet;
  }

  // --- attributes

  private void attributes(Tag tag, boolean isHtml) throws IOException {
    boolean inParts = tag.continued || tag.unfinished;
    int element = loading.of(tag);
    for (int i = 0; i < tag.count; i++) {
      AttributeName name = tag.name(i);
      if (name == AttributeName.OTHER) {
        lazyAddress(tag, i);
        continue;
      }
      boolean first = (seen & name.bit()) == 0;
      seen |= name.bit();
      if (!first) {
        if ((renamed & name.bit()) != 0) {
          rename(tag, i);
        }
      } else if (name == AttributeName.STYLE || name.isSvgStyle() && !isHtml) {
        style(tag, i);
      } else if (name == AttributeName.SRCDOC && tag.element == Element.IFRAME) {
        nestedDocument(tag, i);
      } else if (loading.loads(element, name, inParts && blockUnreadable)) {
        address(tag, i, name, element);
      }
    }
    if (tag.element == Element.IFRAME && (renamed & AttributeName.SRC.bit()) != 0) {
      pinPermissions(tag);
    }
  }

  private void address(Tag tag, int i, AttributeName name, int element) throws IOException {
    if (tag.isCut(i) && (!isTelling(tag, i, name) || loading.mayHoldDocument(tag, name))) {
      renameUnread(tag, i, name);
      return;
    }
    if (!tag.hasValue(i)) {
      return;
    }
    int verdict = loading.judge(tag, i, name, element);
    if (verdict == UrlJudge.PASSES && loading.mayHoldDocument(tag, name)) {
      String url = judge.text(tag.bytes, tag.valueFrom(i), tag.valueTo(i));
      verdict = nested.isHeldBack(url, judge) ? UrlJudge.UNDECLARED : verdict;
    }
    if (verdict != UrlJudge.PASSES) {
      if (name == AttributeName.SRC && loading.isFrame(tag)) {
        edits.insert(tag.nameFrom(i), standIn(tag, i, verdict));
      }
      blame(verdict);
      renamed |= name.bit();
      rename(tag, i);
    }
  }

  /** Judges an attribute that the site has named, whether it is a URL or a list of candidates. */
  private void lazyAddress(Tag tag, int i) {
    if (!rules.lazy().has(tag.bytes, tag.nameFrom(i), tag.nameTo(i))) {
      return;
    }
    int verdict = UrlJudge.PASSES;
    if (tag.isCut(i)) {
      verdict = blockUnreadable ? UrlJudge.UNDECLARED : verdict;
    } else if (tag.hasValue(i)) {
      verdict = CandidateList.judge(tag.bytes, tag.valueFrom(i), tag.valueTo(i), judge);
    }
    if (verdict != UrlJudge.PASSES) {
      blame(verdict);
      rename(tag, i);
    }
  }

  private boolean isTelling(Tag tag, int i, AttributeName name) {
    return !name.isCandidateList() && tag.valueTo(i) - tag.valueFrom(i) > TELLING;
  }

  /** Renames an attribute that is too long to be read. */
  private void renameUnread(Tag tag, int i, AttributeName name) {
    if (blockUnreadable) {
      renamed |= name.bit();
      rename(tag, i);
    }
  }

  private void blame(int verdict) {
    if (blamed < 0) {
      blamed = verdict;
    }
  }

  private void style(Tag tag, int i) throws IOException {
    if (tag.isCut(i)) {
      renameUnread(tag, i, AttributeName.STYLE);
    } else if (tag.hasValue(i)) {
      blame(styles().attribute(tag, i, edits));
    }
  }

  private void nestedDocument(Tag tag, int i) throws IOException {
    if (tag.isCut(i) || nested.isTooDeep()) {
      renameUnread(tag, i, AttributeName.SRCDOC);
    } else if (tag.hasValue(i)) {
      String html = judge.text(tag.bytes, tag.valueFrom(i), tag.valueTo(i));
      nested.rewrite(html, judge).ifPresent(changed -> AttributeText.set(tag, i, changed, edits));
    }
  }

  /** The attribute that makes a frame show what stands in for the held-back document. */
  private byte[] standIn(Tag tag, int i, int verdict) {
    Optional<WebUrl> url = judge.resolve(judge.text(tag.bytes, tag.valueFrom(i), tag.valueTo(i)));
    if (verdict < 0 || url.isEmpty()) {
      return BLANK_FRAME;
    }
    Service service = rules.policy().services().get(verdict);
    String address = replacements.frame(service, url.get().href());
    return ascii("src=\"" + AttributeText.escape(address) + "\" ");
  }

  private void pinPermissions(Tag tag) {
    int allow = tag.find(AttributeName.ALLOW);
    int src = tag.find(AttributeName.SRC);
    if (allow < 0 || src < 0 || !tag.hasValue(allow) || !tag.hasValue(src)) {
      return;
    }
    String text = judge.text(tag.bytes, tag.valueFrom(allow), tag.valueTo(allow));
    judge
        .resolve(judge.text(tag.bytes, tag.valueFrom(src), tag.valueTo(src)))
        .map(url -> PermissionList.pin(text, url.origin()))
        .ifPresent(
            pinned -> {
              String attribute = "allow=\"" + AttributeText.escape(pinned) + "\" ";
              edits.insert(tag.nameFrom(allow), ascii(attribute));
              renameAll(tag, allow);
            });
  }

  private void renameAll(Tag tag, int first) {
    for (int i = first; i < tag.count; i++) {
      if (tag.name(i) == AttributeName.ALLOW) {
        rename(tag, i);
      }
    }
  }

  private void rename(Tag tag, int i) {
    edits.insert(tag.nameFrom(i), RENAMED);
    int colon = xml ? Scan.find(tag.bytes, tag.nameFrom(i), tag.nameTo(i), ':') : tag.nameTo(i);
    if (colon < tag.nameTo(i)) {
      // a prefix of that name would be undeclared
      edits.replace(colon, colon + 1, DASH);
    }
  }

  /** Makes the changes that were found, and says on whose behalf. */
  private void finish(Tag tag, Output out) throws IOException {
    if (edits.count == 0) {
      return;
    }
    moveOwnNamesAway(tag);
    if (blamed >= 0) {
      edits.insert(tag.nameEnd, rules.serviceAttribute(blamed));
    }
    out.apply(edits);
  }

  /** Renames attributes that the page itself gave the names which are used here. */
  private void moveOwnNamesAway(Tag tag) {
    for (int i = 0; i < tag.count; i++) {
      int from = tag.nameFrom(i);
      if (Scan.startsWithIgnoringCase(tag.bytes, from, tag.nameTo(i), RENAMED)) {
        edits.insert(from, OUT_OF_THE_WAY);
      }
    }
  }

  // --- particular elements

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
      if (blockUnreadable) {
        makeInert(tag, tag.continued ? new byte[0] : ScriptText.INERT_TYPE);
        finish(tag, out);
      }
      return false;
    }
    ScriptKind kind = ScriptKind.of(tag, judge);
    int src = tag.find(AttributeName.SRC);
    if (src < 0 && (!isHtml || xml)) {
      src = LoadingAttributes.svgSource(tag);
    }
    if (kind == ScriptKind.DATA) {
      return false;
    }
    if (src < 0) {
      return isHtml && holdInline(tag, kind, out);
    }
    if (tag.hasValue(src)) {
      blamed = judge.judge(tag.bytes, tag.valueFrom(src), tag.valueTo(src), true);
    }
    if (blamed != UrlJudge.PASSES) {
      makeInert(tag, ScriptText.INERT_TYPE);
      finish(tag, out);
    }
    return false;
  }

  private void makeInert(Tag tag, byte[] type) {
    for (int i = 0; i < tag.count; i++) {
      switch (tag.name(i)) {
        case TYPE, SRC, HREF, XLINK_HREF -> rename(tag, i);
        default -> {}
      }
    }
    edits.insert(tag.nameEnd, type);
  }

  private boolean holdInline(Tag tag, ScriptKind kind, Output out) throws IOException {
    if (!script.reads(kind)) {
      return false;
    }
    makeInert(tag, ScriptText.INERT_TYPE);
    moveOwnNamesAway(tag);
    out.hold(tag.start, edits);
    edits.clear();
    script.start(kind);
    return true;
  }

  @Override
  public void text(byte[] bytes, int from, int to, Output out) throws IOException {
    if (readsStyle) {
      styles().text(bytes, from, to, out);
    } else {
      script.text(bytes, from, to, out);
    }
  }

  @Override
  public void textEnd(Output out) throws IOException {
    if (readsStyle) {
      styles().end(out);
    } else {
      script.end(out);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
