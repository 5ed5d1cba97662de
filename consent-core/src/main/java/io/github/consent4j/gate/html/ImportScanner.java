package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.ArrayPool;
import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.rule.UrlGate;

/**
 * Reads from where a script imports, behind a word that leads there: {@code import}, as a statement
 * or a call, {@code import.meta.resolve}, or the {@code from} of an export. Texts that are added to
 * each other are read as one; of what is not written out, only what stands before it is known.
 */
final class ImportScanner {

  /** Which word has been read. */
  enum Word {
    /** {@code import} in a module. */
    IMPORT,
    /** {@code import} in a script, where it can only be called. */
    CALL,
    /** {@code from} in a module. */
    FROM
  }

  /** A longer one is no URL. */
  private static final int LONGEST = 2048;

  private static final byte[] RESOLVE = Scan.ascii(".meta.resolve");

  private enum State {
    NOTHING,
    /** Right behind the word, if it is one. */
    WORD_END,
    /** In {@code .meta.resolve}. */
    RESOLVE,
    /** Before the quote. */
    CLAUSE,
    SLASH,
    LINE_COMMENT,
    COMMENT,
    COMMENT_STAR,
    URL,
    DOLLAR,
    /** Behind the quote, where another text may be added. */
    BEHIND,
    /** Behind the sign that adds it. */
    PLUS
  }

  private final ByteArrayBuilder url;
  private final ScriptEscape escape;
  private State state = State.NOTHING;
  private State afterComment = State.CLAUSE;
  private Word word = Word.CALL;
  private boolean called;
  private boolean named;
  private int resolved;
  private byte quote;

  ImportScanner(ArrayPool arrays) {
    url = new ByteArrayBuilder(arrays);
    escape = new ScriptEscape(url);
  }

  /** The word has been read. */
  void begin(Word read) {
    state = State.WORD_END;
    word = read;
    called = false;
    named = false;
    resolved = 0;
    url.clear();
    escape.clear();
  }

  /** Whether the URL is still to come. */
  boolean isOpen() {
    return state != State.NOTHING;
  }

  /** Whether a URL has begun, in which words mean nothing. */
  boolean isReading() {
    return state == State.URL || state == State.DOLLAR || isPending();
  }

  /** Whether there is a URL already, to which nothing more may be added. */
  boolean isPending() {
    return state == State.BEHIND || state == State.PLUS;
  }

  /** Takes the next byte, and says whether the URL is complete. */
  boolean take(byte b) {
    switch (state) {
      case WORD_END -> wordEnd(b);
      case RESOLVE -> resolve(b);
      case CLAUSE -> clause(b);
      case SLASH -> {
        state = b == '/' ? State.LINE_COMMENT : b == '*' ? State.COMMENT : State.NOTHING;
        return state == State.NOTHING && afterComment != State.CLAUSE;
      }
      case LINE_COMMENT -> state = b == '\n' || b == '\r' ? afterComment : state;
      case COMMENT -> state = b == '*' ? State.COMMENT_STAR : state;
      case COMMENT_STAR ->
          state = b == '/' ? afterComment : b == '*' ? State.COMMENT_STAR : State.COMMENT;
      case URL -> {
        return url(b);
      }
      case DOLLAR -> {
        if (b == '{') {
          return complete();
        }
        url.append((byte) '$');
        state = State.URL;
        return url(b);
      }
      case BEHIND, PLUS -> {
        return behind(b);
      }
      case NOTHING -> {}
    }
    return false;
  }

  private void wordEnd(byte b) {
    if (isNamePart(b)) {
      state = State.NOTHING;
    } else {
      clause(b);
    }
  }

  private void resolve(byte b) {
    if (resolved == RESOLVE.length) {
      state = State.CLAUSE;
      word = Word.CALL;
      clause(b);
    } else if (b == RESOLVE[resolved]) {
      resolved++;
    } else if (!Scan.is(b, Scan.SPACE)) {
      state = State.NOTHING;
    }
  }

  private void clause(byte b) {
    state = State.CLAUSE;
    if (Scan.is(b, Scan.SPACE)) {
      return;
    }
    if (isQuote(b) && (called || word != Word.CALL)) {
      quote = b;
      state = State.URL;
    } else if (b == '/') {
      comment(State.CLAUSE);
    } else if (b == '.' && !called && !named && word == Word.IMPORT) {
      state = State.RESOLVE;
      resolve(b);
    } else if (b == '(' && !called && !named && word != Word.FROM) {
      called = true;
    } else if (!called && word == Word.IMPORT && mayNameWhatIsImported(b)) {
      named = true;
    } else {
      state = State.NOTHING;
    }
  }

  private void comment(State next) {
    state = State.SLASH;
    afterComment = next;
  }

  private static boolean isQuote(byte b) {
    return b == '"' || b == '\'' || b == '`';
  }

  private static boolean mayNameWhatIsImported(byte b) {
    return isNamePart(b) || b == '{' || b == '}' || b == ',' || b == '*';
  }

  private static boolean isNamePart(byte b) {
    return b < 0 || Character.isJavaIdentifierPart(b);
  }

  private boolean url(byte b) {
    if (escape.take(b)) {
      return false;
    }
    if (b == quote) {
      if (!called) {
        return complete();
      }
      state = State.BEHIND;
    } else if (b == '$' && quote == '`') {
      state = State.DOLLAR;
    } else if (b == '\n' && quote != '`') {
      state = State.NOTHING;
    } else {
      url.append(b);
      if (url.length >= LONGEST) {
        state = State.NOTHING;
      }
    }
    return false;
  }

  /** Takes what stands behind a text that is complete, unless another one is added to it. */
  private boolean behind(byte b) {
    if (Scan.is(b, Scan.SPACE)) {
      return false;
    }
    if (b == '/') {
      comment(state);
    } else if (b == '+' && state == State.BEHIND) {
      state = State.PLUS;
    } else if (isQuote(b) && state == State.PLUS) {
      quote = b;
      state = State.URL;
    } else {
      return complete();
    }
    return false;
  }

  private boolean complete() {
    state = State.NOTHING;
    return true;
  }

  /** On whose behalf the script is held back, as {@link UrlGate#decide} says it. */
  int decide(UrlGate urlGate) {
    int verdict = urlGate.decidePlain(url.array, 0, url.length, true);
    url.close();
    return verdict;
  }

  /** Forgets what has been read. */
  void end() {
    state = State.NOTHING;
    url.close();
  }
}
