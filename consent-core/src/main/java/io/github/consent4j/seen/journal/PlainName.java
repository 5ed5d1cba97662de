package io.github.consent4j.seen.journal;

import io.github.consent4j.seen.Seen;
import java.util.BitSet;

/** Which names can be those of a thing, and so may be shown to people. */
final class PlainName {

  /** The longest name that is looked at. */
  private static final int LONGEST = 200;

  /** The longest name of a host (RFC 1035, section 2.3.4). */
  private static final int LONGEST_HOST = 253;

  /** The characters that cannot be in the names of cookies and hosts. */
  private static final BitSet SEPARATORS = set("()<>@,;:\\\"/[]?={}");

  /** What keys of storages do not contain if they may be shown to people. */
  private static final BitSet UNSAFE = set("<>\\\"");

  private static final BitSet NOTHING = new BitSet();

  private PlainName() {}

  private static BitSet set(String characters) {
    BitSet set = new BitSet();
    characters.chars().forEach(set::set);
    return set;
  }

  /** Returns whether a name can be one of its kind. */
  static boolean isPlain(Seen.Kind kind, String name) {
    boolean isKey = kind == Seen.Kind.LOCAL_STORAGE || kind == Seen.Kind.SESSION_STORAGE;
    int longest = kind == Seen.Kind.HOST ? LONGEST_HOST : LONGEST;
    return !name.isEmpty() && name.length() <= longest && lacks(name, isKey ? UNSAFE : SEPARATORS);
  }

  /** Returns whether a text has nothing but visible ASCII characters. */
  static boolean isPrintable(String text) {
    return lacks(text, NOTHING);
  }

  /** Returns whether a text has only visible ASCII characters, and none of some. */
  private static boolean lacks(String text, BitSet refused) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7f || refused.get(c)) {
        return false;
      }
    }
    return true;
  }
}
