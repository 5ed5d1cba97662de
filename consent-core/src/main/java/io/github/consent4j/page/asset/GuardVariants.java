package io.github.consent4j.page.asset;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.RateLimit;
import java.time.Clock;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The guards of pages that are made for one visitor: one for each set of services that may be
 * allowed. Each guard is named after its set and is made on request. The latest ones are kept.
 * Thread-safe.
 */
final class GuardVariants {

  /**
   * The number of guards that are kept. Most visitors accept all, refuse all or have not decided.
   */
  static final int MOST = 64;

  private static final Pattern NAME = Pattern.compile("guard-((?:[0-9a-f]{2})*)(s?)\\.js");

  /**
   * Anybody can ask for any guard, and a guard costs milliseconds. Visitors of a busy site choose
   * fewer different sets of services at a time.
   */
  private static final int MADE_AT_ONCE = 240;

  private static final int MADE_PER_SECOND = 4;

  private final int services;
  private final RateLimit limit;
  private final BiFunction<BitSet, Boolean, Asset> maker;
  private final Map<String, Asset> made = new ConcurrentHashMap<>();

  /**
   * @param services the number of services
   * @param maker makes a guard from the set of allowed services and from the question whether what
   *     the others stored is removed
   * @param clock measures how many guards are made in a second
   */
  GuardVariants(int services, BiFunction<BitSet, Boolean, Asset> maker, Clock clock) {
    this.services = services;
    limit = new RateLimit(clock, MADE_AT_ONCE, MADE_PER_SECOND);
    this.maker = maker;
  }

  /** Returns the name of the file for a visitor. */
  static String name(Consent consent) {
    AllowedServices allowance = AllowedServices.of(consent);
    BitSet allowed = new BitSet();
    for (int i = 0; i < consent.policy().services().size(); i++) {
      allowed.set(i, allowance.allows(i));
    }
    return "guard-"
        + HexFormat.of().formatHex(allowed.toByteArray())
        + (consent.isMade() ? "s" : "")
        + ".js";
  }

  /** Returns whether a file of that name is a guard, for any policy. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Returns the number of guards that are kept at present. */
  int kept() {
    return made.size();
  }

  /**
   * Finds a file by its name.
   *
   * @return empty if there is no such guard, or if too many have been made lately
   */
  Optional<Asset> find(String name) {
    Asset known = made.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    return allowedIn(name).filter(allowed -> limit.allows()).map(allowed -> make(name, allowed));
  }

  /** Returns a guard whatever was made lately. */
  Asset require(String name) {
    Asset known = made.get(name);
    return known != null ? known : make(name, allowedIn(name).orElseThrow());
  }

  /** Returns whether a file of that name is a guard of this policy. */
  boolean has(String name) {
    return allowedIn(name).isPresent();
  }

  /** Reads the allowed services from a name; empty if it is not the name of a guard. */
  private Optional<BitSet> allowedIn(String name) {
    Matcher matcher = NAME.matcher(name);
    // Each digit represents four services.
    if (!matcher.matches() || matcher.end(1) - matcher.start(1) > services / 4 + 2) {
      return Optional.empty();
    }
    BitSet allowed = BitSet.valueOf(HexFormat.of().parseHex(matcher.group(1)));
    return allowed.length() > services ? Optional.empty() : Optional.of(allowed);
  }

  private Asset make(String name, BitSet allowed) {
    if (made.size() >= MOST) {
      made.clear();
    }
    return made.computeIfAbsent(name, key -> maker.apply(allowed, key.endsWith("s.js")));
  }
}
