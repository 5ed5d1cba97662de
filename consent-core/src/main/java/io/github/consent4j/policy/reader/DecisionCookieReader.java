package io.github.consent4j.policy.reader;

import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.DecisionCookie;
import io.github.consent4j.policy.StorageKind;
import io.github.consent4j.text.DomainName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the key {@code cookie}: name and scope of the cookie that stores decisions. */
final class DecisionCookieReader {

  /** A token (RFC 9110, section 5.6.2), without the star, which is a wildcard here. */
  private static final String NAME = "[!#$%&'+.^_`|~0-9A-Za-z-]+";

  private static final String DOMAIN = "[a-z0-9-]+(\\.[a-z0-9-]+)+";
  private static final String NUMBERS = ".*\\.[0-9]+";
  private static final String PATH = "/[!-~&&[^;?#]]*";

  /**
   * Prefixes of cookies that browsers accept only from headers with HttpOnly. Scripts cannot read
   * them.
   */
  private static final List<String> HTTP_ONLY_PREFIXES = List.of("__http-", "__host-http-");

  private final Problems problems;

  DecisionCookieReader(Problems problems) {
    this.problems = problems;
  }

  DecisionCookie read(@Nullable Fields cookie) {
    if (cookie == null) {
      return DecisionCookie.DEFAULT;
    }
    String name = cookie.parsed("name", DecisionCookieReader::name);
    DecisionCookie read =
        new DecisionCookie(
            name == null ? DecisionCookie.DEFAULT.name() : name,
            Optional.ofNullable(cookie.parsed("domain", DecisionCookieReader::domain)),
            Optional.ofNullable(cookie.parsed("path", DecisionCookieReader::path)));
    if (read.isForOneHost()) {
      String why = "browsers take '" + read.name() + "' for one host as a whole";
      cookie.refuse("domain", why);
      if (read.path().filter(path -> !path.equals("/")).isPresent()) {
        cookie.refuse("path", why + ": leave it out, or say '/'");
      }
    }
    cookie.refuseEmpty("name", "domain", "path");
    cookie.end();
    return read;
  }

  private static String name(String text) {
    if (!text.matches(NAME)) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a name of the consent cookie: expected letters, digits and dashes, as in"
              + " 'consent'");
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (HTTP_ONLY_PREFIXES.stream().anyMatch(lower::startsWith)) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' cannot be the consent cookie: browsers hide a cookie of such a name from"
              + " scripts, and the library's scripts read it");
    }
    if (new DecisionCookie(text, Optional.empty(), Optional.empty()).overHttp().name().isEmpty()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is only a prefix: expected a name behind it, as in '"
              + text
              + "consent'");
    }
    return text;
  }

  private static String domain(String text) {
    String name = DomainName.toAscii(DomainName.withoutDot(text));
    if (!name.matches(DOMAIN) || name.matches(NUMBERS)) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a domain of a cookie: expected the site's host or a parent of it, such as"
              + " 'example.org'");
    }
    return name;
  }

  private static String path(String text) {
    if (!text.matches(PATH)) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a path of a cookie: expected one that starts with '/', as browsers write it");
    }
    return text;
  }

  /**
   * Reports a name that some service declares as a cookie of its own: that cookie would always be
   * allowed.
   */
  void checkName(DecisionCookie cookie, Fields root, List<Category> categories) {
    if (cookie.name().equals(DecisionCookie.DEFAULT.name())) {
      return;
    }
    categories.stream()
        .flatMap(category -> category.services().stream())
        .filter(service -> service.storesOnSite().stream().anyMatch(each -> names(each, cookie)))
        .findFirst()
        .ifPresent(
            service ->
                problems.add(
                    root.place("cookie"),
                    "'"
                        + cookie.name()
                        + "' is a cookie of service '"
                        + service.id()
                        + "': the consent cookie needs a name that no service uses"));
  }

  private static boolean names(CookieDescriptor stored, DecisionCookie cookie) {
    return stored.kind() == StorageKind.COOKIE
        && (stored.name().matches(cookie.name()) || stored.name().matches(cookie.overHttp().name()))
        && !stored.isOfDecisions();
  }
}
