package io.github.consent4j.seen;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The observations at a running site since its start. Their number is limited, and they contain no
 * data of visitors: no value of a cookie, no query, no address. Implementations are thread-safe.
 */
public interface Seen {

  /**
   * Returns since when the site is observed: the start of the list that {@link #items()} returns,
   * or of an earlier one that it continues.
   */
  Instant since();

  /**
   * Returns the declared cookies that categories with {@code enforce: report} would have blocked.
   * The list is an immutable snapshot. The declarations of the policy limit its size.
   */
  List<Cookie> cookies();

  /**
   * Returns the declared hosts whose content in pages categories with {@code enforce: report} would
   * have blocked. The list is an immutable snapshot. The declarations of the policy limit its size.
   */
  List<Host> hosts();

  /**
   * Returns the hosts that the content security policy blocked in browsers, or would have blocked,
   * the most frequent first. The list is an immutable snapshot.
   */
  List<Report> reports();

  /**
   * Returns everything that was seen, declared or not: cookies that were set or that came with
   * requests, hosts and scripts in pages, hosts that browsers report against the content security
   * policy, and, if the policy says so, names that scripts store under. Names that no service
   * declares and that contain identifiers are generalised, such as {@code _ga_*}. The list is an
   * immutable snapshot, by kind and name.
   */
  List<Item> items();

  /** The kind of what was seen. */
  enum Kind {
    /** A cookie of the site. */
    COOKIE,
    /** A host that pages load from. */
    HOST,
    /**
     * A script that is recognised by its text or file name. Its name is the identifier of the
     * service that it belongs to.
     */
    SCRIPT,
    /** A key in the local storage of browsers. */
    LOCAL_STORAGE,
    /** A key in the session storage of browsers. */
    SESSION_STORAGE
  }

  /** One thing that was seen. Immutable. Only this library implements it. */
  interface Item {

    /** Returns what it is. */
    Kind kind();

    /** Returns the name as it is declared, which may be a pattern, or the generalised name. */
    String name();

    /** Returns the identifier of the first service that declares it now; empty if none does. */
    Optional<String> service();

    /** Returns the paths of the first pages with it, generalised and without queries. */
    List<String> pages();

    /** Returns when it was seen first. */
    Instant first();

    /** Returns when it was seen last. */
    Instant last();

    /** Returns how many times it was seen. */
    long count();

    /**
     * Returns how many times it was seen in which state of consent. What was seen by an earlier
     * version, and what comes without a visitor, stands in no state, so that the states may have a
     * smaller sum than {@link #count()}.
     */
    ByConsent byConsent();

    /**
     * Returns the attributes of a cookie as it was set last; empty if it was not seen being set.
     */
    Optional<Attributes> attributes();
  }

  /**
   * Occurrences of one thing by the consent that visitors had given at the time. Immutable.
   *
   * @param before before the visitor had decided
   * @param refused after a decision that does not allow it
   * @param allowed after a decision that allows it
   * @param blocked how many of all were held back
   */
  record ByConsent(long before, long refused, long allowed, long blocked) {

    /** No occurrence. */
    public static final ByConsent NONE = new ByConsent(0, 0, 0, 0);

    /** Returns the sum of two counts of the same thing. */
    public ByConsent plus(ByConsent other) {
      return new ByConsent(
          before + other.before,
          refused + other.refused,
          allowed + other.allowed,
          blocked + other.blocked);
    }
  }

  /**
   * The attributes of a cookie, as the site has set it. Immutable.
   *
   * @param secure whether it is sent by https alone
   * @param httpOnly whether scripts cannot read it
   * @param sameSite the attribute of that name in lower case; empty if there is none
   * @param path the attribute of that name; empty if there is none
   * @param domain the attribute of that name; empty for the host alone
   * @param lifetime from {@code Max-Age} or {@code Expires}; empty for the browser session
   */
  record Attributes(
      boolean secure,
      boolean httpOnly,
      Optional<String> sameSite,
      Optional<String> path,
      Optional<String> domain,
      Optional<Duration> lifetime) {}

  /**
   * What {@code enforce: report} would have blocked of one declared cookie since the start.
   * Immutable.
   *
   * @param name the declared name, which may be a pattern
   * @param service identifier of the first service that declares it
   * @param requests number of requests in which the application would not have got the cookie
   * @param responses how many times the cookie would not have been sent to the browser
   */
  record Cookie(String name, String service, long requests, long responses) {

    /** Returns the sum of two counts of the same declaration. */
    public Cookie plus(Cookie other) {
      return new Cookie(name, service, requests + other.requests, responses + other.responses);
    }
  }

  /**
   * What {@code enforce: report} would have blocked in pages since the start. Immutable.
   *
   * @param host the declared host, without a wildcard; empty for scripts that are recognised by
   *     their text or file name
   * @param service identifier of the service that declares it
   * @param times number of occurrences
   */
  record Host(String host, String service, long times) {

    /** Returns the sum of two counts of the same host and service. */
    public Host plus(Host other) {
      return new Host(host, service, times + other.times);
    }
  }

  /**
   * A host that browsers reported because the content security policy blocked it, or would have
   * blocked it. Immutable.
   *
   * @param directive directive of the content security policy, such as {@code script-src-elem}
   * @param host name of the host in lower case
   * @param count number of reports
   */
  record Report(String directive, String host, long count) {

    /** Returns the sum of two counts of the same directive and host. */
    public Report plus(Report other) {
      return new Report(directive, host, count + other.count);
    }
  }
}
