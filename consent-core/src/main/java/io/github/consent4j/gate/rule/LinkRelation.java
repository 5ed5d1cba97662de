package io.github.consent4j.gate.rule;

import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.token.Tag;

/** What a browser does with a {@code link}, by its relations. */
public final class LinkRelation {

  /** The element loads something. */
  public static final int LOADS = 1;

  /** The loaded resource may be a script. */
  public static final int LOADS_SCRIPT = 2;

  private static final byte[][] LOADING = {
    Scan.ascii("stylesheet"),
    Scan.ascii("icon"),
    Scan.ascii("preconnect"),
    Scan.ascii("dns-prefetch"),
    Scan.ascii("apple-touch-icon"),
    Scan.ascii("apple-touch-icon-precomposed"),
    Scan.ascii("apple-touch-startup-image"),
    Scan.ascii("manifest"),
    Scan.ascii("mask-icon"),
    Scan.ascii("compression-dictionary"),
    Scan.ascii("prerender")
  };

  private static final byte[][] LOADING_SCRIPT = {
    Scan.ascii("preload"), Scan.ascii("modulepreload"), Scan.ascii("prefetch")
  };

  private LinkRelation() {}

  /** Returns what a browser does with a link of these relations, as bits. */
  public static int of(Tag tag, int rel, UrlGate urlGate) {
    int from = tag.valueFrom(rel);
    int to = tag.valueTo(rel);
    if (Scan.find(tag.bytes, from, to, '&') == to) {
      return of(tag.bytes, from, to);
    }
    ByteArrayBuilder text = urlGate.decode(tag.bytes, from, to);
    return of(text.array, 0, text.length);
  }

  /** Returns the same for the relations in a header. */
  public static int of(byte[] bytes, int from, int to) {
    int how = 0;
    int p = Scan.skipSpace(bytes, from, to);
    while (p < to) {
      int token = p;
      while (p < to && !Scan.is(bytes[p], Scan.SPACE)) {
        p++;
      }
      if (Scan.isAnyIgnoringCase(bytes, token, p, LOADING)) {
        how |= LOADS;
      } else if (Scan.isAnyIgnoringCase(bytes, token, p, LOADING_SCRIPT)) {
        how |= LOADS | LOADS_SCRIPT;
      }
      p = Scan.skipSpace(bytes, p, to);
    }
    return how;
  }
}
