package io.github.consent4j.gate;

import io.github.consent4j.policy.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Changes the tags that would load what is held back, and leaves all others alone. */
final class TagRewriter implements TagHandler {

  private static final byte[] RENAMED = ascii("data-consent-");
  private static final byte[] OUT_OF_THE_WAY = ascii("data-was-");
  private static final byte[] INERT_TYPE = ascii(" type=\"text/plain\"");
  private static final byte[] BLANK_FRAME = ascii("src=\"about:blank\" ");

  private final HtmlRules rules;
  private final UrlJudge judge;
  private final Claims marks;
  private final Replacements replacements;
  private final InlineScript inlineScript;
  private final Edits edits = new Edits();

  private boolean baseKnown;
  private int blamed = UrlJudge.PASSES;

  /** Attributes of the current tag that have been seen, and that have been renamed. */
  private long seen;

  private long renamed;

  TagRewriter(HtmlRules rules, Allowance allowance, PageContext page, Replacements replacements) {
    this.rules = rules;
    this.replacements = replacements;
    judge = new UrlJudge(rules, allowance, page);
    marks = new Claims(rules, allowance);
    inlineScript = new InlineScript(rules, new Claims(rules, allowance));
  }

  @Override
  public boolean concerns(byte[] bytes, int from, int to) {
    AttributeName name = AttributeName.of(bytes, from, to);
    return name == AttributeName.STYLE
        || name == AttributeName.BACKGROUND
        || name == AttributeName.CLASS && rules.hasMarks()
        || name.isLazy();
  }

  @Override
  public int firstLetters() {
    int letters = letter('s') | letter('b') | letter('d');
    return rules.hasMarks() ? letters | letter('c') : letters;
  }

  private static int letter(char c) {
    return 1 << (c & 31);
  }

  @Override
  public boolean startTag(Tag tag, boolean isHtml, Output out) throws IOException {
    if (tag.element == Element.BASE) {
      base(tag);
      return false;
    }
    if (tag.count == 0 && tag.element != Element.SCRIPT) {
      return false;
    }
    if (tag.find(AttributeName.DATA_CONSENT_SKIP.lowerName) >= 0) {
      return false;
    }
    blamed = UrlJudge.PASSES;
    if (tag.element == Element.SCRIPT) {
      return script(tag, isHtml, out);
    }
    if (isHtml && rules.hasMarks()) {
      mark(tag, out);
    }
    attributes(tag);
    finish(tag, out);
    return false;
  }

  // --- attributes of any element

  private void attributes(Tag tag) {
    seen = 0;
    renamed = 0;
    boolean script = false;
    if (tag.element == Element.LINK) {
      String rel = value(tag, AttributeName.REL);
      if (!LinkRelation.loads(rel)) {
        return;
      }
      script = LinkRelation.mayLoadScript(rel);
    }
    for (int i = 0; i < tag.count; i++) {
      AttributeName name = AttributeName.of(tag.bytes, tag.nameFrom(i), tag.nameTo(i));
      if (name == AttributeName.OTHER) {
        continue;
      }
      boolean first = (seen & name.bit()) == 0;
      seen |= name.bit();
      if (first ? isHeldBack(tag, i, name, script) : (renamed & name.bit()) != 0) {
        renamed |= name.bit();
        rename(tag, i);
      }
    }
    if (tag.element == Element.IFRAME && (renamed & AttributeName.SRC.bit()) != 0) {
      pinPermissions(tag);
    }
  }

  private boolean isHeldBack(Tag tag, int i, AttributeName name, boolean script) {
    if (!tag.hasValue(i) || !loads(tag, name)) {
      return false;
    }
    int verdict = verdict(tag, i, name, script);
    if (verdict == UrlJudge.PASSES) {
      return false;
    }
    if (name == AttributeName.SRC && isFrame(tag.element)) {
      edits.insert(tag.nameFrom(i), standIn(tag, i, verdict));
    }
    blame(verdict);
    return true;
  }

  private void blame(int verdict) {
    if (blamed < 0) {
      blamed = verdict;
    }
  }

  private int verdict(Tag tag, int i, AttributeName name, boolean script) {
    if (name.isCandidateList()) {
      return candidates(tag, i);
    }
    if (name == AttributeName.CONTENT) {
      Optional<String> url = MetaRefresh.url(text(tag, i));
      return url.isPresent() ? judge.judge(url.get(), false) : UrlJudge.PASSES;
    }
    return judge.judge(tag.bytes, tag.valueFrom(i), tag.valueTo(i), script);
  }

  private int candidates(Tag tag, int i) {
    for (String url : CandidateList.urls(text(tag, i))) {
      int verdict = judge.judge(url, false);
      if (verdict != UrlJudge.PASSES) {
        return verdict;
      }
    }
    return UrlJudge.PASSES;
  }

  private static boolean isFrame(Element element) {
    return switch (element) {
      case IFRAME, FRAME, FENCEDFRAME, PORTAL -> true;
      default -> false;
    };
  }

  /** Whether an attribute makes a browser, or a lazy loader, load something. */
  private boolean loads(Tag tag, AttributeName name) {
    if (name.isLazy() || name == AttributeName.BACKGROUND) {
      return true;
    }
    return switch (tag.element) {
      case IFRAME, FRAME, FENCEDFRAME, PORTAL, AUDIO, TRACK, EMBED, INPUT, BGSOUND ->
          name == AttributeName.SRC;
      case IMG, SOURCE -> name == AttributeName.SRC || name == AttributeName.SRCSET;
      case IMAGE ->
          name == AttributeName.SRC
              || name == AttributeName.SRCSET
              || name == AttributeName.HREF
              || name == AttributeName.XLINK_HREF;
      case VIDEO -> name == AttributeName.SRC || name == AttributeName.POSTER;
      case OBJECT ->
          name == AttributeName.DATA
              || name == AttributeName.CODEBASE
              || name == AttributeName.CLASSID;
      case APPLET ->
          name == AttributeName.CODE
              || name == AttributeName.CODEBASE
              || name == AttributeName.ARCHIVE
              || name == AttributeName.OBJECT;
      case PARAM -> name == AttributeName.VALUE && isUrlParameter(tag);
      case LINK -> name == AttributeName.HREF || name == AttributeName.IMAGESRCSET;
      case META ->
          name == AttributeName.CONTENT
              && value(tag, AttributeName.HTTP_EQUIV).equalsIgnoreCase("refresh");
      case USE, FEIMAGE -> name == AttributeName.HREF || name == AttributeName.XLINK_HREF;
      default -> false;
    };
  }

  private boolean isUrlParameter(Tag tag) {
    return switch (value(tag, AttributeName.NAME).strip().toLowerCase(Locale.ROOT)) {
      case "movie", "src", "data", "url", "code", "filename" -> true;
      default -> false;
    };
  }

  /** The attribute that makes a frame show what stands in for the held-back document. */
  private byte[] standIn(Tag tag, int i, int verdict) {
    Optional<WebUrl> url = judge.resolve(text(tag, i));
    if (verdict < 0 || url.isEmpty()) {
      return BLANK_FRAME;
    }
    Service service = rules.policy().services().get(verdict);
    String address = replacements.frame(service, url.get().href());
    return ascii("src=\"" + escape(address) + "\" ");
  }

  private void pinPermissions(Tag tag) {
    int allow = tag.find(AttributeName.ALLOW.lowerName);
    Optional<WebUrl> url = judge.resolve(text(tag, tag.find(AttributeName.SRC.lowerName)));
    if (allow < 0 || !tag.hasValue(allow) || url.isEmpty()) {
      return;
    }
    String pinned = PermissionList.pin(text(tag, allow), url.get().origin());
    edits.insert(tag.nameFrom(allow), ascii("allow=\"" + escape(pinned) + "\" "));
    for (int i = allow; i < tag.count; i++) {
      if (tag.isNamed(i, AttributeName.ALLOW.lowerName)) {
        rename(tag, i);
      }
    }
  }

  private void rename(Tag tag, int i) {
    edits.insert(tag.nameFrom(i), RENAMED);
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
      if (Scan.startsWithIgnoringCase(tag.bytes, tag.nameFrom(i), tag.nameTo(i), "data-consent-")) {
        edits.insert(tag.nameFrom(i), OUT_OF_THE_WAY);
      }
    }
  }

  // --- particular elements

  private void base(Tag tag) {
    int href = tag.find(AttributeName.HREF.lowerName);
    if (href >= 0 && !baseKnown) {
      baseKnown = true;
      judge.resolve(text(tag, href)).ifPresent(judge::base);
    }
  }

  private void mark(Tag tag, Output out) throws IOException {
    int attribute = tag.find(AttributeName.CLASS.lowerName);
    if (attribute < 0 || !tag.hasValue(attribute)) {
      return;
    }
    marks.reset();
    int p = tag.valueFrom(attribute);
    int to = tag.valueTo(attribute);
    while (p < to) {
      int from = Scan.skipSpace(tag.bytes, p, to);
      p = from;
      while (p < to && !Scan.is(tag.bytes[p], Scan.SPACE)) {
        p++;
      }
      List<HtmlRules.Mark> found =
          rules.marks().get(tag.bytes, from, p, ByteKeys.hash(tag.bytes, from, p));
      if (found != null) {
        claim(tag, found);
      }
    }
    int verdict = marks.verdict();
    if (verdict != Claims.PASSES) {
      Service service = rules.policy().services().get(verdict);
      out.insert(tag.start, ascii(replacements.beforeMarked(service)));
    }
  }

  private void claim(Tag tag, List<HtmlRules.Mark> found) {
    for (HtmlRules.Mark mark : found) {
      String element = mark.marker().element().orElse("");
      int length = tag.nameEnd - tag.start - 1;
      if (element.isEmpty()
          || element.length() == length
              && Scan.startsWithIgnoringCase(tag.bytes, tag.start + 1, tag.nameEnd, element)) {
        marks.add(new int[] {mark.service()});
      }
    }
  }

  private boolean script(Tag tag, boolean isHtml, Output out) throws IOException {
    ScriptKind kind = kind(tag);
    if (kind == ScriptKind.DATA) {
      return false;
    }
    int src = isHtml ? tag.find(AttributeName.SRC.lowerName) : svgSource(tag);
    if (src < 0) {
      return kind == ScriptKind.CODE && holdInline(tag, isHtml, out);
    }
    int verdict =
        tag.hasValue(src)
            ? judge.judge(tag.bytes, tag.valueFrom(src), tag.valueTo(src), true)
            : UrlJudge.PASSES;
    if (verdict != UrlJudge.PASSES) {
      blamed = verdict;
      renameForScript(tag);
      edits.insert(tag.nameEnd, INERT_TYPE);
      finish(tag, out);
    }
    return false;
  }

  private static int svgSource(Tag tag) {
    int href = tag.find(AttributeName.HREF.lowerName);
    return href >= 0 ? href : tag.find(AttributeName.XLINK_HREF.lowerName);
  }

  private void renameForScript(Tag tag) {
    for (int i = 0; i < tag.count; i++) {
      switch (AttributeName.of(tag.bytes, tag.nameFrom(i), tag.nameTo(i))) {
        case TYPE, SRC, HREF, XLINK_HREF -> rename(tag, i);
        default -> {}
      }
    }
  }

  private boolean holdInline(Tag tag, boolean isHtml, Output out) throws IOException {
    if (rules.inline().isEmpty() || !isHtml) {
      return false;
    }
    renameForScript(tag);
    moveOwnNamesAway(tag);
    edits.insert(tag.nameEnd, INERT_TYPE);
    out.hold(tag.start, edits);
    edits.clear();
    inlineScript.start();
    return true;
  }

  private ScriptKind kind(Tag tag) {
    int type = tag.find(AttributeName.TYPE.lowerName);
    if (type >= 0) {
      return ScriptKind.ofType(text(tag, type));
    }
    return ScriptKind.ofLanguage(value(tag, AttributeName.LANGUAGE));
  }

  @Override
  public void text(byte[] bytes, int from, int to, Output out) throws IOException {
    inlineScript.text(bytes, from, to, out);
  }

  @Override
  public void textEnd(Output out) throws IOException {
    inlineScript.end(out);
  }

  // --- values

  private String value(Tag tag, AttributeName name) {
    int i = tag.find(name.lowerName);
    return i < 0 ? "" : text(tag, i);
  }

  private String text(Tag tag, int i) {
    return tag.hasValue(i) ? judge.text(tag.bytes, tag.valueFrom(i), tag.valueTo(i)) : "";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
