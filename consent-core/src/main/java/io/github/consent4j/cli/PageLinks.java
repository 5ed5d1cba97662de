package io.github.consent4j.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses to which a page leads. They only say where to look next, so that a few too many or
 * too few do no harm. What a page loads is found by the gate.
 */
final class PageLinks {

  private static final Pattern LINK =
      Pattern.compile(
          "<(?:a|area|link|frame|iframe)\\s[^>]{0,2000}?\\b(?:href|src)\\s*=\\s*"
              + "(?:\"([^\"]{0,2000})\"|'([^']{0,2000})'|([^\\s\"'>]{1,2000}))",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern PRIVACY =
      Pattern.compile("datenschutz|data-?protection|privacy|confidentialite|privacidad");

  private static final Pattern IMPRINT =
      Pattern.compile("impressum|imprint|legal-?notice|mentions");

  private final Set<URI> all = new LinkedHashSet<>();

  /**
   * @param page address of the page
   */
  PageLinks(URI page, String html) {
    Matcher link = LINK.matcher(html);
    while (link.find()) {
      for (int group = 1; group <= link.groupCount(); group++) {
        if (link.group(group) != null) {
          resolve(page, link.group(group)).ifPresent(all::add);
        }
      }
    }
  }

  /** Returns the address that a link on a page stands for, without its fragment. */
  static Optional<URI> resolve(URI page, String link) {
    try {
      String text = link.strip().replace("&amp;", "&").replace(" ", "%20");
      URI target = page.resolve(new URI(text.replaceFirst("#.*", ""))).normalize();
      boolean web = "http".equals(target.getScheme()) || "https".equals(target.getScheme());
      return web && target.getHost() != null ? Optional.of(target) : Optional.empty();
    } catch (URISyntaxException | IllegalArgumentException e) {
      // A browser may repair it; a crawl can do without.
      return Optional.empty();
    }
  }

  Set<URI> all() {
    return all;
  }

  /** Returns the path of the page that seems to be the privacy policy. */
  Optional<String> privacyPolicy(String host) {
    return path(host, PRIVACY);
  }

  /** Returns the path of the page that seems to be the imprint. */
  Optional<String> imprint(String host) {
    return path(host, IMPRINT);
  }

  private Optional<String> path(String host, Pattern name) {
    return all.stream()
        .filter(target -> target.getHost().equalsIgnoreCase(host))
        .map(URI::getRawPath)
        .filter(path -> path != null && name.matcher(path.toLowerCase(Locale.ROOT)).find())
        .findFirst();
  }
}
