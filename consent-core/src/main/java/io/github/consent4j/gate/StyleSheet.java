package io.github.consent4j.gate;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Disarms the URLs of a {@code style} element or attribute that are held back: what stands before
 * them makes them fragments of {@code about:invalid}, which CSS defines to load nothing. To arm one
 * again, that is taken away.
 */
final class StyleSheet implements CssUrlText.Listener, TextReader {

  private static final byte[] UNDECIDED = {};
  private static final int NONE = -1;

  private final HtmlRules rules;
  private final UrlJudge judge;
  private final CssUrls urls;
  private final Edits prefix = new Edits();
  private int place;

  /** Where the character reference stands that is being read. */
  private int reference = NONE;

  private @Nullable Output out;
  private Edits edits = prefix;

  /** On whose behalf the first URL of an attribute is held back. */
  private int blamed;

  StyleSheet(HtmlRules rules, UrlJudge judge) {
    this.rules = rules;
    this.judge = judge;
    urls = new CssUrls(this, rules.spares());
  }

  /** A {@code style} element begins. */
  void start() {
    urls.start();
  }

  @Override
  public void text(byte[] bytes, int from, int to, Output output) throws IOException {
    out = output;
    urls.read(bytes, from, to);
  }

  @Override
  public void reference(int begin, byte[] meant, int length, Output output) throws IOException {
    reference = begin;
    text(meant, 0, length, output);
    reference = NONE;
  }

  @Override
  public void end(Output output) throws IOException {
    out = output;
    urls.end();
  }

  /**
   * Finds what is to be changed in the value of an attribute.
   *
   * @return on whose behalf, or {@link UrlJudge#PASSES}
   */
  int attribute(Tag tag, int i, Edits found) throws IOException {
    int from = tag.valueFrom(i);
    int to = tag.valueTo(i);
    if (Scan.find(tag.bytes, from, to, '&') == to) {
      return read(tag.bytes, from, to, found);
    }
    Edits inText = rules.spares().takeEdits();
    HeldBytes text = judge.decode(tag.bytes, from, to);
    int verdict = read(text.array, 0, text.length, inText);
    if (inText.count > 0) {
      byte[] changed = inText.applyTo(text.array, text.length);
      AttributeText.set(tag, i, changed, changed.length, found);
    }
    rules.spares().giveBack(inText);
    return verdict;
  }

  /** On whose behalf something in a whole style sheet is held back. */
  int judge(byte[] css) throws IOException {
    Edits found = rules.spares().takeEdits();
    int verdict = read(css, 0, css.length, found);
    if (verdict == UrlJudge.PASSES && found.count > 0) {
      verdict = UrlJudge.UNDECLARED;
    }
    rules.spares().giveBack(found);
    return verdict;
  }

  /** Whether the value of an attribute may load something; else it need not be read. */
  static boolean mayLoad(byte[] bytes, int from, int to) {
    return Scan.findOpening(bytes, from, to) < to || mayNameUrl(bytes, from, to);
  }

  /** Whether a custom property may have a string for its value. */
  private static boolean mayNameUrl(byte[] bytes, int from, int to) {
    int p = Scan.find(bytes, from, to, '-');
    while (p + 1 < to && bytes[p + 1] != '-') {
      p = Scan.find(bytes, p + 1, to, '-');
    }
    return p + 1 < to
        && (Scan.find(bytes, p, to, '"') < to
            || Scan.find(bytes, p, to, '\'') < to
            || Scan.find(bytes, p, to, '&') < to);
  }

  private int read(byte[] bytes, int from, int to, Edits found) throws IOException {
    out = null;
    edits = found;
    blamed = UrlJudge.PASSES;
    urls.start();
    urls.read(bytes, from, to);
    urls.end();
    return blamed;
  }

  @Override
  public void urlBegins(int begin) throws IOException {
    place = reference == NONE ? begin : reference;
    if (out != null) {
      prefix.clear();
      prefix.insert(place, UNDECIDED);
      out.hold(place, prefix);
    }
  }

  @Override
  public void urlEnds(byte[] url, int length) throws IOException {
    int verdict = judge.judgePlain(url, 0, length, false);
    if (out != null) {
      if (verdict == UrlJudge.PASSES) {
        out.release();
      } else {
        out.releaseChanged(rules.disarming(verdict));
      }
    } else if (verdict != UrlJudge.PASSES) {
      edits.insert(place, rules.disarming(verdict));
      blamed = blamed < 0 ? verdict : blamed;
    }
  }

  /** Forgets the page, and gives back the memory. */
  void close() {
    out = null;
    edits = prefix;
    prefix.clear();
    urls.close();
  }
}
