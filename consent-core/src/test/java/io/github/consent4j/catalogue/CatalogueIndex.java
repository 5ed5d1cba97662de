package io.github.consent4j.catalogue;

import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.ElementSelector;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.StorageKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes the two lists that are read without the files of all services: {@code services.txt}, which
 * services there are, and {@code index.txt}, by what each is recognised.
 *
 * <p>The index leaves out what is too short or too common to be sure of when a site has not
 * declared the service.
 */
final class CatalogueIndex {

  /** Names that other programs give to cookies and scripts, too. */
  private static final Set<String> COMMON =
      Set.of(
          "JSESSIONID",
          "PHPSESSID",
          "SESSION",
          "LoggedIn",
          "REMEMBERME",
          "REMEMBER_ME",
          "PASSWORD",
          "REDIRECT_URI",
          "SERVERID",
          "secure",
          "session-*",
          "timezone",
          "language",
          "consent",
          "form_key",
          "guest-view",
          "login_redirect",
          "cookie-preference",
          "trusted_device",
          "wishlist-enabled",
          "has_js",
          "store_notice*",
          "last_visited_store",
          "CookieConsent",
          "consentUUID",
          "_GRECAPTCHA",
          "container_*.js",
          "div.elementor-video",
          "XSRF-TOKEN",
          "remember-me",
          "csrf[*]",
          "GUEST_LANGUAGE_ID",
          "COOKIE_SUPPORT",
          "COMPANY_ID",
          "YII_CSRF_TOKEN",
          "USER_UUID",
          "visitor_id*",
          "__tld__",
          "_routing_id",
          "isSdEnabled");

  /** Short markers that are sure all the same. */
  private static final Set<String> SURE = Set.of("_paq", "fbq(", "twq(", "snaptr(", "pintrk(");

  private CatalogueIndex() {}

  /** Returns the lines of {@code services.txt}: identifier, category, kind, name in English. */
  static List<String> services(Policy everything) {
    return ServiceFiles.ids().stream()
        .map(
            id -> {
              Service service = ServiceFiles.service(everything, id);
              return line(
                  id, category(everything, id), service.kind().id(), service.name().in("en"));
            })
        .toList();
  }

  /**
   * Returns the lines of {@code index.txt}: kind, pattern, domain or nothing, service, category.
   */
  static List<String> rules(Policy everything) {
    List<String> lines = new ArrayList<>();
    for (String id : ServiceFiles.ids()) {
      Service service = ServiceFiles.service(everything, id);
      String category = category(everything, id);
      rules(service).forEach(rule -> lines.add(line(rule.getKey(), rule.getValue(), id, category)));
    }
    return lines;
  }

  private static Stream<Map.Entry<String, String>> rules(Service service) {
    Stream<Map.Entry<String, String>> hosts =
        service.loads().urls().stream().map(url -> rule("host", url.toString()));
    Stream<Map.Entry<String, String>> scripts =
        service.loads().scripts().stream()
            .filter(name -> name.glob().length() >= 7 && isSure(name.glob()))
            .map(name -> rule("script", name.glob()));
    Stream<Map.Entry<String, String>> inline =
        service.loads().inline().stream()
            .filter(text -> text.length() >= 8 || SURE.contains(text))
            .map(text -> rule("inline", text));
    Stream<Map.Entry<String, String>> marks =
        service.marks().stream()
            .map(ElementSelector::toString)
            .filter(CatalogueIndex::isSure)
            .map(mark -> rule("mark", mark));
    Stream<Map.Entry<String, String>> cookies =
        service.stores().stream()
            .filter(stored -> stored.kind() == StorageKind.COOKIE && isSure(stored))
            .map(
                stored ->
                    Map.entry("cookie", stored.name().glob() + '\t' + stored.domain().orElse("")))
            .distinct();
    Stream<Map.Entry<String, String>> keys =
        service.storesOnSite().stream()
            .filter(stored -> isKey(stored.kind()) && isSure(stored.name()))
            .map(stored -> rule("storage", stored.name().glob()))
            .distinct();
    return Stream.of(hosts, scripts, inline, marks, cookies, keys).flatMap(each -> each);
  }

  private static boolean isKey(StorageKind kind) {
    return kind == StorageKind.LOCAL_STORAGE || kind == StorageKind.SESSION_STORAGE;
  }

  private static Map.Entry<String, String> rule(String kind, String pattern) {
    return Map.entry(kind, pattern + '\t');
  }

  private static boolean isSure(CookieDescriptor stored) {
    return stored.domain().isPresent() || isSure(stored.name());
  }

  /** Returns whether a name on the site's own host is long enough to belong to one service. */
  private static boolean isSure(NamePattern name) {
    int letters = name.glob().replaceAll("[*?]", "").length();
    int needed = (name.glob().startsWith("_") ? 3 : 6) + (name.isLiteral() ? 0 : 1);
    return letters >= needed && isSure(name.glob());
  }

  private static boolean isSure(String pattern) {
    return !COMMON.contains(pattern);
  }

  private static String category(Policy everything, String id) {
    return everything.categoryAt(everything.indexOf(id)).id();
  }

  private static String line(String... parts) {
    return String.join("\t", parts);
  }
}
