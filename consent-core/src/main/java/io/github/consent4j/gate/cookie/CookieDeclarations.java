package io.github.consent4j.gate.cookie;

import io.github.consent4j.policy.CookieHandling;
import io.github.consent4j.policy.OnBlock;
import io.github.consent4j.policy.SameSite;
import java.util.List;

/**
 * All declarations of one cookie name or name pattern, with what was observed of such cookies.
 * Thread-safe.
 *
 * @param all the declarations; empty if no service declares the name
 * @param handling how such cookies are sent: the strictest of the declarations
 * @param places domains and paths that they were set with
 * @param tally counts of what report mode would have blocked
 * @param refusable whether a visitor can refuse all of the declaring services, so that such cookies
 *     may have to be deleted
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

  /** Returns whether the name alone decides. Such a cookie is sent unchanged or not at all. */
  boolean isPlain() {
    return !refusable && handling.equals(CookieHandling.DEFAULT);
  }
}
