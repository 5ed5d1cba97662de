package io.github.consent4j.cli.evidence;

import java.util.OptionalLong;

/**
 * Something that the site or a third party keeps in the visitor's browser. It has no value.
 *
 * @param kind the store of the browser that it is in
 * @param name the name of the cookie, key, database or cache; of a service worker, the path of its
 *     script
 * @param domain the host that it belongs to, in lower case and without a leading dot
 * @param path the path of a cookie, or the scope of a service worker; empty for others
 * @param seconds the time in seconds after which a cookie expires, from the moment it was seen;
 *     empty if it ends with the session, and for other kinds
 * @param flags the attributes of a cookie; {@link Flags#NONE} for others
 * @param setBy who wrote it
 * @param page the path of the page on which it was first there
 * @param thirdParty whether it belongs to another site than the visited one
 */
public record Stored(
    Kind kind,
    String name,
    String domain,
    String path,
    OptionalLong seconds,
    Flags flags,
    SetBy setBy,
    String page,
    boolean thirdParty) {

  /** The stores of a browser. */
  public enum Kind {
    COOKIE("cookie"),
    LOCAL_STORAGE("local storage key"),
    SESSION_STORAGE("session storage key"),
    INDEXED_DB("database"),
    CACHE_STORAGE("cache"),
    SERVICE_WORKER("service worker");

    private final String noun;

    Kind(String noun) {
      this.noun = noun;
    }

    /** Returns the word for one of them, such as {@code local storage key}. */
    public String noun() {
      return noun;
    }
  }

  /** Who wrote something. */
  public enum SetBy {
    /** A response of a server, by {@code Set-Cookie}. */
    SERVER,

    /** A script in the page. */
    SCRIPT
  }

  /**
   * The attributes of a cookie.
   *
   * @param hostOnly whether it is sent to its own host alone, not to those below it
   * @param sameSite {@code Strict}, {@code Lax} or {@code None}; empty if the cookie does not say
   *     it
   * @param partitioned whether it is kept apart for each site that embeds its host
   */
  public record Flags(
      boolean secure, boolean httpOnly, boolean hostOnly, String sameSite, boolean partitioned) {

    /** The attributes of what is no cookie. */
    public static final Flags NONE = new Flags(false, false, false, "", false);
  }

  /** Returns what it is in words, such as {@code cookie _ga of www.example.org}. */
  public String words() {
    return kind.noun() + " " + name + " of " + domain;
  }
}
