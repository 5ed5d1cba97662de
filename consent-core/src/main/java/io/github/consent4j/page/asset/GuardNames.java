package io.github.consent4j.page.asset;

import io.github.consent4j.gate.cookie.CookieRules;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.text.PercentEncoding;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Patterns for the names of cookies, storage keys and files. */
final class GuardNames {

  /** The end of a cookie's name. */
  static final String COOKIE_END = "\\s*(?![^=;])";

  private static final String ANY = "[^]";
  private static final String ANY_IN_COOKIE = "[^=;]";

  private GuardNames() {}

  /**
   * Returns alternatives that match names of cookies. The suffix of a piece of a cookie may follow.
   *
   * @param declared all declared names: a name that is declared is never taken for a piece of
   *     another cookie
   */
  static String cookies(List<NamePattern> names, Collection<NamePattern> declared) {
    return names.stream().map(name -> cookie(name, declared)).collect(Collectors.joining("|"));
  }

  private static String cookie(NamePattern name, Collection<NamePattern> declared) {
    String regex = inEitherForm(name.glob());
    if (name.glob().endsWith("*")) {
      return regex;
    }
    Pattern piece = Pattern.compile(regex + CookieRules.PIECE);
    String others =
        declared.stream()
            .filter(other -> mayBePiece(other, name, piece))
            .map(other -> inEitherForm(other.glob()))
            .collect(Collectors.joining("|"));
    return others.isEmpty()
        ? regex
        : "%s(?=%s)|(?!(?:%s)%s)%s".formatted(regex, COOKIE_END, others, COOKIE_END, regex);
  }

  /** Returns an expression for a name as it is, and as {@code encodeURIComponent} writes it. */
  private static String inEitherForm(String glob) {
    return CookieRules.decodedGlob(glob)
        .codePoints()
        .mapToObj(Character::toString)
        .map(GuardNames::inEitherFormOf)
        .collect(Collectors.joining());
  }

  private static String inEitherFormOf(String character) {
    String plain = GuardRegex.ofGlob(character, ANY_IN_COOKIE);
    boolean both = !character.equals("?") && CookieRules.isEncoded(character.codePointAt(0));
    return both ? "(?:" + plain + '|' + PercentEncoding.encode(character, c -> false) + ')' : plain;
  }

  private static boolean mayBePiece(NamePattern other, NamePattern whole, Pattern piece) {
    return !other.equals(whole)
        && (other.isLiteral()
            ? piece.matcher(other.glob()).matches()
            : other.meets(new NamePattern(whole.glob() + "?*")));
  }

  /** Returns alternatives that match whole names. The caller has matched the start of the text. */
  static String whole(List<NamePattern> names) {
    return names.stream().map(name -> whole(name.glob())).collect(Collectors.joining("|"));
  }

  /** Returns an expression for everything that a glob matches, up to the end of the text. */
  static String whole(String glob) {
    String beginning = glob.split("[*?]", 2)[0];
    return glob.equals(beginning + '*')
        ? GuardRegex.ofGlob(beginning, ANY)
        : GuardRegex.ofGlob(glob, ANY) + '$';
  }

  /** Returns the name of a cookie in a form that is valid between JavaScript quotes of any kind. */
  static String inQuotes(String token) {
    return token.replace("'", "\\x27").replace("`", "\\x60");
  }
}
