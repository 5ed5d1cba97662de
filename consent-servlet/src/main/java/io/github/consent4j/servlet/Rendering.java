package io.github.consent4j.servlet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What becomes of one response, and of its headers. Immutable.
 *
 * @param audience who gets these bytes
 * @param body how they differ from the application's
 * @param name short name of these bytes, for entity tags; empty when they are not named
 * @param since when the policy came into force by which they are made
 * @param varying request headers by which these bytes may differ
 * @param growth by how many bytes the body gets longer than the application's; -1 when nobody knows
 */
record Rendering(
    Audience audience, Body body, String name, Instant since, List<String> varying, int growth) {

  Rendering(Audience audience, Body body, String name, Instant since, List<String> varying) {
    this(audience, body, name, since, varying, -1);
  }

  /** Who gets the same bytes. */
  enum Audience {
    /** Whoever the application says; the response is no page. */
    UNTOUCHED,
    /** This visitor alone. */
    VISITOR,
    /** Everybody. */
    EVERYBODY
  }

  /** What a body is compared with the application's. */
  enum Body {
    AS_IS,
    /** Something is put into the head. */
    HEADED,
    REWRITTEN,
    /** It cannot be read, and a short text leaves in its place. */
    WITHHELD
  }

  /** Not a page: nothing changes. */
  static final Rendering UNTOUCHED =
      new Rendering(Audience.UNTOUCHED, Body.AS_IS, "", Instant.EPOCH, List.of());

  /** Whether it is that of a response that is no page. */
  boolean isNoPage() {
    return audience == Audience.UNTOUCHED || name.isEmpty();
  }

  static final String CONTENT_ENCODING = "Content-Encoding";

  static final Set<String> DESCRIBING_BYTES =
      names(
          "Content-Length",
          "Accept-Ranges",
          "Content-MD5",
          "Digest",
          "Content-Digest",
          "Repr-Digest");

  static final Set<String> DESCRIBING_REUSE =
      names(
          "Cache-Control",
          "CDN-Cache-Control",
          "Surrogate-Control",
          "ETag",
          "Last-Modified",
          "Vary");

  private static Set<String> names(String... names) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(List.of(names));
    return set;
  }

  /** Whether a shared cache may keep a response with these {@code Cache-Control} values. */
  static boolean isPublic(Collection<String> cacheControl) {
    Set<String> names = new LinkedHashSet<>();
    directives(cacheControl).forEach(directive -> names.add(directive.split("=", 2)[0].strip()));
    return (names.contains("public") || names.contains("s-maxage"))
        && !names.contains("private")
        && !names.contains("no-store");
  }

  private static List<String> directives(Collection<String> cacheControl) {
    return cacheControl.stream()
        .flatMap(value -> List.of(value.split(",")).stream())
        .map(directive -> directive.strip().toLowerCase(Locale.ROOT))
        .toList();
  }

  /** Whether a header may have to leave other than the application wrote it. */
  boolean changes(String header) {
    return audience != Audience.UNTOUCHED
        && (DESCRIBING_REUSE.contains(header)
            || body != Body.AS_IS && DESCRIBING_BYTES.contains(header)
            || body == Body.WITHHELD && header.equalsIgnoreCase(CONTENT_ENCODING));
  }

  /** The values with which a header leaves; empty when it does not. */
  List<String> rendered(String header, List<String> values) {
    if (!changes(header)) {
      return values;
    }
    return switch (header.toLowerCase(Locale.ROOT)) {
      case "etag" ->
          values.stream()
              .map(tag -> EntityTags.suffixed(tag, name))
              .filter(tag -> !tag.isEmpty())
              .toList();
      case "cache-control" -> audience == Audience.VISITOR ? List.of(personal(values)) : values;
      case "vary" -> audience == Audience.VISITOR ? withVarying(values) : values;
      case "last-modified" -> audience == Audience.VISITOR ? List.of() : modified(values);
      case "cdn-cache-control", "surrogate-control" ->
          audience == Audience.VISITOR ? List.of() : values;
      case "content-length" -> lengthened(values);
      default -> List.of();
    };
  }

  /** The same with a body that gets so much longer; by nothing, where there is no head. */
  Rendering grownBy(int bytes) {
    return new Rendering(audience, bytes == 0 ? Body.AS_IS : body, name, since, varying, bytes);
  }

  private List<String> lengthened(List<String> contentLength) {
    return growth < 0
        ? List.of()
        : contentLength.stream()
            .filter(length -> length.matches("[0-9]{1,18}"))
            .map(length -> String.valueOf(Long.parseLong(length) + growth))
            .toList();
  }

  /** The page has changed with the application's or with the policy, whatever came later. */
  private List<String> modified(List<String> lastModified) {
    return lastModified.stream()
        .flatMap(value -> HttpDate.parse(value).stream())
        .map(time -> HttpDate.format((time.isBefore(since) ? since : time).toEpochMilli()))
        .limit(1)
        .toList();
  }

  private static String personal(List<String> cacheControl) {
    List<String> directives = directives(cacheControl);
    if (directives.contains("no-store")) {
      return String.join(", ", cacheControl);
    }
    List<String> personal = new ArrayList<>(List.of("private", "no-cache"));
    for (String kept : List.of("must-revalidate", "no-transform")) {
      if (directives.contains(kept)) {
        personal.add(kept);
      }
    }
    return String.join(", ", personal);
  }

  private List<String> withVarying(List<String> vary) {
    List<String> named = directives(vary);
    List<String> all = new ArrayList<>(vary);
    for (String header : varying) {
      if (!named.contains("*") && !named.contains(header.toLowerCase(Locale.ROOT))) {
        all.add(header);
      }
    }
    return all;
  }
}
