package io.github.consent4j.gate.cookie;

import io.github.consent4j.gate.bytes.TextKeys;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.StorageKind;
import io.github.consent4j.text.PercentEncoding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the services that declare a cookie by its name. Literal names are found in one step;
 * patterns are tried after that. A name that is percent-encoded is also looked up in its decoded
 * form, because scripts encode what a header must not contain. Filled by one thread, then read by
 * many.
 */
final class DeclaredCookies {

  private static final int LONGEST_START = 62;

  private final Map<String, CookieDeclarations> all = new LinkedHashMap<>();
  private final TextKeys<CookieDeclarations> literals;

  /** The patterns that begin with a wildcard. */
  private final List<Pattern> patterns = new ArrayList<>();

  /** The other patterns by their literal beginning, so that their total number does not matter. */
  private final TextKeys<List<Pattern>> patternsByStart;

  /** The lengths of these beginnings, as bits. */
  private final long startLengths;

  /** A declared name with wildcards. */
  private record Pattern(
      NamePattern pattern, String start, boolean isPrefix, CookieDeclarations declarations) {

    static Pattern of(NamePattern pattern, CookieDeclarations declarations) {
      return new Pattern(pattern, pattern.start(), pattern.isPrefix(), declarations);
    }

    /** Returns whether the name between two places has the literal beginning of the pattern. */
    boolean mayMatch(String text, int from, int to) {
      return start.length() <= to - from && text.startsWith(start, from);
    }
  }

  DeclaredCookies(Policy policy) {
    Map<String, List<CookieDeclaration>> byGlob = declarationsByGlob(policy);
    Map<String, Set<String>> globsByStart = globsByStart(byGlob.keySet());
    Map<String, CookieDeclarations> names = new HashMap<>();
    Map<String, List<Pattern>> byStart = new HashMap<>();
    byGlob.forEach(
        (glob, own) -> {
          boolean literal = new NamePattern(glob).isLiteral();
          List<CookieDeclaration> declarations = new ArrayList<>(own);
          if (literal) {
            addMatching(declarations, glob, globsByStart, byGlob);
          }
          CookieDeclarations found =
              CookieDeclarations.of(
                  declarations,
                  new CookiePlaces(),
                  new CookieTally(),
                  isRefusable(declarations, policy));
          all.put(glob, found);
          for (String form : new LinkedHashSet<>(List.of(glob, decodedGlob(glob)))) {
            if (literal) {
              names.putIfAbsent(form, found);
            } else {
              Pattern pattern = Pattern.of(new NamePattern(form), found);
              String start = first(pattern.start());
              (start.isEmpty()
                      ? patterns
                      : byStart.computeIfAbsent(start, key -> new ArrayList<>()))
                  .add(pattern);
            }
          }
        });
    literals = new TextKeys<>(names);
    patternsByStart = new TextKeys<>(byStart);
    startLengths =
        byStart.keySet().stream()
            .mapToLong(start -> 1L << start.length())
            .reduce(0, (a, b) -> a | b);
  }

  /** Returns as much of the beginning of a pattern as it is looked up by. */
  private static String first(String start) {
    return start.substring(0, Math.min(start.length(), LONGEST_START));
  }

  /** Returns a declared name in its decoded form. An encoded star does not become a wildcard. */
  static String decodedGlob(String glob) {
    return glob.matches("(?i).*%(2a|3f).*") ? glob : PercentEncoding.decode(glob);
  }

  private static Map<String, List<CookieDeclaration>> declarationsByGlob(Policy policy) {
    Map<String, List<CookieDeclaration>> byGlob = new LinkedHashMap<>();
    for (int i = 0; i < policy.services().size(); i++) {
      Service service = policy.services().get(i);
      for (CookieDescriptor stored : service.storesOnSite()) {
        if (stored.kind() == StorageKind.COOKIE) {
          byGlob
              .computeIfAbsent(stored.name().glob(), glob -> new ArrayList<>())
              .add(new CookieDeclaration(i, stored));
        }
      }
    }
    return byGlob;
  }

  /** Returns the declared patterns by their literal beginnings. */
  private static Map<String, Set<String>> globsByStart(Collection<String> globs) {
    Map<String, Set<String>> byStart = new HashMap<>();
    for (String glob : globs) {
      NamePattern pattern = new NamePattern(glob);
      if (!pattern.isLiteral()) {
        byStart.computeIfAbsent(pattern.start(), start -> new LinkedHashSet<>()).add(glob);
      }
    }
    return byStart;
  }

  /** Adds the declarations of the patterns that match a literal name. */
  private static void addMatching(
      List<CookieDeclaration> declarations,
      String literal,
      Map<String, Set<String>> globsByStart,
      Map<String, List<CookieDeclaration>> byGlob) {
    for (int length = 0; length <= literal.length(); length++) {
      for (String glob : globsByStart.getOrDefault(literal.substring(0, length), Set.of())) {
        if (new NamePattern(glob).matches(literal)) {
          declarations.addAll(byGlob.getOrDefault(glob, List.of()));
        }
      }
    }
  }

  private static boolean isRefusable(List<CookieDeclaration> declarations, Policy policy) {
    return declarations.stream()
        .noneMatch(declaration -> policy.categoryAt(declaration.service()).required());
  }

  /** Returns every declared name or pattern with its declarations, in the order of the policy. */
  Map<String, CookieDeclarations> all() {
    return Collections.unmodifiableMap(all);
  }

  /**
   * Returns the declarations of cookies of the name between two places. Some frameworks divide a
   * long cookie into pieces ({@code name.0}, {@code nameC1}). A piece belongs to the declarations
   * of the whole cookie, unless it is declared itself.
   */
  CookieDeclarations declarations(String text, int start, int end) {
    CookieDeclarations declarations = declared(text, start, end);
    if (declarations.isEmpty()) {
      int stem = stem(text, start, end);
      return stem > start ? declared(text, start, stem) : declarations;
    }
    return declarations;
  }

  private CookieDeclarations declared(String text, int start, int end) {
    CookieDeclarations literal = literals.get(text, start, end);
    if (literal != null) {
      return literal;
    }
    CookieDeclarations found = byPattern(text, start, end);
    String decoded = isEncoded(text, start, end) ? decoded(text, start, end) : "";
    return decoded.isEmpty() ? found : join(found, declared(decoded, 0, decoded.length()));
  }

  private static boolean isEncoded(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) == '%') {
        return true;
      }
    }
    return false;
  }

  /** Returns the decoded name; empty if it is the same, or could be decoded once more. */
  private static String decoded(String text, int start, int end) {
    String decoded = PercentEncoding.decode(text.substring(start, end));
    return decoded.indexOf('%') < 0 ? decoded : "";
  }

  private CookieDeclarations byPattern(String text, int start, int end) {
    CookieDeclarations found = matching(patterns, CookieDeclarations.NONE, text, start, end);
    long lengths = startLengths;
    int hash = 0;
    for (int at = start; at < end && lengths > 1; at++) {
      hash = TextKeys.hash(hash, text.charAt(at));
      lengths >>>= 1;
      if ((lengths & 1) != 0) {
        List<Pattern> candidates = patternsByStart.get(text, start, at + 1, hash);
        found = candidates == null ? found : matching(candidates, found, text, start, end);
      }
    }
    return found;
  }

  private static CookieDeclarations matching(
      List<Pattern> candidates, CookieDeclarations before, String text, int start, int end) {
    CookieDeclarations found = before;
    String name = null;
    for (int i = 0; i < candidates.size(); i++) {
      Pattern candidate = candidates.get(i);
      if (!candidate.mayMatch(text, start, end)) {
        continue;
      }
      boolean matches = candidate.isPrefix();
      if (!matches) {
        name = name == null ? text.substring(start, end) : name;
        matches = candidate.pattern().matches(name);
      }
      if (matches) {
        found = join(found, candidate.declarations());
      }
    }
    return found;
  }

  private static CookieDeclarations join(CookieDeclarations some, CookieDeclarations others) {
    if (some.isEmpty() || others.isEmpty()) {
      return some.isEmpty() ? others : some;
    }
    List<CookieDeclaration> all = new ArrayList<>(some.all());
    all.addAll(others.all());
    return CookieDeclarations.of(
        all, some.places(), some.tally(), some.refusable() && others.refusable());
  }

  /** Returns where the number of a piece begins; the start if the name is not that of a piece. */
  private static int stem(String text, int start, int end) {
    int at = end;
    while (at > start && end - at < 3 && text.charAt(at - 1) >= '0' && text.charAt(at - 1) <= '9') {
      at--;
    }
    boolean cut =
        at < end && at > start && (text.charAt(at - 1) == '.' || text.charAt(at - 1) == 'C');
    return cut ? at - 1 : start;
  }
}
