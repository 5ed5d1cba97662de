package io.github.consent4j.gate;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Decides over an inline script by the markers in its text, while the script is held. */
final class ScriptText implements TextReader {

  /**
   * More of a script is not read, nor held: what has been seen decides, the same however the script
   * arrives. Of 123 scripts on real pages that name a service's host, all do so before.
   */
  static final int MAXIMUM_READ = 64 * 1024;

  /** More of an import map is not held. */
  private static final int MAXIMUM_JSON = 64 * 1024;

  static final byte[] INERT_TYPE = Scan.ascii(" type=\"text/plain\"");

  private final HtmlRules rules;
  private final InlineMarkers markers;
  private final Claims claims;
  private final UrlJudge judge;
  private @Nullable HeldBytes json;
  private int state;
  private int unread;
  private boolean decided;

  /** Whether it has been told that the script would be held back. */
  private boolean reported;

  ScriptText(HtmlRules rules, Claims claims, UrlJudge judge) {
    this.rules = rules;
    this.judge = judge;
    this.claims = claims;
    markers = rules.inline();
  }

  /** Whether the text of a kind of script can tell anything. */
  boolean reads(ScriptKind kind) {
    return kind == ScriptKind.URLS || kind == ScriptKind.CODE && !markers.isEmpty();
  }

  /** A script begins, and is held from its start tag on. */
  void start(ScriptKind kind) {
    json = kind == ScriptKind.URLS ? new HeldBytes(rules.spares()) : null;
    state = InlineMarkers.START;
    unread = MAXIMUM_READ;
    decided = false;
    reported = false;
  }

  @Override
  public void text(byte[] bytes, int from, int to, Output out) throws IOException {
    if (decided) {
      return;
    }
    HeldBytes kept = json;
    if (kept != null) {
      kept.append(bytes, from, to);
      if (kept.length > MAXIMUM_JSON) {
        decide(kept, out);
      }
      return;
    }
    int read = Math.min(to - from, unread);
    unread -= read;
    int verdict = search(bytes, from, from + read);
    if (verdict != Claims.PASSES) {
      decided = true;
      out.releaseChanged(rules.inertAttributes(verdict));
    } else if (unread == 0) {
      decided = true;
      out.release();
    }
  }

  @Override
  public void reference(int place, byte[] meant, int length, Output out) throws IOException {
    text(meant, 0, length, out);
  }

  private int search(byte[] bytes, int from, int to) {
    int s = state;
    int p = from;
    while (p < to) {
      if (s == InlineMarkers.START) {
        p = markers.skip(bytes, p, to);
      }
      int known = Math.min(p + InlineMarkers.KNOWN, to);
      while (p < to && (s != InlineMarkers.START || p < known)) {
        s = markers.step(s, bytes[p++]);
        if (markers.isMarker(s)) {
          int verdict = verdict(s);
          if (verdict != Claims.PASSES) {
            return verdict;
          }
        }
      }
    }
    state = s;
    return Claims.PASSES;
  }

  private int verdict(int markerState) {
    claims.reset();
    claims.add(markers.servicesAt(markerState));
    if (claims.isReported()) {
      if (reported) {
        return Claims.PASSES;
      }
      reported = true;
    }
    return claims.toldVerdict();
  }

  @Override
  public void end(Output out) throws IOException {
    if (decided) {
      return;
    }
    HeldBytes kept = json;
    if (kept != null) {
      decide(kept, out);
    } else {
      decided = true;
      out.release();
    }
  }

  private void decide(HeldBytes kept, Output out) throws IOException {
    decided = true;
    json = null;
    int verdict = ScriptUrls.judge(kept.array, kept.length, judge);
    kept.close();
    if (verdict == UrlJudge.PASSES) {
      out.release();
    } else {
      out.releaseChanged(verdict < 0 ? INERT_TYPE : rules.inertAttributes(verdict));
    }
  }
}
