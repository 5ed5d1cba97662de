package io.github.consent4j.cli;

import io.github.consent4j.cli.PolicyDraft.OwnService;
import io.github.consent4j.cli.PolicyDraft.Stored;
import io.github.consent4j.policy.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Brings over the cookies that Cookiebot has found, as its programming interface lists them. What
 * the catalogue knows becomes a known service; the rest becomes a service for each provider.
 */
record CookiebotImport(@Nullable Object list) implements ToolFile.ToolImport {

  /** The categories of Cookiebot, by number. */
  private static final List<String> CATEGORIES =
      List.of("", PolicyDraft.NECESSARY, "functional", "statistics", "marketing");

  /** The kinds of storage of Cookiebot, by number; empty for what is not stored. */
  private static final List<String> KINDS =
      List.of("", "cookie", "", "local-storage", "session-storage", "indexed-db");

  private static final int SECONDS_OF_DAY = 86_400;

  /** The cookie by which Cookiebot itself remembers decisions. */
  private static final String OF_TOOL = "CookieConsent";

  @Override
  public List<String> into(PolicyDraft draft, KnownServices known) {
    List<String> left = new ArrayList<>();
    String language = Json.text(list, "culture");
    if (!language.isEmpty()) {
      draft.addLanguage(language);
    }
    Map<String, List<Object>> unknown = new LinkedHashMap<>();
    TreeSet<String> pixels = new TreeSet<>();
    for (Object cookie : Json.list(list, "cookies")) {
      String name = Json.text(cookie, "Name");
      if (name.isEmpty() || name.equals(OF_TOOL)) {
        continue;
      }
      if (kind(cookie).isEmpty()) {
        pixels.add(Json.text(cookie, "Provider"));
        continue;
      }
      List<Service> services = known.storing(name, Json.text(cookie, "Provider"));
      if (services.isEmpty()) {
        String group = category(cookie) + ' ' + Json.text(cookie, "Provider");
        unknown.computeIfAbsent(group, key -> new ArrayList<>()).add(cookie);
      } else {
        Service service = services.get(0);
        draft.add(known.category(service), service.id());
      }
    }
    unknown.values().forEach(cookies -> add(draft, cookies, left));
    pixels.forEach(
        host -> left.add("requests to " + host + ": declare them under 'loads' of a service"));
    return left;
  }

  private static void add(PolicyDraft draft, List<Object> cookies, List<String> left) {
    String provider = Json.text(cookies.get(0), "Provider");
    String category = category(cookies.get(0));
    draft.add(
        category,
        new OwnService(
            Slug.of(provider, "site") + '-' + category,
            provider,
            category.equals(PolicyDraft.NECESSARY)
                ? "What " + provider + " needs to work."
                : "What " + provider + " stores for " + category + ".",
            List.of(),
            List.of(),
            List.of(),
            cookies.stream().map(CookiebotImport::stored).distinct().toList()));
    left.add(
        "provider of the cookies of '"
            + provider
            + "': the list names only its host; see 'provider'");
  }

  private static Stored stored(Object cookie) {
    String pattern = Json.text(cookie, "NamePattern");
    List<String> globs = pattern.isEmpty() ? List.of() : RegexGlobs.of(pattern);
    return new Stored(
        globs.isEmpty() ? Json.text(cookie, "Name") : globs.get(0),
        kind(cookie),
        lifetime(cookie),
        Json.text(cookie, "PurposeDescription"));
  }

  private static String lifetime(Object cookie) {
    String kind = kind(cookie);
    if (!kind.equals("cookie")) {
      return kind.equals("session-storage") ? "session" : "persistent";
    }
    if (Json.text(cookie, "Persistent").equals("0")) {
      return "session";
    }
    int seconds = number(cookie, "ExpireSeconds");
    int days = number(cookie, "ExpireDays");
    if (seconds > 0 && seconds < SECONDS_OF_DAY) {
      return "PT" + Math.max(1, seconds / 60) + "M";
    }
    return days > 0 ? "P" + days + "D" : seconds > 0 ? "P" + seconds / SECONDS_OF_DAY + "D" : "";
  }

  private static String kind(Object cookie) {
    int number = number(cookie, "TrackerTypeID");
    return number > 0 && number < KINDS.size() ? KINDS.get(number) : number == 0 ? "cookie" : "";
  }

  private static String category(Object cookie) {
    int number = number(cookie, "Category");
    return number > 0 && number < CATEGORIES.size() ? CATEGORIES.get(number) : "unclassified";
  }

  private static int number(Object cookie, String key) {
    String digits = Json.text(cookie, key);
    return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
  }
}
