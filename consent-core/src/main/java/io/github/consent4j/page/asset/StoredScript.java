package io.github.consent4j.page.asset;

import io.github.consent4j.gate.cookie.CookieRules;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.StorageKind;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the script that reports the names under which scripts store something that no service
 * declares. Its code is in {@code stored.js}. There, {@code $COOKIES} and {@code $KEYS} match the
 * names that services declare.
 */
final class StoredScript {

  private final Policy policy;

  StoredScript(Policy policy) {
    this.policy = policy;
  }

  String text() {
    List<NamePattern> cookies =
        Stream.concat(Stream.of(new NamePattern(policy.settings().cookie().name())), names(true))
            .toList();
    List<NamePattern> keys = names(false).toList();
    return Resources.text("stored.js")
        .replace(
            "$COOKIES",
            regex(GuardNames.cookies(cookies, List.of()), "(?:" + CookieRules.PIECE + ")?$"))
        .replace("$KEYS", regex(keys.isEmpty() ? GuardRegex.NOTHING : GuardNames.whole(keys), ""));
  }

  private Stream<NamePattern> names(boolean ofCookies) {
    return policy.services().stream()
        .flatMap(service -> service.storesOnSite().stream())
        .filter(stored -> (stored.kind() == StorageKind.COOKIE) == ofCookies)
        .map(CookieDescriptor::name)
        .distinct();
  }

  private static String regex(String alternatives, String end) {
    return "RegExp(" + JavaScript.string("^(?:" + alternatives + ")" + end) + ")";
  }
}
