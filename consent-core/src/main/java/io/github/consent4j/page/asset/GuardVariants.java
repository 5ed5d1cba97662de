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
 * The guards of pages that are made for one visitor: one for each set of services that may be let
 * through. Each is named after that set and made when it is asked for; the latest are kept.
 * Thread-safe.
 */
final class GuardVariants {

  /** As many are kept at a time; most visitors accept all, refuse all or have not decided. */
  static final int MOST = 64;

  private static final Pattern NAME = Pattern.compile("guard-((?:[0-9a-f]{2})*)(s?)\\.js");

  private final int services;
  private final BiFunction<BitSet, Boolean, Asset> maker;
  private final Map<String, Asset> made = new ConcurrentHashMap<>();

  /**
   * @param services how many there are
   * @param maker makes a guard from what is let through and whether the rest is removed
   */
  GuardVariants(int services, BiFunction<BitSet, Boolean, Asset> maker) {
    this.services = services;
    this.maker = maker;
  }

  /** Name of the file for a visitor. */
  static String name(Consent consent) {
    AllowedServices allowance = AllowedServices.of(consent);
    BitSet open = new BitSet();
    for (int i = 0; i < consent.policy().services().size(); i++) {
      open.set(i, allowance.allows(i));
    }
    return "guard-"
        + HexFormat.of().formatHex(open.toByteArray())
        + (consent.isMade() ? "s" : "")
        + ".js";
  }

  /** Whether a file of that name is a guard, of whatever policy. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** How many are kept by now. */
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
    // each digit stands for four services
    if (!matcher.matches() || matcher.end(1) - matcher.start(1) > services / 4 + 2) {
      return Optional.empty();
    }
    BitSet open = BitSet.valueOf(HexFormat.of().parseHex(matcher.group(1)));
    if (open.length() > services) {
      return Optional.empty();
    }
    if (made.size() >= MOST) {
      made.clear();
    }
    return Optional.of(
        made.computeIfAbsent(name, key -> maker.apply(open, !matcher.group(2).isEmpty())));
  }
}
