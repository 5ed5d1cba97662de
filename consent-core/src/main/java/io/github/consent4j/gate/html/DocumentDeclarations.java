package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.rule.UrlGate;
import io.github.consent4j.gate.token.AttributeName;
import io.github.consent4j.gate.token.EncodingDeclaration;
import io.github.consent4j.gate.token.EncodingLabel;
import io.github.consent4j.gate.token.Tag;
import io.github.consent4j.gate.token.UnreadableDocumentException;
import io.github.consent4j.gate.url.WebUrl;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what a document declares about itself: its language, its encoding and its base URL. */
final class DocumentDeclarations {

  /** The maximum length of a language tag. Usual tags are shorter. */
  private static final int LONGEST_LANGUAGE = 35;

  private final UrlGate urlGate;
  private boolean baseKnown;

  /** True if the first base is a URL to which no other URL can be relative. */
  private boolean baseIsNone;

  private boolean languageKnown;
  private boolean encodingKnown;

  DocumentDeclarations(UrlGate urlGate) {
    this.urlGate = urlGate;
  }

  /**
   * Begins a document.
   *
   * @param isPage whether it is the page itself and not a nested document
   */
  void begin(boolean isPage) {
    baseKnown = false;
    baseIsNone = false;
    languageKnown = !isPage;
    encodingKnown = true;
  }

  /** Sets that the encoding of the document is assumed, because nothing has declared it. */
  void encodingIsAssumed() {
    encodingKnown = false;
  }

  /** Handles the start tag of {@code html}. */
  void language(Tag tag, Insertions insertions) {
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
    if (clean && to > from && to - from <= LONGEST_LANGUAGE) {
      insertions.language(new String(tag.bytes, from, to - from, StandardCharsets.US_ASCII));
    }
  }

  private static boolean isOfLanguage(byte b) {
    return Scan.is(b, Scan.LETTER) || (b >= '0' && b <= '9') || b == '-' || b == '_';
  }

  /**
   * Handles the start tag of a {@code meta} element. Browsers follow a late declaration too: they
   * read the document again.
   *
   * @throws UnreadableDocumentException if the document was read in the wrong encoding so far
   */
  void encoding(Tag tag) {
    if (encodingKnown) {
      return;
    }
    Charset said = EncodingDeclaration.inMeta(tag.bytes, tag.start, tag.end);
    if (said != null && !EncodingLabel.isReadAsBytes(said)) {
      throw new UnreadableDocumentException(
          "only behind its first "
              + EncodingDeclaration.PRESCANNED
              + " bytes does it declare that it is in "
              + said);
    }
    encodingKnown = said != null;
  }

  /**
   * Handles the start tag of a {@code base} element.
   *
   * @return whether the tag must be removed: it has no effect on the document, because another base
   *     precedes it, but that one has no usable URL, and so the preload scanner may follow this one
   */
  boolean base(Tag tag, @Nullable Insertions insertions) {
    int href = tag.find(AttributeName.HREF);
    if (href < 0 || tag.isCut(href)) {
      return false;
    }
    String text =
        tag.hasValue(href) ? urlGate.text(tag.bytes, tag.valueFrom(href), tag.valueTo(href)) : "";
    WebUrl url = urlGate.resolve(text).orElse(null);
    if (baseKnown) {
      return baseIsNone && url != null && urlGate.isDeclared(url);
    }
    baseKnown = true;
    baseIsNone = url == null;
    if (url != null) {
      urlGate.base(url);
      if (insertions != null && WebUrl.namesHost(text)) {
        insertions.base(url.origin());
      }
    }
    return false;
  }
}
