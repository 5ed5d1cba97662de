package io.github.consent4j.policy.reader;

import io.github.consent4j.format.SitePath;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.text.DomainName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks small values that are written into pages or headers. */
final class ValueParsers {

  private static final Pattern WEB_ADDRESS = Pattern.compile("(?i)https?://.*");
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Pattern DOMAIN = Pattern.compile("\\.?[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");
  private static final Pattern PROVIDERS_DOMAIN = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+");
  private static final Pattern PATH = Pattern.compile("/[^;\\p{Cntrl}]*");
  private static final Pattern COOKIE = Pattern.compile("[^\\s\\p{Cntrl}=,;]+");
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final Pattern DAY_OR_MONTH =
      Pattern.compile("\\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");

  private ValueParsers() {}

  /** Checks an address for a link in a page: https, http, or a path on this site. */
  static String link(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean web = (scheme.equals("https") || scheme.equals("http")) && uri.getHost() != null;
      boolean path = scheme.isEmpty() && SitePath.is(text);
      if (web || path) {
        return text;
      }
    } catch (URISyntaxException e) {
      // The exception below reports this error, too.
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not a link: expected an https: address or a path that starts with '/'");
  }

  /** Checks the whole address of a page. */
  static String webAddress(String text) {
    if (!WEB_ADDRESS.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an address: expected one such as 'https://www.example.org'");
    }
    return link(text);
  }

  static String country(String text) {
    if (!COUNTRY.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a country: expected two capital letters such as 'DE'"
              + (text.equals("false") ? "; if you wrote NO, for Norway, put it in quotes" : ""));
    }
    return text;
  }

  static String domain(String text) {
    if (!DOMAIN.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a domain: expected a name such as '.example.org'");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  /** Checks a registered domain, with or without a leading dot. */
  static String providersDomain(String text) {
    String name = DomainName.toAscii(DomainName.withoutDot(text));
    if (!PROVIDERS_DOMAIN.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a domain of a provider: expected a name such as 'example.org'");
    }
    return name;
  }

  static String basePath(String text) {
    if (!text.matches("(/[A-Za-z0-9._~-]+)+") || text.contains("/.")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a base path: expected a path such as '/consent'");
    }
    return text;
  }

  /** Checks the path of a cookie. */
  static String path(String text) {
    if (!PATH.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a path: expected one that starts with '/'");
    }
    return text;
  }

  /** Checks the name of a cookie, which may contain wildcards. */
  static NamePattern cookie(String text) {
    if (!COOKIE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a name of a cookie: no space, no = , ;");
    }
    return new NamePattern(text);
  }

  /** Checks a file name. It must distinguish a script from others. */
  static NamePattern script(String text) {
    if (text.contains("/")) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a name of a script file: expected one such as 'emos*.js', without a path;"
              + " addresses go under 'hosts'");
    }
    return new NamePattern(text);
  }

  static String id(String text) {
    if (!ID.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not an identifier: expected lower-case letters from a to z, digits and dashes");
    }
    return text;
  }

  /** Checks a day such as {@code 2026-11-29}, or a month such as {@code 2026-11}. */
  static String dayOrMonth(String text) {
    if (!DAY_OR_MONTH.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a day or month: expected one such as '2026-11-29' or '2026-11'");
    }
    return text;
  }

  static String language(String text) {
    if (!LANGUAGE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a language: expected a tag such as 'en' or 'de-AT'"
              + (text.equals("false") ? "; if you wrote no, for Norwegian, put it in quotes" : "")
              + (text.contains(",") ? "; a list stands in brackets, as in [en, de]" : ""));
    }
    return text;
  }
}
