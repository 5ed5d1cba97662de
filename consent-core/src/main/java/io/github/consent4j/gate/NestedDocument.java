package io.github.consent4j.gate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

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

  /** The document with what is held back disarmed; empty if nothing is held back. */
  Optional<String> rewrite(String html, UrlJudge judge) throws IOException {
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    NestedDocument deeper = new NestedDocument(rules, allowance, replacements, depth + 1);
    HtmlTokenizer tokenizer =
        new HtmlTokenizer(
            new TagRewriter(rules, allowance, judge.inside(), replacements, deeper, false),
            new Output(changed::write),
            DocumentStart.none(),
            HtmlTokenizer.Syntax.HTML);
    byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
    tokenizer.write(bytes, 0, bytes.length);
    tokenizer.finish();
    String result = changed.toString(StandardCharsets.UTF_8);
    return result.equals(html) ? Optional.empty() : Optional.of(result);
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
    String content = PercentEncoding.decode(data.substring(comma + 1));
    if (type.endsWith("base64")) {
      byte[] bytes = Base64.getMimeDecoder().decode(content.replaceAll("[^A-Za-z0-9+/]", ""));
      content = new String(bytes, StandardCharsets.UTF_8);
    }
    return isTooDeep() || rewrite(content, judge).isPresent();
  }
}
