package io.github.consent4j.servlet.render;

import java.util.Set;

/**
 * Rewrites the library's own HTML as XML: attributes have values, elements that cannot have content
 * end at once, and each part declares that it is HTML. Not thread-safe.
 */
final class XmlSpelling {

  private static final Set<String> VOID = Set.of("br", "hr", "img", "input", "link", "meta");

  private static final String NAMESPACE = " xmlns=\"http://www.w3.org/1999/xhtml\"";

  private final String html;
  private final StringBuilder xml;
  private int at;
  private int depth;

  private XmlSpelling(String html) {
    this.html = html;
    xml = new StringBuilder(html.length() + 64);
  }

  static String of(String html) {
    XmlSpelling spelling = new XmlSpelling(html);
    spelling.read();
    return spelling.xml.toString();
  }

  private void read() {
    while (at < html.length()) {
      int tag = html.indexOf('<', at);
      int end = tag < 0 ? html.length() : tag;
      xml.append(html, at, end);
      at = end;
      if (at < html.length()) {
        tag();
      }
    }
  }

  private void tag() {
    int start = at++;
    boolean opens = at < html.length() && isName(html.charAt(at));
    skipName();
    String name = html.substring(start + 1, at);
    xml.append(html, start, at);
    if (opens && depth == 0) {
      xml.append(NAMESPACE);
    }
    while (opens && at < html.length() && html.charAt(at) == ' ') {
      attribute();
    }
    if (opens && VOID.contains(name)) {
      if (at < html.length() && html.charAt(at) == '>') {
        xml.append('/');
      }
    } else if (!html.startsWith("/>", at)) {
      depth += opens ? 1 : -1;
    }
  }

  private void attribute() {
    int start = at++;
    skipName();
    if (at < html.length() && html.charAt(at) == '=') {
      int close = html.indexOf('"', Math.min(at + 2, html.length()));
      at = close < 0 ? html.length() : close + 1;
      xml.append(html, start, at);
    } else {
      xml.append(html, start, at).append("=\"\"");
    }
  }

  private void skipName() {
    while (at < html.length() && isName(html.charAt(at))) {
      at++;
    }
  }

  private static boolean isName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  }
}
