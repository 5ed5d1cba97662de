package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.gate.rule.UrlGate;
import io.github.consent4j.gate.token.Edits;
import io.github.consent4j.gate.token.Output;
import io.github.consent4j.gate.token.Tag;
import io.github.consent4j.gate.url.DataUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Disarms the blocked URLs of a {@code style} element or attribute. A prefix makes them fragments
 * of {@code about:invalid}, which loads nothing by definition of CSS. Without the prefix they load
 * again.
 */
final class StyleSheet implements CssUrlText.Listener, TextReader {

  private static final byte[] UNDECIDED = {};
  private static final byte[] DATA = Scan.ascii("data:");
  private static final int NONE = -1;

  /** Style sheets that are nested deeper are not read. */
  private static final int MAXIMUM_DEPTH = 3;

  private final HtmlRules rules;
  private final UrlGate urlGate;
  private final CssUrls urls;
  private final int depth;
  private final Edits prefix = new Edits();
  private int place;

  /** The place of the character reference that is being read. */
  private int reference = NONE;

  private @Nullable Output out;
  private Edits edits = prefix;

  /** The service of the first blocked URL. */
  private int blockedBy = UrlGate.PASSES;

  /** Reads the style sheets that the URLs of this one contain. */
  private @Nullable StyleSheet nested;

  StyleSheet(HtmlRules rules, UrlGate urlGate) {
    this(rules, urlGate, 0);
  }

  private StyleSheet(HtmlRules rules, UrlGate urlGate, int depth) {
    this.rules = rules;
    this.urlGate = urlGate;
    this.depth = depth;
    urls = new CssUrls(this, rules.arrays());
  }

  /** Begins a document. */
  void begin() {
    forget();
    reference = NONE;
    blockedBy = UrlGate.PASSES;
  }

  /** Begins a {@code style} element. */
  void start() {
    blockedBy = UrlGate.PASSES;
    urls.start();
  }

  /** Returns whether anything is blocked in the part that was read. */
  boolean holds() {
    return blockedBy != UrlGate.PASSES;
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
   * Finds the changes of the value of an attribute.
   *
   * @return the blocked service, as {@link UrlGate#decide} returns it
   */
  int attribute(Tag tag, int i, Edits found) throws IOException {
    int from = tag.valueFrom(i);
    int to = tag.valueTo(i);
    if (Scan.find(tag.bytes, from, to, '&') == to) {
      return read(tag.bytes, from, to, found);
    }
    Edits inText = rules.pool().takeEdits();
    ByteArrayBuilder text = urlGate.decode(tag.bytes, from, to);
    int verdict = read(text.array, 0, text.length, inText);
    if (inText.count > 0) {
      byte[] changed = inText.applyTo(text.array, text.length);
      AttributeText.set(tag, i, changed, changed.length, found);
    }
    rules.pool().giveBack(inText);
    return verdict;
  }

  /**
   * Decides on a complete style sheet. Returns the blocked service, as {@link UrlGate#decide} does.
   */
  int decide(byte[] css) throws IOException {
    Edits found = rules.pool().takeEdits();
    int verdict = read(css, 0, css.length, found);
    rules.pool().giveBack(found);
    return verdict;
  }

  /**
   * Decides on the style sheet that a {@code data:} URL contains. One that cannot be read is
   * blocked.
   */
  int decide(DataUrl url) throws IOException {
    if (!url.type().equals("text/css")) {
      return UrlGate.PASSES;
    }
    if (depth >= MAXIMUM_DEPTH || !isReadable(url.content())) {
      return UrlGate.UNDECLARED;
    }
    StyleSheet inner = nested;
    if (inner == null) {
      inner = new StyleSheet(rules, urlGate, depth + 1);
      nested = inner;
    }
    return inner.decide(url.content());
  }

  /**
   * Returns whether the encoding of a style sheet can be read as bytes. UTF-16 and ISO-2022-JP
   * cannot.
   */
  private static boolean isReadable(byte[] css) {
    for (byte b : css) {
      if (b == 0 || b == 0x1b) {
        return false;
      }
    }
    return css.length < 2 || (css[0] & css[1] & 0xff) < 0xfe;
  }

  /**
   * Returns whether the value of an attribute may load something. Otherwise it need not be read.
   */
  static boolean mayLoad(byte[] bytes, int from, int to) {
    boolean quoted = false;
    int p = Scan.findOpening(bytes, from, to);
    while (p < to && (bytes[p] == '"' || bytes[p] == '\'')) {
      quoted = true;
      p = Scan.findOpening(bytes, p + 1, to);
    }
    return p < to || (quoted && mayNameProperty(bytes, from, to));
  }

  /** Returns whether a text may contain a custom property, whose value may be a string. */
  private static boolean mayNameProperty(byte[] bytes, int from, int to) {
    int p = Scan.find(bytes, from, to, '-');
    while (p + 1 < to && bytes[p + 1] != '-') {
      p = Scan.find(bytes, p + 1, to, '-');
    }
    return p + 1 < to;
  }

  private int read(byte[] bytes, int from, int to, Edits found) throws IOException {
    out = null;
    edits = found;
    blockedBy = UrlGate.PASSES;
    urls.start();
    urls.read(bytes, from, to);
    urls.end();
    return blockedBy;
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
    int verdict = urlGate.decidePlain(url, 0, length, false);
    if (verdict == UrlGate.PASSES && length > DATA.length && DataUrl.mayBe(url, 0, length)) {
      verdict = decideSheet(url, length);
    }
    boolean held = verdict != UrlGate.PASSES;
    if (held && blockedBy < 0) {
      blockedBy = verdict;
    }
    if (out == null) {
      if (held) {
        edits.insert(place, rules.disarming(verdict));
      }
    } else if (held) {
      out.releaseChanged(rules.disarming(verdict));
    } else {
      out.release();
    }
  }

  /**
   * Decides on the style sheet that a URL may contain. One that is too long to be read is blocked.
   */
  private int decideSheet(byte[] url, int length) throws IOException {
    if (length == CssUrlText.MAXIMUM_SHEET) {
      return UrlGate.UNDECLARED;
    }
    Optional<DataUrl> data = DataUrl.of(new String(url, 0, length, StandardCharsets.UTF_8));
    return data.isPresent() ? decide(data.get()) : UrlGate.PASSES;
  }

  /** Forgets the page and returns the memory. */
  void close() {
    forget();
    urls.close();
    if (nested != null) {
      nested.close();
    }
  }

  private void forget() {
    out = null;
    edits = prefix;
    prefix.clear();
  }
}
