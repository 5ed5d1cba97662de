package io.github.consent4j.gate.token;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the doctype of an XML document declares for itself, between brackets. Entities could hide
 * anything, so a document with any is unreadable but for those that drawing programs write, and
 * that no address can be made of: names of namespaces, declarations of styles, and spaces and the
 * like.
 */
final class InternalSubset {

  /** One that is longer is not read. */
  private static final int LONGEST = 8192;

  private static final String COMMENT = "<!--";
  private static final String COMMENT_END = "-->";
  private static final int CUT = -1;

  private static final Pattern ENTITY =
      Pattern.compile("<!ENTITY\\s+[\\w:.-]+\\s+(?:\"([^\"<]*)\"|'([^'<]*)')\\s*>");

  private static final Pattern HARMLESS =
      Pattern.compile(
          "https?://(?:www\\.w3\\.org|ns\\.adobe\\.com|purl\\.org|www\\.inkscape\\.org)/[\\w./#-]*"
              + "|(?:(?!(?:https?|ftp|wss?|data|blob|file|javascript):)[a-z-]+:[\\w#., -]*;\\s*)+"
              + "|&#(?:160|169|171|187|821[12]|821[678]|822[012]);");

  private InternalSubset() {}

  /**
   * Reads what stands between brackets.
   *
   * @param from place of the first one
   * @return the place behind the last one; {@code from} if more must be known
   */
  static int read(byte[] a, int from, int to) {
    int length = Math.min(to - from - 1, LONGEST);
    String text = new String(a, from + 1, length, StandardCharsets.ISO_8859_1);
    int p = 0;
    while (p != CUT && p < length && text.charAt(p) != ']') {
      p = Character.isWhitespace(text.charAt(p)) ? p + 1 : behindDeclaration(text, p);
    }
    if (p != CUT && p < length) {
      return from + 1 + p + 1;
    }
    if (length == LONGEST) {
      throw unreadable();
    }
    return from;
  }

  /** The place behind a comment, or a declaration that is harmless. */
  private static int behindDeclaration(String text, int p) {
    if (text.startsWith(COMMENT, p)) {
      int end = text.indexOf(COMMENT_END, p + COMMENT.length());
      return end < 0 ? CUT : end + COMMENT_END.length();
    }
    Matcher entity = ENTITY.matcher(text).region(p, text.length());
    if (!entity.lookingAt()) {
      if (text.indexOf('>', p) < 0) {
        return CUT;
      }
      throw unreadable();
    }
    String value = entity.group(1) != null ? entity.group(1) : entity.group(2);
    if (!HARMLESS.matcher(value).matches()) {
      throw unreadable();
    }
    return entity.end();
  }

  private static UnreadableDocumentException unreadable() {
    return new UnreadableDocumentException("the doctype declares entities");
  }
}
