package io.github.consent4j.gate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/** Puts documents through the gate that stand inside of attributes. */
final class NestedDocument {

  /** Deeper documents are not read. */
  private static final int MAXIMUM_DEPTH = 3;

  private final HtmlRules rules;
  private final Allowance allowance;
  private final Replacements replacements;
  private final int depth;

  /**
   * @param depth how many documents stand around
   */
  NestedDocument(HtmlRules rules, Allowance allowance, Replacements replacements, int depth) {
    this.rules = rules;
    this.allowance = allowance;
    this.replacements = replacements;
    this.depth = depth;
  }

  boolean isTooDeep() {
    return depth >= MAXIMUM_DEPTH;
  }

  /**
   * The document, in UTF-8, with what is held back disarmed.
   *
   * @return to be closed by the caller; nothing if nothing is held back
   */
  HeldBytes rewrite(byte[] html, int length, UrlJudge judge) throws IOException {
    HeldBytes changed = new HeldBytes(rules.spares());
    TagRewriter rewriter = rules.takeRewriter();
    rewriter.beginInside(judge, allowance, replacements, depth + 1);
    HtmlTokenizer tokenizer =
        new HtmlTokenizer(
            rewriter,
            new Output(
                (bytes, offset, count) -> changed.append(bytes, offset, offset + count),
                rules.spares()),
            DocumentStart.none(),
            HtmlTokenizer.Syntax.HTML,
            rules.spares());
    tokenizer.write(html, 0, length);
    tokenizer.finish();
    rewriter.close();
    if (Arrays.equals(html, 0, length, changed.array, 0, changed.length)) {
      changed.clear();
    }
    return changed;
  }

  /** Whether a value may be a {@code data:} URL; nothing else is a document. */
  static boolean mayBe(byte[] value, int from, int to) {
    int p = from;
    while (p < to && value[p] >= 0 && value[p] <= ' ') {
      p++;
    }
    return p < to && ((value[p] | 32) == 'd' || value[p] == '&');
  }

  /** Whether a URL is a document of its own ({@code data:text/html,...}) that is held back. */
  boolean isHeldBack(String url, UrlJudge judge) throws IOException {
    String data = url.strip();
    int comma = data.indexOf(',');
    if (!data.regionMatches(true, 0, "data:", 0, 5) || comma < 0) {
      return false;
    }
    String type = data.substring(5, comma).toLowerCase(Locale.ROOT).strip();
    if (!type.startsWith("text/html") && !type.contains("xml")) {
      return false;
    }
    if (isTooDeep()) {
      return true;
    }
    String content = PercentEncoding.decode(data.substring(comma + 1));
    byte[] html =
        type.endsWith("base64")
            ? Base64.getMimeDecoder().decode(content.replaceAll("[^A-Za-z0-9+/]", ""))
            : content.getBytes(StandardCharsets.UTF_8);
    HeldBytes changed = rewrite(html, html.length, judge);
    boolean heldBack = changed.length > 0;
    changed.close();
    return heldBack;
  }
}
