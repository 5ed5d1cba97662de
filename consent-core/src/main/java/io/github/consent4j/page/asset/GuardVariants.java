package io.github.consent4j.page.asset;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.gate.AllowedServices;
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

  private final int services;
  private final BiFunction<BitSet, Boolean, Asset> maker;
  private final Map<String, Asset> made = new ConcurrentHashMap<>();

  /**
   * @param services the number of services
   * @param maker makes a guard from the set of allowed services and from the question whether what
   *     the others stored is removed
   */
  GuardVariants(int services, BiFunction<BitSet, Boolean, Asset> maker) {
    this.services = services;
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

  /** Finds a file by its name. */
  Optional<Asset> find(String name) {
    Asset known = made.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    Matcher matcher = NAME.matcher(name);
    // Each digit represents four services.
    if (!matcher.matches() || matcher.end(1) - matcher.start(1) > services / 4 + 2) {
      return Optional.empty();
    }
    BitSet allowed = BitSet.valueOf(HexFormat.of().parseHex(matcher.group(1)));
    if (allowed.length() > services) {
      return Optional.empty();
    }
    if (made.size() >= MOST) {
      made.clear();
    }
    return Optional.of(
        made.computeIfAbsent(name, key -> maker.apply(allowed, !matcher.group(2).isEmpty())));
  }
}
