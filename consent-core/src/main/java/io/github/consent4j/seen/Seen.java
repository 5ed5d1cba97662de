package io.github.consent4j.seen;

import java.util.List;

/**
 * What was seen at a running site since its start. Bounded, and without anything of visitors: no
 * value of a cookie, no path, no query. Implementations are thread-safe.
 */
public interface Seen {

  /**
   * Declared cookies that categories with {@code enforce: report} would have held back. An
   * immutable snapshot; bounded by what the policy declares.
   */
  List<SeenCookie> cookies();

  /**
   * Declared hosts from which pages loaded what categories with {@code enforce: report} would have
   * held back. An immutable snapshot; bounded by what the policy declares.
   */
  List<SeenHost> hosts();

  /**
   * Hosts from which browsers did not load, or would not have loaded, by the content security
   * policy, the most frequent first. An immutable snapshot.
   */
  List<SeenReport> reports();
}
