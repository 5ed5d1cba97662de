package io.github.consent4j.seen.journal;

import java.util.Optional;

/** The services by whose hosts and cookies something is recognised. Thread-safe. */
public interface KnownServices {

  /** The services of nobody. */
  KnownServices NONE =
      new KnownServices() {
        @Override
        public Optional<Known> known(String host) {
          return Optional.empty();
        }

        @Override
        public Optional<Known> known(String cookie, String domain) {
          return Optional.empty();
        }
      };

  /**
   * A known service.
   *
   * @param service its identifier
   * @param category identifier of the category that it usually belongs to
   */
  record Known(String service, String category) {}

  /**
   * Returns the service that loads from a host.
   *
   * @param host in lower case
   */
  Optional<Known> known(String host);

  /**
   * Returns the service that stores a cookie.
   *
   * @param cookie name, which may end with an asterisk
   * @param domain host name of the site; empty if it is not known
   */
  Optional<Known> known(String cookie, String domain);
}
