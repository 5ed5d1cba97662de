package io.github.consent4j.gate.cookie;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Consent.State;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.policy.DecisionCookie;
import io.github.consent4j.policy.Leftovers;
import io.github.consent4j.policy.OnBlock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the headers that delete what refused services left in the browser. A browser deletes a
 * cookie only with the exact domain and path that it was set with, and does not send these. So each
 * cookie is deleted with every domain and path that it may have. Immutable and thread-safe.
 */
public final class Sweep {

  /**
   * The maximum number of headers. Tomcat and Jetty refuse responses with more than about 8 KiB of
   * headers.
   */
  static final int MOST_HEADERS = 30;

  static final int MOST_CHARACTERS = 3 * 1024;

  private final CookieRules rules;
  private final Leftovers leftovers;

  /**
   * @param rules rules of the policy
   * @param leftovers how cookies without consent are handled
   */
  public Sweep(CookieRules rules, Leftovers leftovers) {
    this.rules = rules;
    this.leftovers = leftovers;
  }

  /** The moment at which a response is made. */
  public enum Moment {
    /** The response to the decision. It also concerns cookies that are not in its request. */
    DECISION,
    /** A later response, for cookies that are still there. */
    LATER
  }

  /**
   * Returns the {@code Set-Cookie} headers for a response, at most 30 and at most 3 KiB of them.
   * The remaining cookies are deleted by the next responses, as long as the browser sends them. The
   * places where a cookie was seen or is declared come first.
   *
   * @param cookies cookies that the browser sent
   * @param consent consent of the visitor; cookies of refused services are deleted and, unless the
   *     site keeps leftovers, those of services that the visitor was not asked about yet
   * @param page URL of the response
   * @param contextPath path of the application on the host; empty for the root
   * @param path path of the request, as the browser sees it; the cookies that the browser sends may
   *     have any path that is a beginning of it
   * @param turn any number; if there is more to delete than one response holds, different numbers
   *     begin with different cookies
   */
  public List<String> expiries(
      RequestCookies cookies,
      Consent consent,
      PageContext page,
      String contextPath,
      String path,
      Moment moment,
      int turn) {
    if (!consent.isMade() && (leftovers == Leftovers.KEEP || cookies.headers().isEmpty())) {
      return List.of();
    }
    AllowedServices allowed = AllowedServices.of(consent);
    Set<String> likely = new LinkedHashSet<>();
    Set<String> possible = new LinkedHashSet<>();
    RequestPaths paths = RequestPaths.of(path);
    for (String name : cookies.names()) {
      CookieDeclarations declarations = rules.declarations(name);
      if (SetCookie.isToken(name) && isToGo(declarations, consent, allowed, moment)) {
        CookieExpiry cookie = new CookieExpiry(name, declarations, page);
        likely.addAll(cookie.likely());
        likely.addAll(cookie.at(paths.plain()));
        possible.addAll(cookie.possible(contextPath, paths));
      }
    }
    if (moment == Moment.DECISION) {
      rules
          .declared()
          .forEach(
              (name, declarations) -> {
                if (SetCookie.isToken(name)
                    && declarations.all().get(0).cookie().name().isLiteral()
                    && isToGo(declarations, consent, allowed, moment)) {
                  likely.addAll(new CookieExpiry(name, declarations, page).elsewhere());
                }
              });
    }
    possible.removeAll(likely);
    return cut(List.copyOf(likely), List.copyOf(possible), turn);
  }

  /**
   * Returns the {@code Set-Cookie} headers that delete earlier decisions. They concern those that
   * browsers would send before the new one: decisions with the same path for another domain of the
   * host, and the one in the application's default place if the site configures another. Decisions
   * with other paths stay, and so does that of the application if the new one is for a part of it.
   *
   * @param cookie cookie that stores the new decision
   * @param contextPath path of the application on the host; empty for the root
   */
  public List<String> earlierDecisions(
      DecisionCookie cookie, PageContext page, String contextPath) {
    if (cookie.isForOneHost()) {
      return List.of();
    }
    boolean secure = page.scheme().equals("https");
    Optional<String> ownDomain = cookie.domainAt(page.host());
    String ownPath = cookie.pathIn(contextPath);
    String usualPath = DecisionCookie.DEFAULT.pathIn(contextPath);
    Set<String> headers = new LinkedHashSet<>();
    for (Optional<String> domain : CookieExpiry.domains(page.host())) {
      if (!domain.equals(ownDomain)) {
        headers.add(CookieExpiry.expiry(cookie.name(), domain, ownPath, secure, false));
      }
    }
    if (!usualPath.equals(ownPath) && cookie.section().isEmpty()) {
      headers.add(CookieExpiry.expiry(cookie.name(), Optional.empty(), usualPath, secure, false));
    }
    return List.copyOf(headers);
  }

  /**
   * Returns whether a cookie is to be deleted. One that is permitted for the browser session would
   * come again, so only the response to the decision deletes it.
   */
  private boolean isToGo(
      CookieDeclarations declarations, Consent consent, AllowedServices allowed, Moment moment) {
    boolean stays = moment == Moment.LATER && declarations.handling().onBlock() == OnBlock.SESSION;
    return !declarations.isEmpty()
        && !stays
        && declarations.all().stream()
            .allMatch(
                declaration ->
                    isUnwanted(consent.stateAt(declaration.service()), consent)
                        && !allowed.allows(declaration.service()));
  }

  private boolean isUnwanted(State state, Consent consent) {
    return switch (state) {
      case REFUSED -> consent.isMade() || leftovers == Leftovers.EXPIRE;
      case UNDECIDED -> leftovers == Leftovers.EXPIRE;
      case REQUIRED, GRANTED, NOT_NEEDED -> false;
    };
  }

  private static List<String> cut(List<String> likely, List<String> possible, int turn) {
    List<String> headers = new ArrayList<>();
    // Likely places that do not work must not use all the room for ever.
    int kept = possible.isEmpty() ? 0 : 1;
    int left =
        take(
            likely,
            turn,
            MOST_HEADERS - kept * MOST_HEADERS / 3,
            MOST_CHARACTERS - kept * MOST_CHARACTERS / 3,
            headers);
    take(possible, turn, MOST_HEADERS, left + kept * MOST_CHARACTERS / 3, headers);
    return headers;
  }

  /** Adds as many headers as there is room for. Returns the number of characters that are left. */
  private static int take(
      List<String> from, int turn, int most, int characters, List<String> headers) {
    int left = characters;
    int first = from.isEmpty() ? 0 : Math.floorMod(turn, from.size());
    for (int i = 0; i < from.size() && headers.size() < most; i++) {
      String header = from.get((first + i) % from.size());
      if (header.length() <= left) {
        left -= header.length();
        headers.add(header);
      }
    }
    return left;
  }
}
