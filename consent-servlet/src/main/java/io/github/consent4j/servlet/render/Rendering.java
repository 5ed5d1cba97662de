package io.github.consent4j.servlet.render;

import io.github.consent4j.servlet.exchange.Audience;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The treatment of one response and of its headers. Immutable.
 *
 * @param audience the visitors who get these bytes
 * @param body the difference from the application's body
 * @param name short name of these bytes, for entity tags; empty if they have no name
 * @param since the time when the policy that they depend on came into force
 * @param varying request headers that these bytes depend on
 * @param growth number of bytes that are added to the application's body; -1 if unknown
 */
public record Rendering(
    Audience audience, Body body, String name, Instant since, List<String> varying, int growth) {

  Rendering(Audience audience, Body body, String name, Instant since, List<String> varying) {
    this(audience, body, name, since, varying, -1);
  }

  /** The difference between a body and the application's. */
  public enum Body {
    AS_IS,
    /** Something is inserted into the head. */
    HEADED,
    REWRITTEN,
    /** The body cannot be read, and a short text is sent in its place. */
    WITHHELD
  }

  /** The rendering of a response that is no page: nothing changes. */
  public static final Rendering UNTOUCHED =
      new Rendering(Audience.UNTOUCHED, Body.AS_IS, "", Instant.EPOCH, List.of());

  /** Returns whether this is the rendering of a response that is no page. */
  public boolean isNoPage() {
    return audience == Audience.UNTOUCHED || name.isEmpty();
  }

  public static final String CONTENT_ENCODING = "Content-Encoding";

  public static final Set<String> DESCRIBING_BYTES =
      names(
          "Content-Length",
          "Accept-Ranges",
          "Content-MD5",
          "Digest",
          "Content-Digest",
          "Repr-Digest");

  public static final Set<String> DESCRIBING_REUSE =
      names("Cache-Control", "ETag", "Expires", "Last-Modified", "Vary");

  private static Set<String> names(String... names) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(List.of(names));
    return set;
  }

  /** The value of a header for caches that forbids to keep anything, for every such header. */
  public static final String NEVER = "0";

  /**
   * Returns whether a header instructs some cache with priority over {@code Cache-Control}: {@code
   * X-Accel-Expires} of nginx, {@code CDN-Cache-Control} with or without the name of a network,
   * {@code Surrogate-Control}, {@code Edge-Control}, LiteSpeed's header, and lifetimes of the
   * operator's own.
   */
  public static boolean tellsCaches(String header) {
    return endsWith(header, "-cache-control")
        || endsWith(header, "surrogate-control")
        || endsWith(header, "edge-control")
        || endsWith(header, "-ttl")
        || header.equalsIgnoreCase("X-Accel-Expires");
  }

  private static boolean endsWith(String header, String end) {
    int at = header.length() - end.length();
    return at >= 0 && header.regionMatches(true, at, end, 0, end.length());
  }

  /** Returns whether a shared cache may keep a response with these {@code Cache-Control} values. */
  public static boolean isPublic(Collection<String> cacheControl) {
    Set<String> names = new LinkedHashSet<>();
    directives(cacheControl).forEach(directive -> names.add(directive.split("=", 2)[0].strip()));
    return (names.contains("public") || names.contains("s-maxage"))
        && !names.contains("private")
        && !names.contains("no-store");
  }

  /** Returns whether no cache may keep a response with these {@code Cache-Control} values. */
  public static boolean isUnstored(Collection<String> cacheControl) {
    return directives(cacheControl).contains("no-store");
  }

  private static List<String> directives(Collection<String> cacheControl) {
    return cacheControl.stream()
        .flatMap(value -> List.of(value.split(",")).stream())
        .map(directive -> directive.strip().toLowerCase(Locale.ROOT))
        .toList();
  }

  /** Returns whether a header may have to be sent with another value than the application's. */
  public boolean changes(String header) {
    return audience != Audience.UNTOUCHED
        && (DESCRIBING_REUSE.contains(header)
            || tellsCaches(header)
            || (body != Body.AS_IS && DESCRIBING_BYTES.contains(header))
            || (body == Body.WITHHELD && header.equalsIgnoreCase(CONTENT_ENCODING)));
  }

  /** Returns the values that a header is sent with; empty if it is not sent. */
  public List<String> rendered(String header, List<String> values) {
    if (!changes(header)) {
      return values;
    }
    return switch (header.toLowerCase(Locale.ROOT)) {
      case "etag" ->
          values.stream()
              .map(tag -> EntityTags.suffixed(tag, name))
              .filter(tag -> !tag.isEmpty())
              .toList();
      case "cache-control" ->
          audience == Audience.VISITOR ? List.of(personal(values)) : shared(values);
      case "vary" -> withVarying(values);
      // A response that is not the same for everybody has a different time of change for each
      // visitor.
      case "last-modified" -> varying.isEmpty() ? modified(values) : List.of();
      case "expires" -> audience == Audience.VISITOR ? past(values) : values;
      case "content-length" -> lengthened(values);
      default -> tellsCaches(header) && audience == Audience.EVERYBODY ? values : List.of();
    };
  }

  /**
   * Returns the tag of these bytes if the application sends only a date and that date is not sent;
   * empty if they have no name or the date is sent.
   */
  public List<String> dated(Collection<String> lastModified) {
    if (audience == Audience.UNTOUCHED || name.isEmpty() || varying.isEmpty()) {
      return List.of();
    }
    return lastModified.stream()
        .flatMap(value -> HttpDate.parse(value).stream())
        .map(date -> EntityTags.dated(date, name))
        .limit(1)
        .toList();
  }

  /**
   * Returns this rendering with the growth of its body. The growth is zero if no head is inserted.
   */
  public Rendering grownBy(int bytes) {
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

  /**
   * Returns the time of the last change: that of the application's page or of the policy, whichever
   * is later.
   */
  private List<String> modified(List<String> lastModified) {
    return lastModified.stream()
        .flatMap(value -> HttpDate.parse(value).stream())
        .map(time -> HttpDate.format((time.isBefore(since) ? since : time).toEpochMilli()))
        .limit(1)
        .toList();
  }

  /** Returns the values that are certainly past. Caches read other dates in different ways. */
  private List<String> past(List<String> expires) {
    return expires.stream()
        .filter(
            value ->
                value.strip().matches("-?\\d+")
                    || HttpDate.parse(value).filter(time -> time.isBefore(since)).isPresent())
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

  /**
   * Returns the values for caches that visitors share, as the application sets them. A browser must
   * ask again if the next decision may change the bytes: not every browser checks its cookies
   * before it uses a cached response.
   */
  private List<String> shared(List<String> cacheControl) {
    List<String> directives = directives(cacheControl);
    if (!varying.contains("Cookie") || directives.contains("no-store")) {
      return cacheControl;
    }
    if (!isPublic(cacheControl)) {
      return List.of(directives.contains("private") ? "private, no-cache" : "no-cache");
    }
    List<String> shared = new ArrayList<>(List.of("public", "max-age=0", "must-revalidate"));
    Stream.of("s-maxage=", "max-age=")
        .flatMap(name -> directives.stream().filter(directive -> directive.startsWith(name)))
        .map(directive -> "s-maxage=" + directive.substring(directive.indexOf('=') + 1))
        .limit(1)
        .forEach(shared::add);
    return List.of(String.join(", ", shared));
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
