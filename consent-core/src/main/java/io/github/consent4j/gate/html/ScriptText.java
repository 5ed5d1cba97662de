package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.rule.DeclaringServices;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.gate.rule.InlineMarkers;
import io.github.consent4j.gate.rule.KnownScript;
import io.github.consent4j.gate.rule.UrlGate;
import io.github.consent4j.gate.token.Output;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Decides on an inline script by the markers in its text and by the URLs that it imports. The
 * script waits until then.
 */
public final class ScriptText implements TextReader {

  /**
   * The maximum length that is read and withheld. A longer script is decided on by this part,
   * however its bytes arrive. All 123 scripts on real pages that name the host of a service do so
   * within this length.
   */
  static final int MAXIMUM_READ = 64 * 1024;

  /** The maximum length of an import map that is withheld. */
  private static final int MAXIMUM_JSON = 64 * 1024;

  static final byte[] INERT_TYPE = Scan.ascii(" type=\"text/plain\"");

  private final HtmlRules rules;
  private final ImportScanner imported;
  private InlineMarkers markers;
  private final DeclaringServices declaring;
  private final UrlGate urlGate;
  private @Nullable ByteArrayBuilder json;
  private int state;
  private int unread;
  private boolean decided;

  /** True if it was reported that the script would be blocked. */
  private boolean reported;

  private boolean declared;

  /** What the catalogue recognises in scripts; null if nothing known is blocked. */
  private final @Nullable KnownScript known;

  ScriptText(HtmlRules rules, DeclaringServices declaring, UrlGate urlGate) {
    this.rules = rules;
    this.urlGate = urlGate;
    this.declaring = declaring;
    markers = rules.inline();
    imported = new ImportScanner(rules.arrays());
    known = KnownScript.of(rules, declaring);
  }

  /** Begins a script, which is withheld from its start tag on. */
  void start(ScriptKind kind) {
    json = kind == ScriptKind.URLS ? new ByteArrayBuilder(rules.arrays()) : null;
    boolean isModule = kind == ScriptKind.MODULE;
    markers = isModule ? rules.inlineOfModules() : rules.inline();
    imported.end();
    state = InlineMarkers.START;
    unread = MAXIMUM_READ;
    decided = false;
    reported = false;
    declared = false;
    if (known != null) {
      known.start();
    }
  }

  @Override
  public void text(byte[] bytes, int from, int to, Output out) throws IOException {
    if (decided) {
      return;
    }
    ByteArrayBuilder kept = json;
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
    if (verdict != UrlGate.PASSES || unread == 0) {
      decide(verdict == UrlGate.PASSES ? lastVerdict() : verdict, out);
    }
  }

  private void decide(int verdict, Output out) throws IOException {
    decided = true;
    imported.end();
    if (verdict == UrlGate.PASSES) {
      out.release();
    } else {
      out.releaseChanged(verdict < 0 ? INERT_TYPE : rules.inertAttributes(verdict));
    }
  }

  /** Decides on a complete script. Returns the blocked service, as {@link UrlGate#decide} does. */
  int decide(byte[] script, ScriptKind kind) {
    start(kind);
    int verdict = search(script, 0, Math.min(script.length, MAXIMUM_READ));
    verdict = verdict == UrlGate.PASSES ? lastVerdict() : verdict;
    imported.end();
    return verdict;
  }

  /** Decides on a complete script by its imports alone. */
  int decideImports(byte[] script) {
    start(ScriptKind.CODE);
    markers = rules.imports();
    int verdict = search(script, 0, Math.min(script.length, MAXIMUM_READ));
    verdict = verdict == UrlGate.PASSES ? lastVerdict() : verdict;
    imported.end();
    return verdict;
  }

  /**
   * Decides on what only the whole script tells: an import whose URL ends with its very last bytes,
   * and what is known in a script that no service declares.
   */
  private int lastVerdict() {
    int verdict = imported.isPending() ? imported.decide(urlGate) : UrlGate.PASSES;
    return verdict == UrlGate.PASSES && known != null && !declared ? known.verdict() : verdict;
  }

  @Override
  public void reference(int place, byte[] meant, int length, Output out) throws IOException {
    text(meant, 0, length, out);
  }

  private int search(byte[] bytes, int from, int to) {
    int verdict = UrlGate.PASSES;
    int s = state;
    int p = from;
    while (p < to && verdict == UrlGate.PASSES) {
      if (imported.isOpen()) {
        verdict = imported.take(bytes[p]) ? imported.decide(urlGate) : verdict;
      } else if (s == InlineMarkers.START) {
        p = markers.skip(bytes, p, to);
      }
      int known = Math.min(imported.isOpen() ? p + 1 : p + InlineMarkers.KNOWN, to);
      while (p < to && (s != InlineMarkers.START || p < known)) {
        s = markers.step(s, bytes[p++]);
        if (markers.isMarker(s)) {
          verdict = verdict == UrlGate.PASSES ? verdict(s, bytes[p - 1]) : verdict;
          break;
        }
        if (imported.isOpen()) {
          break;
        }
      }
    }
    state = s;
    return verdict;
  }

  private int verdict(int markerState, byte last) {
    int[] services = markers.servicesAt(markerState);
    if (services == InlineMarkers.IMPORTS
        || services == InlineMarkers.CALLS
        || services == InlineMarkers.FROMS) {
      begin(services, last);
      return UrlGate.PASSES;
    }
    if (known != null) {
      known.add(markers.knownAt(markerState));
    }
    if (services.length == 0) {
      return UrlGate.PASSES;
    }
    declared = true;
    declaring.reset();
    declaring.add(services);
    if (declaring.isReported()) {
      if (reported) {
        return DeclaringServices.PASSES;
      }
      reported = true;
    }
    return declaring.reportedVerdict();
  }

  private void begin(int[] word, byte last) {
    if (imported.isReading() || (word == InlineMarkers.FROMS && imported.isOpen())) {
      return;
    }
    if (word == InlineMarkers.IMPORTS) {
      imported.begin(ImportScanner.Word.IMPORT);
    } else {
      imported.begin(
          word == InlineMarkers.CALLS ? ImportScanner.Word.CALL : ImportScanner.Word.FROM);
      imported.take(last);
    }
  }

  @Override
  public void end(Output out) throws IOException {
    if (decided) {
      return;
    }
    ByteArrayBuilder kept = json;
    if (kept != null) {
      decide(kept, out);
    } else {
      decide(lastVerdict(), out);
    }
  }

  private void decide(ByteArrayBuilder kept, Output out) throws IOException {
    json = null;
    int verdict = ScriptJson.decide(kept.array, kept.length, urlGate);
    if (verdict == UrlGate.PASSES
        && !declaring.allowed().allowsAll()
        && SpeculationRules.pickForeignLinks(kept.array, kept.length)) {
      verdict = UrlGate.UNDECLARED;
    }
    kept.close();
    decide(verdict, out);
  }
}
