package io.github.consent4j.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The names that tarteaucitron gives to services of the catalogue. Names that differ in signs
 * alone, such as {@code piwikpro}, need no entry.
 */
final class TarteaucitronNames {

  /** Its names by the identifiers of the catalogue. */
  static final Map<String, List<String>> NAMES =
      Map.ofEntries(
          Map.entry(
              "google-analytics", List.of("gtag", "multiplegtag", "analytics", "gajs", "ga4")),
          Map.entry("google-tag-manager", List.of("googletagmanager", "multiplegoogletagmanager")),
          Map.entry("google-ads", List.of("googleadwordsconversion", "googleadwordsremarketing")),
          Map.entry(
              "google-adsense", List.of("adsense", "adsensesearchform", "adsensesearchresult")),
          Map.entry("google-maps", List.of("googlemaps", "googlemapsembed", "googlemapssearch")),
          Map.entry("google-fonts", List.of("googlefonts")),
          Map.entry("adobe-fonts", List.of("typekit")),
          Map.entry("youtube", List.of("youtubeapi", "youtubeplaylist")),
          Map.entry("matomo", List.of("matomohightrack")),
          Map.entry("matomo-tag-manager", List.of("matomotm")),
          Map.entry("meta-pixel", List.of("facebookpixel")),
          Map.entry("facebook", List.of("facebookcomment", "facebooklikebox", "facebookpost")),
          Map.entry("twitter", List.of("twitterembed", "twittertimeline", "twitterwidgetsapi")),
          Map.entry("x-pixel", List.of("twitteruwt")),
          Map.entry("linkedin-insight", List.of("linkedininsighttag")),
          Map.entry("pinterest-tag", List.of("pinterestpixel")),
          Map.entry("microsoft-clarity", List.of("clarity")),
          Map.entry("microsoft-advertising", List.of("bingads")),
          Map.entry("at-internet", List.of("xiti", "atinternet")),
          Map.entry("zendesk", List.of("zopim")),
          Map.entry("intercom", List.of("intercomchat")),
          Map.entry("snap-pixel", List.of("snapchat")),
          Map.entry("tiktok-pixel", List.of("tiktok")),
          Map.entry("tiktok", List.of("tiktokvideo")),
          Map.entry("arte", List.of("artetv")),
          Map.entry("reddit-pixel", List.of("redditpixel")));

  private TarteaucitronNames() {}

  /** Returns the identifier of the service that tarteaucitron gives a name. */
  static Optional<String> service(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().contains(lower))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
