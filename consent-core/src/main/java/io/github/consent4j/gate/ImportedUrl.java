package io.github.consent4j.gate;

/**
 * Reads from where a script imports, behind the word {@code import}, whether that is a statement or
 * a call. Of a template literal only what stands before its first substitution is known.
 */
final class ImportedUrl {

  /** A longer one is no URL. */
  private static final int LONGEST = 2048;

  private enum State {
    NOTHING,
    /** Right behind the word, if it is one. */
    WORD_END,
    /** Before the quote. */
    CLAUSE,
    SLASH,
    LINE_COMMENT,
    COMMENT,
    COMMENT_STAR,
    URL,
    ESCAPE,
    DOLLAR
  }

  private final HeldBytes url;
  private State state = State.NOTHING;
  private boolean called;
  private byte quote;

  ImportedUrl(SpareArrays spares) {
    url = new HeldBytes(spares);
  }

  /**
   * The word has been read.
   *
   * @param asFunction whether {@code import(} has
   */
  void begin(boolean asFunction) {
    state = asFunction ? State.CLAUSE : State.WORD_END;
    called = asFunction;
    url.clear();
  }

  /** Whether the URL is still to come. */
  boolean isOpen() {
    return state != State.NOTHING;
  }

  /** Takes the next byte, and says whether the URL is complete. */
  boolean take(byte b) {
    switch (state) {
      case WORD_END -> {
        if (isNamePart(b)) {
          state = State.NOTHING;
        } else {
          clause(b);
        }
      }
      case CLAUSE -> clause(b);
      case SLASH ->
          state = b == '/' ? State.LINE_COMMENT : b == '*' ? State.COMMENT : State.NOTHING;
      case LINE_COMMENT -> state = b == '\n' || b == '\r' ? State.CLAUSE : state;
      case COMMENT -> state = b == '*' ? State.COMMENT_STAR : state;
      case COMMENT_STAR ->
          state = b == '/' ? State.CLAUSE : b == '*' ? State.COMMENT_STAR : State.COMMENT;
      case ESCAPE -> add(b);
      case URL -> {
        return url(b);
      }
      case DOLLAR -> {
        if (b == '{') {
          state = State.NOTHING;
          return true;
        }
        url.append((byte) '$');
        state = State.URL;
        return url(b);
      }
      case NOTHING -> {}
    }
    return false;
  }

  private void clause(byte b) {
    state = State.CLAUSE;
    if (b == '"' || b == '\'' || b == '`') {
      quote = b;
      state = State.URL;
    } else if (b == '/') {
      state = State.SLASH;
    } else if (b == '(' && !called) {
      called = true;
    } else if (!Scan.is(b, Scan.SPACE) && (called || !mayNameWhatIsImported(b))) {
      state = State.NOTHING;
    }
  }

  private static boolean mayNameWhatIsImported(byte b) {
    return isNamePart(b) || b == '{' || b == '}' || b == ',' || b == '*';
  }

  private static boolean isNamePart(byte b) {
    return b < 0 || Character.isJavaIdentifierPart(b);
  }

  private boolean url(byte b) {
    if (b == quote) {
      state = State.NOTHING;
      return true;
    }
    if (b == '\\') {
      state = State.ESCAPE;
    } else if (b == '$' && quote == '`') {
      state = State.DOLLAR;
    } else if (b == '\n' && quote != '`') {
      state = State.NOTHING;
    } else {
      add(b);
    }
    return false;
  }

  private void add(byte b) {
    url.append(b);
    state = url.length == LONGEST ? State.NOTHING : State.URL;
  }

  /** On whose behalf the script is held back, as {@link UrlJudge#judge} says it. */
  int judge(UrlJudge judge) {
    int verdict = judge.judgePlain(url.array, 0, url.length, true);
    url.close();
    return verdict;
  }

  /** Forgets what has been read. */
  void end() {
    state = State.NOTHING;
    url.close();
  }
}
