package io.github.consent4j.gate;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** What a browser does with a {@code link}, by its relations. */
final class LinkRelation {

  private static final ByteKeys<Integer> RELATIONS =
      new ByteKeys<>(
          Map.ofEntries(
              loads("apple-touch-icon"),
              loads("apple-touch-icon-precomposed"),
              loads("apple-touch-startup-image"),
              loads("dns-prefetch"),
              loads("icon"),
              loads("manifest"),
              loads("mask-icon"),
              loadsScript("modulepreload"),
              loads("preconnect"),
              loadsScript("prefetch"),
              loadsScript("preload"),
              loads("prerender"),
              loads("stylesheet")));

  private LinkRelation() {}

  private static Map.Entry<String, Integer> loads(String name) {
    return Map.entry(name, LoadingAttributes.LOADS);
  }

  private static Map.Entry<String, Integer> loadsScript(String name) {
    return Map.entry(name, LoadingAttributes.LOADS | LoadingAttributes.LOADS_SCRIPT);
  }

  /** What the relations of a link say of the way in which it loads. */
  static int of(Tag tag, int rel, UrlJudge judge) {
    int from = tag.valueFrom(rel);
    int to = tag.valueTo(rel);
    if (isPlain(tag.bytes, from, to)) {
      return of(tag.bytes, from, to);
    }
    byte[] text =
        judge.text(tag.bytes, from, to).toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    return of(text, 0, text.length);
  }

  private static boolean isPlain(byte[] bytes, int from, int to) {
    for (int p = from; p < to; p++) {
      if (bytes[p] == '&' || bytes[p] >= 'A' && bytes[p] <= 'Z') {
        return false;
      }
    }
    return true;
  }

  static int of(byte[] bytes, int from, int to) {
    int how = 0;
    int p = Scan.skipSpace(bytes, from, to);
    while (p < to) {
      int token = p;
      while (p < to && !Scan.is(bytes[p], Scan.SPACE)) {
        p++;
      }
      Integer relation = RELATIONS.get(bytes, token, p, ByteKeys.hash(bytes, token, p));
      how |= relation == null ? 0 : relation;
      p = Scan.skipSpace(bytes, p, to);
    }
    return how;
  }
}
