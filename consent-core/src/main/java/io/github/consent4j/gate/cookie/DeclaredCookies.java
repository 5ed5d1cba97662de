package io.github.consent4j.gate.cookie;

import io.github.consent4j.gate.bytes.TextKeys;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.StorageKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the services that declare a cookie by its name. Literal names are found in one step;
 * patterns are tried after that. Filled by one thread, then read by many.
 */
final class DeclaredCookies {

  private final Map<String, CookieDeclarations> all = new LinkedHashMap<>();
  private final TextKeys<CookieDeclarations> literals;
  private final List<Pattern> patterns = new ArrayList<>();

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
    Map<String, CookieDeclarations> names = new HashMap<>();
    byGlob.forEach(
        (glob, own) -> {
          boolean literal = new NamePattern(glob).isLiteral();
          List<CookieDeclaration> declarations = new ArrayList<>(own);
          if (literal) {
            byGlob.forEach((other, theirs) -> addIfPattern(declarations, glob, other, theirs));
          }
          CookieDeclarations found =
              CookieDeclarations.of(
                  declarations,
                  new CookiePlaces(),
                  new CookieTally(),
                  isRefusable(declarations, policy));
          all.put(glob, found);
          if (literal) {
            names.put(glob, found);
          } else {
            patterns.add(Pattern.of(new NamePattern(glob), found));
          }
        });
    literals = new TextKeys<>(names);
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

  private static void addIfPattern(
      List<CookieDeclaration> declarations,
      String literal,
      String glob,
      List<CookieDeclaration> theirs) {
    NamePattern pattern = new NamePattern(glob);
    if (!pattern.isLiteral() && pattern.matches(literal)) {
      declarations.addAll(theirs);
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
    return literal != null ? literal : byPattern(text, start, end);
  }

  private CookieDeclarations byPattern(String text, int start, int end) {
    CookieDeclarations found = CookieDeclarations.NONE;
    String name = null;
    for (int i = 0; i < patterns.size(); i++) {
      Pattern candidate = patterns.get(i);
      if (!candidate.mayMatch(text, start, end)) {
        continue;
      }
      boolean matches = candidate.isPrefix();
      if (!matches) {
        name = name == null ? text.substring(start, end) : name;
        matches = candidate.pattern().matches(name);
      }
      if (matches) {
        CookieDeclarations declarations = candidate.declarations();
        found = found.isEmpty() ? declarations : join(found, declarations);
      }
    }
    return found;
  }

  private static CookieDeclarations join(CookieDeclarations some, CookieDeclarations others) {
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
