package io.github.consent4j.gate.html;

import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.gate.rule.UrlGate;
import io.github.consent4j.gate.token.DocumentStart;
import io.github.consent4j.gate.token.HtmlTokenizer;
import io.github.consent4j.gate.token.Output;
import io.github.consent4j.gate.token.UnreadableDocumentException;
import io.github.consent4j.gate.url.DataUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Rewrites documents that are nested in attributes. */
final class NestedDocument {

  /** Deeper documents are not read. */
  private static final int MAXIMUM_DEPTH = 3;

  private static final byte[] SCRIPT = Scan.ascii("<script");
  private static final byte[] NONE = {};

  private static final Pattern SCRIPTS = Pattern.compile("(?i)<(\\w+:)?script|[\\s\"'/]on|script:");

  private final HtmlGates gates;
  private final HtmlRules rules;
  private final AllowedServices allowed;
  private final Insertions insertions;
  private final int depth;

  /**
   * @param depth number of documents that surround it
   */
  NestedDocument(HtmlGates gates, AllowedServices allowed, Insertions insertions, int depth) {
    this.gates = gates;
    this.rules = gates.rules();
    this.allowed = allowed;
    this.insertions = insertions;
    this.depth = depth;
  }

  boolean isTooDeep() {
    return depth >= MAXIMUM_DEPTH;
  }

  /**
   * Returns the document, in UTF-8, with blocked content disarmed and with the guard before its
   * scripts. The guard may precede a doctype, because nothing there depends on it.
   *
   * @return closed by the caller; nothing if the document can stay as it is
   */
  ByteArrayBuilder rewrite(byte[] html, int length, UrlGate urlGate) throws IOException {
    ByteArrayBuilder changed = rewrite(html, length, urlGate, false);
    byte[] guard = hasScript(html, length) ? Scan.ascii(insertions.guard()) : NONE;
    if (guard.length == 0) {
      return changed;
    }
    ByteArrayBuilder guarded = new ByteArrayBuilder(rules.arrays());
    guarded.append(guard, 0, guard.length);
    boolean same = changed.length == 0;
    guarded.append(same ? html : changed.array, 0, same ? length : changed.length);
    changed.close();
    return guarded;
  }

  /**
   * Returns whether scripts may run in the document of a {@code data:} URL. Such a document belongs
   * to no site, and so has no guard.
   */
  private static boolean mayRunScripts(byte[] html) {
    return SCRIPTS.matcher(new String(html, StandardCharsets.ISO_8859_1)).find();
  }

  private static boolean hasScript(byte[] html, int length) {
    int p = Scan.find(html, 0, length, '<');
    while (p < length && !Scan.startsWithIgnoringCase(html, p, length, SCRIPT)) {
      p = Scan.find(html, p + 1, length, '<');
    }
    return p < length;
  }

  private ByteArrayBuilder rewrite(byte[] html, int length, UrlGate urlGate, boolean xml)
      throws IOException {
    ByteArrayBuilder changed = new ByteArrayBuilder(rules.arrays());
    TagRewriter rewriter = gates.takeRewriter();
    rewriter.beginInside(urlGate, allowed, insertions, depth + 1, xml);
    HtmlTokenizer tokenizer =
        new HtmlTokenizer(
            rewriter,
            new Output(
                (bytes, offset, count) -> changed.append(bytes, offset, offset + count),
                rules.pool()),
            DocumentStart.none(),
            xml ? HtmlTokenizer.Syntax.XML : HtmlTokenizer.Syntax.HTML,
            rules.pool());
    tokenizer.write(html, 0, length);
    tokenizer.finish();
    rewriter.close();
    if (Arrays.equals(html, 0, length, changed.array, 0, changed.length)) {
      changed.clear();
    }
    return changed;
  }

  /** Returns whether a URL is a document ({@code data:text/html,...}) with blocked content. */
  boolean isHeldBack(DataUrl url, UrlGate urlGate) throws IOException {
    boolean xml = url.type().contains("xml");
    if (!xml && !url.type().equals("text/html")) {
      return false;
    }
    if (isTooDeep()) {
      return true;
    }
    byte[] document = url.document();
    try (ByteArrayBuilder changed = rewrite(document, document.length, urlGate, xml)) {
      return changed.length > 0
          || (mayRunScripts(document) && NamedUrls.decide(document, urlGate) != UrlGate.PASSES);
    } catch (UnreadableDocumentException e) {
      return true;
    }
  }
}
