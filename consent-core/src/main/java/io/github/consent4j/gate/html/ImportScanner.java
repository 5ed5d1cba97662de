package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.ArrayPool;
import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.rule.UrlGate;

/**
 * Reads the URL of an import behind a word that may be followed by one: {@code import}, as a
 * statement or a call, {@code import.meta.resolve}, or the {@code from} of an export. Strings that
 * are concatenated are read as one. Of an expression that is not a literal string, only the literal
 * part before it is known.
 */
final class ImportScanner {

  /** The word that was read. */
  enum Word {
    /** {@code import} in a module. */
    IMPORT,
    /** {@code import} in a script, where it can only be called. */
    CALL,
    /** {@code from} in a module. */
    FROM
  }

  /** The maximum length of a URL. */
  private static final int LONGEST = 2048;

  private static final byte[] RESOLVE = Scan.ascii(".meta.resolve");

  private enum State {
    NOTHING,
    /** Behind the word, if it is a whole word. */
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
    /** Behind the closing quote, where another string may be appended. */
    BEHIND,
    /** Behind the plus sign that appends it. */
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

  /** Begins with the word that was read. */
  void begin(Word read) {
    state = State.WORD_END;
    word = read;
    called = false;
    named = false;
    resolved = 0;
    url.clear();
    escape.clear();
  }

  /** Returns whether the URL has still to come. */
  boolean isOpen() {
    return state != State.NOTHING;
  }

  /** Returns whether a URL has begun. Words within it have no meaning. */
  boolean isReading() {
    return state == State.URL || state == State.DOLLAR || isPending();
  }

  /** Returns whether a URL was read that another string may still be appended to. */
  boolean isPending() {
    return state == State.BEHIND || state == State.PLUS;
  }

  /** Handles the next byte. Returns whether the URL is complete. */
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

  /** Handles a byte behind a complete string, to which another string may be appended. */
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

  /** Returns the blocked service, as {@link UrlGate#decide} does. */
  int decide(UrlGate urlGate) {
    int verdict = urlGate.decidePlain(url.array, 0, url.length, true);
    url.close();
    return verdict;
  }

  /** Forgets what was read. */
  void end() {
    state = State.NOTHING;
    url.close();
  }
}
