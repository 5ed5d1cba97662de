package io.github.consent4j.gate.cookie;

import io.github.consent4j.policy.CookieHandling;
import io.github.consent4j.policy.OnBlock;
import io.github.consent4j.policy.SameSite;
import java.util.List;

/**
 * All declarations of one name or family of names, and what has been seen of them. Thread-safe.
 *
 * @param all the declarations; empty when nobody declares the name
 * @param handling how such cookies leave: the strictest of what the declarations say
 * @param places under which domains and paths they were set
 * @param tally what report mode would have held back
 * @param refusable whether a visitor can refuse all of them, so that such cookies may have to go
 */
record CookieDeclarations(
    List<CookieDeclaration> all,
    CookieHandling handling,
    CookiePlaces places,
    CookieTally tally,
    boolean refusable) {

  static final CookieDeclarations NONE =
      of(List.of(), new CookiePlaces(), new CookieTally(), false);

  CookieDeclarations {
    all = List.copyOf(all);
  }

  static CookieDeclarations of(
      List<CookieDeclaration> all, CookiePlaces places, CookieTally tally, boolean refusable) {
    return new CookieDeclarations(all, handling(all), places, tally, refusable);
  }

  private static CookieHandling handling(List<CookieDeclaration> all) {
    OnBlock onBlock = all.isEmpty() ? OnBlock.DROP : OnBlock.SESSION;
    SameSite sameSite = SameSite.NONE;
    boolean secure = false;
    boolean httpOnly = false;
    boolean caps = !all.isEmpty();
    for (CookieDeclaration declaration : all) {
      CookieHandling one = declaration.cookie().handling();
      onBlock = onBlock.compareTo(one.onBlock()) < 0 ? onBlock : one.onBlock();
      sameSite = sameSite.compareTo(one.sameSite()) > 0 ? sameSite : one.sameSite();
      secure |= one.secure();
      httpOnly |= one.httpOnly();
      caps &= one.capLifetime();
    }
    return new CookieHandling(onBlock, caps, secure, httpOnly, sameSite);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Whether nothing but the name matters: such cookies leave as they are, if they leave. */
  boolean isPlain() {
    return !refusable && handling.equals(CookieHandling.DEFAULT);
  }
}
