package io.github.consent4j.servlet.exchange;

import io.github.consent4j.format.SitePath;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The page of this site that a visitor comes from by a plain link, or whose script requests a
 * fragment. It is read from the {@code Referer}, unless the site's referrer policy suppresses it.
 */
public final class Referrer {

  private Referrer() {}

  /**
   * Returns the path and query of a page of the application.
   *
   * @param base address of the library's own pages, which are never returned to
   */
  public static Optional<String> of(RequestHead request, String base) {
    return page(request.header("Referer"), request, base);
  }

  /** Returns the page that a fragment is inserted into. htmx sends its address. */
  static Optional<String> ofFragment(RequestHead request, String base) {
    return page(request.header("HX-Current-URL"), request, base).or(() -> of(request, base));
  }

  private static Optional<String> page(@Nullable String address, RequestHead request, String base) {
    if (address == null || !SameSiteCheck.isOwn(address, request)) {
      return Optional.empty();
    }
    URI page = URI.create(address);
    String path = page.getRawPath();
    if (SitePath.isWithin(path, base)) {
      return Optional.empty();
    }
    return ReturnPath.of(page.getRawQuery() == null ? path : path + '?' + page.getRawQuery());
  }
}
