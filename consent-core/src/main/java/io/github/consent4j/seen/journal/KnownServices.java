package io.github.consent4j.seen.journal;

import io.github.consent4j.known.KnownService;
import java.util.Optional;

/** The services by whose hosts, cookies and keys something is recognised. Thread-safe. */
public interface KnownServices {

  /** The services of nobody. */
  KnownServices NONE =
      new KnownServices() {
        @Override
        public Optional<KnownService> known(String host) {
          return Optional.empty();
        }

        @Override
        public Optional<KnownService> known(String cookie, String domain) {
          return Optional.empty();
        }

        @Override
        public Optional<KnownService> knownById(String id) {
          return Optional.empty();
        }

        @Override
        public Optional<KnownService> knownByKey(String key) {
          return Optional.empty();
        }
      };

  /**
   * Returns the service that loads from a host.
   *
   * @param host in lower case
   */
  Optional<KnownService> known(String host);

  /**
   * Returns the service that stores a cookie.
   *
   * @param cookie name, which may end with an asterisk
   * @param domain host name of the site; empty if it is not known
   */
  Optional<KnownService> known(String cookie, String domain);

  /** Returns the service of an identifier. */
  Optional<KnownService> knownById(String id);

  /**
   * Returns the service that stores something under a key in a storage of the browser.
   *
   * @param key may end with an asterisk
   */
  Optional<KnownService> knownByKey(String key);
}
