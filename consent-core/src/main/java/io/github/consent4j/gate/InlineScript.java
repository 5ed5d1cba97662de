package io.github.consent4j.gate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Decides over an inline script by the markers in its text, while the script is held. */
final class InlineScript {

  /** More of a script is not held: what has been seen decides. */
  static final int MAXIMUM_HELD = 16 * 1024;

  private static final byte[] INERT_TYPE =
      " type=\"text/plain\"".getBytes(StandardCharsets.US_ASCII);

  private final HtmlRules rules;
  private final InlineMarkers markers;
  private final Claims claims;
  private int state;
  private boolean decided;

  InlineScript(HtmlRules rules, Claims claims) {
    this.rules = rules;
    this.claims = claims;
    markers = rules.inline();
  }

  /** A script begins, and is held from its start tag on. */
  void start() {
    state = InlineMarkers.START;
    decided = false;
  }

  void text(byte[] bytes, int from, int to, Output out) throws IOException {
    if (decided) {
      return;
    }
    int verdict = search(bytes, from, to);
    if (verdict != Claims.PASSES) {
      decided = true;
      out.releaseChanged(inert(verdict));
    } else if (out.heldTo(to) > MAXIMUM_HELD) {
      decided = true;
      out.release();
    }
  }

  private int search(byte[] bytes, int from, int to) {
    int s = state;
    for (int p = from; p < to; p++) {
      s = markers.step(s, bytes[p]);
      if (markers.isMarker(s)) {
        claims.reset();
        claims.add(markers.servicesAt(s));
        if (claims.verdict() != Claims.PASSES) {
          return claims.verdict();
        }
      }
    }
    state = s;
    return Claims.PASSES;
  }

  private byte[] inert(int service) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(INERT_TYPE);
    text.writeBytes(rules.serviceAttribute(service));
    return text.toByteArray();
  }

  void end(Output out) throws IOException {
    if (!decided) {
      decided = true;
      out.release();
    }
  }
}
